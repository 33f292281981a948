using Bunit;
using Cosmo.Core.Channels;
using Cosmo.Core.Channels.WhatsApp;
using Cosmo.Core.Storage;
using Cosmo.Core.Team;
using Cosmo.Tests.Conversations;
using Cosmo.Web.Components.Pages.Health;
using Microsoft.EntityFrameworkCore;

namespace Cosmo.Tests.Pages;

public sealed class HealthPageTests
{
    private static CancellationToken Cancel => Xunit.TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_stopped_number_says_why_and_can_go_on()
    {
        await using var shop = await Shop.OpenAsync(StorageProvider.Sqlite);
        await using var pages = new ShopPages(shop);
        var paused = ChannelAccount.Connect(ChannelKind.WhatsApp, AccountPurpose.Notification, "300", "+34 600 000 003");
        paused.Pause(shop.Clock.Now.AddYears(10), GraphErrors.Classify(190).Key);
        await shop.AddAsync(paused);
        var page = pages.Open<HealthPage>(await shop.MemberAsync("olga", Role.Owner));

        var row = (await page.WaitForElementsAsync("[data-testid=account]")).Single(r => r.TextContent.Contains(paused.DisplayNumber, StringComparison.Ordinal));
        Assert.Contains(GraphErrors.Classify(190).Happened, row.TextContent, StringComparison.Ordinal);
        Assert.Empty(page.FindAll("[data-testid=all-well]"));

        await row.QuerySelector("button")!.ClickAsync();

        Assert.Null(await shop.ReadAsync(db => db.Set<ChannelAccount>().Where(a => a.Id == paused.Id).Select(a => a.PauseReason).SingleAsync(Cancel)));
        await page.WaitForElementAsync("[data-testid=all-well]");
    }

    [Fact]
    public async Task Agents_are_told_that_it_is_not_for_them()
    {
        await using var shop = await Shop.OpenAsync(StorageProvider.Sqlite);
        await using var pages = new ShopPages(shop);
        var page = pages.Open<HealthPage>(await shop.MemberAsync("ana"));

        await page.WaitForElementAsync(".c-state--nopermission");
        Assert.Empty(page.FindAll("[data-testid=account]"));
    }
}
