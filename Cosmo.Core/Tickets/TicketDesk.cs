using Cosmo.Core.Conversations;
using Cosmo.Core.Live;
using Cosmo.Core.Storage;
using Cosmo.Core.Team;
using Cosmo.Core.Work;
using Microsoft.EntityFrameworkCore;

namespace Cosmo.Core.Tickets;

/// <summary>Why a ticket is wanted.</summary>
/// <param name="Evidence">The customer's words or the rule that fired.</param>
public sealed record Reason(Trigger Trigger, CaseTopic Topic, string Evidence, double Score, double Threshold)
{
    /// <summary>The department that a rule named; null leaves it to the topic.</summary>
    public Guid? DepartmentId { get; init; }
}

/// <summary>What the team does with tickets.</summary>
public sealed class TicketDesk(Changes changes)
{
    /// <summary>A customer who writes within this time about the same thing goes on with the old ticket.</summary>
    public static readonly TimeSpan Reopens = TimeSpan.FromDays(7);

    /// <summary>An answered ticket closes when nobody has written for so long.</summary>
    public static readonly TimeSpan QuietPeriod = TimeSpan.FromHours(24);

    private static readonly CompiledQuery<Guid, Ticket?> s_open = new((db, conversation) =>
        db.Set<Ticket>().FirstOrDefault(t => t.ConversationId == conversation && t.State != TicketState.Closed));

    // The open one, else the last one.
    private static readonly CompiledQuery<Guid, Ticket?> s_last = new((db, conversation) =>
        db.Set<Ticket>().Where(t => t.ConversationId == conversation)
            .OrderBy(t => t.State == TicketState.Closed).ThenByDescending(t => t.OpenedAt).FirstOrDefault());

    private static readonly CompiledQuery<TicketState, bool> s_seeker = new((db, waiting) => db.Set<Ticket>().Any(t => t.SeeksSince != null && t.State == waiting));

    /// <summary>Opens a ticket, adds to the open one, or reopens the last one about the same thing.</summary>
    /// <returns>The ticket, and whether it is new to the team.</returns>
    public static async Task<(Ticket Ticket, bool IsNew)> OpenAsync(Change change, Conversation conversation, Reason reason, string issue, bool isHeld = false)
    {
        conversation.HandOff();
        change.Tell(Topic.Tickets, Topic.Inbox, Topic.Conversation(conversation.Id));

        var last = await s_last.RunAsync(change.Db, conversation.Id);
        if (last is { IsOpen: true } open)
        {
            Record(change, open, TicketStep.AddedTo, null, reason.Evidence);
            return (open, false);
        }

        if (last is { ClosedAt: { } closed } && last.Topic == reason.Topic && last.MergedIntoId is null && change.Now - closed < Reopens && last.Reopen(change.Now) is null)
        {
            if (reason.DepartmentId is { } other)
                last.Name(other);
            Record(change, last, TicketStep.Reopened, null, reason.Evidence);
            change.Add(TicketWork.Of(TicketWork.Route, last.Id, isHeld ? TicketWork.Held : null));
            return (last, true);
        }

        var ticket = Ticket.Open(await Counter.NextAsync(change, "ticket"), conversation.Id, reason.Trigger, reason.Topic,
            Cut.To(reason.Evidence, 500), reason.Score, reason.Threshold, Cut.To(issue, 2000), change.Now);
        if (reason.DepartmentId is { } department)
            ticket.Name(department);
        change.Db.Add(ticket);
        Record(change, ticket, TicketStep.Opened, null, reason.Evidence);
        change.Add(TicketWork.Of(TicketWork.Route, ticket.Id, isHeld ? TicketWork.Held : null));
        return (ticket, true);
    }

    /// <summary>The customer wrote while the team has the conversation: whoever has the ticket hears it.</summary>
    public static async Task FollowUpAsync(Change change, Conversation conversation, Message message, CancellationToken cancel)
    {
        if (await FindOpenAsync(change, conversation.Id) is not { } ticket)
            return;
        message.TicketId = ticket.Id;
        await TicketMoves.WakeAsync(change, ticket, null, cancel);
        if (ticket.CustomerWrote(change.Now))
        {
            Record(change, ticket, TicketStep.CustomerWrote);
            change.Add(TicketWork.Of(TicketWork.Waits, ticket.Id));
        }

        // A holder who has left hears nothing: the ticket looks for somebody else.
        if (ticket.HolderId is { } holder && !await change.Db.Set<Member>().AnyAsync(m => m.Id == holder && m.IsActive, cancel) && ticket.Release() is null)
        {
            Record(change, ticket, TicketStep.Released, holder);
            change.Add(TicketWork.Of(TicketWork.Route, ticket.Id));
        }

        change.Add(TicketWork.Of(TicketWork.WroteAgain, ticket.Id, message.Id.ToString()));
        change.Tell(Topic.Tickets);
    }

    public static Task<Ticket?> FindOpenAsync(Change change, Guid conversationId) =>
        s_open.RunAsync(change.Db, conversationId);

    /// <summary>A member's confirmed answer leaves: the first one takes the ticket, and the others' offers end.</summary>
    public static async Task<Refusal?> AnswerAsync(Change change, Ticket ticket, Guid memberId, CancellationToken cancel)
    {
        var first = ticket.HolderId is null;
        if (ticket.Answer(memberId, change.Now) is { } refusal)
            return refusal;
        Record(change, ticket, TicketStep.Answered, memberId);
        if (first)
            await TakeAsync(change, ticket, memberId, cancel);
        await MakeRoomAsync(change);
        await TicketMoves.WakeAsync(change, ticket, memberId, cancel);
        await QuietTickets.SetAsync(change, ticket, change.Now, cancel);
        change.Tell(Topic.Tickets, Topic.Conversation(ticket.ConversationId));
        return null;
    }

    /// <summary>Takes the ticket for oneself, or gives it to a colleague.</summary>
    public Task<Refusal?> AssignAsync(Guid ticketId, Guid toMemberId, Guid byMemberId, CancellationToken cancel = default) =>
        HandOverAsync(ticketId, toMemberId, byMemberId, "", cancel);

    /// <summary>The same, with a word for the colleague.</summary>
    /// <param name="note">Kept as a note of the team; empty for none.</param>
    public Task<Refusal?> HandOverAsync(Guid ticketId, Guid toMemberId, Guid byMemberId, string note, CancellationToken cancel = default) =>
        ChangeAsync(ticketId, byMemberId, (change, ticket) => Handing.GiveAsync(change, ticket, toMemberId, byMemberId, note.Trim(), cancel), cancel);

    public Task<Refusal?> CloseAsync(Guid ticketId, Guid memberId, string reason, CancellationToken cancel = default) =>
        string.IsNullOrWhiteSpace(reason)
            ? Task.FromResult<Refusal?>(TicketRefusals.Reasonless)
            : ChangeAsync(ticketId, memberId, (change, ticket) => CloseAsync(change, ticket, memberId, Cut.To(reason.Trim(), 200), cancel), cancel);

    /// <summary>Closes a ticket; the assistant answers first again.</summary>
    public static async Task<Refusal?> CloseAsync(Change change, Ticket ticket, Guid? memberId, string reason, CancellationToken cancel)
    {
        if (ticket.Close(memberId, reason, change.Now) is { } refusal)
            return refusal;
        Record(change, ticket, TicketStep.Closed, memberId, reason);
        await EndAsync(change, ticket, cancel);
        return null;
    }

    /// <summary>A ticket that was closed: its offers end, and the assistant answers first again.</summary>
    internal static async Task EndAsync(Change change, Ticket ticket, CancellationToken cancel)
    {
        ticket.Wake(change.Now);
        await CloseOffersAsync(change, ticket, null, cancel);
        await MakeRoomAsync(change);
        if (await change.Db.Set<Conversation>().FindAsync([ticket.ConversationId], cancel) is { } conversation)
            conversation.HandBack();
        change.Tell(Topic.Tickets, Topic.Inbox, Topic.Conversation(ticket.ConversationId));
    }

    public Task<Refusal?> ReopenAsync(Guid ticketId, Guid memberId, CancellationToken cancel = default) => ChangeAsync(
        ticketId,
        memberId,
        async (change, ticket) =>
        {
            if (await FindOpenAsync(change, ticket.ConversationId) is { } other && other.Id != ticket.Id)
                return TicketRefusals.OneOpen;
            return await ReopenAsync(change, ticket, memberId, cancel);
        },
        cancel);

    /// <summary>The same, inside a change that is under way; the conversation must have no other open ticket.</summary>
    internal static async Task<Refusal?> ReopenAsync(Change change, Ticket ticket, Guid? memberId, CancellationToken cancel)
    {
        if (ticket.Reopen(change.Now) is { } refusal)
            return refusal;
        Record(change, ticket, TicketStep.Reopened, memberId);
        if (await change.Db.Set<Conversation>().FindAsync([ticket.ConversationId], cancel) is { } conversation)
            conversation.HandOff();
        change.Add(TicketWork.Of(TicketWork.Route, ticket.Id));
        change.Tell(Topic.Tickets, Topic.Inbox, Topic.Conversation(ticket.ConversationId));
        return null;
    }

    /// <summary>Says how soon a ticket is to be answered; the target follows.</summary>
    public Task<Refusal?> PrioritiseAsync(Guid ticketId, Priority priority, Guid byMemberId, CancellationToken cancel = default) => ChangeAsync(
        ticketId,
        byMemberId,
        (change, ticket) =>
        {
            if (ticket.Priority == priority)
                return Task.FromResult<Refusal?>(null);
            if (ticket.Prioritise(priority) is { } refusal)
                return Task.FromResult<Refusal?>(refusal);
            Record(change, ticket, TicketStep.Prioritised, byMemberId, priority.ToString());
            change.Add(TicketWork.Of(TicketWork.Waits, ticket.Id));
            return Task.FromResult<Refusal?>(null);
        },
        cancel);

    // Somebody has one ticket less that waits for them: whatever seeks somebody may find them now. Mostly nothing does.
    private static async Task MakeRoomAsync(Change change)
    {
        if (await s_seeker.RunAsync(change.Db, TicketState.Requested))
            change.Add(TeamWork.Room());
    }

    /// <summary>Writes a line into the ticket's history.</summary>
    public static void Record(Change change, Ticket ticket, TicketStep step, Guid? memberId = null, string? detail = null) =>
        change.Db.Add(TicketEvent.Of(ticket.Id, step, change.Now, memberId, detail));

    /// <summary>One member has it: their offer is taken, all others end, and those who were told hear of it.</summary>
    internal static async Task TakeAsync(Change change, Ticket ticket, Guid memberId, CancellationToken cancel)
    {
        await CloseOffersAsync(change, ticket, memberId, cancel);
        change.Add(TicketWork.Of(TicketWork.Taken, ticket.Id, memberId.ToString()));
    }

    private static async Task CloseOffersAsync(Change change, Ticket ticket, Guid? takenBy, CancellationToken cancel)
    {
        foreach (var offer in await change.Db.Set<Offer>().Where(o => o.TicketId == ticket.Id).ToListAsync(cancel))
        {
            if (offer.MemberId == takenBy)
                offer.Take();
            else
                offer.Close();
        }
    }

    private Task<Refusal?> ChangeAsync(Guid ticketId, Guid byMemberId, Func<Change, Ticket, Task<Refusal?>> decide, CancellationToken cancel) => changes.RunAsync(
        async change =>
        {
            if (await Members.RefuseAsync(change, byMemberId, cancel) is { } left)
                return left;
            if (await change.Db.Set<Ticket>().FindAsync([ticketId], cancel) is not { } ticket)
                return TicketRefusals.NotFound;
            if (await decide(change, ticket) is { } refusal)
                return refusal;
            change.Tell(Topic.Tickets, Topic.Inbox, Topic.Conversation(ticket.ConversationId));
            return null;
        },
        cancel);
}
