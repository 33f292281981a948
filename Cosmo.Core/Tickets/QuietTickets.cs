using System.Globalization;
using Cosmo.Core.Work;

namespace Cosmo.Core.Tickets;

/// <summary>Closes an answered ticket when nobody has written for the quiet period. The timer is a row.</summary>
internal sealed class QuietTickets : IWorkHandler
{
    public WorkKind Kind => TicketWork.Quiet;

    public async Task HandleAsync(Change change, WorkItem item, CancellationToken cancel)
    {
        var (ticketId, revision) = TicketWork.Read(item);
        if (await change.Db.Set<Ticket>().FindAsync([ticketId], cancel) is { State: TicketState.Answered } ticket
            && ticket.Revision == int.Parse(revision, CultureInfo.InvariantCulture))
            await TicketDesk.CloseAsync(change, ticket, null, "quiet", cancel);
    }
}
