using Cosmo.Tests.Web;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Cosmo.Tests.Browser;

/// <summary>Customers and members stand side by side in one window, at every width.</summary>
public sealed class SandboxLayoutTests(Chromium chromium)
{
    [Theory]
    [InlineData(1440, 900, "en", 3)]
    [InlineData(768, 900, "en", 2)]
    [InlineData(390, 800, "en", 1)]
    [InlineData(1440, 900, "ar", 3)]
    [InlineData(390, 800, "ar", 1)]
    public async Task Both_sides_can_be_seen_and_typed_in_without_scrolling(int width, int height, string language, int phones)
    {
        await using var app = CosmoApp.Start(host => host.UseSetting("Sandbox:Enabled", "true"));
        await app.CreateMemberAsync("Ana Silva", CosmoApp.OwnerEmail, Core.Team.Role.Owner, language);
        var page = await chromium.OpenAsync(app, CosmoApp.OwnerEmail, language: language, width: width, height: height);
        await page.GotoAsync("/sandbox");
        await Chromium.InteractiveAsync(page);

        // Two customers and the only member; on a phone the tab leads to the other side.
        var composers = page.Locator("[data-testid=phone] [data-testid=composer]:visible");
        await Expect(composers).ToHaveCountAsync(phones);
        for (var n = 0; n < phones; n++)
            await Expect(composers.Nth(n)).ToBeInViewportAsync(new() { Ratio = 1 });
        if (width < 640)
        {
            await page.GetByTestId("tab-members").ClickAsync();
            await Expect(page.Locator("[data-phone='Ana Silva'] [data-testid=composer]")).ToBeInViewportAsync(new() { Ratio = 1 });
        }
        await Eventually.SeeAsync("the page does not scroll", async () => await page.EvaluateAsync<string>(
            "() => { const e = document.querySelector('#content'); return `${e.scrollWidth - e.clientWidth} ${e.scrollHeight - e.clientHeight}`; }") == "0 0");
    }

    [Theory]
    [InlineData("light", "en")]
    [InlineData("dark", "ar")]
    public async Task Nothing_stands_in_the_way_of_anybody(string theme, string language)
    {
        await using var app = CosmoApp.Start(host => host.UseSetting("Sandbox:Enabled", "true"));
        await app.CreateMemberAsync("Ana Silva", CosmoApp.OwnerEmail, Core.Team.Role.Owner, language);
        var page = await chromium.OpenAsync(app, CosmoApp.OwnerEmail, theme, language);
        await page.GotoAsync("/sandbox");
        await Chromium.InteractiveAsync(page);
        await page.GetByTestId("idea").First.ClickAsync();
        await Expect(page.GetByTestId("bubble").First).ToBeVisibleAsync();
        await page.GetByTestId("sandbox-open-panel").ClickAsync();
        await Expect(page.GetByTestId("no-faults")).ToBeVisibleAsync();

        var found = await Obstacles.FindAsync(page);

        Assert.True(found.Count == 0, string.Join('\n', found));
    }
}
