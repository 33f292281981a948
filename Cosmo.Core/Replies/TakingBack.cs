using Cosmo.Core.Channels;
using Cosmo.Core.Conversations;
using Cosmo.Core.Knowledge;
using Cosmo.Core.Live;
using Cosmo.Core.Tickets;
using Cosmo.Core.Work;
using Microsoft.EntityFrameworkCore;

namespace Cosmo.Core.Replies;

/// <summary>
/// Takes a confirmed answer back before it leaves. Whether it has left is decided by its row of the outbox alone: taking
/// back and claiming for the send change the same field, and only one of them can win.
/// </summary>
public static class TakingBack
{
    /// <summary>Takes back what a draft became, inside a change that is under way.</summary>
    public static async Task<Refusal?> RunAsync(Change change, Draft draft, Conversation conversation, Guid memberId, CancellationToken cancel)
    {
        if (draft.CanTakeBack(memberId) is { } refusal)
            return refusal;
        var message = await change.Db.Set<Message>().SingleAsync(m => m.DraftId == draft.Id, cancel);
        var sends = await change.Db.Set<Outgoing>().Where(o => o.MessageId == message.Id).ToListAsync(cancel);
        if (sends is not [var outgoing] || !outgoing.Recall())
            return DraftRefusals.HasLeft;

        await Outbox.PassAsync(change, outgoing.Id, cancel);
        draft.TakeBack();
        if (draft.QuestionId is { } questionId)
            await ToldQuestions.TakeBackAsync(change, questionId, cancel);
        message.Report(outgoing.Delivery, null, null, null, null);
        conversation.ShowAgain(await change.Db.Set<Message>().AsNoTracking()
            .Where(m => m.ConversationId == conversation.Id && m.Id != message.Id && m.Delivery != Delivery.Recalled)
            .OrderByDescending(m => m.At).ThenByDescending(m => m.Position).FirstOrDefaultAsync(cancel));
        if (message.TicketId is { } ticketId && await change.Db.Set<Ticket>().FindAsync([ticketId], cancel) is { } ticket)
        {
            if (ticket.AnsweredAt == message.At)
                ticket.TakeBack(await EarlierAsync(change, message, ticketId, cancel));
            TicketDesk.Record(change, ticket, TicketStep.TakenBack, memberId);
            change.Add(TicketWork.Of(TicketWork.Waits, ticketId, TicketWork.AtHand));
        }

        change.Tell(Topic.Inbox, Topic.Tickets, Topic.Conversation(conversation.Id));
        return null;
    }

    /// <summary>The member's answers that can still be taken back, the newest first.</summary>
    public static Task<List<Draft>> HeldAsync(Change change, Guid memberId, CancellationToken cancel) =>
        (from outgoing in change.Db.Set<Outgoing>()
         where outgoing.Delivery == Delivery.Queued   // few at any time, and indexed
         join message in change.Db.Set<Message>() on outgoing.MessageId equals message.Id
         where message.MemberId == memberId && message.HeldUntil != null
         join draft in change.Db.Set<Draft>() on message.DraftId equals draft.Id
         orderby message.At descending
         select draft).ToListAsync(cancel);

    private static async Task<DateTimeOffset?> EarlierAsync(Change change, Message taken, Guid ticketId, CancellationToken cancel) =>
        await change.Db.Set<Message>()
            .Where(m => m.TicketId == ticketId && m.Id != taken.Id && m.Author == Author.Member
                && m.Delivery != Delivery.Recalled && m.Delivery != Delivery.Failed)
            .OrderByDescending(m => m.At).Select(m => (DateTimeOffset?)m.At).FirstOrDefaultAsync(cancel);
}
