using System.Globalization;
using Cosmo.Core.Conversations;
using Cosmo.Core.Live;
using Cosmo.Core.Tickets;
using Cosmo.Core.Work;
using Microsoft.EntityFrameworkCore;

namespace Cosmo.Core.TeamThread;

/// <summary>Looks, a while after an offer, whether its notification was delivered. One that was not counts as not seen.</summary>
internal sealed class Undelivered : IWorkHandler
{
    public WorkKind Kind => TicketWork.Delivery;

    public async Task HandleAsync(Change change, WorkItem item, CancellationToken cancel)
    {
        var (ticketId, more) = TicketWork.Read(item);
        var parts = more.Split(' ');
        var memberId = Guid.Parse(parts[0]);
        var since = DateTimeOffset.FromUnixTimeMilliseconds(long.Parse(parts[1], CultureInfo.InvariantCulture));
        if (await change.Db.Set<Ticket>().FindAsync([ticketId], cancel) is not { State: TicketState.Requested } ticket)
            return;
        // Where nothing was sent, the browser tells them: that a message did not arrive cannot be said then.
        var last = await change.Db.Set<TeamMessage>().AsNoTracking()
            .Where(m => m.TicketId == ticketId && m.MemberId == memberId && m.Kind == TeamMessageKind.Notification && m.At >= since)
            .OrderByDescending(m => m.At).ThenByDescending(m => m.Id).FirstOrDefaultAsync(cancel);
        if (last is null || last.Delivery is Delivery.Delivered or Delivery.Read or Delivery.Recalled)
            return;
        NotSeen(change, ticket, memberId, last.Delivery is Delivery.Failed or Delivery.Uncertain ? last.DeliveryError : "not-delivered");
        change.Tell(Topic.Tickets, Topic.Conversation(ticket.ConversationId));
    }

    /// <summary>Writes down that a notification did not reach its member; unless somebody else was reached, the ticket climbs at once.</summary>
    /// <param name="why">A key or a provider's code; null where it is not known.</param>
    public static void NotSeen(Change change, Ticket ticket, Guid memberId, string? why)
    {
        TicketDesk.Record(change, ticket, TicketStep.NotificationFailed, memberId, why);
        change.Add(TicketWork.Of(TicketWork.Unseen, ticket.Id, memberId.ToString()));
    }
}
