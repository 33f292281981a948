namespace Cosmo.Core.Tickets;

/// <summary>Open: the member may answer. Taken: their answer was the first. Closed: somebody else's was, or the ticket ended.</summary>
public enum OfferState { Open, Taken, Closed }

/// <summary>A ticket shown to a member who may answer it.</summary>
public sealed class Offer
{
    private Offer() { }

    public Guid Id { get; private init; } = Guid.CreateVersion7();
    public required Guid TicketId { get; init; }
    public required Guid MemberId { get; init; }
    public OfferState State { get; private set; }

    /// <summary>When it was made, or made again.</summary>
    public required DateTimeOffset At { get; set; }

    public static Offer To(Guid memberId, Guid ticketId, DateTimeOffset now) => new() { TicketId = ticketId, MemberId = memberId, At = now };

    public void Take() => State = OfferState.Taken;
    public void Close() => State = OfferState.Closed;

    /// <summary>The ticket is shown to the member again.</summary>
    public void Renew(DateTimeOffset now) => (State, At) = (OfferState.Open, now);
}
