namespace Cosmo.Core.Channels.WhatsApp;

/// <summary>
/// Keeps to Meta's limit per pair of our number and one person: one message in six seconds, with a burst of 45 that has to
/// be paid back (about-the-platform, "Pair rate limits"). Safe from several threads.
/// </summary>
public sealed class PairRate(TimeProvider clock)
{
    /// <summary>What one message costs.</summary>
    public static readonly TimeSpan Interval = TimeSpan.FromSeconds(6);
    /// <summary>Messages that may go at once.</summary>
    public const int Burst = 45;
    /// <summary>People remembered at once. Beyond it the least indebted are forgotten: Meta's own limit still holds.</summary>
    public const int MostRecipients = 20_000;

    // Per person the moment at which everything sent is paid back. Whoever is not here owes nothing.
    private readonly Dictionary<string, DateTimeOffset> _paidBackAt = new(StringComparer.Ordinal);
    private readonly Lock _gate = new();

    /// <summary>
    /// Zero: send now, and it is counted. Otherwise how long to wait before asking again; nothing is counted then. With
    /// several numbers of ours, <paramref name="recipient"/> names the pair: number and <see cref="WhatsAppRecipient.Key"/>.
    /// </summary>
    public TimeSpan WaitFor(string recipient)
    {
        lock (_gate)
        {
            var now = clock.GetUtcNow();
            var paidBackAt = _paidBackAt.TryGetValue(recipient, out var known) && known > now ? known : now;
            // A clock set back leaves debts from the future; no debt can be more than a full burst.
            if (paidBackAt > now + Burst * Interval)
                paidBackAt = now + Burst * Interval;

            var wait = paidBackAt - now - (Burst - 1) * Interval;
            if (wait > TimeSpan.Zero)
                return wait;

            if (_paidBackAt.Count >= MostRecipients && !_paidBackAt.ContainsKey(recipient))
                Forget(now);
            _paidBackAt[recipient] = paidBackAt + Interval;
            return TimeSpan.Zero;
        }
    }

    /// <summary>How many people are remembered.</summary>
    internal int Count
    {
        get
        {
            lock (_gate)
                return _paidBackAt.Count;
        }
    }

    // A quarter at a time, so that the cost is spread over many sends.
    private void Forget(DateTimeOffset now)
    {
        var free = _paidBackAt.Where(p => p.Value <= now).Select(p => p.Key).ToList();
        if (free.Count == 0)
            free = [.. _paidBackAt.OrderBy(p => p.Value).Take(MostRecipients / 4).Select(p => p.Key)];
        foreach (var recipient in free)
            _paidBackAt.Remove(recipient);
    }
}
