using System.Net;
using System.Text.Json;
using Microsoft.Playwright;

namespace Cosmo.Bench.Pages;

/// <summary>A page in Chromium; what counts is when the document changed.</summary>
internal sealed class BrowserPage : IOpenPage
{
    private const string Watch = """
        () => {
          window.seen = {};
          const read = node => {
            for (const mark of (node.textContent ?? '').matchAll(/PATTERN/g)) window.seen[mark[1]] ??= Date.now();
          };
          new MutationObserver(changes => {
            for (const change of changes) {
              if (change.type === 'characterData') read(change.target);
              else change.addedNodes.forEach(read);
            }
          }).observe(document.body, { subtree: true, childList: true, characterData: true });
        }
        """;

    private readonly IPage _page;

    private BrowserPage(IPage page) => _page = page;

    public bool InBrowser => true;

    /// <summary>The browser, with nothing in it that works by itself.</summary>
    public static Task<IBrowser> LaunchAsync(IPlaywright playwright) => playwright.Chromium.LaunchAsync(new()
    {
        ExecutablePath = Environment.GetEnvironmentVariable("CHROMIUM") ?? "/usr/bin/chromium",
        Args =
        [
            "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
            "--disable-component-update", "--disable-sync",
        ],
    });

    /// <summary>Opens a page in a profile of its own and begins to watch it.</summary>
    /// <param name="page">Address of the page.</param>
    /// <param name="cookies">Who is signed in; null for nobody.</param>
    /// <param name="ready">Selector of something that is there when the page is alive.</param>
    public static async Task<BrowserPage> OpenAsync(IBrowser browser, Uri page, CookieContainer? cookies, string ready)
    {
        var context = await browser.NewContextAsync();
        if (cookies is not null)
            await context.AddCookiesAsync(cookies.GetAllCookies().Select(c => new Microsoft.Playwright.Cookie { Name = c.Name, Value = c.Value, Domain = c.Domain, Path = c.Path, HttpOnly = c.HttpOnly }));
        var opened = await context.NewPageAsync();
        await opened.GotoAsync(page.ToString());
        await opened.WaitForSelectorAsync(ready, new() { State = WaitForSelectorState.Attached });
        await opened.EvaluateAsync(Watch.Replace("PATTERN", Mark.Pattern, StringComparison.Ordinal));
        return new(opened);
    }

    public async Task<IReadOnlyDictionary<int, long>> SeenAsync() =>
        // As text: the driver gives an object an id of its own beside its keys.
        JsonSerializer.Deserialize<Dictionary<int, long>>(await _page.EvaluateAsync<string>("() => JSON.stringify(window.seen)")) ?? [];

    public async ValueTask DisposeAsync() => await _page.Context.CloseAsync();
}
