using Cosmo.Core.Assistant;
using Cosmo.Core.Assistant.Models;
using Cosmo.Core.Channels.WhatsApp;
using Cosmo.Core.Conversations;
using Cosmo.Core.Live;
using Cosmo.Core.Storage;
using Cosmo.Core.Team;
using Cosmo.Core.Tickets;
using Cosmo.Core.Work;
using Microsoft.EntityFrameworkCore;

namespace Cosmo.Core.TeamThread;

/// <summary>Brings a ticket to a member's phone. The translation may be a model's, so it is made outside any transaction.</summary>
internal sealed class Notifying(ITranslator translator, TurnUses uses) : IExternalWorkHandler
{
    // Only what is due: among all that waits for its time, such as the clocks of thousands of tickets, it would be looked for long.
    private static readonly CompiledList<string, long, string, long> s_due = new((db, kind, now, member) =>
        db.Set<WorkItem>().Where(w => w.State < WorkState.Done && w.IsExternal && w.Kind == kind && w.DueMs <= now && w.Body.EndsWith(member))
            .Take(News.MostAtOnce).Select(w => w.Id));

    private static readonly CompiledList<Guid, DateTimeOffset, Guid> s_told = new((db, memberId, since) =>
        db.Set<TeamMessage>().Where(m => m.MemberId == memberId && m.At > since && m.Kind == TeamMessageKind.Notification).Take(News.MostAtOnce).Select(m => m.Id));

    /// <summary>What comes within this time comes at once.</summary>
    private static readonly TimeSpan s_moment = TimeSpan.FromSeconds(1);

    /// <summary>How much of a colleague's note goes with a notification, in characters; all of it is in the conversation.</summary>
    private const int MostOfANote = 300;

    public WorkKind Kind => TicketWork.Notify;

    public async Task<ExternalStep> BeginAsync(Change change, WorkItem item)
    {
        var (ticketId, memberId, what, handed) = Read(item);
        if (await Case.FindAsync(change.Db, ticketId) is not { Ticket.IsOpen: true } found)
            return ExternalStep.Ends(WorkOutcome.Done);
        if (await AgainstAsync(change, memberId, what) is { } against)
        {
            new News(memberId, what, ticketId, null, null, against).Tell(change);
            return ExternalStep.Ends(WorkOutcome.Done);
        }

        if (await ThreadVoice.FindAsync(change, memberId) is not { Member: var member })
            return ExternalStep.Ends(NobodyHears(change, found, memberId, what));
        // Routing and the escalation path turn to nobody who is off duty; a colleague may.
        if (IsHanded(item) && await new PhoneDuty(change).OffAsync(memberId, ticketId) is not null)
        {
            new News(memberId, what, ticketId, null, null, News.OffDuty).Tell(change);
            return ExternalStep.Ends(WorkOutcome.Done);
        }

        var issue = await IssueAsync(change.Db, found, CancellationToken.None);
        return ExternalStep.Calls(async () =>
        {
            var meaning = await Meanings.OfAsync(translator, Wordless.Said(issue), found.Conversation.Language, member.Language, CancellationToken.None);
            return async later =>
            {
                await uses.RecordAsync(later, found.Conversation.Id, TurnUseKind.Translation, meaning?.Work);
                return await RecordAsync(later, ticketId, memberId, what, handed, issue, meaning?.Text);
            };
        });
    }

    public Task<WorkOutcome> LoseAsync(Change change, WorkItem item) => Task.FromResult(WorkOutcome.RetryAt(change.Now, "interrupted"));

    public async Task GiveUpAsync(Change change, WorkItem item)
    {
        var (ticketId, memberId, what, _) = Read(item);
        if (await Case.FindAsync(change.Db, ticketId) is not { } found)
            return;
        Undelivered.NotSeen(change, found.Ticket, memberId, "given-up");
        Unheard(change, found, memberId, what, "given-up");
    }

    private static async Task<WorkOutcome> RecordAsync(Change change, Guid ticketId, Guid memberId, NotificationEvent what, Handed? handed, string issue, string? meaning)
    {
        // Taken meanwhile: whoever hears of it only now need not hear of it at all.
        if (await Case.FindAsync(change.Db, ticketId) is not { Ticket.IsOpen: true } found
            || (found.Ticket.HolderId is { } holder && holder != memberId))
            return WorkOutcome.Done;
        if (await ThreadVoice.FindAsync(change, memberId) is not { } listener)
            return NobodyHears(change, found, memberId, what);

        var shown = found.Shown(Wordless.In(listener.Language, issue));
        var why = $"{listener.Say($"why.{found.Ticket.Trigger}")} ({listener.Say($"topic.{found.Ticket.Topic}")})";
        var text = listener.Say("notification",
            ("number", ThreadVoice.Number(found.Ticket)),
            ("department", found.Department ?? listener.Say("team")),
            ("customer", WithPhone(found)),
            ("why", why),
            ("issue", Cut.Shown(shown, 500)),
            ("meaning", Meanings.Line(listener, meaning is null ? null : found.Shown(meaning))),
            ("left", Meanings.Left(found.Conversation.Window.Left(change.Now))));
        // What a colleague says about it comes first: it may be why it is handed over at all.
        var word = handed is null ? null : await WordAsync(change, listener, found, handed, CancellationToken.None);
        if (word is not null)
            text = $"{word}\n\n{text}";
        // Where both fit together; the page of the team says it as well.
        if (await ThreadVoice.EndsSoonAsync(change, listener, CancellationToken.None) is { } soon && text.Length + soon.Length + 2 <= WhatsAppLimits.ButtonsBody)
            text += $"\n\n{soon}";
        var inShort = found.Shown(Wordless.InShort(listener.Language, issue, meaning));
        var told = await ThreadVoice.NotifyAsync(
            change, listener, TeamMessageKind.Notification, found.Ticket, text,
            word is null ? $"{found.Customer}: {inShort}" : $"{found.Customer} · {word} · {inShort}", CancellationToken.None);
        new News(memberId, what, ticketId, null, told.Id, told.DeliveryError).Tell(change);
        if (told.Delivery is Delivery.Failed)
            Undelivered.NotSeen(change, found.Ticket, memberId, told.DeliveryError);
        else
            await ShowingPrepared.BeginAsync(change, listener, found.Ticket, CancellationToken.None);
        change.Tell(Topic.Conversation(found.Conversation.Id));
        return WorkOutcome.Done;
    }

    private static (Guid TicketId, Guid MemberId, NotificationEvent What, Handed? Handed) Read(WorkItem item)
    {
        var (ticketId, more) = TicketWork.Read(item);
        return more.Split(' ') switch
        {
            [TicketWork.Climbed, var member] => (ticketId, Guid.Parse(member), NotificationEvent.Escalated, null),
            [TicketWork.HandedOver, var by, var note, var member] => (ticketId, Guid.Parse(member), NotificationEvent.NewTicket, new(Guid.Parse(by), Guid.Parse(note))),
            _ => (ticketId, Guid.Parse(more), NotificationEvent.NewTicket, null),
        };
    }

    private static async Task<string?> WordAsync(Change change, Listener listener, Case found, Handed handed, CancellationToken cancel)
    {
        var colleague = await change.Db.Set<Member>().Where(m => m.Id == handed.ById).Select(m => m.Name).FirstOrDefaultAsync(cancel);
        var note = await change.Db.Set<Note>().Where(n => n.Id == handed.NoteId).Select(n => n.Text).FirstOrDefaultAsync(cancel);
        return note is null
            ? listener.Say("handed.plain", ("colleague", colleague))
            : listener.Say("handed", ("colleague", colleague), ("note", Cut.Shown(found.Shown(note), MostOfANote)));
    }

    private static bool IsHanded(WorkItem item) => TicketWork.Read(item).More.StartsWith(TicketWork.HandedOver, StringComparison.Ordinal);

    // Five at once would be five alarms for one look at the queue.
    private static async Task<string?> AgainstAsync(Change change, Guid memberId, NotificationEvent what)
    {
        if (await News.AgainstPhoneAsync(change, memberId, what) is { } against)
            return against;
        if (change.Work.Any(w => w.Kind == News.Kind && w.Lane == $"news:{memberId}" && w.Body.EndsWith(News.Grouped, StringComparison.Ordinal)))
            return News.Grouped;   // the others of this moment are
        var due = await s_due.RunAsync(change.Db, TicketWork.Notify.Name, change.Now.ToUnixTimeMilliseconds(), memberId.ToString());
        if (due.Count == News.MostAtOnce)
            return News.Grouped;
        // Those that left a moment ago belong to the same moment.
        return due.Count + (await s_told.RunAsync(change.Db, memberId, change.Now - s_moment)).Count >= News.MostAtOnce ? News.Grouped : null;
    }

    // Nothing was tried: the browser tells whoever has no phone, so this is no reason to climb.
    private static WorkOutcome NobodyHears(Change change, Case found, Guid memberId, NotificationEvent what)
    {
        TicketDesk.Record(change, found.Ticket, TicketStep.NotificationFailed, memberId, News.NoPhone);
        Unheard(change, found, memberId, what, News.NoPhone);
        return WorkOutcome.Done;
    }

    private static void Unheard(Change change, Case found, Guid memberId, NotificationEvent what, string why)
    {
        new News(memberId, what, found.Ticket.Id, null, null, why).Tell(change);
        change.Tell(Topic.Tickets, Topic.Conversation(found.Conversation.Id));
    }

    // A ticket that was reopened, or handed over later, is about what the customer wrote last.
    private static async Task<string> IssueAsync(CosmoContext db, Case found, CancellationToken cancel) =>
        await db.Set<Message>().Where(m => m.ConversationId == found.Conversation.Id && m.Author == Author.Customer && m.Text != "")
            .OrderByDescending(m => m.Position).Select(m => new { m.Kind, m.Text }).FirstOrDefaultAsync(cancel) is { } last
            && Message.IssueOf(last.Kind, last.Text) is var said && said != found.Ticket.Issue
            ? $"{Cut.Shown(found.Ticket.Issue, 240)}\n… {Cut.Shown(said, 240)}"
            : found.Ticket.Issue;

    private static string WithPhone(Case found) =>
        !found.Masks && found.Contact.Phone is { } phone && !found.Customer.Contains(phone, StringComparison.Ordinal) ? $"{found.Customer} (+{phone})" : found.Customer;

    // Which colleague gave it, and what they wrote about it; an empty id where they wrote nothing.
    private sealed record Handed(Guid ById, Guid NoteId);
}

/// <summary>Tells the others that a colleague answers.</summary>
internal sealed class TellingOthers : IWorkHandler
{
    public WorkKind Kind => TicketWork.Taken;

    public async Task HandleAsync(Change change, WorkItem item, CancellationToken cancel)
    {
        var (ticketId, takerText) = TicketWork.Read(item);
        var taker = Guid.Parse(takerText);
        if (await Case.FindAsync(change.Db, ticketId) is not { } found)
            return;
        var name = await change.Db.Set<Member>().Where(m => m.Id == taker).Select(m => m.Name).FirstOrDefaultAsync(cancel);
        var others = await change.Db.Set<Offer>().Where(o => o.TicketId == ticketId && o.MemberId != taker).Select(o => o.MemberId).ToListAsync(cancel);
        var duty = new PhoneDuty(change);
        foreach (var other in others)
        {
            // A phone that never heard of the ticket need not hear that it is gone.
            var heard = await change.Db.Set<TeamMessage>().AnyAsync(m => m.MemberId == other && m.TicketId == ticketId && m.Kind == TeamMessageKind.Notification, cancel);
            var against = heard ? await News.AgainstPhoneAsync(change, other, NotificationEvent.Taken) : News.Off;
            var listener = against is null ? await ThreadVoice.FindAsync(change, other) : null;
            if (against is null)
                against = listener is null ? News.NoPhone : await duty.OffAsync(other, ticketId) is null ? null : News.OffDuty;
            var told = against is null
                ? await ThreadVoice.SayAsync(change, listener!, TeamMessageKind.Info,
                    listener!.Say("taken", ("colleague", name), ("number", ThreadVoice.Number(found.Ticket)), ("customer", found.Customer)), ticketId, cancel: cancel)
                : null;
            new News(other, NotificationEvent.Taken, ticketId, taker, told?.Id, against ?? told!.DeliveryError).Tell(change);
        }
    }
}
