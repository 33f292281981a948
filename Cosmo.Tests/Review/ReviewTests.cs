using Cosmo.Core;
using Cosmo.Core.Assistant;
using Cosmo.Core.Conversations;
using Cosmo.Core.Inbox;
using Cosmo.Core.Knowledge;
using Cosmo.Core.Review;
using Cosmo.Core.Storage;
using Cosmo.Tests.Conversations;
using Microsoft.EntityFrameworkCore;

namespace Cosmo.Tests.Review;

/// <summary>What the last weeks say about the knowledge.</summary>
public sealed class ReviewTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task Only_the_last_answer_before_a_ticket_led_to_it(StorageProvider provider)
    {
        await using var shop = await Shop.OpenAsync(provider);
        var (hours, returns, quiet) = (await EntryAsync(shop, "What are your opening hours?"), await EntryAsync(shop, "How do I return something?"), await EntryAsync(shop, "Do you gift wrap?"));
        shop.Clock.Advance(TimeSpan.FromDays(10));
        var fresh = await EntryAsync(shop, "Is there parking?");
        var maria = await shop.CustomerAsync("María");
        await AnswerAsync(shop, maria.Id, hours);
        await AnswerAsync(shop, maria.Id, returns);
        shop.Clock.Advance(TimeSpan.FromHours(2));
        await shop.TicketAsync(maria.Id, CaseTopic.Returns);
        var tom = await shop.CustomerAsync("Tom");
        await AnswerAsync(shop, tom.Id, hours);
        shop.Clock.Advance(TimeSpan.FromHours(25));
        await shop.TicketAsync(tom.Id, CaseTopic.Returns);

        var queries = Queries(shop);
        var led = Assert.Single(await queries.LedToTicketsAsync(Cancel));
        Assert.Equal((returns, "How do I return something?", 1), (led.Id, led.Question, led.Times));
        Assert.Equal(1, Assert.Single(led.Tickets).Number);

        var (unused, all) = await queries.UnusedAsync(Cancel);
        Assert.Equal((quiet, 1), (Assert.Single(unused).Id, all));
        shop.Clock.Advance(ReviewQueries.Settled);
        Assert.Equal([quiet, fresh], (await queries.UnusedAsync(Cancel)).Entries.Select(e => e.Id));
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task Topics_and_answers_are_counted_by_seven_days(StorageProvider provider)
    {
        await using var shop = await Shop.OpenAsync(provider);
        var hours = await EntryAsync(shop, "What are your opening hours?");
        var customers = new List<Guid>();
        foreach (var name in (string[])["María", "Tom", "Aylin"])
            customers.Add((await shop.CustomerAsync(name)).Id);
        await AnswerAsync(shop, customers[0], hours);
        await shop.TicketAsync(customers[0], CaseTopic.Delivery);
        shop.Clock.Advance(TimeSpan.FromDays(8));
        await shop.TicketAsync(customers[1], CaseTopic.Delivery);
        await shop.TicketAsync(customers[2], CaseTopic.Refund);
        await AnswerAsync(shop, customers[2], hours);
        await AnswerAsync(shop, customers[2], hours);
        shop.Clock.Advance(TimeSpan.FromHours(1));

        var queries = Queries(shop);
        var topics = await queries.TopicsAsync(Cancel);
        Assert.Equal([(CaseTopic.Delivery, 1, 1), (CaseTopic.Refund, 1, 0)], topics.OrderBy(t => t.Topic is CaseTopic.Refund).Select(t => (t.Topic, t.Count, t.Before)));
        var weeks = await queries.RateAsync(Cancel);
        Assert.Equal(ReviewQueries.Weeks, weeks.Count);
        Assert.Equal([(1, 1, 0.5), (2, 2, 0.5)], weeks.TakeLast(2).Select(w => (w.Answered, w.HandedOff, w.Rate ?? -1)));
        Assert.Null(weeks[0].Rate);
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task Alike_entries_are_found_and_what_they_say_differently(StorageProvider provider)
    {
        await using var shop = await Shop.OpenAsync(provider);
        await EntryAsync(shop, "How long does delivery to Spain take?", "Parcels to Spain take 3 days.");
        await EntryAsync(shop, "How long does a delivery to Spain take?", "Parcels to Spain take 5 days.");
        await EntryAsync(shop, "Do you sell gift cards in the shop?", "Yes, at the desk.");
        await EntryAsync(shop, "Do you sell gift cards in your shop?", "Yes, ask at the desk.");
        await EntryAsync(shop, "What are your opening hours?", "From 9 to 18.");
        await EntryAsync(shop, "How long does delivery to Spain take?", "Seven days.", published: false);

        var pairs = await new AlikeEntries(shop.Contexts, shop.Clock).FindAsync(Cancel);

        Assert.Equal(2, pairs.Count);
        Assert.Contains(pairs[0].Contradictions, f => f.Value.Contains('5') && f.Change is FactChange.Added || f.Value.Contains('3') && f.Change is FactChange.Added);
        Assert.Empty(pairs[1].Contradictions);
        Assert.StartsWith("Do you sell", pairs[1].One.Question, StringComparison.Ordinal);
    }

    private static ReviewQueries Queries(Shop shop) => new(shop.Contexts, new KnowledgeUses(shop.Contexts), shop.Clock);

    private static async Task<Guid> EntryAsync(Shop shop, string question, string answer = "The answer.", bool published = true)
    {
        var entry = KnowledgeEntry.Write(new(question, answer, "en", "", published, false), shop.Clock.Now);
        await shop.AddAsync(entry);
        return entry.Id;
    }

    private static Task AnswerAsync(Shop shop, Guid conversationId, Guid entryId) => shop.Changes.RunAsync(async change =>
    {
        var conversation = await change.Db.Set<Conversation>().SingleAsync(c => c.Id == conversationId);
        change.Db.Add(conversation.Say(new(Author.Assistant, "The answer.", "en") { Sources = entryId.ToString() }, change.Now));
    });
}
