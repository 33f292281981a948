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
    public required DateTimeOffset At { get; init; }

    public static Offer To(Guid memberId, Guid ticketId, DateTimeOffset now) => new() { TicketId = ticketId, MemberId = memberId, At = now };

    public void Take() => State = OfferState.Taken;
    public void Close() => State = OfferState.Closed;
    public void Renew() => State = OfferState.Open;
}
