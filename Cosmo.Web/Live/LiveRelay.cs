using System.Collections.Concurrent;
using System.Threading.Channels;
using Cosmo.Core.Live;
using Microsoft.AspNetCore.SignalR;

namespace Cosmo.Web.Live;

/// <summary>Passes what the feed says on to the hub's clients. A burst of one topic is told once at its start and once at its end.</summary>
internal sealed class LiveRelay(LiveFeed feed, IHubContext<LiveHub> hub, TimeProvider clock) : BackgroundService
{
    private readonly ConcurrentDictionary<Topic, bool> _changed = new();
    private readonly Channel<bool> _wakes = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var tap = feed.Tap(Heard);
        await foreach (var _ in _wakes.Reader.ReadAllAsync(stoppingToken))
        {
            foreach (var topic in _changed.Keys)
            {
                // Forgotten first, told second: a change in between is told again.
                _changed.TryRemove(KeyValuePair.Create(topic, true));
                await hub.Clients.Group(topic.Name).SendAsync(LiveHub.Changed, topic.Name, stoppingToken);
            }

            await Task.Delay(LiveFeed.ShortestPause, clock, stoppingToken);
        }
    }

    private void Heard(Topic topic)
    {
        if (_changed.TryAdd(topic, true))
            _wakes.Writer.TryWrite(true);
    }
}
