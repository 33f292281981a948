using Cosmo.Core.Assistant;
using Cosmo.Core.Conversations;
using Cosmo.Core.Live;
using Cosmo.Core.Storage;
using Cosmo.Core.Team;
using Cosmo.Core.Tickets;
using Cosmo.Core.Work;
using Microsoft.EntityFrameworkCore;

namespace Cosmo.Core.TeamThread;

/// <summary>Brings a ticket to a member's phone. The translation may be a model's, so it is made outside any transaction.</summary>
internal sealed class Notifying(ITranslator translator) : IExternalWorkHandler
{
    public WorkKind Kind => TicketWork.Notify;

    public async Task<ExternalStep> BeginAsync(Change change, WorkItem item)
    {
        var (ticketId, memberText) = TicketWork.Read(item);
        var memberId = Guid.Parse(memberText);
        if (await Case.FindAsync(change.Db, ticketId, CancellationToken.None) is not { Ticket.IsOpen: true } found)
            return ExternalStep.Ends(WorkOutcome.Done);
        if (await ThreadVoice.FindAsync(change, memberId, CancellationToken.None) is not { Member: var member })
            return ExternalStep.Ends(NobodyHears(change, found, memberId));
        var issue = await IssueAsync(change.Db, found, CancellationToken.None);
        return ExternalStep.Calls(async () =>
        {
            var meaning = await Meanings.OfAsync(translator, issue, found.Conversation.Language, member.Language, CancellationToken.None);
            return later => RecordAsync(later, ticketId, memberId, issue, meaning);
        });
    }

    public Task<WorkOutcome> LoseAsync(Change change, WorkItem item) => Task.FromResult(WorkOutcome.RetryAt(change.Now, "interrupted"));

    private static async Task<WorkOutcome> RecordAsync(Change change, Guid ticketId, Guid memberId, string issue, string? meaning)
    {
        // Taken meanwhile: whoever hears of it only now need not hear of it at all.
        if (await Case.FindAsync(change.Db, ticketId, CancellationToken.None) is not { Ticket.IsOpen: true } found
            || (found.Ticket.HolderId is { } holder && holder != memberId))
            return WorkOutcome.Done;
        if (await ThreadVoice.FindAsync(change, memberId, CancellationToken.None) is not { } listener)
            return NobodyHears(change, found, memberId);

        var why = $"{listener.Say($"why.{found.Ticket.Trigger}")} ({listener.Say($"topic.{found.Ticket.Topic}")})";
        var text = listener.Say("notification",
            ("number", ThreadVoice.Number(found.Ticket)),
            ("department", found.Department ?? listener.Say("team")),
            ("customer", WithPhone(found)),
            ("why", why),
            ("issue", Cut.Shown(issue, 500)),
            ("meaning", Meanings.Line(listener, meaning)),
            ("left", Meanings.Left(found.Conversation.Window.Left(change.Now))));
        var told = await ThreadVoice.NotifyAsync(
            change, listener, TeamMessageKind.Notification, found.Ticket, text, $"{found.Customer}: {meaning ?? issue}", CancellationToken.None);
        if (told.Delivery is Delivery.Failed)
            TicketDesk.Record(change, found.Ticket, TicketStep.NotificationFailed, memberId, told.DeliveryError);
        change.Tell(Topic.Conversation(found.Conversation.Id));
        return WorkOutcome.Done;
    }

    private static WorkOutcome NobodyHears(Change change, Case found, Guid memberId)
    {
        TicketDesk.Record(change, found.Ticket, TicketStep.NotificationFailed, memberId, "no-phone");
        change.Tell(Topic.Conversation(found.Conversation.Id));
        return WorkOutcome.Done;
    }

    // A ticket that was reopened, or handed over later, is about what the customer wrote last.
    private static async Task<string> IssueAsync(CosmoContext db, Case found, CancellationToken cancel) =>
        await db.Set<Message>().Where(m => m.ConversationId == found.Conversation.Id && m.Author == Author.Customer && m.Text != "")
            .OrderByDescending(m => m.Position).Select(m => m.Text).FirstOrDefaultAsync(cancel) is { } last && last != found.Ticket.Issue
            ? $"{Cut.Shown(found.Ticket.Issue, 240)}\n… {Cut.Shown(last, 240)}"
            : found.Ticket.Issue;

    private static string WithPhone(Case found) =>
        found.Contact.Phone is { } phone && !found.Customer.Contains(phone, StringComparison.Ordinal) ? $"{found.Customer} (+{phone})" : found.Customer;
}

/// <summary>Tells those who have a ticket that its customer wrote again.</summary>
internal sealed class FollowingUp(ITranslator translator) : IExternalWorkHandler
{
    public WorkKind Kind => TicketWork.FollowUp;

    public async Task<ExternalStep> BeginAsync(Change change, WorkItem item)
    {
        var (ticketId, messageText) = TicketWork.Read(item);
        if (await Case.FindAsync(change.Db, ticketId, CancellationToken.None) is not { Ticket.IsOpen: true } found
            || await change.Db.Set<Message>().FindAsync([Guid.Parse(messageText)]) is not { } message)
            return ExternalStep.Ends(WorkOutcome.Done);

        var to = await change.Db.Set<Offer>()
            .Where(o => o.TicketId == ticketId && o.State != OfferState.Closed && (found.Ticket.HolderId == null || o.MemberId == found.Ticket.HolderId))
            .Join(change.Db.Set<Member>(), o => o.MemberId, m => m.Id, (_, m) => m)
            .Where(m => m.IsActive && change.Db.Set<PairedPhone>().Any(p => p.MemberId == m.Id && p.SignedOutAt == null))
            .Select(m => new { m.Id, m.Language }).ToListAsync();
        if (to.Count == 0)
            return ExternalStep.Ends(WorkOutcome.Done);   // they see it in the browser
        return ExternalStep.Calls(async () =>
        {
            var meanings = new Dictionary<string, string?>();
            foreach (var language in to.Select(m => m.Language).Distinct())
                meanings[language] = await Meanings.OfAsync(translator, message.Text, found.Conversation.Language, language, CancellationToken.None);
            var text = message.Text.Length > 0 ? message.Text : $"[{message.Kind}]";
            return async later =>
            {
                foreach (var member in to)
                    await TellAsync(later, ticketId, member.Id, text, meanings[member.Language]);
                return WorkOutcome.Done;
            };
        });
    }

    public Task<WorkOutcome> LoseAsync(Change change, WorkItem item) => Task.FromResult(WorkOutcome.RetryAt(change.Now, "interrupted"));

    private static async Task TellAsync(Change change, Guid ticketId, Guid memberId, string text, string? meaning)
    {
        if (await ThreadVoice.FindAsync(change, memberId, CancellationToken.None) is not { } listener
            || await Case.FindAsync(change.Db, ticketId, CancellationToken.None) is not { } found)
            return;
        var told = listener.Say("follow-up",
            ("number", ThreadVoice.Number(found.Ticket)), ("customer", found.Customer),
            ("text", Cut.Shown(text, 700)), ("meaning", Meanings.Line(listener, meaning)));
        await ThreadVoice.NotifyAsync(change, listener, TeamMessageKind.FollowUp, found.Ticket, told, $"{found.Customer}: {meaning ?? text}", CancellationToken.None);
    }
}

/// <summary>Tells the others that a colleague answers.</summary>
internal sealed class TellingOthers : IWorkHandler
{
    public WorkKind Kind => TicketWork.Taken;

    public async Task HandleAsync(Change change, WorkItem item, CancellationToken cancel)
    {
        var (ticketId, takerText) = TicketWork.Read(item);
        var taker = Guid.Parse(takerText);
        if (await Case.FindAsync(change.Db, ticketId, cancel) is not { } found)
            return;
        var name = await change.Db.Set<Member>().Where(m => m.Id == taker).Select(m => m.Name).FirstOrDefaultAsync(cancel);
        var others = await change.Db.Set<Offer>().Where(o => o.TicketId == ticketId && o.MemberId != taker).Select(o => o.MemberId).ToListAsync(cancel);
        foreach (var other in others)
        {
            // Whoever was never told of the ticket need not be told that it is gone.
            if (await change.Db.Set<TeamMessage>().AnyAsync(m => m.MemberId == other && m.TicketId == ticketId && m.Kind == TeamMessageKind.Notification, cancel)
                && await ThreadVoice.FindAsync(change, other, cancel) is { } listener)
            {
                await ThreadVoice.SayAsync(change, listener, TeamMessageKind.Info,
                    listener.Say("taken", ("colleague", name), ("number", ThreadVoice.Number(found.Ticket)), ("customer", found.Customer)), ticketId, cancel: cancel);
            }
        }
    }
}
