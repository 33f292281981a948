using System.Collections.Concurrent;
using System.Threading.Channels;
using Microsoft.Extensions.Logging;

namespace Cosmo.Core.Live;

/// <summary>Says that something changed, never what: whoever hears it reads again.</summary>
public sealed class LiveFeed(TimeProvider clock, ILogger<LiveFeed> logger)
{
    /// <summary>A page reads again at most this often; the first change of a burst is shown at once, the last always.</summary>
    public static readonly TimeSpan ShortestPause = TimeSpan.FromMilliseconds(100);

    private readonly ConcurrentDictionary<Topic, ConcurrentDictionary<Subscription, bool>> _byTopic = new();
    private readonly ConcurrentDictionary<Action<Topic>, bool> _taps = new();

    /// <summary>Calls back after each change of the topic, one call at a time. Dispose to stop.</summary>
    public IDisposable Subscribe(Topic topic, Func<Task> onChange)
    {
        var subscription = new Subscription(this, topic, onChange);
        _byTopic.GetOrAdd(topic, _ => new())[subscription] = true;
        return subscription;
    }

    /// <summary>Hears every topic, for those who pass them on; the call must be quick.</summary>
    public IDisposable Tap(Action<Topic> onTopic)
    {
        _taps[onTopic] = true;
        return new TapHandle(this, onTopic);
    }

    public void Publish(Topic topic)
    {
        if (_byTopic.TryGetValue(topic, out var subscriptions))
        {
            foreach (var (subscription, _) in subscriptions)
                subscription.Wake();
        }

        foreach (var (tap, _) in _taps)
            tap(topic);
    }

    /// <summary>Anything may have changed: everybody reads again.</summary>
    public void PublishAll()
    {
        foreach (var (topic, _) in _byTopic)
            Publish(topic);
    }

    private void Remove(Subscription subscription, Topic topic)
    {
        if (_byTopic.TryGetValue(topic, out var subscriptions))
            subscriptions.TryRemove(subscription, out _);
    }

    private sealed class Subscription : IDisposable
    {
        // Room for one waiting wake-up: a burst costs one more read, and the last change is never missed.
        private readonly Channel<bool> _wakes = Channel.CreateBounded<bool>(
            new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });

        private readonly LiveFeed _feed;
        private readonly Topic _topic;
        private readonly Func<Task> _onChange;

        public Subscription(LiveFeed feed, Topic topic, Func<Task> onChange)
        {
            (_feed, _topic, _onChange) = (feed, topic, onChange);
            _ = Task.Run(ListenAsync);
        }

        public void Wake() => _wakes.Writer.TryWrite(true);

        public void Dispose()
        {
            _feed.Remove(this, _topic);
            _wakes.Writer.TryComplete();
        }

        private async Task ListenAsync()
        {
            await foreach (var _ in _wakes.Reader.ReadAllAsync())
            {
                try
                {
                    await _onChange();
                }
                catch (Exception e)
                {
                    _feed.Failed(e);
                }

                await Task.Delay(ShortestPause, _feed.Clock);
            }
        }
    }

    private TimeProvider Clock => clock;

    private void Failed(Exception e) => logger.LogError(e, "A live subscriber failed");

    private sealed class TapHandle(LiveFeed feed, Action<Topic> onTopic) : IDisposable
    {
        public void Dispose() => feed._taps.TryRemove(onTopic, out _);
    }
}
