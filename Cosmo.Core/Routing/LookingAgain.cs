using Cosmo.Core.Conversations;
using Cosmo.Core.Team;
using Cosmo.Core.Tickets;
using Cosmo.Core.Work;
using Microsoft.EntityFrameworkCore;

namespace Cosmo.Core.Routing;

/// <summary>Somebody came, went or has room, or hours were changed: finds the tickets for which that changes something.</summary>
internal sealed class LookingAgain : IWorkHandler
{
    public WorkKind Kind => TeamWork.Changed;

    public async Task HandleAsync(Change change, WorkItem item, CancellationToken cancel)
    {
        var roster = await RosterReader.ReadAsync(change.Db, change.Now, cancel);
        await SeekersAsync(change, roster, cancel);
        if (item.Body == TeamWork.Hours)
        {
            foreach (var id in await change.Db.Set<Ticket>().Where(t => t.State == TicketState.Requested).Select(t => t.Id).ToListAsync(cancel))
                change.Add(TicketWork.Of(TicketWork.Waits, id));
        }
        else if (Guid.TryParse(item.Body, out var memberId) && !(roster.Candidates.FirstOrDefault(c => c.MemberId == memberId) is { } member && !Presence.IsAway(member, change.Now)))
        {
            await LeftBehindAsync(change, roster, memberId, cancel);
        }
    }

    // The longest waiting first. Only those who would go to somebody of their department now are routed again.
    private static async Task SeekersAsync(Change change, Roster roster, CancellationToken cancel)
    {
        var seekers = await (
            from ticket in change.Db.Set<Ticket>().AsNoTracking()
            where ticket.SeeksSince != null && ticket.State == TicketState.Requested && ticket.SnoozedAt == null
            join conversation in change.Db.Set<Conversation>() on ticket.ConversationId equals conversation.Id
            orderby ticket.WaitingSince, ticket.Number
            select new { ticket.Id, ticket.Topic, ticket.NamedByRule, ticket.WaitsUntil, conversation.Language }).ToListAsync(cancel);
        foreach (var seeker in seekers)
        {
            var route = Router.Choose(new(seeker.Topic, seeker.Language, change.Now) { Named = seeker.NamedByRule }, roster);
            if (!route.Seeks || route.WaitsUntil != seeker.WaitsUntil)
                change.Add(TicketWork.Of(TicketWork.Route, seeker.Id));
        }
    }

    // What only somebody has who is not there any more. What is put off is looked at when it is taken up again.
    private static async Task LeftBehindAsync(Change change, Roster roster, Guid memberId, CancellationToken cancel)
    {
        var there = roster.Candidates.Where(c => !Presence.IsAway(c, change.Now)).Select(c => c.MemberId).ToHashSet();
        var offered = await (
            from offer in change.Db.Set<Offer>().AsNoTracking()
            where offer.MemberId == memberId && offer.State == OfferState.Open
            join ticket in change.Db.Set<Ticket>() on offer.TicketId equals ticket.Id
            where ticket.State == TicketState.Requested && ticket.HolderId == null && ticket.SnoozedAt == null
            select ticket.Id).ToListAsync(cancel);
        var living = (await change.Db.Set<Offer>().AsNoTracking().Where(o => offered.Contains(o.TicketId) && o.State == OfferState.Open)
            .Select(o => new { o.TicketId, o.MemberId }).ToListAsync(cancel)).Where(o => there.Contains(o.MemberId)).Select(o => o.TicketId).ToHashSet();
        var held = await change.Db.Set<Ticket>().Where(t => t.HolderId == memberId && t.State == TicketState.Requested && t.SnoozedAt == null).Select(t => t.Id).ToListAsync(cancel);
        foreach (var id in offered.Where(id => !living.Contains(id)).Concat(held))
            change.Add(TicketWork.Of(TicketWork.Route, id));
    }
}
