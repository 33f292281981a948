using Cosmo.Tests.Web;
using Microsoft.Playwright;

namespace Cosmo.Tests.Browser;

/// <summary>The frame, the design page and the account pages as a person meets them.</summary>
public sealed class ShellPagesTests(Chromium chromium)
{
    [Theory]
    [InlineData("light", "en")]
    [InlineData("dark", "en")]
    [InlineData("light", "ar")]
    [InlineData("dark", "ar")]
    public async Task Nothing_stands_in_the_way_of_anybody(string theme, string language)
    {
        await using var app = CosmoApp.Start();
        var setup = await chromium.OpenAsync(app, theme: theme, language: language);
        await CheckAsync(setup, "/setup");
        await app.CreateMemberAsync("Ana Silva", CosmoApp.OwnerEmail, Core.Team.Role.Owner, language);
        await CheckAsync(setup, "/account/sign-in");

        var page = await chromium.OpenAsync(app, CosmoApp.OwnerEmail, theme, language);
        // Where a page comes alive, the title is written anew: between the two there is none for a moment.
        await CheckAsync(page, "/design", "[data-interactive=true] h1");
        await CheckAsync(page, "/account/profile");
        await CheckAsync(page, "/hours", "[data-interactive=true] [data-testid=owner]");
        await CheckAsync(page, "/rules", "[data-interactive=true] [data-testid=on-Frustrated]");
        await CheckAsync(page, "/assistant", "[data-interactive=true] [data-testid=save-engine]");
        await CheckAsync(page, "/departments", "[data-interactive=true] [data-testid=trial]");
    }

    [Fact]
    public async Task No_page_breaks_the_policy_for_scripts()
    {
        await using var app = CosmoApp.Start();
        await app.CreateOwnerAsync();
        var page = await chromium.OpenAsync(app, CosmoApp.OwnerEmail);
        var complaints = new List<string>();
        page.Console += (_, message) =>
        {
            if (message.Type is "error")
                complaints.Add(message.Text);
        };
        page.PageError += (_, error) => complaints.Add(error);

        await page.GotoAsync("/design");
        await Chromium.InteractiveAsync(page);
        await page.ClickAsync(".account__button");
        await Assertions.Expect(page.Locator("#account-menu")).ToBeVisibleAsync();

        Assert.Empty(complaints);
    }

    [Theory]
    [InlineData(1440)]
    [InlineData(768)]
    [InlineData(390)]
    [InlineData(320)]
    public async Task No_width_needs_sideways_scrolling(int width)
    {
        await using var app = CosmoApp.Start();
        await app.CreateOwnerAsync();
        var page = await chromium.OpenAsync(app, CosmoApp.OwnerEmail, width: width);
        await page.GotoAsync("/design");
        await Chromium.InteractiveAsync(page);

        await Obstacles.FitsAsync(page, "the design page");
        await Assertions.Expect(page.GetByRole(AriaRole.Navigation).GetByRole(AriaRole.Link, new() { Name = "Inbox" })).ToBeVisibleAsync();
    }

    private static async Task CheckAsync(IPage page, string path, string shown = "h1")
    {
        await page.GotoAsync(path);
        // What is drawn on the circuit comes after the document.
        await Assertions.Expect(page.Locator(shown).First).ToBeVisibleAsync();
        var found = await Obstacles.FindAsync(page);
        Assert.True(found.Count == 0, $"{path}: {string.Join('\n', found)}");
    }
}
