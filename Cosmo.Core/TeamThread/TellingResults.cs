using Cosmo.Core.Channels;
using Cosmo.Core.Conversations;
using Cosmo.Core.Live;
using Cosmo.Core.Replies;
using Cosmo.Core.Tickets;
using Cosmo.Core.Work;
using Microsoft.EntityFrameworkCore;

namespace Cosmo.Core.TeamThread;

/// <summary>Carries what became of a send to the member's thread: of their answer, and of what was sent to themselves.</summary>
internal sealed class TellingResults : IWorkHandler
{
    public WorkKind Kind => ChannelWork.Delivered;

    public async Task HandleAsync(Change change, WorkItem item, CancellationToken cancel)
    {
        var parts = item.Body.Split(' ');
        var state = Enum.Parse<Delivery>(parts[1]);
        if (await change.Db.Set<Outgoing>().FindAsync([Guid.Parse(parts[0])], cancel) is not { } outgoing)
            return;
        if (outgoing.TeamMessageId is { } teamMessageId)
            await NoteAsync(change, outgoing, teamMessageId, state, cancel);
        else if (outgoing.MessageId is { } messageId)
            await TellAsync(change, outgoing, messageId, state, cancel);
    }

    // A notification that was not delivered counts as not seen: the ticket shows it.
    private static async Task NoteAsync(Change change, Outgoing outgoing, Guid teamMessageId, Delivery state, CancellationToken cancel)
    {
        if (await change.Db.Set<TeamMessage>().FindAsync([teamMessageId], cancel) is not { } message)
            return;
        message.Report(outgoing.Delivery, outgoing.ProviderId, outgoing.Error);
        await RefusedPhones.LearnAsync(change, outgoing, message, cancel);
        if (state is Delivery.Failed)
            change.Add(new(News.Lost, $"news:{message.MemberId}", $"{message.Id} {outgoing.Error}"));
        if (message.Kind is not (TeamMessageKind.Notification or TeamMessageKind.FollowUp) || message.TicketId is not { } ticketId || await Case.FindAsync(change.Db, ticketId) is not { } found)
            return;
        // Of what a customer wrote later only the member who has it must hear, and the history shows only what changes something.
        var again = message.Kind is TeamMessageKind.FollowUp;
        if (again && (found.Ticket.HolderId != message.MemberId || (state is Delivery.Delivered && !await WasUnreachedAsync(change, ticketId, message.MemberId, cancel))))
            return;
        if (state is Delivery.Delivered)
            TicketDesk.Record(change, found.Ticket, TicketStep.Notified, message.MemberId);
        else if (state is Delivery.Failed or Delivery.Uncertain)
            Undelivered.NotSeen(change, found.Ticket, message.MemberId, outgoing.Error);
        change.Tell(Topic.Tickets, Topic.Conversation(found.Conversation.Id));
    }

    private static async Task<bool> WasUnreachedAsync(Change change, Guid ticketId, Guid memberId, CancellationToken cancel) =>
        await change.Db.Set<TicketEvent>().Where(e => e.TicketId == ticketId && e.MemberId == memberId && (e.Step == TicketStep.Notified || e.Step == TicketStep.NotificationFailed))
            .OrderByDescending(e => e.At).ThenByDescending(e => e.Id).Select(e => (TicketStep?)e.Step).FirstOrDefaultAsync(cancel) is TicketStep.NotificationFailed;

    private static async Task TellAsync(Change change, Outgoing outgoing, Guid messageId, Delivery state, CancellationToken cancel)
    {
        if (await change.Db.Set<Message>().FindAsync([messageId], cancel) is not { DraftId: { } draftId, TicketId: { } ticketId }
            || await change.Db.Set<Draft>().FindAsync([draftId], cancel) is not { } draft)
            return;
        if (state is Delivery.Failed or Delivery.Uncertain)
        {
            await PhoneNews.TellAsync(change, draft.MemberId, NotificationEvent.Failed, ticketId, messageId, cancel);
            return;
        }

        // That all is well is said to whoever confirmed it on the phone, and late only where it disturbs nobody.
        if (draft.Source is not DraftSource.Phone
            || await Case.FindAsync(change.Db, ticketId) is not { } found
            || await ThreadVoice.FindAsync(change, draft.MemberId) is not { } listener)
            return;
        var key = state switch
        {
            Delivery.Sent => "sent",
            Delivery.Delivered => "delivered",
            _ => null,
        };
        if (key is null || (!PhoneDuty.IsAtHand(listener.Phone.LastInboundAt, change.Now) && await RestsAsync(change, draft.MemberId, ticketId)))
            return;
        await ThreadVoice.SayAsync(change, listener, TeamMessageKind.Result,
            listener.Say(key, ("customer", found.Customer), ("number", ThreadVoice.Number(found.Ticket))), ticketId, draftId, cancel);
    }

    private static async Task<bool> RestsAsync(Change change, Guid memberId, Guid ticketId) =>
        (await NotificationChoices.FindAsync(change, memberId))?.QuietUntil(change.Now) is not null || await new PhoneDuty(change).OffAsync(memberId, ticketId) is not null;
}
