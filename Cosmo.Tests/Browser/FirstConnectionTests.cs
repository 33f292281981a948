using Cosmo.Tests.Web;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Cosmo.Tests.Browser;

/// <summary>A page whose server goes while the page is being loaded.</summary>
public sealed class FirstConnectionTests(Chromium chromium)
{
    private const string Door = "**/_blazor/negotiate**";

    [Fact]
    public async Task A_page_whose_first_connection_fails_says_so_and_loads_itself_again_until_it_works()
    {
        await using var app = CosmoApp.Start();
        await app.CreateOwnerAsync();
        var page = await chromium.OpenAsync(app, CosmoApp.OwnerEmail);
        var tries = 0;
        var twice = new TaskCompletionSource();
        await page.RouteAsync(Door, async route =>
        {
            await route.AbortAsync();
            if (Interlocked.Increment(ref tries) == 2)
                twice.SetResult();
        });

        await page.GotoAsync("/inbox");
        await Expect(page.GetByText("Connection lost… reconnecting")).ToBeVisibleAsync();
        await twice.Task.WaitAsync(Patience.Limit, TestContext.Current.CancellationToken);
        await page.UnrouteAllAsync();

        await Chromium.InteractiveAsync(page);
        await Expect(page.GetByText("Connection lost… reconnecting")).ToBeHiddenAsync();
        await page.Context.CloseAsync();
    }
}
