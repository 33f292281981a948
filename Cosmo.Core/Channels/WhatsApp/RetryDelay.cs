namespace Cosmo.Core.Channels.WhatsApp;

/// <summary>How long to wait before a refused send is tried again.</summary>
public static class RetryDelay
{
    /// <summary>Tries after a passing fault; the last wait is about an hour at most.</summary>
    public const int RetryAttempts = 5;
    /// <summary>Tries against the limit per recipient: the waits are 1, 4, 16, 64, 256 and 1024 seconds.</summary>
    public const int RecipientAttempts = 6;
    /// <summary>Tries against the limit per number, and after pauses.</summary>
    public const int ChannelAttempts = 20;

    private static readonly TimeSpan Longest = TimeSpan.FromHours(1);
    private static readonly TimeSpan LongestPause = TimeSpan.FromHours(4);

    /// <summary>
    /// The wait after the <paramref name="attempt"/>th try, counted from 1. Null: it is not tried again by itself, because
    /// it was tried often enough, because it cannot succeed, or because a person must act first. Waits are spread by up to a
    /// fifth so that they do not all end at once.
    /// </summary>
    public static TimeSpan? For(SendErrorClass error, int attempt, Random? random = null)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(attempt);
        random ??= Random.Shared;
        return error switch
        {
            SendErrorClass.Retry when attempt <= RetryAttempts => Spread(Grown(TimeSpan.FromSeconds(10), 4, attempt, Longest / 1.2), random),
            SendErrorClass.RateLimitedRecipient when attempt <= RecipientAttempts => Spread(Grown(TimeSpan.FromSeconds(1), 4, attempt, Longest), random),
            SendErrorClass.RateLimitedChannel when attempt <= ChannelAttempts => TimeSpan.FromSeconds(1 + 29 * random.NextDouble()),
            SendErrorClass.PauseChannel or SendErrorClass.PauseTemplates when attempt <= ChannelAttempts => Spread(Grown(TimeSpan.FromMinutes(5), 2, attempt, LongestPause), random),
            _ => null,
        };
    }

    /// <summary>The same, never shorter than what this very error asks for.</summary>
    public static TimeSpan? For(GraphErrorRule rule, int attempt, Random? random = null)
    {
        var wait = For(rule.Class, attempt, random);
        return wait < rule.MinimumWait ? rule.MinimumWait : wait;
    }

    private static TimeSpan Grown(TimeSpan first, int factor, int attempt, TimeSpan most)
    {
        var grown = first * Math.Pow(factor, Math.Min(attempt - 1, 30));
        return grown < most ? grown : most;
    }

    private static TimeSpan Spread(TimeSpan wait, Random random) => wait * (1 + 0.2 * random.NextDouble());
}
