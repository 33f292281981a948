using Cosmo.Tests.Browser.Stories;
using Cosmo.Tests.Web;
using Microsoft.Playwright;

namespace Cosmo.Tests.Browser;

/// <summary>The pages of the product with something in them, as anybody meets them.</summary>
public sealed class ProductPagesTests(Chromium chromium)
{
    [Theory]
    [InlineData("light", "en")]
    [InlineData("dark", "en")]
    [InlineData("light", "ar")]
    [InlineData("dark", "ar")]
    public async Task Nothing_stands_in_the_way_of_anybody(string theme, string language)
    {
        await using var stage = Stage.Set(chromium, $"pages-{theme}-{language}");
        await stage.App.ChangeMemberAsync(CosmoApp.OwnerEmail, (members, ana) =>
        {
            ana.Language = language;
            return members.UpdateAsync(ana);
        });
        var page = await stage.SignInAsync("/sandbox", theme, language);
        await Assertions.Expect(page.Locator("html")).ToHaveAttributeAsync("lang", language);
        var maria = new Phone(page, Stage.Customer);
        await maria.SayAsync(Stage.Issue);
        await maria.HearAsync("Una persona de nuestro equipo te responderá aquí.");
        var faults = new List<string>();
        await CheckAsync(page, "/sandbox", faults);
        foreach (var path in (string[])["/tickets", "/team", "/knowledge", "/knowledge/import", "/knowledge/test", "/knowledge/review", "/questions", "/hours", "/health", "/notifications", "/auto-responses", "/inbox"])
        {
            await page.GotoAsync(path);
            await Chromium.InteractiveAsync(page);
            await Assertions.Expect(page.Locator(".c-skeleton")).ToHaveCountAsync(0);
            await CheckAsync(page, path, faults);
            await stage.Story.ShotAsync(page, path[1..].Replace('/', '-'));
        }

        await Stage.OpenConversationAsync(page);
        await page.Locator("[data-mode=note]").ClickAsync();
        await page.Locator(".composer--note textarea").FillAsync("Ben knows her.");
        await page.Locator("[data-compose]").ClickAsync();
        await page.Locator(".thread .note").WaitForAsync();
        await page.Locator("[data-mode=reply]").ClickAsync();
        await page.Locator(".composer:not(.composer--note) textarea").FillAsync("Ask for their order number.");
        await page.Locator("[data-compose]").ClickAsync();
        await page.Locator("[data-draft]:not([data-draft=Composing])").WaitForAsync();
        await CheckAsync(page, "a conversation", faults);
        await stage.Story.ShotAsync(page, "conversation");
        Assert.True(faults.Count == 0, string.Join('\n', faults));
        stage.Story.AssertNoComplaints();
    }

    /// <summary>Every page with the sample in it, on a tablet, a phone, and the narrowest window (WCAG 1.4.10).</summary>
    [Theory]
    [InlineData(768, "en")]
    [InlineData(390, "es")]
    [InlineData(390, "ar")]
    [InlineData(320, "en")]
    public async Task No_width_needs_sideways_scrolling_or_hides_anything(int width, string language)
    {
        await using var stage = Stage.Set(chromium, $"pages-{width}-{language}");
        await stage.App.ChangeMemberAsync(CosmoApp.OwnerEmail, (members, ana) =>
        {
            ana.Language = language;
            return members.UpdateAsync(ana);
        });
        var id = await Correspondence.ReceiveTicketAsync(stage.App, Stage.Customer, Stage.Issue);
        var page = await stage.SignInAsync("/inbox", language: language);
        await page.SetViewportSizeAsync(width, 844);
        var faults = new List<string>();
        foreach (var path in (string[])["/inbox", $"/inbox/{id}", "/tickets", "/team", "/knowledge", "/knowledge/test", "/knowledge/review", "/hours", "/auto-responses", "/health", "/sandbox"])
        {
            await page.GotoAsync(path);
            await Chromium.InteractiveAsync(page);
            await Assertions.Expect(page.Locator(".c-skeleton")).ToHaveCountAsync(0);
            await Obstacles.FitsAsync(page, path);
            await CheckAsync(page, path, faults);
            await stage.Story.ShotAsync(page, path[1..].Replace('/', '-'));
        }

        Assert.True(faults.Count == 0, string.Join('\n', faults));
        stage.Story.AssertNoComplaints();
    }

    private static async Task CheckAsync(IPage page, string where, List<string> faults) => faults.AddRange((await Obstacles.FindAsync(page)).Select(o => $"{where}: {o}"));
}
