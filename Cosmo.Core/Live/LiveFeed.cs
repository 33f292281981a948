using System.Collections.Concurrent;
using System.Threading.Channels;
using Microsoft.Extensions.Logging;

namespace Cosmo.Core.Live;

/// <summary>Says that something changed, never what: whoever hears it reads again.</summary>
public sealed class LiveFeed(ILogger<LiveFeed> logger)
{
    private readonly ConcurrentDictionary<Subscription, Topic> _subscriptions = new();

    public IDisposable Subscribe(Topic topic, Func<Task> onChange)
    {
        var subscription = new Subscription(this, onChange);
        _subscriptions[subscription] = topic;
        return subscription;
    }

    public void Publish(params ReadOnlySpan<Topic> topics)
    {
        foreach (var (subscription, topic) in _subscriptions)
        {
            if (topics.Contains(topic))
                subscription.Wake();
        }
    }

    private sealed class Subscription : IDisposable
    {
        // Room for one waiting wake-up: a burst costs one more read, and the last change is never missed.
        private readonly Channel<bool> _wakes = Channel.CreateBounded<bool>(
            new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });

        private readonly LiveFeed _feed;
        private readonly Func<Task> _onChange;

        public Subscription(LiveFeed feed, Func<Task> onChange)
        {
            (_feed, _onChange) = (feed, onChange);
            _ = Task.Run(ListenAsync);
        }

        public void Wake() => _wakes.Writer.TryWrite(true);

        public void Dispose()
        {
            _feed._subscriptions.TryRemove(this, out _);
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
            }
        }
    }

    private void Failed(Exception e) => logger.LogError(e, "A live subscriber failed");
}
