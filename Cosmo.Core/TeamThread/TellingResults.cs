using Cosmo.Core.Channels;
using Cosmo.Core.Conversations;
using Cosmo.Core.Live;
using Cosmo.Core.Replies;
using Cosmo.Core.Tickets;
using Cosmo.Core.Work;

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
        if (message.Kind is not TeamMessageKind.Notification || message.TicketId is not { } ticketId || await Case.FindAsync(change.Db, ticketId) is not { } found)
            return;
        if (state is Delivery.Delivered)
            TicketDesk.Record(change, found.Ticket, TicketStep.Notified, message.MemberId);
        else if (state is Delivery.Failed or Delivery.Uncertain)
            Undelivered.NotSeen(change, found.Ticket, message.MemberId, outgoing.Error);
        change.Tell(Topic.Tickets, Topic.Conversation(found.Conversation.Id));
    }

    private static async Task TellAsync(Change change, Outgoing outgoing, Guid messageId, Delivery state, CancellationToken cancel)
    {
        if (await change.Db.Set<Message>().FindAsync([messageId], cancel) is not { DraftId: { } draftId, TicketId: { } ticketId }
            || await change.Db.Set<Draft>().FindAsync([draftId], cancel) is not { } draft)
            return;
        // On the phone the thread itself says it, below.
        if (state is Delivery.Failed or Delivery.Uncertain)
            new News(draft.MemberId, NotificationEvent.Failed, ticketId, messageId, null, News.Off).Tell(change);
        if (draft.Source is not DraftSource.Phone
            || await Case.FindAsync(change.Db, ticketId) is not { } found
            || await ThreadVoice.FindAsync(change, draft.MemberId) is not { } listener)
            return;
        var key = state switch
        {
            Delivery.Sent => "sent",
            Delivery.Delivered => "delivered",
            Delivery.Failed => "failed",
            Delivery.Uncertain => "uncertain",
            _ => null,
        };
        if (key is null)
            return;
        await ThreadVoice.SayAsync(change, listener, TeamMessageKind.Result,
            listener.Say(key, ("customer", found.Customer), ("number", ThreadVoice.Number(found.Ticket)), ("why", listener.Say(UnsentReasons.KeyOf(outgoing.Error)))), ticketId, draftId, cancel);
    }
}
