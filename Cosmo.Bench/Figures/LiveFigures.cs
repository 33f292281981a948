using System.Collections.Concurrent;
using Cosmo.Bench.Pages;
using Cosmo.Bench.Servers;
using Cosmo.Bench.Traffic;
using Microsoft.Playwright;

namespace Cosmo.Bench.Figures;

/// <summary>
/// From a webhook until the open inbox pages show it. A few pages stand in a real browser; the others are real circuits without one,
/// for in life each page is drawn by another machine.
/// </summary>
internal static class LiveFigures
{
    private const int CustomerCount = 400;
    private const int WarmUpMessages = 1_500;

    /// <summary>These do not count: the first changes that pages show compile the code that shows them.</summary>
    private const int SecondsBefore = 10;

    public static async Task RunAsync(BenchOptions options, Report report)
    {
        var (seconds, rate) = (options.Seconds ?? 30, options.Rate ?? 20);
        var browsers = Math.Min(options.Browsers, options.Pages);
        Report.Say($"live: {options.Pages} pages, {browsers} of them in a browser, {rate} messages/s for {seconds} s");
        using var playwright = browsers > 0 ? await Playwright.CreateAsync() : null;
        await using var browser = playwright is null ? null : await BrowserPage.LaunchAsync(playwright);
        var bare = await BareAsync(options.Pages, browsers, browser, rate, rate * Math.Min(seconds, 15));
        var cosmo = await CosmoAsync(options, browsers, browser, rate, rate * seconds);

        Add("", d => true);
        if (browsers < options.Pages)
            Add(", circuits", d => !d.InBrowser);
        if (browsers > 0)
            Add(", browsers", d => d.InBrowser);
        report.Add("shown on no page or not on all", "", cosmo.Missing, bare.Missing, "0", f => f.Measured == 0);
        report.Add("processor time of the program", "ms/s", cosmo.ProcessorMs, bare.ProcessorMs);

        void Add(string which, Func<Delay, bool> counts)
        {
            var (ours, theirs) = (cosmo.Of(counts), bare.Of(counts));
            report.Add($"webhook to page{which}, p50", "ms", ours.Median, theirs.Median);
            report.Add($"webhook to page{which}, p99", "ms", ours.P99, theirs.P99, "<= 250 ms", f => f.Measured <= 250);
            report.Add($"webhook to page{which}, longest", "ms", ours.Most, theirs.Most);
        }
    }

    private static async Task<Shown> CosmoAsync(BenchOptions options, int browsers, IBrowser? browser, int rate, int messages)
    {
        using var place = new Workspace();
        var customers = new Customers(CustomerCount);
        await using var meta = await Meta.StartAsync(customers);
        await using var cosmo = await CosmoServer.StartAsync(options, meta, place.Folder);
        await cosmo.WarmUpAsync(customers, WarmUpMessages);
        using var owner = await Visitor.SignInAsync(cosmo.Process.Address, CosmoServer.OwnerEmail, CosmoServer.OwnerPassword);
        var pages = new List<IOpenPage>();
        for (var i = 0; i < options.Pages; i++)
        {
            pages.Add(i < browsers
                ? await BrowserPage.OpenAsync(browser!, new Uri(owner.Address, "inbox"), owner.Cookies, "[data-interactive=true]")
                : await CircuitPage.OpenAsync(owner, "inbox"));
        }

        return await WatchAsync(pages, cosmo.Process, cosmo.Webhook, customers, rate, messages);
    }

    private static async Task<Shown> BareAsync(int count, int browsers, IBrowser? browser, int rate, int messages)
    {
        using var place = new Workspace();
        await using var bare = await BareServer.StartAsync(place.Folder);
        var pages = new List<IOpenPage>();
        for (var i = 0; i < count; i++)
        {
            pages.Add(i < browsers
                ? await BrowserPage.OpenAsync(browser!, new Uri(bare.Address, BareServer.PagePath), null, "ul")
                : await EventPage.OpenAsync(new Uri(bare.Address, BareServer.EventsPath)));
        }

        return await WatchAsync(pages, bare, new Uri(bare.Address, BareServer.WebhookPath), new Customers(CustomerCount), rate, messages);
    }

    private static async Task<Shown> WatchAsync(List<IOpenPage> pages, ServerProcess server, Uri webhook, Customers customers, int rate, int messages)
    {
        await Sender.SteadyAsync(webhook, customers, rate, rate * SecondsBefore);

        var sent = new ConcurrentDictionary<int, long>();
        var number = 0;
        var (busy, began) = (server.ProcessorMs, TimeProvider.System.GetTimestamp());
        await Sender.SteadyAsync(webhook, customers, rate, messages, _ => Mark.Of(number++), (i, at) => sent[i] = at);
        busy = (server.ProcessorMs - busy) / TimeProvider.System.GetElapsedTime(began).TotalSeconds;
        await Task.Delay(2_000);   // whatever is not there by now counts as missing
        var (delays, missing) = (new List<Delay>(), 0);
        foreach (var page in pages)
        {
            var seen = await page.SeenAsync();
            foreach (var (i, at) in sent)
            {
                if (seen.TryGetValue(i, out var shown))
                    delays.Add(new(page.InBrowser, shown - at));
                else
                    missing++;
            }

            await page.DisposeAsync();
        }

        return new(delays, missing, busy);
    }

    private sealed record Delay(bool InBrowser, double Ms);

    /// <param name="Missing">How often a message was not shown on a page.</param>
    /// <param name="ProcessorMs">Processor time of the server per second.</param>
    private sealed record Shown(List<Delay> Delays, int Missing, double ProcessorMs)
    {
        public Samples Of(Func<Delay, bool> counts) => new(Delays.Where(counts).Select(d => d.Ms));
    }
}
