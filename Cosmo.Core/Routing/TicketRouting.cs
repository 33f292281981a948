using Cosmo.Core.Conversations;
using Cosmo.Core.Live;
using Cosmo.Core.Storage;
using Cosmo.Core.Team;
using Cosmo.Core.Tickets;
using Cosmo.Core.Work;
using Microsoft.EntityFrameworkCore;

namespace Cosmo.Core.Routing;

/// <summary>Gives a ticket its department and offers it to the members there, or lets it wait for an opening.</summary>
internal sealed class TicketRouting : IWorkHandler
{
    private static readonly CompiledQuery<Guid, Ticket?> s_ticket = new((db, id) => db.Set<Ticket>().FirstOrDefault(t => t.Id == id));

    public WorkKind Kind => TicketWork.Route;

    public async Task HandleAsync(Change change, WorkItem item, CancellationToken cancel)
    {
        var (ticketId, how) = TicketWork.Read(item);
        if (await s_ticket.RunAsync(change.Db, ticketId) is { IsOpen: true } ticket)
            await RouteAsync(change, ticket, cancel, isHeld: how == TicketWork.Held);
    }

    /// <summary>Decides anew who is offered an open ticket.</summary>
    /// <param name="isHeld">Its holder took it just now: they keep it, away, off duty or of another department.</param>
    public static async Task RouteAsync(Change change, Ticket ticket, CancellationToken cancel, bool isHeld = false)
    {
        var roster = await RosterReader.ReadAsync(change.Db, change.Now, cancel);
        var route = Router.Choose(await WantedAsync(change, ticket, roster, cancel), roster);
        // A ticket without a revision was never routed: there is nothing of it to look for.
        var isNew = ticket.Revision == 0;
        var known = isNew ? [] : await Offering.KnownAsync(change, ticket.Id);
        var waited = ticket.WaitsUntil;
        if (ticket.State is TicketState.Answered)
        {
            // A member began it, and has answered.
            ticket.Route(route.DepartmentId, seeks: false, waitsUntil: null, change.Now);
        }
        else if (isHeld && ticket.HolderId is { } taker)
        {
            ticket.Route(route.DepartmentId, seeks: false, waitsUntil: null, change.Now);
            var name = await change.Db.Set<Member>().Where(m => m.Id == taker).Select(m => m.Name).FirstOrDefaultAsync(cancel);
            TicketDesk.Record(change, ticket, TicketStep.Routed, null, RouteReason.Join([.. route.Reasons, new(RouteCode.Holder, name ?? "")]));
        }
        else if (ticket.HolderId is { } holder && Keeps(roster, route, holder, change.Now))
        {
            ticket.Route(route.DepartmentId, seeks: route.WaitsUntil is not null, route.WaitsUntil, change.Now);
            Record(change, ticket, route, new RouteReason(RouteCode.Holder, roster.Candidates.First(c => c.MemberId == holder).Name));
            if (route.WaitsUntil is null)
                Offering.Make(change, ticket, known, holder);
        }
        else
        {
            // Whoever had it and has left, or is not there, would leave the customer waiting.
            if (ticket.HolderId is { } had && ticket.Release() is null)
                TicketDesk.Record(change, ticket, TicketStep.Released, had);
            await OfferAsync(change, ticket, route, roster, known, cancel);
        }

        if (waited is not null && ticket is { State: TicketState.Requested, WaitsUntil: null })
        {
            change.Db.Add(TicketMark.Offered(ticket, change.Now));
            await change.Db.SaveChangesAsync(cancel);
        }

        await TicketClock.WindAsync(change, ticket, roster, isNew, cancel);
        // The opening is a row that becomes due: nobody asks again and again whether it has come.
        if (ticket.Expect(ticket.SeeksSince is null ? null : route.ExpectedAt) && ticket.ExpectedAt is { } opening)
            change.Add(TicketOpening.At(ticket.Id, opening));
        change.Tell(Topic.Tickets, Topic.Conversation(ticket.ConversationId));
    }

    /// <summary>What routing has to know of the ticket.</summary>
    public static async Task<Wanted> WantedAsync(Change change, Ticket ticket, Roster roster, CancellationToken cancel) => new(
        ticket.Topic,
        roster.AsksForLanguage
            ? await change.Db.Set<Conversation>().Where(c => c.Id == ticket.ConversationId).Select(c => c.Language).FirstOrDefaultAsync(cancel)
            : null,
        change.Now)
    { Named = ticket.NamedByRule };

    // A reopened ticket goes back to the member who had it, now or when their department opens; one who is away or off duty loses it.
    public static bool Keeps(Roster roster, Route route, Guid holder, DateTimeOffset now) =>
        roster.Candidates.FirstOrDefault(c => c.MemberId == holder) is { } member && !Presence.IsAway(member, now)
        && (route.WaitsUntil is not null || member.Hours?.IsOpen(now) is not false);

    private static async Task OfferAsync(Change change, Ticket ticket, Route route, Roster roster, List<Offer> known, CancellationToken cancel)
    {
        var there = roster.Candidates.Where(c => !Presence.IsAway(c, change.Now)).Select(c => c.MemberId).ToHashSet();
        var living = known.Where(o => o.State is OfferState.Open && there.Contains(o.MemberId)).Select(o => o.MemberId).ToHashSet();
        // Those who stand in have it already: looking again finds nobody better.
        var stays = route.Seeks && living.Count > 0;
        var waited = ticket.WaitsUntil;
        ticket.Route(route.DepartmentId, route.Seeks, stays ? null : route.WaitsUntil, change.Now);
        if (stays)
            return;

        // Looking again while everybody is still out is no news.
        if (route.WaitsUntil is null || route.WaitsUntil != waited)
            Record(change, ticket, route);
        // Whoever went away is offered nothing any more, as soon as somebody else is.
        if (route.Members.Count > 0)
        {
            foreach (var gone in known.Where(o => o.State is OfferState.Open && !there.Contains(o.MemberId) && !route.Members.Contains(o.MemberId)))
                gone.Close();
        }

        foreach (var memberId in route.Members.Where(m => !living.Contains(m)))
            Offering.Make(change, ticket, known, memberId);
        if (route.TakesTurns)
            await TakeTurnAsync(change, route, roster, cancel);
    }

    private static void Record(Change change, Ticket ticket, Route route, params ReadOnlySpan<RouteReason> more) =>
        TicketDesk.Record(change, ticket, route.WaitsUntil is null ? TicketStep.Routed : TicketStep.Waiting, null, RouteReason.Join([.. route.Reasons, .. more]));

    // Where two nodes give the same member two tickets at once, the later one is decided anew. Turns of one instant keep their order.
    private static async Task TakeTurnAsync(Change change, Route route, Roster roster, CancellationToken cancel)
    {
        var last = roster.Desks.SelectMany(d => d.Places).Max(p => p.LastOfferedAt)?.AddMilliseconds(1);
        foreach (var place in await change.Db.Set<DepartmentMember>().Where(p => route.Members.Contains(p.MemberId)).ToListAsync(cancel))
            place.LastOfferedAt = last > change.Now ? last : change.Now;
    }
}
