using System.Globalization;
using Cosmo.Core.Tickets;
using Cosmo.Core.Work;

namespace Cosmo.Core.Routing;

/// <summary>The opening has come that a ticket waits for, or the member who is expected.</summary>
internal sealed class TicketOpening : IWorkHandler
{
    public WorkKind Kind => TicketWork.Opening;

    /// <summary>The timer, in a lane of its own: a row that waits must not hold up others of the ticket.</summary>
    public static NewWork At(Guid ticketId, DateTimeOffset opening) =>
        TicketWork.Of(TicketWork.Opening, ticketId, Mark(opening), opening) with { Lane = $"opening:{ticketId}:{Mark(opening)}" };

    public async Task HandleAsync(Change change, WorkItem item, CancellationToken cancel)
    {
        var (ticketId, mark) = TicketWork.Read(item);
        if (await change.Db.Set<Ticket>().FindAsync([ticketId], cancel) is not { State: TicketState.Requested, IsSnoozed: false, SeeksSince: not null, ExpectedAt: { } expected } ticket
            || Mark(expected) != mark)
            return;   // it was offered or put off meanwhile, or waits for another opening, which has a timer of its own
        ticket.Expect(null);
        await TicketRouting.RouteAsync(change, ticket, cancel);
    }

    private static string Mark(DateTimeOffset at) => at.ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture);
}
