using System.Security.Cryptography;
using Cosmo.Core.Channels;
using Cosmo.Core.Channels.WhatsApp;
using Cosmo.Web.Account;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;

namespace Cosmo.Web.Sandbox;

/// <summary>
/// Puts the stand-in in Meta's place while no real number is connected: numbers, secrets and the address of the Graph
/// API then come from here, and everything else works exactly as with Meta.
/// </summary>
internal static class SandboxHosting
{
    /// <summary>True when the sandbox is wanted, or nothing is said and no real number is connected.</summary>
    public static bool IsOn(IConfiguration configuration) =>
        configuration.GetValue<bool?>("Sandbox:Enabled") ?? string.IsNullOrEmpty(configuration["Channels:WhatsApp:PhoneNumberId"]);

    public static IServiceCollection AddSandboxHost(this IServiceCollection services, IConfiguration configuration)
    {
        if (!IsOn(configuration))
            return services.AddSingleton(TimeProvider.System);

        var clock = new SandboxClock();
        var token = RandomNumberGenerator.GetHexString(32, lowercase: true);
        services.AddSingleton(clock).AddSingleton<TimeProvider>(clock);
        // Closing a service window on demand must not sign anybody out.
        services.PostConfigure<CookieAuthenticationOptions>(IdentityConstants.ApplicationScheme, cookie => cookie.TimeProvider = TimeProvider.System);
        services.AddSingleton<ISandboxCast, CosmoCast>();
        services.AddSandbox(options => options.AccessToken = token);
        services.AddOptions<SandboxOptions>().PostConfigure<IOptions<Core.Storage.DataOptions>>((options, data) =>
            options.JournalPath ??= Path.Combine(data.Value.FullPath, "sandbox.jsonl"));
        services.AddOptions<ChannelOptions>().PostConfigure<IOptions<SandboxOptions>>((options, sandbox) =>
        {
            options.WhatsApp = Number(DefaultSandboxCast.Business, token, sandbox.Value.AppSecret);
            options.Notification = Number(DefaultSandboxCast.Notification, token, sandbox.Value.AppSecret);
        });
        services.AddOptions<GraphOptions>().PostConfigure<IServer>((options, server) => options.BaseUrl = Address(server));
        return services
            .AddSingleton<ISetupStep, SampleBusiness>()
            .AddHostedService<SandboxStart>();
    }

    public static void MapSandboxHost(this WebApplication app)
    {
        if (IsOn(app.Configuration))
            app.MapSandbox();
    }

    private static NumberOptions Number(SandboxNumber number, string token, string secret) => new()
    {
        PhoneNumberId = number.PhoneNumberId,
        DisplayNumber = number.DisplayNumber,
        WabaId = number.WabaId,
        AccessToken = token,
        AppSecret = secret,
        VerifyToken = secret,
    };

    // Our own address, as this machine reaches it: a server that listens everywhere is reached on the loopback.
    private static string Address(IServer server)
    {
        var address = server.Features.Get<IServerAddressesFeature>()?.Addresses.FirstOrDefault() ?? "http://127.0.0.1:0";
        var uri = new UriBuilder(address.Replace("*", "127.0.0.1", StringComparison.Ordinal).Replace("+", "127.0.0.1", StringComparison.Ordinal));
        if (uri.Host is "0.0.0.0" or "[::]" or "localhost")
            uri.Host = "127.0.0.1";
        return $"{uri.Uri.GetLeftPart(UriPartial.Authority)}/sandbox/graph/v26.0/";
    }

    /// <summary>Our address is known only once the server listens: then the client asks for it anew, and the templates are there.</summary>
    private sealed class SandboxStart(IOptionsMonitorCache<GraphOptions> graphOptions, SandboxGraph graph, ISandboxCast cast, TemplateSync templates)
        : IHostedLifecycleService
    {
        public async Task StartingAsync(CancellationToken cancellationToken)
        {
            graph.Introduce(await cast.ReadAsync(cancellationToken));
            SandboxForms.Approve(graph);
        }

        public Task StartedAsync(CancellationToken cancellationToken)
        {
            graphOptions.Clear();
            return templates.SyncAsync(cancellationToken);
        }

        public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;
        public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;
        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
        public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
