using Cosmo.Core.Live;
using Cosmo.Core.Tickets;
using Cosmo.Core.Work;
using Microsoft.EntityFrameworkCore;

namespace Cosmo.Core.Routing;

/// <summary>A notification was not delivered, and so not seen: unless somebody else was reached, the next step is taken at once.</summary>
internal sealed class UnseenTickets : IWorkHandler
{
    public WorkKind Kind => TicketWork.Unseen;

    public async Task HandleAsync(Change change, WorkItem item, CancellationToken cancel)
    {
        var (ticketId, memberText) = TicketWork.Read(item);
        var memberId = Guid.Parse(memberText);
        if (await change.Db.Set<Ticket>().FindAsync([ticketId], cancel) is not { State: TicketState.Requested, IsSnoozed: false, WaitsUntil: null } ticket)
            return;   // what waits for an opening is offered then
        var unreached = await UnreachedAsync(change, ticket, cancel);
        if (unreached is null || !unreached.Contains(memberId))
            return;   // somebody was reached, or may still be

        var roster = await RosterReader.ReadAsync(change.Db, change.Now, cancel);
        var member = roster.Candidates.FirstOrDefault(c => c.MemberId == memberId) ?? new Candidate(memberId, "");
        var happened = await TicketClock.MarksAsync(change, ticket, cancel);
        // Only the path itself: its last step is repeated by the clock, or a phone that is lost would be told without end.
        foreach (var moment in TicketClock.ToCome(ticket, roster, happened, change.Now).Where(m => m is { Step: not null, IsAgain: false }))
        {
            var before = await OfferedAsync(change, ticket, cancel);
            if (await Climbing.StepAsync(change, ticket, roster, moment, member, cancel) is not null)
                continue;   // the step is taken by the clock, when somebody comes
            if ((await OfferedAsync(change, ticket, cancel)).Except(before).Any())
                break;   // somebody new has it
        }

        change.Tell(Topic.Tickets, Topic.Conversation(ticket.ConversationId));
    }

    private static Task<List<Guid>> OfferedAsync(Change change, Ticket ticket, CancellationToken cancel) =>
        change.Db.Set<Offer>().Where(o => o.TicketId == ticket.Id && o.State != OfferState.Closed).Select(o => o.MemberId).ToListAsync(cancel);

    // Those who have the ticket, where the last word of each of their notifications is that it failed; null where one is not.
    private static async Task<HashSet<Guid>?> UnreachedAsync(Change change, Ticket ticket, CancellationToken cancel)
    {
        var offers = await change.Db.Set<Offer>().AsNoTracking()
            .Where(o => o.TicketId == ticket.Id && o.State != OfferState.Closed && (ticket.HolderId == null || o.MemberId == ticket.HolderId)).ToListAsync(cancel);
        var words = await change.Db.Set<TicketEvent>().AsNoTracking()
            .Where(e => e.TicketId == ticket.Id && (e.Step == TicketStep.Notified || e.Step == TicketStep.NotificationFailed) && e.MemberId != null)
            .OrderBy(e => e.At).ThenBy(e => e.Id).ToListAsync(cancel);
        return offers.TrueForAll(o => words.LastOrDefault(e => e.MemberId == o.MemberId && e.At >= o.At)?.Step is TicketStep.NotificationFailed)
            ? offers.Select(o => o.MemberId).ToHashSet()
            : null;
    }
}
