using System.Globalization;
using Cosmo.Core.Work;

namespace Cosmo.Core.Tickets;

/// <summary>Closes an answered ticket when nobody has written for the quiet period. The timer is a row.</summary>
internal sealed class QuietTickets : IWorkHandler
{
    public WorkKind Kind => TicketWork.Quiet;

    /// <summary>Names the answer that the timer was set for: a later one sets its own. What else happens to the ticket stops neither.</summary>
    public static string Mark(DateTimeOffset answeredAt) => answeredAt.ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture);

    public async Task HandleAsync(Change change, WorkItem item, CancellationToken cancel)
    {
        var (ticketId, answered) = TicketWork.Read(item);
        if (await change.Db.Set<Ticket>().FindAsync([ticketId], cancel) is { State: TicketState.Answered, AnsweredAt: { } last } ticket
            && Mark(last) == answered)
            await TicketDesk.CloseAsync(change, ticket, null, "quiet", cancel);
    }
}
