using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Threading.Channels;

namespace Cosmo.Web.Sandbox;

/// <summary>Posts what is owed to the webhook, signed, in order, again and again until it is answered with 200.</summary>
internal sealed class SandboxWebhooks : IAsyncDisposable
{
    private readonly Channel<bool> _wakes = Channel.CreateBounded<bool>(
        new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });
    private readonly CancellationTokenSource _stop = new();
    private readonly SandboxGraph _graph;
    private readonly SandboxOptions _options;
    private readonly HttpClient _client;
    private readonly Task _running;

    public SandboxWebhooks(SandboxGraph graph, SandboxOptions options, HttpMessageHandler? handler)
    {
        (_graph, _options) = (graph, options);
        _client = new HttpClient(handler ?? new SocketsHttpHandler { AllowAutoRedirect = false, UseProxy = false })
        {
            Timeout = TimeSpan.FromSeconds(10),
        };
        _running = Task.Run(RunAsync);
    }

    public void Wake() => _wakes.Writer.TryWrite(true);

    /// <summary>The header value that proves a body: HMAC-SHA256 over its raw bytes with the app secret.</summary>
    public static string Sign(string secret, byte[] body) =>
        "sha256=" + Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), body));

    private async Task RunAsync()
    {
        try
        {
            await foreach (var _ in _wakes.Reader.ReadAllAsync(_stop.Token))
            {
                while (_graph.Owed(_options.BatchSize) is { Length: > 0 } batch)
                    await DeliverAsync(batch);
            }
        }
        catch (OperationCanceledException) when (_stop.IsCancellationRequested) { }
    }

    private async Task DeliverAsync(HookEntry[] batch)
    {
        if (!_graph.Faults.ShuffleWebhooks)
        {
            await DeliverOneAsync(batch);
            return;
        }
        _graph.Faults.Shuffle(batch);
        foreach (var hook in batch)
            await DeliverOneAsync([hook]);
    }

    private async Task DeliverOneAsync(HookEntry[] hooks)
    {
        var wait = _options.RetryAfter;
        while (!await PostAsync(hooks))
        {
            await Task.Delay(wait, _stop.Token);
            wait = wait * 2 < _options.RetryAtMost ? wait * 2 : _options.RetryAtMost;
        }
        if (_graph.Faults.Happens(_graph.Faults.DuplicateWebhooks))
            await PostAsync(hooks);
        _graph.Delivered(hooks);
    }

    private async Task<bool> PostAsync(HookEntry[] hooks)
    {
        if (_options.WebhookUrl is null)
            return true;
        if (_graph.WebhookAddress() is not { } address)
            return false;   // the host has not begun to listen yet

        var body = MetaJson.Write(SandboxPayload.Envelope(hooks, _graph.Clock.GetUtcNow()));
        using var request = new HttpRequestMessage(HttpMethod.Post, address) { Content = new ByteArrayContent(body) };
        request.Content.Headers.ContentType = new("application/json");
        request.Headers.Add("X-Hub-Signature-256", Sign(_options.AppSecret, body));
        request.Headers.UserAgent.ParseAdd("facebookexternalua");
        try
        {
            using var response = await _client.SendAsync(request, _stop.Token);
            return Note(hooks, response.StatusCode is HttpStatusCode.OK, $"{(int)response.StatusCode}");
        }
        catch (HttpRequestException e)
        {
            return Note(hooks, false, e.HttpRequestError.ToString());
        }
        catch (TaskCanceledException) when (!_stop.IsCancellationRequested)
        {
            return Note(hooks, false, "timeout");
        }
    }

    private bool Note(HookEntry[] hooks, bool accepted, string answer)
    {
        var about = string.Join(", ", hooks.Take(6).Select(hook => hook.About)) + (hooks.Length > 6 ? ", …" : "");
        _graph.Note(accepted ? SandboxLogKind.Webhook : SandboxLogKind.Retry, $"{answer} · {about}");
        return accepted;
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _running;
        _client.Dispose();
        _stop.Dispose();
    }
}
