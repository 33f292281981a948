using Cosmo.Tests.Web;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Cosmo.Tests.Browser.Stories;

/// <summary>Without a mouse: from the sign-in to the sent answer, and always to be seen where one is.</summary>
public sealed class KeyboardTests(Chromium chromium)
{
    [Fact]
    public async Task An_answer_is_sent_with_keys_alone()
    {
        await using var stage = Stage.Set(chromium, "keyboard");
        var sandbox = await stage.SignInAsync("/sandbox");
        var maria = new Phone(sandbox, Stage.Customer);
        await maria.SayAsync(Stage.Issue);
        await maria.HearAsync("Una persona de nuestro equipo te responderá aquí.");

        var page = await stage.StrangerAsync("/account/sign-in?returnUrl=/inbox");
        await TabToAsync(page, "#email");
        await page.Keyboard.TypeAsync(CosmoApp.OwnerEmail);
        await TabToAsync(page, "#password");
        await page.Keyboard.TypeAsync(CosmoApp.OwnerPassword);
        await page.Keyboard.PressAsync("Enter");
        await page.WaitForURLAsync("**/inbox");
        await Chromium.InteractiveAsync(page);

        // A page begins at its heading, past the navigation.
        await Expect(page.Locator("h1")).ToBeFocusedAsync();
        await TabToAsync(page, $"[data-row]:has-text('{Stage.Customer}')");
        await stage.Story.ShotAsync(page, "the-conversation-has-the-focus");
        await page.Keyboard.PressAsync("Enter");
        await Expect(page.Locator("#talk-name")).ToHaveTextAsync(Stage.Customer);
        await AssertFocusIsSeenAsync(page);

        await TabToAsync(page, "[data-composer] textarea");
        await page.Keyboard.TypeAsync("Ask for their order number.");
        await page.Keyboard.PressAsync("Enter");
        await Expect(page.Locator("[data-draft=Open]")).ToBeVisibleAsync();
        await Expect(page.Locator("[data-composer] textarea")).ToBeFocusedAsync();
        await stage.Story.ShotAsync(page, "draft");
        await TabToAsync(page, "[data-draft-send]", "Shift+Tab");
        await stage.Story.ShotAsync(page, "send-has-the-focus");
        await page.Keyboard.PressAsync("Enter");
        await maria.HearAsync("número de pedido");
        await Expect(page.Locator("[data-draft]")).ToHaveCountAsync(0);
        // The button is gone, and with it the focus would be: it goes back to where one writes.
        await Expect(page.Locator("[data-composer] textarea")).ToBeFocusedAsync();
        await AssertFocusIsSeenAsync(page);
        await stage.Story.ShotAsync(page, "sent");
        stage.Story.AssertNoComplaints();
    }

    [Fact]
    public async Task The_keys_of_the_inbox_work_on_keyboards_of_other_scripts()
    {
        await using var stage = Stage.Set(chromium, "keyboard-arabic");
        var page = await stage.SignInAsync("/inbox");
        await Expect(page.Locator("[data-row]").First).ToBeVisibleAsync();

        // Where an English keyboard has j, /, and Shift+/.
        await Eventually.SeeAsync("a conversation", async () =>
        {
            await PressAsync(page, "ت", "KeyJ");
            return await page.Locator("#talk-name").IsVisibleAsync();
        });
        await PressAsync(page, "ظ", "Slash");
        await Expect(page.Locator("[data-inbox] input[type=search]")).ToBeFocusedAsync();
        await page.Keyboard.PressAsync("Escape");
        await PressAsync(page, "؟", "Slash", shift: true);
        await Expect(page.Locator("#inbox-keys")).ToBeVisibleAsync();
        stage.Story.AssertNoComplaints();
    }

    [Fact]
    public async Task A_member_steps_through_the_list_as_fast_as_the_keys_go()
    {
        await using var stage = Stage.Set(chromium, "keyboard-fast");
        for (var n = 0; n < 5; n++)
            await Correspondence.ReceiveAsync(stage.App, $"Customer {n}", "Do you have it in blue?");
        var page = await stage.SignInAsync("/inbox");
        await Expect(page.Locator("[data-row]")).ToHaveCountAsync(7);
        await Eventually.SeeAsync("the keys are heard", async () =>
        {
            await page.Keyboard.PressAsync("j");
            return await page.Locator("#talk-name").IsVisibleAsync();
        });

        for (var n = 0; n < 30; n++)
            await page.Keyboard.PressAsync(n % 3 == 0 ? "k" : "j");

        // No step waits for the server, so the focus stands already where the keys have led; the conversation follows.
        var last = await page.Locator("[data-row]:focus .row__name").InnerTextAsync();
        await Expect(page.Locator("[data-row][aria-current=true] .row__name")).ToHaveTextAsync(last);
        await Expect(page.Locator("#talk-name")).ToContainTextAsync(last);
        await Expect(page.Locator("[data-composer] textarea")).ToBeVisibleAsync();
        stage.Story.AssertNoComplaints();
    }

    [Fact]
    public async Task Escape_closes_the_details_before_it_leads_back_to_the_list()
    {
        await using var stage = Stage.Set(chromium, "keyboard-escape");
        var page = await stage.SignInAsync("/inbox");
        await page.SetViewportSizeAsync(390, 844);
        await Expect(page.Locator("[data-row]").First).ToBeVisibleAsync();
        await Eventually.SeeAsync("the keys are heard", async () =>
        {
            await page.Keyboard.PressAsync("j");
            return await page.Locator("#talk-name").IsVisibleAsync();
        });
        await page.Locator("[aria-controls=customer-panel]").ClickAsync();
        await Expect(page.Locator("#customer-panel")).ToBeVisibleAsync();

        await page.Keyboard.PressAsync("Escape");
        await Expect(page.Locator("#customer-panel")).ToBeHiddenAsync();
        await Expect(page.Locator("#talk-name")).ToBeVisibleAsync();
        await page.Keyboard.PressAsync("Escape");
        await Expect(page.Locator("#talk-name")).ToHaveCountAsync(0);
        stage.Story.AssertNoComplaints();
    }

    private static async Task PressAsync(IPage page, string key, string code, bool shift = false) => await page.EvaluateAsync(
        "key => (document.activeElement ?? document.body).dispatchEvent(new KeyboardEvent('keydown', { ...key, bubbles: true, cancelable: true }))",
        new { key, code, shiftKey = shift });

    [Fact]
    public async Task The_week_is_set_with_keys_alone()
    {
        await using var stage = Stage.Set(chromium, "keyboard-hours");
        var page = await stage.SignInAsync("/hours");
        await Expect(page.Locator("[data-testid=owner]").First).ToContainTextAsync("Open around the clock");
        await Expect(page.Locator("h1")).ToBeFocusedAsync();

        await TabToAsync(page, "[data-testid=month-after]");
        await page.Keyboard.PressAsync("Enter");
        await TabToAsync(page, "[data-testid=day-1] input[type=time] >> nth=0");
        await page.EvaluateAsync(
            """
            () => {
              const typed = new Set(document.querySelectorAll("[data-testid=day-1] input[type=time]"));
              const { get, set } = Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, "value");
              window.writtenOver = 0;
              Object.defineProperty(HTMLInputElement.prototype, "value", { configurable: true, get, set(value) { if (typed.has(this)) window.writtenOver++; set.call(this, value); } });
            }
            """);
        await page.Keyboard.TypeAsync("0900AM");
        await TabToAsync(page, "[data-testid=day-1] input[type=time] >> nth=1");
        await page.Keyboard.TypeAsync("0600PM");
        await TabToAsync(page, "[data-testid=save-week]");
        await stage.Story.ShotAsync(page, "save-has-the-focus");
        await page.Keyboard.PressAsync("Enter");

        await Expect(page.Locator("[data-testid=owner]").First).Not.ToContainTextAsync("Open around the clock");
        await Expect(page.Locator("[data-testid=day-1] input[type=time]").First).ToHaveValueAsync("09:00");
        // An answer from the server that wrote the time back would take away what is being typed meanwhile.
        Assert.Equal(0, await page.EvaluateAsync<int>("() => window.writtenOver"));
        await AssertFocusIsSeenAsync(page);
        stage.Story.AssertNoComplaints();
    }

    // Goes on until it is there; at every stop the focus can be seen. A heading that a page begins at is no stop.
    private static async Task TabToAsync(IPage page, string selector, string key = "Tab")
    {
        for (var stop = 0; stop < 60; stop++)
        {
            if (await page.Locator(selector).EvaluateAllAsync<bool>("found => found.includes(document.activeElement)"))
                return;
            await page.Keyboard.PressAsync(key);
            await AssertFocusIsSeenAsync(page);
        }

        Assert.Fail($"60 stops do not lead to {selector}.");
    }

    // What is being drawn anew has no place yet; where the focus is to be seen, it is seen soon.
    private static async Task AssertFocusIsSeenAsync(IPage page)
    {
        var fault = await FocusFaultAsync(page);
        if (fault is not null)
            await Eventually.SeeAsync($"the focus is seen: {fault}", async () => await FocusFaultAsync(page) is null);
    }

    private static Task<string?> FocusFaultAsync(IPage page) => page.EvaluateAsync<string?>(
        """
        () => {
          const at = document.activeElement;
          if (!at || at === document.body) return "nothing has the focus";
          const box = at.getBoundingClientRect(), style = getComputedStyle(at);
          const name = at.outerHTML.slice(0, 120);
          if (box.width < 1 || box.height < 1 || box.bottom < 1 || box.right < 1 || box.top > innerHeight || box.left > innerWidth) return `out of sight: ${name}`;
          const outlined = style.outlineStyle !== "none" && parseFloat(style.outlineWidth) > 0;
          return outlined || style.boxShadow !== "none" || at.matches("h1") ? null : `nothing shows the focus: ${name}`;
        }
        """);
}
