namespace Cosmo.Core.Conversations;

/// <summary>
/// The time in which free text may be sent: 24 hours from the customer's last message, counted from the provider's
/// timestamp, not from its arrival here (Meta, customer service windows).
/// </summary>
public readonly record struct ServiceWindow(DateTimeOffset? LastInboundAt)
{
    /// <summary>Meta: the window closes 24 hours after the customer last wrote.</summary>
    public static readonly TimeSpan Length = TimeSpan.FromHours(24);

    public DateTimeOffset? ClosesAt => LastInboundAt + Length;
    public bool IsOpen(DateTimeOffset now) => ClosesAt > now;

    /// <summary>What is left of the window; zero when it is closed.</summary>
    public TimeSpan Left(DateTimeOffset now) => ClosesAt is { } end && end > now ? end - now : TimeSpan.Zero;
}
