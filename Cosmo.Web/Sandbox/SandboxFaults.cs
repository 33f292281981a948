namespace Cosmo.Web.Sandbox;

/// <summary>What can go wrong with a send.</summary>
public enum SandboxFault
{
    /// <summary>429 with Meta's error 130429; nothing is accepted.</summary>
    Throttled,
    /// <summary>500 with Meta's error 131000; nothing is accepted.</summary>
    ServerError,
    /// <summary>503 without a body; nothing is accepted.</summary>
    Unavailable,
    /// <summary>The message is accepted and delivered, but the connection breaks before the answer.</summary>
    NoAnswer,
    /// <summary>The answer waits for <see cref="SandboxFaults.Slowness"/>.</summary>
    Slow,
}

/// <summary>Faults on demand: for a number of sends, or for a share of them. Safe from several threads.</summary>
public sealed class SandboxFaults(int seed)
{
    private readonly Lock _gate = new();
    private readonly Random _chance = new(seed);
    private readonly Dictionary<SandboxFault, int> _next = [];
    private readonly Dictionary<SandboxFault, double> _shares = [];

    /// <summary>Every call answers with error 190, as with an expired token.</summary>
    public bool TokenExpired { get; set; }
    /// <summary>How long a slow send waits.</summary>
    public TimeSpan Slowness { get; set; } = TimeSpan.FromSeconds(3);
    /// <summary>The share of webhooks, 0 to 1, that are posted twice.</summary>
    public double DuplicateWebhooks { get; set; }
    /// <summary>Whether waiting updates are posted one by one and out of order.</summary>
    public bool ShuffleWebhooks { get; set; }

    /// <summary>The next <paramref name="count"/> sends meet the fault.</summary>
    public void Next(SandboxFault fault, int count = 1)
    {
        lock (_gate)
            _next[fault] = count;
    }

    /// <summary>Each send meets the fault with this chance, 0 to 1.</summary>
    public void Share(SandboxFault fault, double share)
    {
        lock (_gate)
            _shares[fault] = share;
    }

    /// <summary>How many of the coming sends are marked for the fault.</summary>
    public int Waiting(SandboxFault fault)
    {
        lock (_gate)
            return _next.GetValueOrDefault(fault);
    }

    /// <summary>The chance, 0 to 1, with which each send meets the fault.</summary>
    public double ShareOf(SandboxFault fault)
    {
        lock (_gate)
            return _shares.GetValueOrDefault(fault);
    }

    /// <summary>Whether anything is set to go wrong.</summary>
    public bool Any
    {
        get
        {
            lock (_gate)
                return TokenExpired || ShuffleWebhooks || DuplicateWebhooks > 0 || _next.Values.Any(left => left > 0) || _shares.Values.Any(share => share > 0);
        }
    }

    /// <summary>Everything works again.</summary>
    public void Clear()
    {
        lock (_gate)
        {
            _next.Clear();
            _shares.Clear();
        }
        (TokenExpired, DuplicateWebhooks, ShuffleWebhooks) = (false, 0, false);
    }

    internal SandboxFault? Take()
    {
        lock (_gate)
        {
            foreach (var (fault, left) in _next)
            {
                if (left <= 0)
                    continue;
                _next[fault] = left - 1;
                return fault;
            }
            foreach (var (fault, share) in _shares)
            {
                if (_chance.NextDouble() < share)
                    return fault;
            }
            return null;
        }
    }

    internal bool Happens(double share)
    {
        lock (_gate)
            return share > 0 && _chance.NextDouble() < share;
    }

    internal void Shuffle<T>(T[] items)
    {
        lock (_gate)
            _chance.Shuffle(items);
    }
}
