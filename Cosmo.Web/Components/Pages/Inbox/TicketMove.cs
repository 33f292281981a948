namespace Cosmo.Web.Components.Pages.Inbox;

/// <summary>What a member wants done with a ticket beside answering it.</summary>
public abstract record TicketMove
{
    private TicketMove() { }

    /// <summary>Put off; null: until the customer writes.</summary>
    public sealed record Snooze(DateTimeOffset? Until) : TicketMove;

    public sealed record Wake : TicketMove;

    public sealed record Close(string Reason) : TicketMove;

    public sealed record Merge(Guid Into) : TicketMove;

    public sealed record HandOver(Guid To, string Note) : TicketMove;
}
