using System.Collections.Concurrent;

namespace Cosmo.Core.Live;

/// <summary>Lets many open pages share one read: whoever asks for the same thing before it changes gets the same answer.</summary>
public sealed class SharedReads : IDisposable
{
    /// <summary>A read is shared no longer than this, in case a change was made elsewhere while nobody listened.</summary>
    private static readonly TimeSpan s_longest = TimeSpan.FromSeconds(2);

    /// <summary>More answers than any open pages ask for; then all are forgotten and read anew.</summary>
    private const int MostKept = 500;

    private readonly ConcurrentDictionary<object, Read> _reads = new();
    private readonly TimeProvider _clock;
    private readonly Func<long> _current;
    private readonly IDisposable? _tap;
    private long _changes;

    private SharedReads(TimeProvider clock, Func<long> current) => (_clock, _current) = (clock, current);

    private SharedReads(LiveFeed live, TimeProvider clock, IReadOnlyCollection<Topic> topics)
    {
        (_clock, _current) = (clock, () => Interlocked.Read(ref _changes));
        _tap = live.Tap(topic =>
        {
            if (topics.Contains(topic))
                Interlocked.Increment(ref _changes);
        });
    }

    /// <summary>For what changes seldom: each change is seen at once.</summary>
    /// <param name="live">Where changes are told.</param>
    /// <param name="clock">Tells how old an answer is.</param>
    /// <param name="topics">The topics after whose change everything is read anew.</param>
    public static SharedReads UntilChanged(LiveFeed live, TimeProvider clock, params IReadOnlyCollection<Topic> topics) => new(live, clock, topics);

    /// <summary>
    /// For lists that change many times a second: one read for each beat of the feed. What changes between two beats is told by the
    /// next, so only a page that is opened in between shows it a moment later.
    /// </summary>
    /// <param name="live">Whose beats wake the askers.</param>
    /// <param name="clock">Tells how old an answer is.</param>
    public static SharedReads PerBeat(LiveFeed live, TimeProvider clock) => new(clock, () => live.Beat);

    /// <summary>The answer that is known for the key, or a new one.</summary>
    /// <param name="key">What is asked for; keys that are equal share an answer.</param>
    /// <param name="read">Reads it. Not cancelled when one of the askers leaves, for others may wait for it.</param>
    /// <param name="cancel">Stops this asker's waiting only.</param>
    public async Task<T> GetAsync<T>(object key, Func<Task<T>> read, CancellationToken cancel)
    {
        // The version is taken before reading: what changes during the read is read again.
        var (version, now) = (_current(), _clock.GetUtcNow());
        if (_reads.Count > MostKept)
            _reads.Clear();
        var known = _reads.AddOrUpdate(
            key,
            _ => new(version, now, new(() => Task.Run(read))),
            (_, old) => old.Version >= version && now - old.At < s_longest && !old.Failed ? old : new(version, now, new(() => Task.Run(read))));
        return await ((Task<T>)known.Answer.Value).WaitAsync(cancel);
    }

    public void Dispose() => _tap?.Dispose();

    private sealed record Read(long Version, DateTimeOffset At, Lazy<Task> Answer)
    {
        public bool Failed => Answer.IsValueCreated && Answer.Value.IsFaulted;
    }
}
