using Cosmo.Core.Channels;
using Cosmo.Core.Conversations;
using Cosmo.Core.Storage;
using Cosmo.Core.Tickets;
using Cosmo.Core.Work;
using Microsoft.EntityFrameworkCore;

namespace Cosmo.Tests.Crash;

/// <summary>What must be true in the end, however often the program died.</summary>
internal static class Promises
{
    public static async Task CheckAsync(CrashFixture crash)
    {
        await using var db = crash.Database.CreateDbContext();
        if (crash.Database.Provider is StorageProvider.Sqlite)
            Assert.Equal(["ok"], await db.Database.SqlQueryRaw<string>("PRAGMA integrity_check").ToListAsync());
        Assert.Empty(await db.Set<WorkItem>().Where(w => w.State == WorkState.Dead).Select(w => w.Kind + ": " + w.Error).ToListAsync());
        await EveryTextIsKeptOnceInOrderAsync(db, crash.Crowd);
        await NothingIsSentTwiceAsync(db, crash);
        await AnswersKeepTheirOrderAsync(db, crash);
        await EveryTicketIsOpenedOnceAsync(db, crash.Crowd);
    }

    private static async Task EveryTextIsKeptOnceInOrderAsync(DbContext db, Crowd crowd)
    {
        var kept = (await db.Set<Message>().Where(m => m.Author == Author.Customer).ToListAsync()).ToLookup(m => m.ConversationId);
        var persons = await db.Set<Identity>().Where(i => i.Kind == IdentityKind.UserId).ToDictionaryAsync(i => i.ContactId, i => i.Value);
        var conversations = await db.Set<Conversation>().ToListAsync();
        Assert.Equal(crowd.Kept.Count, conversations.Count);
        foreach (var conversation in conversations)
            Assert.Equal(crowd.Kept[persons[conversation.ContactId]], kept[conversation.Id].OrderBy(m => m.Position).Select(m => m.ProviderId));

        var positions = (await db.Set<Message>().ToListAsync()).ToLookup(m => m.ConversationId, m => m.Position);
        foreach (var conversation in conversations)
            Assert.Equal(Enumerable.Range(1, conversation.Version), positions[conversation.Id].Order());
    }

    private static async Task NothingIsSentTwiceAsync(DbContext db, CrashFixture crash)
    {
        var accepted = crash.Graph.Sends().CountBy(send => send.CallbackData ?? "").ToDictionary();
        var outgoing = await db.Set<Outgoing>().ToListAsync();
        Assert.NotEmpty(outgoing);
        Assert.Empty(accepted.Keys.Except(outgoing.Select(o => o.Id.ToString())));
        foreach (var one in outgoing)
        {
            Assert.True(one.Delivery is Delivery.Delivered or Delivery.Uncertain, $"{one.Delivery}: {one.Error} {one.ErrorDetail}");
            // Meta has reported on everything it took: what is still uncertain never arrived.
            Assert.Equal(one.Delivery is Delivery.Delivered ? 1 : 0, accepted.GetValueOrDefault(one.Id.ToString()));
        }

        var said = await db.Set<Message>().Where(m => m.Author == Author.Assistant).ToListAsync();
        Assert.Equal(outgoing.Select(o => (o.MessageId!.Value, o.Delivery)).Order(), said.Select(m => (m.Id, m.Delivery)).Order());
    }

    private static async Task AnswersKeepTheirOrderAsync(DbContext db, CrashFixture crash)
    {
        var messages = await db.Set<Outgoing>().ToDictionaryAsync(o => o.Id.ToString(), o => o.MessageId!.Value);
        var positions = await db.Set<Message>().Where(m => m.Author == Author.Assistant).ToDictionaryAsync(m => m.Id, m => m.Position);
        foreach (var person in crash.Graph.Sends().GroupBy(send => send.PersonId))
        {
            var arrived = person.Select(send => positions[messages[send.CallbackData!]]).ToList();
            Assert.Equal(arrived.Order(), arrived);
        }
    }

    private static async Task EveryTicketIsOpenedOnceAsync(DbContext db, Crowd crowd)
    {
        var tickets = await db.Set<Ticket>().ToListAsync();
        Assert.Equal(Enumerable.Range(1, tickets.Count), tickets.Select(t => t.Number).Order());
        Assert.Equal(tickets.Count, tickets.Select(t => t.ConversationId).Distinct().Count());
        Assert.Equal(crowd.AskedForPerson.Count, tickets.Count);
        // Each is acknowledged by one message.
        var acknowledgements = await db.Set<Message>().Where(m => m.Author == Author.Assistant && m.TicketId != null).Select(m => m.TicketId!.Value).ToListAsync();
        Assert.Equal(tickets.Select(t => t.Id).Order(), acknowledgements.Order());
    }
}
