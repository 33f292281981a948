using System.Text.Json;
using Cosmo.Core.Notifications.Push;
using Cosmo.Tests.Notifications.Push;
using Cosmo.Tests.Web;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;

namespace Cosmo.Tests.Browser;

/// <summary>
/// Push in a real browser. Its maker's service is not reached from here, so the subscription is one of our own service, and what that
/// is brought is handed to the browser as its maker's would.
/// </summary>
public sealed class PushInBrowserTests(Chromium chromium)
{
    // Stands in for the browser's part that talks to its maker.
    private const string Subscribes = """
        ([endpoint, p256dh, auth]) => {
          if (!("PushManager" in window))
            return;
          const key = "test-subscribed";
          const subscription = options => ({
            endpoint, options,
            toJSON: () => ({ endpoint, keys: { p256dh, auth } }),
            unsubscribe: async () => { localStorage.removeItem(key); return true; },
          });
          const applied = () => ({ applicationServerKey: Uint8Array.from(JSON.parse(localStorage.getItem(key))).buffer });
          PushManager.prototype.subscribe = async function (options) {
            localStorage.setItem(key, JSON.stringify([...new Uint8Array(options.applicationServerKey)]));
            return subscription(applied());
          };
          PushManager.prototype.getSubscription = async () => localStorage.getItem(key) ? subscription(applied()) : null;
        }
        """;

    // What the browser shows, as "title|path|how many".
    private const string Shown = """
        async () => {
          const all = await (await navigator.serviceWorker.getRegistration("/")).getNotifications();
          return all.map(n => `${n.title}|${n.data.path}|${n.lang}`).join("\n");
        }
        """;

    // A browser lets only people click: the event is made here, and the window that only a click may open is named instead of opened.
    private const string Clicks = """
        async tag => {
          let opened = "";
          Clients.prototype.openWindow = async address => { opened = address; };
          const [one] = await self.registration.getNotifications({ tag });
          self.dispatchEvent(new NotificationEvent("notificationclick", { notification: one }));
          while ((await self.registration.getNotifications({ tag })).length > 0);
          await self.clients.matchAll();   // behind the look for pages of whoever heard the click
          return opened;
        }
        """;

    private const string Changes = """
        async (old, endpoint, p256dh, auth) => self.dispatchEvent(Object.assign(new ExtendableEvent("pushsubscriptionchange"), {
          oldSubscription: { endpoint: old },
          newSubscription: { toJSON: () => ({ endpoint, keys: { p256dh, auth } }) },
        }))
        """;

    [Fact]
    public async Task A_browser_is_switched_on_tested_shown_clicked_and_off_again()
    {
        await using var push = await FakePush.StartAsync();
        await using var app = CosmoApp.Start(host => host.ConfigureTestServices(push.Allow));
        await app.CreateOwnerAsync();
        push.Key = await app.Services.GetRequiredService<PushKeys>().PublicAsync(TestContext.Current.CancellationToken);
        var page = await OpenAsync(app, push);

        await page.Locator("[data-push-switch=on]").ClickAsync();
        await Assertions.Expect(page.Locator("[data-push=on]")).ToBeVisibleAsync();
        await Assertions.Expect(page.Locator("[data-push-browser]")).ToContainTextAsync("Chrome, Linux");
        await page.Locator("[data-test=Push]").ClickAsync();
        await Eventually.SeeAsync("the service was brought the test", () => push.Taken.Count == 1);

        // A test is shown although the page is being looked at: it was asked for.
        var worker = await Worker.OfAsync(page, app.Address);
        await worker.DeliverAsync(push.Taken.Single().Words.ToJsonString());
        await SeesAsync(page, "Test|notifications|en");

        // What pages show as well is not shown while one is in front, and is while none is.
        var ticket = Words(page: true);
        await page.EvaluateAsync("() => window.focus()");
        await worker.DeliverAsync(ticket);
        await worker.DeliverAsync(Words(page: false, title: "#8: New ticket", tag: "8"));
        await SeesAsync(page, "#8: New ticket|tickets|en\nTest|notifications|en");
        await page.GotoAsync("about:blank");
        await worker.DeliverAsync(ticket);
        await page.GotoAsync("/notifications");
        await SeesAsync(page, "#7: New ticket|tickets|en\n#8: New ticket|tickets|en\nTest|notifications|en");

        // A click leads the page that is open there, and takes the line away.
        await Chromium.InteractiveAsync(page);
        await Assertions.Expect(page.Locator("[data-push=on]")).ToBeVisibleAsync();
        await worker.RunAsync(Clicks, "7");
        await page.WaitForURLAsync("**/tickets");
        await SeesAsync(page, "#8: New ticket|tickets|en\nTest|notifications|en");

        // With no page open it opens one.
        await page.GotoAsync("about:blank");
        Assert.Equal(new Uri(app.Address, "tickets"), new Uri(await worker.RunAsync(Clicks, "8")));
        await page.GotoAsync("/notifications");
        await page.Locator("[data-push-switch=off]").ClickAsync();
        await Assertions.Expect(page.Locator("[data-push=off]")).ToBeVisibleAsync();
        await Assertions.Expect(page.Locator("[data-push-browser]")).ToHaveCountAsync(0);
        await page.Context.CloseAsync();
    }

    [Fact]
    public async Task An_address_that_the_browsers_maker_changes_takes_the_place_of_the_one_before()
    {
        await using var push = await FakePush.StartAsync();
        await using var app = CosmoApp.Start(host => host.ConfigureTestServices(push.Allow));
        var ana = await app.CreateOwnerAsync();
        push.Key = await app.Services.GetRequiredService<PushKeys>().PublicAsync(TestContext.Current.CancellationToken);
        var page = await OpenAsync(app, push);
        await page.Locator("[data-push-switch=on]").ClickAsync();
        await Assertions.Expect(page.Locator("[data-push=on]")).ToBeVisibleAsync();
        var desk = app.Services.GetRequiredService<PushDesk>();
        var before = Assert.Single(await desk.OfAsync(ana.Id, TestContext.Current.CancellationToken));

        var next = push.Open("after");
        var worker = await Worker.OfAsync(page, app.Address);
        await worker.DeliverAsync(Words(page: false));   // wakes it
        await worker.RunAsync(Changes, before.Endpoint, next.Endpoint, next.PublicKey, next.Secret);

        await Eventually.SeeAsync("the new address is kept in place of the old one", async () =>
            await desk.OfAsync(ana.Id) is [var one] && one.Endpoint == next.Endpoint);
        await page.Context.CloseAsync();
    }

    [Fact]
    public async Task A_browser_comes_back_with_the_next_sign_in_of_the_same_member_and_of_nobody_else()
    {
        await using var push = await FakePush.StartAsync();
        await using var app = CosmoApp.Start(host => host.ConfigureTestServices(push.Allow));
        var ana = await app.CreateOwnerAsync();
        var bo = await app.CreateMemberAsync("Bo Berg", "bo@example.com", Core.Team.Role.Agent);
        var desk = app.Services.GetRequiredService<PushDesk>();
        var page = await OpenAsync(app, push);
        await page.Locator("[data-push-switch=on]").ClickAsync();
        await Assertions.Expect(page.Locator("[data-push=on]")).ToBeVisibleAsync();

        await SignInAsAsync(page, CosmoApp.OwnerEmail, async () => Assert.Empty(await desk.OfAsync(ana.Id)));
        await Eventually.SeeAsync("the browser said that it is back", async () => (await desk.OfAsync(ana.Id)).Count == 1);
        await SignInAsAsync(page, "bo@example.com", async () => Assert.Empty(await desk.OfAsync(ana.Id)));
        await Eventually.SeeAsync("the browser forgot whose it was", async () => await page.EvaluateAsync<bool>("() => localStorage.getItem('test-subscribed') === null"));
        Assert.Empty(await desk.OfAsync(bo.Id, TestContext.Current.CancellationToken));
        await page.Context.CloseAsync();
    }

    private async Task<IPage> OpenAsync(CosmoApp app, FakePush push)
    {
        var page = await chromium.OpenAsync(app, CosmoApp.OwnerEmail);
        await page.Context.GrantPermissionsAsync(["notifications"]);
        var address = push.Open("chromium");
        await page.Context.AddInitScriptAsync($"({Subscribes})({JsonSerializer.Serialize<string[]>([address.Endpoint, address.PublicKey, address.Secret])})");
        await page.GotoAsync("/notifications");
        await Chromium.InteractiveAsync(page);
        return page;
    }

    private static async Task SignInAsAsync(IPage page, string email, Func<Task> between)
    {
        await page.GotoAsync("/account/profile");
        await page.ClickAsync(".account__button");
        await page.ClickAsync("form[action='account/sign-out'] button");
        await page.WaitForURLAsync("**/account/sign-in");
        await between();
        await page.GotoAsync("/account/sign-in?returnUrl=/notifications");
        await page.FillAsync("#email", email);
        await page.FillAsync("#password", CosmoApp.OwnerPassword);
        await page.ClickAsync("form:has(#password) button");
        await Chromium.InteractiveAsync(page);
    }

    private static string Words(bool page, string title = "#7: New ticket", string tag = "7") =>
        JsonSerializer.Serialize(new PushWords(Guid.CreateVersion7(), title, null, "tickets", tag, page, "en"), PushWords.Json);

    private static Task SeesAsync(IPage page, string lines) => Eventually.SeeAsync($"the browser shows {lines}", async () =>
        string.Join('\n', (await page.EvaluateAsync<string>(Shown)).Split('\n').Order(StringComparer.Ordinal)) == lines);

    /// <summary>The service worker, by the browser's own tools.</summary>
    private sealed class Worker(ICDPSession tools, ICDPSession browser, string origin, string registration)
    {
        private int _asked;

        public static async Task<Worker> OfAsync(IPage page, Uri address)
        {
            var tools = await page.Context.NewCDPSessionAsync(page);
            var found = new TaskCompletionSource<string>(TaskCreationOptions.RunContinuationsAsynchronously);
            tools.Event("ServiceWorker.workerRegistrationUpdated").OnEvent += (_, told) =>
            {
                if (told is not { } update)
                    return;
                foreach (var one in update.GetProperty("registrations").EnumerateArray())
                    found.TrySetResult(one.GetProperty("registrationId").GetString()!);
            };
            await tools.SendAsync("ServiceWorker.enable");
            return new(tools, await page.Context.Browser!.NewBrowserCDPSessionAsync(), address.GetLeftPart(UriPartial.Authority), await found.Task.WaitAsync(Patience.Limit));
        }

        public Task<System.Text.Json.JsonElement?> DeliverAsync(string data) => tools.SendAsync(
            "ServiceWorker.deliverPushMessage", new() { ["origin"] = origin, ["registrationId"] = registration, ["data"] = data });

        /// <summary>Runs a function in the worker; it must be awake.</summary>
        /// <returns>The text that it returned; "" for anything else.</returns>
        public async Task<string> RunAsync(string function, params string[] arguments)
        {
            var targets = (await browser.SendAsync("Target.getTargets"))!.Value.GetProperty("targetInfos").EnumerateArray();
            var worker = targets.Last(t => t.GetProperty("type").GetString() == "service_worker" && t.GetProperty("url").GetString()!.StartsWith(origin, StringComparison.Ordinal));
            var session = (await browser.SendAsync("Target.attachToTarget", new() { ["targetId"] = worker.GetProperty("targetId").GetString()!, ["flatten"] = false }))!.Value.GetProperty("sessionId").GetString()!;
            var id = ++_asked;
            var answered = new TaskCompletionSource<JsonElement>(TaskCreationOptions.RunContinuationsAsynchronously);
            browser.Event("Target.receivedMessageFromTarget").OnEvent += (_, told) =>
            {
                if (told is { } message && message.GetProperty("sessionId").GetString() == session
                    && JsonDocument.Parse(message.GetProperty("message").GetString()!).RootElement is var answer && answer.TryGetProperty("id", out var to) && to.GetInt32() == id)
                    answered.TrySetResult(answer);
            };
            var expression = $"({function})({string.Join(',', arguments.Select(a => JsonSerializer.Serialize(a)))})";
            await browser.SendAsync("Target.sendMessageToTarget", new()
            {
                ["sessionId"] = session,
                ["message"] = JsonSerializer.Serialize(new { id, method = "Runtime.evaluate", @params = new { expression, awaitPromise = true, returnByValue = true } }),
            });
            var result = (await answered.Task.WaitAsync(Patience.Limit)).GetProperty("result");
            Assert.False(result.TryGetProperty("exceptionDetails", out var fault), fault.ToString());
            return result.GetProperty("result").TryGetProperty("value", out var value) && value.ValueKind is JsonValueKind.String ? value.GetString()! : "";
        }
    }
}
