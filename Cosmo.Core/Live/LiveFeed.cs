using System.Collections.Concurrent;
using System.Threading.Channels;
using Microsoft.Extensions.Logging;

namespace Cosmo.Core.Live;

/// <summary>
/// Says that something changed, never what: whoever hears it reads again. Changes are passed on in beats: the first one at once,
/// those of the next <see cref="ShortestPause"/> together. All who hear a beat hear it at the same moment and can share one read.
/// </summary>
public sealed class LiveFeed
{
    /// <summary>Pages read again at most this often; the first change of a burst is shown at once, the last always.</summary>
    public static readonly TimeSpan ShortestPause = TimeSpan.FromMilliseconds(60);

    private readonly TimeProvider _clock;
    private readonly ILogger<LiveFeed> _logger;
    private readonly Lock _lock = new();
    private readonly Dictionary<Topic, HashSet<Subscription>> _listeners = [];
    private readonly ConcurrentDictionary<Action<Topic>, bool> _taps = new();
    private readonly Channel<bool> _wakes = OneWaiting();
    private HashSet<Topic> _changed = [];
    private long _beat;

    public LiveFeed(TimeProvider clock, ILogger<LiveFeed> logger)
    {
        (_clock, _logger) = (clock, logger);
        _ = Task.Run(BeatAsync);
    }

    /// <summary>Rises with every beat: what was read since the last one holds nothing that anybody was told is old.</summary>
    public long Beat => Interlocked.Read(ref _beat);

    /// <summary>
    /// Calls back after each beat with a change of the topic, one call at a time: whoever is still busy hears of all that came
    /// meanwhile once. Dispose to stop.
    /// </summary>
    public IDisposable Subscribe(Topic topic, Func<Task> onChange)
    {
        var subscription = new Subscription(this, topic, onChange);
        lock (_lock)
        {
            if (!_listeners.TryGetValue(topic, out var listeners))
                _listeners[topic] = listeners = [];
            listeners.Add(subscription);
        }

        return subscription;
    }

    /// <summary>Hears every topic at once, outside the beats, for those who pass them on; the call must be quick.</summary>
    public IDisposable Tap(Action<Topic> onTopic)
    {
        _taps[onTopic] = true;
        return new TapHandle(this, onTopic);
    }

    public void Publish(Topic topic)
    {
        lock (_lock)
            _changed.Add(topic);
        _wakes.Writer.TryWrite(true);
        foreach (var (tap, _) in _taps)
            tap(topic);
    }

    /// <summary>Anything may have changed: everybody reads again.</summary>
    public void PublishAll()
    {
        Topic[] listened;
        lock (_lock)
            listened = [.. _listeners.Keys];
        foreach (var topic in listened.Union(Topic.Always))
            Publish(topic);
    }

    private static Channel<bool> OneWaiting() =>
        // Room for one waiting wake-up: a burst costs one more read, and the last change is never missed.
        Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });

    private async Task BeatAsync()
    {
        await foreach (var _ in _wakes.Reader.ReadAllAsync())
        {
            List<Subscription> listeners = [];
            lock (_lock)
            {
                foreach (var topic in _changed)
                    listeners.AddRange(_listeners.GetValueOrDefault(topic) ?? []);
                _changed = [];
                Interlocked.Increment(ref _beat);
            }

            foreach (var listener in listeners)
                listener.Wake();
            await Task.Delay(ShortestPause, _clock);
        }
    }

    private void Remove(Subscription subscription, Topic topic)
    {
        lock (_lock)
        {
            if (_listeners.TryGetValue(topic, out var listeners) && listeners.Remove(subscription) && listeners.Count == 0)
                _listeners.Remove(topic);
        }
    }

    private sealed class Subscription : IDisposable
    {
        private readonly Channel<bool> _wakes = OneWaiting();
        private readonly LiveFeed _feed;
        private readonly Topic _topic;

        public Subscription(LiveFeed feed, Topic topic, Func<Task> onChange)
        {
            (_feed, _topic) = (feed, topic);
            _ = Task.Run(() => ListenAsync(onChange));
        }

        public void Wake() => _wakes.Writer.TryWrite(true);

        public void Dispose()
        {
            _feed.Remove(this, _topic);
            _wakes.Writer.TryComplete();
        }

        private async Task ListenAsync(Func<Task> onChange)
        {
            await foreach (var _ in _wakes.Reader.ReadAllAsync())
            {
                try
                {
                    await onChange();
                }
                catch (Exception e)
                {
                    _feed._logger.LogError(e, "A live subscriber failed");
                }
            }
        }
    }

    private sealed class TapHandle(LiveFeed feed, Action<Topic> onTopic) : IDisposable
    {
        public void Dispose() => feed._taps.TryRemove(onTopic, out _);
    }
}
