using Cosmo.Core.Work;

namespace Cosmo.Core.Tickets;

/// <summary>What becomes due when a ticket moves. The body is the ticket's id, followed by what else matters.</summary>
public static class TicketWork
{
    /// <summary>It has to find its department and members. Body: ticket, <see cref="Held"/> where its holder took it just now.</summary>
    public static readonly WorkKind Route = WorkKind.Internal("ticket.route");

    /// <summary>The word for a ticket that somebody took with their own hands: whether they are on duty is their affair.</summary>
    public const string Held = "held";

    /// <summary>
    /// Its members have to be told. Body: ticket, <see cref="Climbed"/> where a step of the escalation path raised it, or <see cref="HandedOver"/>
    /// with the colleague and the note (empty id: none) where a colleague gave it away, member.
    /// </summary>
    public static readonly WorkKind Notify = WorkKind.External("ticket.notify");

    /// <summary>The word for a notification that the escalation path raised.</summary>
    public const string Climbed = "climbed";

    /// <summary>The word for a notification of a ticket that a colleague gave to the member, who may be off duty.</summary>
    public const string HandedOver = "handed";

    /// <summary>The customer wrote again; those who have it are told. Body: ticket, message.</summary>
    public static readonly WorkKind WroteAgain = WorkKind.Internal("ticket.wrote-again");

    /// <summary>The same, for those whose phones hear it. Body: ticket, message.</summary>
    public static readonly WorkKind FollowUp = WorkKind.External("ticket.follow-up");

    /// <summary>Somebody took it; the others are told. Body: ticket, member who took it.</summary>
    public static readonly WorkKind Taken = WorkKind.Internal("ticket.taken");

    /// <summary>Nobody wrote for a while after the last answer. Body: ticket, revision it was set for.</summary>
    public static readonly WorkKind Quiet = WorkKind.Internal("ticket.quiet");

    /// <summary>An answered ticket will close by itself soon; its holder is told. Body: ticket, answer it was set for.</summary>
    public static readonly WorkKind QuietSoon = WorkKind.Internal("ticket.quiet-soon");

    /// <summary>The time to which a ticket was put off. Body: ticket, instant.</summary>
    public static readonly WorkKind Wake = WorkKind.Internal("ticket.wake");

    /// <summary>A customer begins to wait, or the department's path or target changed: its clock is set. Body: ticket, <see cref="AtHand"/>.</summary>
    public static readonly WorkKind Waits = WorkKind.Internal("ticket.waits");

    /// <summary>The word for a ticket that a member has just moved: nobody takes it from them because their hours are over.</summary>
    public const string AtHand = "at-hand";

    /// <summary>A moment of the clock of a wait: a step of the path, a target near or missed. Body: ticket, episode.</summary>
    public static readonly WorkKind Clock = WorkKind.Internal("ticket.clock");

    /// <summary>The opening that a ticket waits for has come. Body: ticket, instant.</summary>
    public static readonly WorkKind Opening = WorkKind.Internal("ticket.opening");

    /// <summary>A notification failed or was not delivered in time. Body: ticket, member.</summary>
    public static readonly WorkKind Unseen = WorkKind.Internal("ticket.unseen");

    /// <summary>Time to look whether a notification was delivered. Body: ticket, member, instant of the offer.</summary>
    public static readonly WorkKind Delivery = WorkKind.Internal("ticket.delivery");

    /// <summary>The customer may have waited for long. Body: ticket.</summary>
    public static readonly WorkKind LongWait = WorkKind.Internal("ticket.long-wait");

    public static string Lane(Guid ticketId) => $"ticket:{ticketId}";

    public static NewWork Of(WorkKind kind, Guid ticketId, string? rest = null, DateTimeOffset? due = null) =>
        new(kind, Lane(ticketId), rest is null ? ticketId.ToString() : $"{ticketId} {rest}", Due: due);

    /// <summary>Takes the body apart again.</summary>
    public static (Guid TicketId, string More) Read(WorkItem item)
    {
        var space = item.Body.IndexOf(' ', StringComparison.Ordinal);
        return space < 0 ? (Guid.Parse(item.Body), "") : (Guid.Parse(item.Body.AsSpan(0, space)), item.Body[(space + 1)..]);
    }
}
