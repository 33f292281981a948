namespace Cosmo.Core.Conversations;

/// <summary>
/// The time in which free text may be sent: 24 hours from the customer's last message, counted from the provider's
/// timestamp, not from its arrival here (Meta, customer service windows).
/// </summary>
/// <param name="LastInboundAt">Provider's time of the customer's last message; null where they never wrote.</param>
/// <param name="RefusedAt">When the provider said that it is closed already (Meta, error 131047); null as long as it has not.</param>
public readonly record struct ServiceWindow(DateTimeOffset? LastInboundAt, DateTimeOffset? RefusedAt = null)
{
    /// <summary>Meta: the window closes 24 hours after the customer last wrote.</summary>
    public static readonly TimeSpan Length = TimeSpan.FromHours(24);

    public DateTimeOffset? ClosesAt => LastInboundAt + Length is { } end && end < RefusedAt ? end : RefusedAt ?? LastInboundAt + Length;
    public bool IsOpen(DateTimeOffset now) => ClosesAt > now;

    /// <summary>What is left of the window; zero when it is closed.</summary>
    public TimeSpan Left(DateTimeOffset now) => ClosesAt is { } end && end > now ? end - now : TimeSpan.Zero;
}
