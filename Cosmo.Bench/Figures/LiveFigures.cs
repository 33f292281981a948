using System.Collections.Concurrent;
using System.Text.Json;
using Cosmo.Bench.Servers;
using Cosmo.Bench.Traffic;
using Microsoft.Playwright;

namespace Cosmo.Bench.Figures;

/// <summary>From a webhook until the open inbox pages show it, with many pages open in a real browser.</summary>
internal static class LiveFigures
{
    private const int CustomerCount = 400;

    // Each message carries a name of its own, which the list shows; the page writes down when it first stood there.
    private const string Watch = """
        () => {
          window.seen = {};
          const read = node => {
            for (const mark of (node.textContent ?? '').matchAll(/Mark(\d+)m/g)) window.seen[mark[1]] ??= Date.now();
          };
          new MutationObserver(changes => {
            for (const change of changes) {
              if (change.type === 'characterData') read(change.target);
              else change.addedNodes.forEach(read);
            }
          }).observe(document.body, { subtree: true, childList: true, characterData: true });
        }
        """;

    public static async Task RunAsync(BenchOptions options, Report report)
    {
        var (seconds, rate) = (options.Seconds ?? 30, options.Rate ?? 20);
        Report.Say($"live: {options.Pages} pages, {rate} messages/s for {seconds} s");
        using var playwright = await Playwright.CreateAsync();
        await using var browser = await playwright.Chromium.LaunchAsync(new()
        {
            ExecutablePath = Environment.GetEnvironmentVariable("CHROMIUM") ?? "/usr/bin/chromium",
            Args =
            [
                "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
                "--disable-component-update", "--disable-sync",
            ],
        });
        var bare = await BareAsync(browser, options.Pages, rate, rate * Math.Min(seconds, 15));
        var cosmo = await CosmoAsync(options, browser, rate, rate * seconds);

        report.Add("webhook to page, p50", "ms", cosmo.Delays.Median, bare.Delays.Median);
        report.Add("webhook to page, p99", "ms", cosmo.Delays.P99, bare.Delays.P99, "<= 250 ms", f => f.Measured <= 250);
        report.Add("webhook to page, longest", "ms", cosmo.Delays.Most, bare.Delays.Most);
        report.Add("shown on no page or not on all", "", cosmo.Missing, bare.Missing, "0", f => f.Measured == 0);
    }

    private static async Task<(Samples Delays, int Missing)> CosmoAsync(BenchOptions options, IBrowser browser, int rate, int messages)
    {
        using var place = new Workspace();
        var customers = new Customers(CustomerCount);
        await using var meta = await Meta.StartAsync(customers);
        await using var cosmo = await CosmoServer.StartAsync(options, meta, place.Folder);
        await cosmo.WarmUpAsync(customers, 300);
        var signedIn = await SignInAsync(browser, cosmo.Process.Address);
        var pages = new List<IPage>();
        for (var i = 0; i < options.Pages; i++)
        {
            var context = await browser.NewContextAsync(new() { BaseURL = cosmo.Process.Address.ToString(), StorageState = signedIn });
            var page = await context.NewPageAsync();
            await page.GotoAsync("/inbox");
            await page.WaitForSelectorAsync("[data-rows]");
            pages.Add(page);
        }

        return await WatchAsync(pages, cosmo.Webhook, customers, rate, messages);
    }

    private static async Task<(Samples Delays, int Missing)> BareAsync(IBrowser browser, int count, int rate, int messages)
    {
        using var place = new Workspace();
        await using var bare = await BareServer.StartAsync(place.Folder);
        var pages = new List<IPage>();
        for (var i = 0; i < count; i++)
        {
            var page = await (await browser.NewContextAsync()).NewPageAsync();
            await page.GotoAsync(new Uri(bare.Address, BareServer.PagePath).ToString());
            pages.Add(page);
        }

        return await WatchAsync(pages, new Uri(bare.Address, BareServer.WebhookPath), new Customers(CustomerCount), rate, messages);
    }

    private static async Task<string> SignInAsync(IBrowser browser, Uri address)
    {
        var context = await browser.NewContextAsync(new() { BaseURL = address.ToString() });
        var page = await context.NewPageAsync();
        await page.GotoAsync("/account/sign-in");
        await page.FillAsync("#email", CosmoServer.OwnerEmail);
        await page.FillAsync("#password", CosmoServer.OwnerPassword);
        await page.ClickAsync("form:has(#password) button");
        await page.WaitForSelectorAsync("[data-interactive=true]");
        var state = await context.StorageStateAsync();
        await context.CloseAsync();
        return state;
    }

    private static async Task<(Samples Delays, int Missing)> WatchAsync(List<IPage> pages, Uri webhook, Customers customers, int rate, int messages)
    {
        foreach (var page in pages)
            await page.EvaluateAsync(Watch);
        // Some seconds that do not count: the first changes compile the code that shows them.
        await Sender.SteadyAsync(webhook, customers, rate, rate * 3);

        var sent = new ConcurrentDictionary<int, long>();
        var number = 0;
        await Sender.SteadyAsync(webhook, customers, rate, messages, _ => $"Mark{number++}m", (i, at) => sent[i] = at);
        await Task.Delay(2_000);   // whatever is not there by now counts as missing
        var (delays, missing) = (new List<double>(), 0);
        foreach (var page in pages)
        {
            // As text: the driver gives an object an id of its own beside its keys.
            var seen = JsonSerializer.Deserialize<Dictionary<int, long>>(await page.EvaluateAsync<string>("() => JSON.stringify(window.seen)")) ?? [];
            foreach (var (i, at) in sent)
            {
                if (seen.TryGetValue(i, out var shown))
                    delays.Add(shown - at);
                else
                    missing++;
            }

            await page.Context.CloseAsync();
        }

        return (new(delays), missing);
    }
}
