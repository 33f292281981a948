using Cosmo.Bench.Traffic;
using Cosmo.Web.Sandbox;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Cosmo.Bench.Servers;

/// <summary>Meta's side, in this process: takes what the program sends and reports each message as sent and delivered.</summary>
internal sealed class Meta : IAsyncDisposable
{
    public const string Secret = "a secret of the benchmarks";
    public const string Token = "a token of the benchmarks";
    public static readonly SandboxNumber Business = DefaultSandboxCast.Business;

    private readonly WebApplication _app;
    private readonly SandboxGraph _graph;

    private Meta(WebApplication app)
    {
        _app = app;
        _graph = app.Services.GetRequiredService<SandboxGraph>();
        _graph.Introduce(DefaultSandboxCast.Roster);
    }

    /// <summary>Where the program calls the Graph API.</summary>
    public Uri Address => new(new Uri(_app.Urls.First()), "/sandbox/graph/v26.0/");

    /// <summary>Starts the stand-in; every one of these customers has written to the business before, so that it may answer.</summary>
    public static async Task<Meta> StartAsync(Customers customers)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        builder.Services.AddSandbox(options =>
        {
            (options.AppSecret, options.AccessToken, options.WebhookUrl) = (Secret, Token, null);
            // The figures measure the program, not how fast Meta lets it go.
            (options.PairRate, options.Throughput) = (false, false);
        });
        var app = builder.Build();
        app.MapSandboxGraph();
        var meta = new Meta(app);
        await app.StartAsync();
        foreach (var person in customers.All)
        {
            meta._graph.Add(person);
            meta._graph.Say(person.UserId, Business.PhoneNumberId, "Hello");
        }

        await meta._graph.DrainedAsync();   // nobody listens yet: these are not delivered
        return meta;
    }

    /// <summary>From now on webhooks go to this address.</summary>
    public void SendTo(Uri webhook) => _graph.Options.WebhookUrl = webhook.ToString();

    /// <summary>Ends when every webhook was delivered.</summary>
    public Task DrainedAsync() => _graph.DrainedAsync();

    public async ValueTask DisposeAsync()
    {
        _graph.Options.WebhookUrl = null;
        await _app.StopAsync();
        await _app.DisposeAsync();
    }
}
