using System.Collections.Concurrent;
using Cosmo.Core.Channels.WhatsApp;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Cosmo.Tests.Channels.WhatsApp;

/// <summary>What the stand-in was asked.</summary>
internal sealed record GraphRequest(string Method, string Path, string? Authorization, string? UserAgent, string? ContentType, string Body);

/// <summary>A web server on this machine that answers as it is told, and a client that speaks to it.</summary>
internal sealed class FakeGraph : IAsyncDisposable
{
    private readonly WebApplication _server;
    private readonly ServiceProvider _services;

    private FakeGraph(WebApplication server, string baseUrl, TimeSpan timeout)
    {
        _server = server;
        Configuration = new ConfigurationBuilder().AddInMemoryCollection([
            new("Graph:BaseUrl", baseUrl),
            new("Graph:Timeout", timeout.ToString()),
        ]).Build();
        _services = new ServiceCollection()
            .AddLogging(logging => logging.AddProvider(Log).SetMinimumLevel(LogLevel.Trace))
            .AddWhatsApp(Configuration)
            .BuildServiceProvider();
    }

    public static readonly WhatsAppAccount Account = new("106540352242922", "a-token-nobody-may-read");

    public ConcurrentQueue<GraphRequest> Requests { get; } = [];
    public KeptLog Log { get; } = new();
    public IConfigurationRoot Configuration { get; }
    public WhatsAppClient Client => _services.GetRequiredService<WhatsAppClient>();
    public string Url { get; private init; } = "";

    /// <summary>Starts a server that answers as <paramref name="answer"/> says.</summary>
    public static async Task<FakeGraph> StartAsync(Func<HttpContext, Task> answer, TimeSpan? timeout = null, string path = "/v26.0/")
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var server = builder.Build();
        FakeGraph? graph = null;
        server.Run(async context =>
        {
            var request = context.Request;
            using var reader = new StreamReader(request.Body);
            var body = await reader.ReadToEndAsync();
            graph!.Requests.Enqueue(new(
                request.Method, request.Path + request.QueryString, request.Headers.Authorization, request.Headers.UserAgent, request.ContentType, body));
            await answer(context);
        });
        await server.StartAsync();
        graph = new(server, server.Urls.Single() + path, timeout ?? TimeSpan.FromSeconds(20)) { Url = server.Urls.Single() };
        return graph;
    }

    /// <summary>An answer with a status and a body.</summary>
    public static Func<HttpContext, Task> Answer(int status, string body) => async context =>
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = "application/json";
        await context.Response.WriteAsync(body);
    };

    public async ValueTask DisposeAsync()
    {
        await _services.DisposeAsync();
        await _server.DisposeAsync();
    }
}

/// <summary>Keeps every line that is logged.</summary>
internal sealed class KeptLog : ILoggerProvider, ILogger
{
    public ConcurrentQueue<string> Lines { get; } = [];

    public ILogger CreateLogger(string categoryName) => this;

    public IDisposable? BeginScope<TState>(TState state) where TState : notnull
    {
        Lines.Enqueue(state.ToString() ?? "");
        return null;
    }

    public bool IsEnabled(LogLevel logLevel) => true;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
        Lines.Enqueue($"{formatter(state, exception)} {exception}");

    public void Dispose()
    {
    }
}
