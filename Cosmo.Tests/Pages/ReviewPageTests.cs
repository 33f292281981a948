using Bunit;
using Cosmo.Core.Conversations;
using Cosmo.Core.Knowledge;
using Cosmo.Core.Storage;
using Cosmo.Tests.Conversations;
using Cosmo.Web.Components.Pages.Review;
using Microsoft.EntityFrameworkCore;

namespace Cosmo.Tests.Pages;

public sealed class ReviewPageTests
{
    private static CancellationToken Cancel => Xunit.TestContext.Current.CancellationToken;

    [Fact]
    public async Task It_says_which_entries_and_topics_need_somebody()
    {
        await using var shop = await Shop.OpenAsync(StorageProvider.Sqlite);
        var entries = new[] { "Parcels take 3 days.", "Parcels take 5 days." }.Select(a => KnowledgeEntry.Write(new("How long does delivery to Spain take?", a, "en", "", true, false), shop.Clock.Now)).ToArray();
        await shop.AddAsync(entries);
        shop.Clock.Advance(TimeSpan.FromDays(8));
        var maria = await shop.CustomerAsync("María");
        await shop.Changes.RunAsync(async change =>
        {
            var conversation = await change.Db.Set<Conversation>().SingleAsync(Cancel);
            change.Db.Add(conversation.Say(new(Author.Assistant, "Parcels take 3 days.", "en") { Sources = entries[0].Id.ToString() }, change.Now));
        }, Cancel);
        await shop.TicketAsync(maria.Id, Core.CaseTopic.Delivery);
        await using var pages = new ShopPages(shop);
        var page = pages.Open<ReviewPage>(await shop.MemberAsync("ana"));

        Assert.Contains("Deliveries", (await page.WaitForElementAsync("[data-testid=topic]")).TextContent, StringComparison.Ordinal);
        Assert.Contains("Tickets: 1 · cited: 1", page.Find("[data-testid=led]").TextContent, StringComparison.Ordinal);
        Assert.Contains("Contradiction", page.Find("[data-testid=alike]").TextContent, StringComparison.Ordinal);
        Assert.Contains("5 days", page.Find("[data-testid=contradiction]").TextContent, StringComparison.Ordinal);
        Assert.Single(page.FindAll("[data-testid=unused]"));
        Assert.Contains("50", page.Find("[data-testid=week]").TextContent, StringComparison.Ordinal);
    }
}
