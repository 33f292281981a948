namespace Cosmo.Web.Sandbox;

/// <summary>Meta's two rates: 80 messages a second from a number, and one in 6 seconds to the same person after a burst of 45.</summary>
internal sealed class RateRules
{
    private const int MostPerSecond = 80;
    private const double Burst = 45;
    private const double SecondsPerMessage = 6;

    private readonly Dictionary<string, Queue<DateTimeOffset>> _sent = [];
    private readonly Dictionary<(string Number, string Person), (double Left, DateTimeOffset At)> _pairs = [];

    /// <summary>Counts a send, or says which rate it would break; a refused send costs nothing.</summary>
    public GraphError? Count(string number, string person, DateTimeOffset now, SandboxOptions options)
    {
        if (!_sent.TryGetValue(number, out var lately))
            _sent[number] = lately = new Queue<DateTimeOffset>();
        while (lately.TryPeek(out var oldest) && now - oldest >= TimeSpan.FromSeconds(1))
            lately.Dequeue();
        if (options.Throughput && lately.Count >= MostPerSecond)
            return GraphError.Throughput;

        var (left, at) = _pairs.GetValueOrDefault((number, person), (Burst, now));
        left = Math.Min(Burst, left + Math.Max(0, (now - at).TotalSeconds) / SecondsPerMessage);
        if (options.PairRate && left < 1)
            return GraphError.PairRate;

        _pairs[(number, person)] = (Math.Max(0, left - 1), now);
        lately.Enqueue(now);
        return null;
    }
}
