using Cosmo.Core.Conversations;
using Cosmo.Core.Hours;
using Cosmo.Core.Team;
using Cosmo.Core.Tickets;
using Cosmo.Core.Work;
using Microsoft.EntityFrameworkCore;

namespace Cosmo.Core.TeamThread;

/// <summary>
/// News for one member that the list of open tickets does not say: a note that names them, an answer of theirs that did not arrive,
/// a ticket of theirs that closes soon or is taken up again. What is held back is said in full when its time has come.
/// </summary>
internal static class PhoneNews
{
    /// <summary>Tells it on the phone, unless something speaks against that; the other ways and the log follow.</summary>
    /// <param name="ticketId"><see cref="Guid.Empty"/> where it is about none.</param>
    /// <param name="subjectId">The note, or the message that did not arrive; null for what is about the ticket itself.</param>
    public static async Task TellAsync(Change change, Guid memberId, NotificationEvent what, Guid ticketId, Guid? subjectId, CancellationToken cancel)
    {
        if (await AboutAsync(change, memberId, what, ticketId, subjectId, cancel) is not { } about)
            return;   // it is over by now
        var against = await News.AgainstPhoneAsync(change, memberId, what);
        var listener = against is null ? await ThreadVoice.FindAsync(change, memberId) : null;
        if (against is null)
            against = listener is null ? News.NoPhone : await new PhoneDuty(change).OffAsync(memberId, ticketId) is null ? null : News.OffDuty;
        var message = against is null ? await SayAsync(change, listener!, what, about, cancel) : null;
        new News(memberId, what, ticketId, subjectId, message?.Id, against ?? message?.DeliveryError).Tell(change);
    }

    /// <summary>Says what was held back.</summary>
    /// <returns>Null where it is over by now.</returns>
    public static async Task<TeamMessage?> SayHeldAsync(Change change, Listener listener, NotificationEvent what, Guid ticketId, Guid? subjectId, CancellationToken cancel) =>
        await AboutAsync(change, listener.Member.Id, what, ticketId, subjectId, cancel) is { } about ? await SayAsync(change, listener, what, about, cancel) : null;

    /// <summary>Whether there is nothing to tell of it any more.</summary>
    public static async Task<bool> IsOverAsync(Change change, Guid memberId, NotificationEvent what, Guid ticketId, Guid? subjectId, CancellationToken cancel) =>
        await AboutAsync(change, memberId, what, ticketId, subjectId, cancel) is null;

    private static async Task<About?> AboutAsync(Change change, Guid memberId, NotificationEvent what, Guid ticketId, Guid? subjectId, CancellationToken cancel)
    {
        var found = ticketId == Guid.Empty ? null : await Case.FindAsync(change.Db, ticketId);
        switch (what)
        {
            case NotificationEvent.Mention:
                return await change.Db.Set<Note>().FindAsync([subjectId], cancel) is { } note ? new(found, note, null) : null;
            case NotificationEvent.Failed:
                return found is not null && await change.Db.Set<Message>().FindAsync([subjectId], cancel) is { Delivery: Delivery.Failed or Delivery.Uncertain } message
                    ? new(found, null, message) : null;
            case NotificationEvent.QuietSoon:
                return found is { Ticket: { State: TicketState.Answered, IsSnoozed: false } quiet } && quiet.HolderId == memberId ? new(found, null, null) : null;
            case NotificationEvent.Woken:
                return found is { Ticket: { IsOpen: true, IsSnoozed: false } woken } && woken.HolderId == memberId ? new(found, null, null) : null;
            default:
                throw new ArgumentOutOfRangeException(nameof(what), what, "The list of open tickets says it.");
        }
    }

    private static async Task<TeamMessage> SayAsync(Change change, Listener listener, NotificationEvent what, About about, CancellationToken cancel)
    {
        var (kind, text) = (about, what) switch
        {
            ({ Note: { } note }, _) => (TeamMessageKind.Info, await MentionAsync(change, listener, about, note, cancel)),
            ({ Message: { } failed }, _) => (TeamMessageKind.Result, Say(failed.Delivery is Delivery.Failed ? "failed" : "uncertain", ("why", listener.Say(UnsentReasons.KeyOf(failed.DeliveryError))))),
            (_, NotificationEvent.QuietSoon) => (TeamMessageKind.Info, Say("quiet-soon", ("time", await ClosesAtAsync(change, listener, about.Case!.Ticket, cancel)))),
            _ => (TeamMessageKind.FollowUp, Say("woken")),
        };
        var message = await ThreadVoice.TellAsync(change, listener, kind, text, about.Case?.Ticket, about.Message?.DraftId, cancel);
        if (kind is TeamMessageKind.FollowUp && message.Delivery is Delivery.Failed)
            Undelivered.NotSeen(change, about.Case!.Ticket, listener.Member.Id, message.DeliveryError);
        return message;

        string Say(string key, params ReadOnlySpan<(string Name, string? Value)> more) =>
            listener.Say(key, [("number", ThreadVoice.Number(about.Case!.Ticket)), ("customer", about.Case.Customer), .. more]);
    }

    private static async Task<string> MentionAsync(Change change, Listener listener, About about, Note note, CancellationToken cancel)
    {
        var colleague = await change.Db.Set<Member>().Where(m => m.Id == note.MemberId).Select(m => m.Name).FirstOrDefaultAsync(cancel) ?? "Cosmo";
        var masks = about.Case?.Masks ?? (await PhoneRules.ReadAsync(change.Db, cancel)).MasksCustomers;
        var name = about.Case?.Customer ?? await (
            from conversation in change.Db.Set<Conversation>()
            where conversation.Id == note.ConversationId
            join contact in change.Db.Set<Contact>() on conversation.ContactId equals contact.Id
            select contact.Name).FirstAsync(cancel);
        var customer = about.Case is { Ticket: var ticket } ? $"#{ThreadVoice.Number(ticket)} {name}" : masks ? Masking.Name(name) : name;
        return listener.Say("mention", ("colleague", colleague), ("customer", customer), ("text", Cut.Shown(masks ? Masking.Text(note.Text) : note.Text, 700)));
    }

    // By the timer that will close it; by the member's own clock.
    private static async Task<string> ClosesAtAsync(Change change, Listener listener, Ticket ticket, CancellationToken cancel)
    {
        var lane = QuietTickets.LaneOf(ticket);
        var due = await change.Db.Set<WorkItem>().Where(w => w.Lane == lane && w.State < WorkState.Done).OrderByDescending(w => w.Id).Select(w => w.DueMs).FirstOrDefaultAsync(cancel);
        return ThreadAbsence.At(listener, await HoursBook.ReadAsync(change.Db), DateTimeOffset.FromUnixTimeMilliseconds(due), "HH:mm");
    }

    private sealed record About(Case? Case, Note? Note, Message? Message);
}
