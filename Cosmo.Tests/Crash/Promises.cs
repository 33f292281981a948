using System.Globalization;
using Cosmo.Core.Channels;
using Cosmo.Core.Conversations;
using Cosmo.Core.Replies;
using Cosmo.Core.Storage;
using Cosmo.Core.TeamThread;
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
        await EveryTicketIsOpenedOnceAsync(db, crash);
        await EveryConfirmedAnswerLeavesOnceAsync(db, crash);
    }

    private static async Task EveryTextIsKeptOnceInOrderAsync(DbContext db, Crowd crowd)
    {
        var kept = (await db.Set<Message>().Where(m => m.Author == Author.Customer).ToListAsync()).ToLookup(m => m.ConversationId);
        var persons = await db.Set<Identity>().Where(i => i.Kind == IdentityKind.UserId).ToDictionaryAsync(i => i.ContactId, i => i.Value);
        var conversations = await db.Set<Conversation>().ToListAsync();
        Assert.Equal(crowd.Kept.Keys.Order(), persons.Values.Where(crowd.Kept.ContainsKey).Order());
        foreach (var conversation in conversations.Where(c => crowd.Kept.ContainsKey(persons[c.ContactId])))
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

        var said = await db.Set<Message>().Where(m => m.Author != Author.Customer).ToListAsync();
        Assert.Equal(outgoing.Where(o => o.MessageId is not null).Select(o => (o.MessageId!.Value, o.Delivery)).Order(), said.Select(m => (m.Id, m.Delivery)).Order());
    }

    private static async Task AnswersKeepTheirOrderAsync(DbContext db, CrashFixture crash)
    {
        var messages = await db.Set<Outgoing>().Where(o => o.MessageId != null).ToDictionaryAsync(o => o.Id.ToString(), o => o.MessageId!.Value);
        var positions = await db.Set<Message>().Where(m => m.Author != Author.Customer).ToDictionaryAsync(m => m.Id, m => m.Position);
        foreach (var person in crash.Graph.Sends().Where(send => messages.ContainsKey(send.CallbackData!)).GroupBy(send => send.PersonId))
        {
            var arrived = person.Select(send => positions[messages[send.CallbackData!]]).ToList();
            Assert.Equal(arrived.Order(), arrived);
        }
    }

    private static async Task EveryTicketIsOpenedOnceAsync(DbContext db, CrashFixture crash)
    {
        var tickets = await db.Set<Ticket>().ToListAsync();
        Assert.Equal(Enumerable.Range(1, tickets.Count), tickets.Select(t => t.Number).Order());
        Assert.Equal(tickets.Count, tickets.Select(t => t.ConversationId).Distinct().Count());
        tickets.RemoveAll(t => t.Number <= Deskmates.Tickets);   // those of the team's own customers
        Assert.Equal(crash.Crowd.AskedForPerson.Count, tickets.Count);
        // Each is acknowledged by one message.
        var acknowledgements = await db.Set<Message>().Where(m => m.Author == Author.Assistant && m.TicketId != null).Select(m => m.TicketId!.Value).ToListAsync();
        Assert.Equal(tickets.Select(t => t.Id).Order(), acknowledgements.Order());
    }

    // Whoever pressed "Send" finds it confirmed, and what they are told as sent is with the customer, once.
    private static async Task EveryConfirmedAnswerLeavesOnceAsync(DbContext db, CrashFixture crash)
    {
        var drafts = await db.Set<Draft>().ToListAsync();
        var answers = await db.Set<Message>().Where(m => m.Author == Author.Member).ToDictionaryAsync(m => m.DraftId!.Value);
        Assert.NotEmpty(crash.Team.Confirmed);
        Assert.Equal(crash.Team.Confirmed.Keys.Order(), drafts.Where(d => d.State is DraftState.Confirmed).Select(d => d.Id).Order());
        Assert.Equal(crash.Team.Confirmed.Keys.Order(), answers.Keys.Order());

        var arrived = crash.Graph.Sends().CountBy(send => send.Text).ToDictionary();
        var told = (await db.Set<TeamMessage>().Where(m => m.Kind == TeamMessageKind.Result).ToListAsync()).ToLookup(m => m.DraftId!.Value, m => m.Text);
        var numbers = await db.Set<Ticket>().ToDictionaryAsync(t => t.Id, t => t.Number.ToString(CultureInfo.InvariantCulture));
        foreach (var draft in drafts.Where(d => d.State is DraftState.Confirmed))
        {
            var (answer, times) = (answers[draft.Id], arrived.GetValueOrDefault(draft.Text));
            Assert.Equal(Message.Hash(draft.Text), answer.TextHash);
            Assert.Equal(answer.Delivery is Delivery.Delivered ? 1 : 0, times);
            // Either word may come first, each of them once.
            Assert.Equal(told[draft.Id].Distinct(), told[draft.Id]);
            Assert.NotEmpty(told[draft.Id]);
            if (told[draft.Id].Any(text => text == Said("sent", draft) || text == Said("delivered", draft)))
                Assert.Equal(1, times);
        }

        string Said(string key, Draft draft) => ThreadTexts.Say("en", key, ("customer", Deskmates.Customer), ("number", numbers[draft.TicketId!.Value]));
    }
}
