using System.Collections.Concurrent;
using System.Text;

namespace Cosmo.Bench.Pages;

/// <summary>The page of the bare server with nobody to draw it: reads its events as they come.</summary>
internal sealed class EventPage : IOpenPage
{
    private readonly ConcurrentDictionary<int, long> _seen = new();
    private readonly CancellationTokenSource _leaving = new();
    private readonly HttpClient _client;
    private readonly StreamReader _events;
    private readonly Task _following;

    private EventPage(HttpClient client, Stream events)
    {
        (_client, _events) = (client, new(events));
        _following = FollowAsync();
    }

    public bool InBrowser => false;

    /// <summary>Opens the page; ends when the server has begun to tell.</summary>
    public static async Task<EventPage> OpenAsync(Uri events)
    {
        var client = new HttpClient(new SocketsHttpHandler { UseProxy = false });
        return new(client, await client.GetStreamAsync(events));
    }

    public async Task<IReadOnlyDictionary<int, long>> SeenAsync()
    {
        if (_following.IsCompleted)
            await _following;
        return _seen;
    }

    public async ValueTask DisposeAsync()
    {
        await _leaving.CancelAsync();
        await _following.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);   // cancelled
        _events.Dispose();
        _client.Dispose();
        _leaving.Dispose();
    }

    private async Task FollowAsync()
    {
        while (await _events.ReadLineAsync(_leaving.Token) is { } line)
            Mark.Note(Encoding.UTF8.GetBytes(line), _seen, TimeProvider.System);
        throw new InvalidOperationException("The bare server ended the events.");
    }
}
