using Cosmo.Core.Live;
using Cosmo.Core.Team;
using Cosmo.Core.Tickets;
using Cosmo.Core.Work;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Cosmo.Core.Routing;

/// <summary>Gives a new ticket its department and offers it to the members there.</summary>
internal sealed class TicketRouting : IWorkHandler
{
    public WorkKind Kind => TicketWork.Route;

    public async Task HandleAsync(Change change, WorkItem item, CancellationToken cancel)
    {
        var (ticketId, _) = TicketWork.Read(item);
        if (await change.Db.Set<Ticket>().FindAsync([ticketId], cancel) is not { IsOpen: true } ticket)
            return;

        var seats = await change.Db.Set<DepartmentMember>().AsNoTracking().ToListAsync(cancel);
        var desks = (await change.Db.Set<Department>().AsNoTracking().OrderBy(d => d.Name).ToListAsync(cancel))
            .Select(d => new Desk(d.Id, d.Name, Answers(d, ticket), d.IsFallback, [.. seats.Where(s => s.DepartmentId == d.Id).Select(s => s.MemberId)]))
            .ToList();
        var candidates = (await change.Db.Set<Member>().AsNoTracking().Where(m => m.IsActive).OrderBy(m => m.CreatedAt).ToListAsync(cancel))
            .Select(m => new Candidate(m.Id, m.IsAdministrator, !m.IsAway))
            .ToList();

        var route = Router.Choose(desks, candidates);
        ticket.Route(route.DepartmentId);
        // Whoever had it and has left, or is away, would leave the customer waiting.
        if (ticket is { State: TicketState.Requested, HolderId: { } had } && !candidates.Exists(c => c.MemberId == had && c.IsAvailable) && ticket.Release() is null)
            TicketDesk.Record(change, ticket, TicketStep.Released, had);
        TicketDesk.Record(change, ticket, TicketStep.Routed, null, route.Why);
        var known = await change.Db.Set<Offer>().Where(o => o.TicketId == ticketId).ToListAsync(cancel);
        // A reopened ticket goes back to the member who had it; everybody else is offered only a ticket nobody has.
        foreach (var memberId in ticket switch
        {
            { State: TicketState.Answered } => [],   // a member began it, and has answered
            { HolderId: { } holder } => [holder],
            _ => route.Members,
        })
            OfferTo(change, ticket, known, memberId);
        change.Tell(Topic.Tickets, Topic.Conversation(ticket.ConversationId));
    }

    // A rule may name the department; when that is gone, the topic decides again.
    private static bool Answers(Department department, Ticket ticket) =>
        ticket is { Trigger: Trigger.Rule, DepartmentId: { } named } ? department.Id == named : department.Answers(ticket.Topic);

    private static void OfferTo(Change change, Ticket ticket, List<Offer> known, Guid memberId)
    {
        if (known.FirstOrDefault(o => o.MemberId == memberId) is { } offer)
            offer.Renew();
        else
            change.Db.Add(Offer.To(memberId, ticket.Id, change.Now));
        TicketDesk.Record(change, ticket, TicketStep.Offered, memberId);
        // Each member's notification in a lane of its own: one slow phone delays nobody else.
        change.Add(TicketWork.Of(TicketWork.Notify, ticket.Id, memberId.ToString()) with { Lane = $"notify:{ticket.Id}:{memberId}" });
    }
}

public static class RoutingRegistration
{
    public static IServiceCollection AddTicketRouting(this IServiceCollection services) => services.AddWork<TicketRouting>();
}
