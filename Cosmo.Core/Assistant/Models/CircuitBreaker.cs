namespace Cosmo.Core.Assistant.Models;

/// <summary>
/// Leaves a model alone that fails again and again, so that a dead server costs customers no waiting.
/// After the pause the next failure closes the road again at once; a success forgets all failures.
/// </summary>
internal sealed class CircuitBreaker(TimeProvider clock)
{
    /// <summary>Failures in a row that close the road.</summary>
    public const int Tolerated = 5;

    /// <summary>How long the road then stays closed.</summary>
    public static readonly TimeSpan Pause = TimeSpan.FromMinutes(1);

    private readonly Lock _lock = new();
    private int _failures;
    private DateTimeOffset _closedUntil = DateTimeOffset.MinValue;

    /// <summary>Whether a call may be made now.</summary>
    public bool IsOpenRoad
    {
        get { lock (_lock) return clock.GetUtcNow() >= _closedUntil; }
    }

    public void Succeeded()
    {
        lock (_lock) _failures = 0;
    }

    /// <returns>Until when the road is closed now; null where it stays open.</returns>
    public DateTimeOffset? Failed()
    {
        lock (_lock)
        {
            if (++_failures < Tolerated)
                return null;
            return _closedUntil = clock.GetUtcNow() + Pause;
        }
    }
}
