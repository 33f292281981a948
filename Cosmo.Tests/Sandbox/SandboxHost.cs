using System.Collections.Concurrent;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Nodes;
using Cosmo.Web.Sandbox;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Cosmo.Tests.Sandbox;

/// <summary>A bare web application with the stand-in and a webhook that keeps what it is sent.</summary>
internal sealed class SandboxHost : IAsyncDisposable
{
    public const string Secret = "a secret of the tests";
    private readonly WebApplication _app;

    private SandboxHost(WebApplication app)
    {
        _app = app;
        Graph = app.Services.GetRequiredService<SandboxGraph>();
        Graph.Introduce(DefaultSandboxCast.Roster);
    }

    public SandboxGraph Graph { get; }
    public HttpClient Client { get; } = new();
    public ConcurrentQueue<(byte[] Body, string Signature)> Received { get; } = new();
    /// <summary>What the webhook answers next; 200 when it is empty.</summary>
    public ConcurrentQueue<int> Answers { get; } = new();

    public static async Task<SandboxHost> StartAsync(Action<SandboxOptions>? configure = null)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        builder.Services.AddSandbox(options =>
        {
            (options.AppSecret, options.RetryAfter, options.WebhookUrl) = (Secret, TimeSpan.FromMilliseconds(5), "/hook");
            configure?.Invoke(options);
        });
        var app = builder.Build();
        app.MapSandboxGraph("/graph");
        var host = new SandboxHost(app);
        app.MapPost("/hook", host.TakeAsync);
        await app.StartAsync(TestContext.Current.CancellationToken);
        host.Client.BaseAddress = new Uri(app.Urls.First() + "/graph/");
        host.Client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", "token");
        return host;
    }

    public async Task<(int Status, JsonNode? Body)> PostAsync(string path, object body)
    {
        using var content = JsonContent.Create(body);
        using var response = await Client.PostAsync(path, content, TestContext.Current.CancellationToken);
        var text = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        return ((int)response.StatusCode, text.Length == 0 ? null : JsonNode.Parse(text));
    }

    public Task<(int Status, JsonNode? Body)> SendAsync(object body) =>
        PostAsync($"v26.0/{DefaultSandboxCast.Business.PhoneNumberId}/messages", body);

    /// <summary>Sends and returns the code of Meta's error.</summary>
    public async Task<int> CodeAsync(object body) => (int)(await SendAsync(body)).Body!["error"]!["code"]!;

    public async Task<JsonNode> GetAsync(string path) =>
        JsonNode.Parse(await Client.GetStringAsync(path, TestContext.Current.CancellationToken))!;

    /// <summary>Every update that reached the webhook, in order of arrival.</summary>
    public async Task<List<JsonElement>> UpdatesAsync()
    {
        await Graph.DrainedAsync(TestContext.Current.CancellationToken).WaitAsync(Patience.Limit);
        return [.. Received.Select(hook => JsonDocument.Parse(hook.Body).RootElement)
            .SelectMany(body => body.GetProperty("entry").EnumerateArray())
            .SelectMany(entry => entry.GetProperty("changes").EnumerateArray())
            .Select(change => change.GetProperty("value"))];
    }

    public async Task<List<JsonElement>> StatusesAsync() => [.. (await UpdatesAsync())
        .Where(value => value.TryGetProperty("statuses", out _)).Select(value => value.GetProperty("statuses")[0])];

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await _app.StopAsync(CancellationToken.None);
        await _app.DisposeAsync();
    }

    private async Task TakeAsync(HttpContext http)
    {
        using var body = new MemoryStream();
        await http.Request.Body.CopyToAsync(body, http.RequestAborted);
        if (Answers.TryDequeue(out var answer))
        {
            http.Response.StatusCode = answer;
            return;
        }
        Received.Enqueue((body.ToArray(), http.Request.Headers["X-Hub-Signature-256"].ToString()));
    }
}
