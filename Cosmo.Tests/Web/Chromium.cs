using Cosmo.Tests.Web;
using Microsoft.Playwright;

[assembly: AssemblyFixture(typeof(Chromium))]

namespace Cosmo.Tests.Web;

/// <summary>One browser for all tests; each test opens contexts of its own. Take it as a constructor parameter.</summary>
public sealed class Chromium : IAsyncDisposable
{
    private readonly SemaphoreSlim _turn = new(1);
    private IPlaywright? _playwright;
    private IBrowser? _browser;

    /// <summary>A page of a fresh context on the program's address.</summary>
    /// <param name="app">The program.</param>
    /// <param name="signInAs">E-mail address of a member to sign in first, who is then at their profile; null for a stranger.</param>
    /// <param name="theme"><c>light</c> or <c>dark</c>.</param>
    /// <param name="language">Language of the pages.</param>
    public Task<IPage> OpenAsync(CosmoApp app, string? signInAs = null, string theme = "light", string language = "en", int width = 1440, int height = 900) =>
        OpenAsync(app.Address, signInAs, theme, language, width, height);

    /// <summary>The same for a program that runs elsewhere.</summary>
    public async Task<IPage> OpenAsync(Uri address, string? signInAs = null, string theme = "light", string language = "en", int width = 1440, int height = 900)
    {
        var context = await (await StartAsync()).NewContextAsync(new()
        {
            BaseURL = address.ToString(),
            Locale = language,
            // Colours that fade in would be measured halfway.
            ReducedMotion = ReducedMotion.Reduce,
            ViewportSize = new() { Width = width, Height = height },
        });
        context.SetDefaultTimeout((float)Patience.Limit.TotalMilliseconds);
        await context.AddCookiesAsync([new() { Name = "cosmo-theme", Value = theme, Url = address.ToString() }]);
        var page = await context.NewPageAsync();
        if (signInAs is not null)
        {
            // A page without a circuit: nothing on it changes by itself, and nothing of it breaks off when the test goes on.
            await page.GotoAsync("/account/sign-in?returnUrl=/account/profile");
            await page.FillAsync("#email", signInAs);
            await page.FillAsync("#password", CosmoApp.OwnerPassword);
            await page.ClickAsync("form:has(#password) button");
            await page.WaitForURLAsync("**/account/profile");
        }
        return page;
    }

    /// <summary>Waits until the page answers clicks.</summary>
    public static Task InteractiveAsync(IPage page) => page.WaitForSelectorAsync("[data-interactive=true]");

    private async Task<IBrowser> StartAsync()
    {
        await _turn.WaitAsync();
        try
        {
            _playwright ??= await Playwright.CreateAsync();
            return _browser ??= await _playwright.Chromium.LaunchAsync(new()
            {
                ExecutablePath = Requirements.Chromium,
                Args =
                [
                    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
                    "--disable-component-update", "--disable-sync",
                ],
            });
        }
        finally
        {
            _turn.Release();
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (_browser is not null)
            await _browser.DisposeAsync();
        _playwright?.Dispose();
        _turn.Dispose();
    }
}
