using Cosmo.Web.Sandbox;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Cosmo.Tests;

/// <summary>The stand-in of Meta's Graph API on a port of this machine, for one test.</summary>
internal sealed class GraphHost : IAsyncDisposable
{
    public const string Secret = "a secret of the tests";
    public const string Token = "a token of the tests";
    private readonly WebApplication _app;

    private GraphHost(WebApplication app) => (_app, Graph) = (app, app.Services.GetRequiredService<SandboxGraph>());

    public SandboxGraph Graph { get; }

    /// <summary>What Graph:BaseUrl is to be.</summary>
    public string BaseUrl => _app.Urls.First() + "/graph/v26.0/";

    /// <summary>The bodies of the next sends are answered by this instead of the stand-in, if it returns an answer.</summary>
    public Func<HttpContext, Task<bool>>? Before { get; set; }

    /// <param name="clock">Its time; the real one where null.</param>
    /// <param name="configure">How it behaves; by default it posts no webhooks.</param>
    public static async Task<GraphHost> StartAsync(TimeProvider? clock = null, Action<SandboxOptions>? configure = null)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        builder.Services.AddSingleton(new SandboxClock(clock));
        builder.Services.AddSandbox(options =>
        {
            (options.AppSecret, options.AccessToken, options.WebhookUrl) = (Secret, Token, null);
            options.RetryAfter = TimeSpan.FromMilliseconds(20);
            configure?.Invoke(options);
        });
        var app = builder.Build();
        GraphHost? host = null;
        app.Use(async (http, next) =>
        {
            if (host?.Before is not { } before || !await before(http))
                await next();
        });
        app.MapSandboxGraph("/graph");
        host = new GraphHost(app);
        host.Graph.Introduce(DefaultSandboxCast.Roster);
        await app.StartAsync(CancellationToken.None);
        return host;
    }

    public async ValueTask DisposeAsync()
    {
        await _app.StopAsync(CancellationToken.None);
        await _app.DisposeAsync();
    }
}
