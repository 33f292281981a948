using System.Globalization;
using Cosmo.Core.Work;

namespace Cosmo.Core.Tickets;

/// <summary>Makes it due that a member is told of a ticket, and that somebody looks whether it arrived. By which way is not decided here.</summary>
public static class Telling
{
    /// <summary>
    /// A notification that has not arrived by then counts as not seen. WhatsApp reaches a phone that is on within seconds,
    /// and the first step of the usual path comes after 15 minutes: two are long enough for the one and short against the other.
    /// </summary>
    public static readonly TimeSpan DeliveredWithin = TimeSpan.FromMinutes(2);

    /// <summary>Tells one member.</summary>
    /// <param name="why"><see cref="TicketWork.Climbed"/> or <see cref="TicketWork.HandedOver"/> with its words; null for a ticket that routing offers.</param>
    public static void Of(Change change, Guid ticketId, Guid memberId, string? why = null)
    {
        // Each member's notification in a lane of its own: one slow phone delays nobody else.
        change.Add(TicketWork.Of(TicketWork.Notify, ticketId, why is null ? memberId.ToString() : $"{why} {memberId}") with { Lane = $"notify:{ticketId}:{memberId}" });
        var mark = change.Now.ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture);
        change.Add(TicketWork.Of(TicketWork.Delivery, ticketId, $"{memberId} {mark}", change.Now + DeliveredWithin) with { Lane = $"delivery:{ticketId}:{memberId}:{mark}" });
    }
}
