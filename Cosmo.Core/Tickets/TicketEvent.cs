namespace Cosmo.Core.Tickets;

/// <summary>What happened to a ticket.</summary>
public enum TicketStep
{
    Opened, AddedTo, Routed, Acknowledged, Offered, Notified, NotificationFailed, Drafted, Held, Answered, Late,
    CustomerWrote, Assigned, Released, Closed, Reopened, HandedBack, Noted, Uncertain, Failed, TakenBack, Snoozed, Woken, Merged,
    QuietSoon, Waiting, Escalated, NearBreach, Breached, Prioritised, WaitTold, SaidArrived, SentAgain,
    Prepared,
}

/// <summary>One line of a ticket's history: what, who, when, why. Lines are only ever added.</summary>
public sealed class TicketEvent
{
    private TicketEvent() { }

    public Guid Id { get; private init; } = Guid.CreateVersion7();
    public required Guid TicketId { get; init; }
    public required TicketStep Step { get; init; }

    /// <summary>The member who did it, or whom it concerns; null for Cosmo itself.</summary>
    public Guid? MemberId { get; init; }
    public string? Detail { get; init; }
    public required DateTimeOffset At { get; init; }

    public static TicketEvent Of(Guid ticketId, TicketStep step, DateTimeOffset at, Guid? memberId = null, string? detail = null) => new()
    {
        TicketId = ticketId,
        Step = step,
        At = at,
        MemberId = memberId,
        Detail = detail is null ? null : Cut.To(detail, 500),
    };
}
