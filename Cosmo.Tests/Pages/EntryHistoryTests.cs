using Bunit;
using Cosmo.Core.Knowledge;
using Cosmo.Core.Live;
using Cosmo.Core.Storage;
using Cosmo.Tests.Conversations;
using Cosmo.Web.Components.Pages.Knowledge;
using Microsoft.EntityFrameworkCore;

namespace Cosmo.Tests.Pages;

public sealed class EntryHistoryTests
{
    private static CancellationToken Cancel => Xunit.TestContext.Current.CancellationToken;

    [Fact]
    public async Task Versions_are_compared_and_one_comes_back()
    {
        await using var shop = await Shop.OpenAsync(StorageProvider.Sqlite);
        await using var pages = new ShopPages(shop);
        var ana = await shop.MemberAsync("ana");
        var (desk, text) = (new KnowledgeDesk(shop.Changes), new KnowledgeText("Opening hours?", "From **8** to 18.", "en", "", true, false));
        Guid id = default;
        await desk.AddAsync(text, ana.Id, made => id = made, Cancel);
        await desk.EditAsync(id, text with { Answer = "From **9** to 18." }, ana.Id, cancel: Cancel);
        var page = pages.Open<KnowledgePage>(ana);
        Assert.Equal("9", (await page.WaitForElementAsync("[data-testid=entry] strong")).TextContent);

        await page.Find("[data-testid=entry] button[aria-label='History: Opening hours?']").ClickAsync();
        await (await page.WaitForElementAsync("button[aria-label='Compare version 1 with now']")).ClickAsync();
        Assert.Equal(("**8** ", "**9** "), (page.Find("[data-testid=difference] del").TextContent, page.Find("[data-testid=difference] ins").TextContent));
        await page.Find("button[aria-label='Restore version 1']").ClickAsync();

        await Eventually.SeeAsync("the first version again", () =>
        {
            shop.Clock.Advance(LiveFeed.ShortestPause);
            return page.FindAll("[data-testid=entry] .entry__answer strong") is [var answer] && answer.TextContent == "8";   // the list may be read again just now
        });
        Assert.Equal(3, await shop.ReadAsync(db => db.Set<KnowledgeVersion>().CountAsync(Cancel)));
    }

    [Fact]
    public async Task The_preview_follows_what_is_typed_and_a_filter_leaves_what_it_names()
    {
        await using var shop = await Shop.OpenAsync(StorageProvider.Sqlite);
        await using var pages = new ShopPages(shop);
        var ana = await shop.MemberAsync("ana");
        var desk = new KnowledgeDesk(shop.Changes);
        await desk.AddAsync(new("Published?", "Yes.", "en", "", true, false), ana.Id, cancel: Cancel);
        await desk.AddAsync(new("A draft?", "Yes.", "en", "", false, false), ana.Id, cancel: Cancel);
        var page = pages.Open<KnowledgePage>(ana);
        page.WaitForAssertion(() => Assert.Equal(2, page.FindAll("[data-testid=entry]").Count));

        await page.Find("[data-testid=standing]").ChangeAsync("Draft");
        page.WaitForAssertion(() => Assert.Equal("A draft?", Assert.Single(page.FindAll("[data-testid=entry] .entry__text > h2")).TextContent));
        await page.Find(".c-page__header .c-button--primary").ClickAsync();
        await page.Find("#entry-answer").ChangeAsync("- one\n- two <script>");
        Assert.Equal(["one", "two <script>"], page.FindAll("[data-testid=preview] li").Select(l => l.TextContent));
    }
}
