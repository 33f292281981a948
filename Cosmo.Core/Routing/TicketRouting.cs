using Cosmo.Core.Live;
using Cosmo.Core.Storage;
using Cosmo.Core.Team;
using Cosmo.Core.Tickets;
using Cosmo.Core.Work;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Cosmo.Core.Routing;

/// <summary>Gives a new ticket its department and offers it to the members there.</summary>
internal sealed class TicketRouting : IWorkHandler
{
    private static readonly CompiledQuery<Guid, Ticket?> s_ticket = new((db, id) => db.Set<Ticket>().FirstOrDefault(t => t.Id == id));
    private static readonly CompiledList<DepartmentMember> s_seats = new(db => db.Set<DepartmentMember>().AsNoTracking());
    private static readonly CompiledList<Department> s_departments = new(db => db.Set<Department>().AsNoTracking().OrderBy(d => d.Name));
    private static readonly CompiledList<Member> s_members = new(db => db.Set<Member>().AsNoTracking().Where(m => m.IsActive).OrderBy(m => m.CreatedAt));
    private static readonly CompiledList<Guid, Offer> s_offers = new((db, ticket) => db.Set<Offer>().Where(o => o.TicketId == ticket));

    public WorkKind Kind => TicketWork.Route;

    public async Task HandleAsync(Change change, WorkItem item, CancellationToken cancel)
    {
        var (ticketId, _) = TicketWork.Read(item);
        if (await s_ticket.RunAsync(change.Db, ticketId) is not { IsOpen: true } ticket)
            return;

        var seats = await s_seats.RunAsync(change.Db);
        var desks = (await s_departments.RunAsync(change.Db))
            .Select(d => new Desk(d.Id, d.Name, Answers(d, ticket), d.IsFallback, [.. seats.Where(s => s.DepartmentId == d.Id).Select(s => s.MemberId)]))
            .ToList();
        var candidates = (await s_members.RunAsync(change.Db))
            .Select(m => new Candidate(m.Id, m.IsAdministrator, !m.IsAway))
            .ToList();

        var route = Router.Choose(desks, candidates);
        ticket.Route(route.DepartmentId);
        // Whoever had it and has left, or is away, would leave the customer waiting.
        if (ticket is { State: TicketState.Requested, HolderId: { } had } && !candidates.Exists(c => c.MemberId == had && c.IsAvailable) && ticket.Release() is null)
            TicketDesk.Record(change, ticket, TicketStep.Released, had);
        TicketDesk.Record(change, ticket, TicketStep.Routed, null, route.Why);
        var known = await s_offers.RunAsync(change.Db, ticketId);
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
