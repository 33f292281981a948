using Bunit;
using Cosmo.Core.Knowledge;
using Cosmo.Core.Storage;
using Cosmo.Tests.Conversations;
using Cosmo.Web.Components.Pages.Knowledge;
using Microsoft.EntityFrameworkCore;

namespace Cosmo.Tests.Pages;

public sealed class KnowledgePageTests
{
    private static CancellationToken Cancel => Xunit.TestContext.Current.CancellationToken;

    [Fact]
    public async Task An_entry_is_written_and_shown_and_taken_away()
    {
        await using var shop = await Shop.OpenAsync(StorageProvider.Sqlite);
        await using var pages = new ShopPages(shop);
        var page = pages.Open<KnowledgePage>(await shop.MemberAsync("ana"));
        Assert.Contains("published entries", (await page.WaitForElementAsync(".c-state--empty")).TextContent, StringComparison.Ordinal);

        await page.Find(".c-page__header .c-button--primary").ClickAsync();
        await page.Find("#entry-question").ChangeAsync("When are you open?");
        await page.Find("#entry-answer").ChangeAsync("From 9 to 18.");
        await page.Find("#entry-team-only").ChangeAsync(true);
        await page.Find(".entry-form").SubmitAsync();

        var entry = await page.WaitForElementAsync("[data-testid=entry]");
        Assert.Equal("When are you open?", entry.QuerySelector("h2")!.TextContent);
        Assert.Contains("Team only", entry.TextContent, StringComparison.Ordinal);
        var kept = await shop.ReadAsync(db => db.Set<KnowledgeEntry>().SingleAsync(Cancel));
        Assert.True(kept is { IsPublished: true, IsTeamOnly: true });

        await page.Find("[data-testid=entry] .c-button--danger").ClickAsync();

        Assert.False(await shop.ReadAsync(db => db.Set<KnowledgeEntry>().AnyAsync(Cancel)));
    }

    [Fact]
    public async Task What_is_missing_is_said_and_nothing_is_lost()
    {
        await using var shop = await Shop.OpenAsync(StorageProvider.Sqlite);
        await using var pages = new ShopPages(shop);
        var page = pages.Open<KnowledgePage>(await shop.MemberAsync("ana"));
        await page.WaitForElementAsync(".c-state--empty");

        await page.Find(".c-page__header .c-button--primary").ClickAsync();
        await page.Find("#entry-question").ChangeAsync("When are you open?");
        await page.Find(".entry-form").SubmitAsync();

        Assert.Contains("Write the answer.", page.Find("[role=alert]").TextContent, StringComparison.Ordinal);
        Assert.Equal("When are you open?", page.Find("#entry-question").GetAttribute("value"));
    }
}
