using System.Net;
using System.Text.Json;
using System.Threading.Channels;
using Cosmo.Core.Assistant.Models;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Cosmo.Tests.Assistant.Models;

/// <summary>What one request to the server held.</summary>
internal sealed record ModelRequest(string Path, string Body, string? Key);

/// <summary>A server on the loopback address that speaks OpenAI's and Anthropic's protocol and answers as scripted; the last line of the script repeats.</summary>
internal sealed class ModelServer : IAsyncDisposable
{
    public const string Key = "sk-test-4711-secret";
    public const string ModelName = "test-model";

    private readonly WebApplication _app;
    private readonly AssistantProvider _provider;
    private readonly Queue<Func<HttpContext, Task>> _script = [];
    private readonly Channel<ModelRequest> _arrived = Channel.CreateUnbounded<ModelRequest>();

    private ModelServer(AssistantProvider provider)
    {
        _provider = provider;
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        _app = builder.Build();
        _app.Run(AnswerAsync);
    }

    /// <summary>All requests so far, in order.</summary>
    public List<ModelRequest> Requests { get; } = [];

    /// <summary>Nothing is scripted yet.</summary>
    public bool IsSilent => _script.Count == 0;

    /// <summary>Options that lead a client to this server.</summary>
    public AssistantOptions Options => new()
    {
        Provider = _provider,
        Endpoint = new Uri(_app.Urls.First() + (_provider is AssistantProvider.OpenAI ? "/v1" : "")),
        ApiKey = Key,
        Model = ModelName,
    };

    /// <summary>The same as the program's settings, with prices per million units.</summary>
    public (string Key, string? Value)[] Settings =>
    [
        ("Assistant:Provider", _provider.ToString()), ("Assistant:Endpoint", Options.Endpoint!.ToString()), ("Assistant:ApiKey", Key), ("Assistant:Model", ModelName),
        ("Assistant:ReadPrice", "2"), ("Assistant:WritePrice", "3"),
    ];

    public static async Task<ModelServer> StartAsync(AssistantProvider provider)
    {
        var server = new ModelServer(provider);
        await server._app.StartAsync();
        return server;
    }

    /// <summary>What was scripted so far is forgotten.</summary>
    public ModelServer Restarts()
    {
        _script.Clear();
        return this;
    }

    /// <summary>The model says these words.</summary>
    public ModelServer Says(string words) => Sends(Envelope(words));

    /// <summary>The model answers with this object as JSON.</summary>
    public ModelServer Answers(object answer) => Says(JsonSerializer.Serialize(answer, JsonSerializerOptions.Web));

    /// <summary>The same, but not before this moment.</summary>
    public ModelServer AnswersAfter(Task moment, object answer) => Sends(Envelope(JsonSerializer.Serialize(answer, JsonSerializerOptions.Web)), moment);

    /// <summary>The server sends this body, well formed or not.</summary>
    public ModelServer Sends(string body, Task? after = null) => Does(async http =>
    {
        await (after ?? Task.CompletedTask);
        http.Response.ContentType = "application/json";
        await http.Response.WriteAsync(body);
    });

    /// <summary>The server refuses with this status; whoever asks again need not wait.</summary>
    public ModelServer Refuses(int status) => Does(async http =>
    {
        http.Response.StatusCode = status;
        http.Response.Headers["Retry-After"] = "0";
        http.Response.Headers["retry-after-ms"] = "1";
        // The worst server quotes the key and the question in its error.
        await http.Response.WriteAsJsonAsync(new { error = new { type = "error", message = $"refused for {Key}" } });
    });

    /// <summary>The server never answers; it lets go when the client does.</summary>
    public ModelServer Hangs() => Does(http =>
    {
        var gone = new TaskCompletionSource();
        http.RequestAborted.Register(() => gone.TrySetResult());
        return gone.Task;
    });

    public ModelServer Does(Func<HttpContext, Task> step)
    {
        _script.Enqueue(step);
        return this;
    }

    /// <summary>Waits for the next request that has not been waited for.</summary>
    public ValueTask<ModelRequest> ArrivedAsync(CancellationToken cancel) => _arrived.Reader.ReadAsync(cancel);

    /// <summary>From now on connections are refused.</summary>
    public Task StopAsync() => _app.StopAsync();

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private async Task AnswerAsync(HttpContext http)
    {
        using var reader = new StreamReader(http.Request.Body);
        var key = http.Request.Headers.Authorization.FirstOrDefault();
        var request = new ModelRequest(http.Request.Path.Value + http.Request.QueryString, await reader.ReadToEndAsync(), key);
        Requests.Add(request);
        _arrived.Writer.TryWrite(request);
        await (_script.Count > 1 ? _script.Dequeue() : _script.Peek())(http);
    }

    private string Envelope(string words) => _provider is AssistantProvider.OpenAI
        ? JsonSerializer.Serialize(new
        {
            id = "c1",
            @object = "chat.completion",
            created = 1,
            model = ModelName,
            choices = new[] { new { index = 0, finish_reason = "stop", message = new { role = "assistant", content = words } } },
            usage = new { prompt_tokens = 1, completion_tokens = 1, total_tokens = 2 },
        })
        : JsonSerializer.Serialize(new
        {
            id = "m1",
            type = "message",
            role = "assistant",
            model = ModelName,
            stop_reason = "end_turn",
            stop_sequence = (string?)null,
            content = new[] { new { type = "text", text = words } },
            usage = new { input_tokens = 1, output_tokens = 1 },
        });
}
