using Cosmo.Core.Conversations;
using Cosmo.Core.Live;
using Cosmo.Core.Storage;
using Cosmo.Core.Team;
using Cosmo.Core.Work;
using Microsoft.EntityFrameworkCore;

namespace Cosmo.Core.Tickets;

/// <summary>What the team does with tickets.</summary>
public sealed partial class TicketDesk(Changes changes)
{
    /// <summary>An answered ticket closes when nobody has written for so long.</summary>
    public static readonly TimeSpan QuietPeriod = TimeSpan.FromHours(24);

    /// <summary>Longest reason for closing a ticket, in characters.</summary>
    public const int LongestReason = 200;

    private static readonly CompiledQuery<TicketState, bool> s_seeker = new((db, waiting) => db.Set<Ticket>().Any(t => t.SeeksSince != null && t.State == waiting));

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
            : ChangeAsync(ticketId, memberId, (change, ticket) => CloseAsync(change, ticket, memberId, Cut.To(reason.Trim(), LongestReason), cancel), cancel);

    /// <summary>Closes a ticket; the assistant answers first again.</summary>
    public static async Task<Refusal?> CloseAsync(Change change, Ticket ticket, Guid? memberId, string reason, CancellationToken cancel)
    {
        if (ticket.Close(memberId, reason, change.Now) is { } refusal)
            return refusal;
        Record(change, ticket, TicketStep.Closed, memberId, reason);
        await EndAsync(change, ticket, cancel);
        return null;
    }

    /// <summary>A ticket that was closed: its offers end, and the assistant answers first again, unless another ticket goes on in its place.</summary>
    internal static async Task EndAsync(Change change, Ticket ticket, CancellationToken cancel)
    {
        ticket.Wake(change.Now);
        await CloseOffersAsync(change, ticket, null, cancel);
        await MakeRoomAsync(change);
        if (ticket.MergedIntoId is null)
            await Joining.HandBackAsync(change, ticket, cancel);
        change.Tell(Topic.Tickets, Topic.Inbox, Topic.Conversation(ticket.ConversationId));
    }

    public Task<Refusal?> ReopenAsync(Guid ticketId, Guid memberId, CancellationToken cancel = default) => ChangeAsync(
        ticketId,
        memberId,
        async (change, ticket) =>
        {
            if (ticket.MergedIntoId is null && await FindOpenAsync(change, ticket.ConversationId) is { } other && other.Id != ticket.Id)
                return TicketRefusals.OneOpen;
            return await ReopenAsync(change, ticket, memberId, change.Now, cancel);
        },
        cancel);

    /// <summary>The same, inside a change that is under way; the conversation must have no other open ticket.</summary>
    internal static async Task<Refusal?> ReopenAsync(Change change, Ticket ticket, Guid? memberId, DateTimeOffset waitsSince, CancellationToken cancel)
    {
        if (ticket.Reopen(waitsSince) is { } refusal)
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
            change.Add(TicketWork.Of(TicketWork.Waits, ticket.Id, TicketWork.AtHand));
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
        change.Append(TicketEvent.Of(ticket.Id, step, change.Now, memberId, detail));

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
