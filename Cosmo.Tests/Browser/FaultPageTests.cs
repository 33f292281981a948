using Cosmo.Core.Storage;
using Cosmo.Tests.Web;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Cosmo.Tests.Browser;

/// <summary>What people see of a fault: that it was one, and how to go on.</summary>
public sealed class FaultPageTests(Chromium chromium)
{
    [Fact]
    public async Task A_page_that_cannot_be_read_says_so_and_comes_back_when_it_is_tried_again()
    {
        await using var app = CosmoApp.Start();
        await app.CreateOwnerAsync();
        var page = await chromium.OpenAsync(app, CosmoApp.OwnerEmail);
        // A page that does not read the saved questions, and they are read anew by each page that shows them.
        await page.GotoAsync("/design");
        await Chromium.InteractiveAsync(page);
        await SayAsync(app, "ALTER TABLE SavedQuestion RENAME TO Away");

        await page.GetByRole(AriaRole.Link, new() { Name = "Assistant", Exact = true }).ClickAsync();
        // The page before has notices of its own until it has given way.
        await Expect(page.GetByRole(AriaRole.Alert)).ToHaveCountAsync(1);
        await Expect(page.GetByRole(AriaRole.Alert)).ToContainTextAsync("This did not work");
        await Expect(page.GetByRole(AriaRole.Navigation).GetByRole(AriaRole.Link, new() { Name = "Inbox" })).ToBeVisibleAsync();
        Assert.DoesNotContain("SavedQuestion", await page.ContentAsync(), StringComparison.Ordinal);

        await SayAsync(app, "ALTER TABLE Away RENAME TO SavedQuestion");
        await page.GetByRole(AriaRole.Button, new() { Name = "Try again" }).ClickAsync();
        await Expect(page.Locator("[data-testid=engine-now]")).ToBeVisibleAsync();
        await page.Context.CloseAsync();
    }

    private static async Task SayAsync(CosmoApp app, string sql)
    {
        await using var db = await app.Services.GetRequiredService<IDbContextFactory<CosmoContext>>().CreateDbContextAsync(TestContext.Current.CancellationToken);
        await db.Database.ExecuteSqlRawAsync(sql, TestContext.Current.CancellationToken);
    }
}
