using System.Globalization;
using Cosmo.Core.Conversations;
using Cosmo.Core.Live;
using Cosmo.Core.Team;
using Cosmo.Core.Work;
using Microsoft.EntityFrameworkCore;

namespace Cosmo.Core.Tickets;

/// <summary>Putting tickets off and joining them. The end of a snooze is a row that becomes due.</summary>
public sealed class TicketMoves(Changes changes)
{
    /// <summary>Puts a ticket off.</summary>
    /// <param name="until">Null: until the customer writes.</param>
    public Task<Refusal?> SnoozeAsync(Guid ticketId, DateTimeOffset? until, Guid memberId, CancellationToken cancel = default) => ChangeAsync(
        ticketId,
        memberId,
        (change, ticket) =>
        {
            if (ticket.Snooze(until, change.Now) is { } refusal)
                return Task.FromResult<Refusal?>(refusal);
            TicketDesk.Record(change, ticket, TicketStep.Snoozed, memberId, until?.ToString("O", CultureInfo.InvariantCulture));
            if (until is { } due)
                change.Add(TicketWork.Of(TicketWork.Wake, ticket.Id, Mark(due), due) with { Lane = $"wake:{ticket.Id}:{Mark(due)}" });
            return Task.FromResult<Refusal?>(null);
        },
        cancel);

    /// <summary>Takes a ticket up again before its time.</summary>
    public Task<Refusal?> WakeAsync(Guid ticketId, Guid memberId, CancellationToken cancel = default) => ChangeAsync(
        ticketId,
        memberId,
        async (change, ticket) => await WakeAsync(change, ticket, memberId, cancel) ? null : TicketRefusals.NotSnoozed,
        cancel);

    /// <summary>
    /// Lets another ticket of the same customer go on in this one's place. Its messages and notes stay where they are, and what the
    /// customer writes there from now on reaches whoever has the other one.
    /// </summary>
    /// <param name="ticketId">The one that ends.</param>
    /// <param name="intoId">The one that goes on.</param>
    public Task<Refusal?> MergeAsync(Guid ticketId, Guid intoId, Guid memberId, CancellationToken cancel = default) => ChangeAsync(
        ticketId,
        memberId,
        async (change, ticket) =>
        {
            if (await change.Db.Set<Ticket>().FindAsync([intoId], cancel) is not { } into)
                return TicketRefusals.NotFound;
            if (!await Joining.IsOneCustomerAsync(change, ticket.ConversationId, into.ConversationId, cancel))
                return TicketRefusals.MergeOther;
            if (ticket.MergeInto(into, memberId, change.Now) is { } refusal)
                return refusal;
            foreach (var earlier in await Joining.EndedForAsync(change, ticket, cancel))
                earlier.GoOnIn(into);
            var (ended, goesOn) = (ticket.Number.ToString(CultureInfo.InvariantCulture), into.Number.ToString(CultureInfo.InvariantCulture));
            TicketDesk.Record(change, ticket, TicketStep.Merged, memberId, $"#{ended} → #{goesOn}");
            TicketDesk.Record(change, into, TicketStep.Merged, memberId, $"#{ended} → #{goesOn}");
            await TicketDesk.EndAsync(change, ticket, cancel);
            change.Tell(Topic.Conversation(into.ConversationId));
            return null;
        },
        cancel);

    /// <summary>The customer wrote, somebody takes it up, or its time has come.</summary>
    internal static async Task<bool> WakeAsync(Change change, Ticket ticket, Guid? memberId, CancellationToken cancel)
    {
        if (!ticket.Wake(change.Now))
            return false;
        TicketDesk.Record(change, ticket, TicketStep.Woken, memberId);
        // The quiet period did not run while it was put off.
        if (ticket is { State: TicketState.Answered, AnsweredAt: { } answered })
            await QuietTickets.SetAsync(change, ticket, answered, cancel);
        else
            change.Add(TicketWork.Of(TicketWork.Waits, ticket.Id, memberId is null ? null : TicketWork.AtHand));
        change.Tell(Topic.Tickets, Topic.Conversation(ticket.ConversationId));
        return true;
    }

    internal static string Mark(DateTimeOffset until) => until.ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture);

    private Task<Refusal?> ChangeAsync(Guid ticketId, Guid memberId, Func<Change, Ticket, Task<Refusal?>> decide, CancellationToken cancel) => changes.RunAsync(
        async change =>
        {
            if (await Members.RefuseAsync(change, memberId, cancel) is { } left)
                return left;
            if (await change.Db.Set<Ticket>().FindAsync([ticketId], cancel) is not { } ticket)
                return TicketRefusals.NotFound;
            change.Tell(Topic.Tickets, Topic.Inbox, Topic.Conversation(ticket.ConversationId));
            return await decide(change, ticket);
        },
        cancel);
}
