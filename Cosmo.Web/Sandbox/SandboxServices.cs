using System.Security.Cryptography;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace Cosmo.Web.Sandbox;

/// <summary>Registers the sandbox and serves it.</summary>
public static class SandboxServices
{
    /// <summary>
    /// Registers the stand-in, its clock and a default cast. A host that wants windows to follow the sandbox registers
    /// SandboxClock as its TimeProvider as well; one with its own cast registers ISandboxCast.
    /// </summary>
    public static IServiceCollection AddSandbox(this IServiceCollection services, Action<SandboxOptions>? configure = null)
    {
        var options = services.AddOptions<SandboxOptions>().BindConfiguration("Sandbox");
        if (configure is not null)
            options.Configure(configure);
        // No secret in the code: whoever does not set one gets one that nobody can know.
        options.PostConfigure(settings =>
        {
            if (settings.AppSecret.Length == 0)
                settings.AppSecret = RandomNumberGenerator.GetHexString(32, lowercase: true);
        });
        services.TryAddSingleton<SandboxClock>(_ => new SandboxClock());
        services.TryAddSingleton<ISandboxCast, DefaultSandboxCast>();
        services.TryAddSingleton(provider => new SandboxGraph(
            provider.GetRequiredService<IOptions<SandboxOptions>>().Value,
            provider.GetRequiredService<SandboxClock>(),
            provider.GetService<IServer>()));
        return services;
    }

    /// <summary>Serves the stand-in at /sandbox/graph unless it is switched off. The page /sandbox comes with the host's pages.</summary>
    public static IEndpointRouteBuilder MapSandbox(this IEndpointRouteBuilder endpoints)
    {
        if (endpoints.ServiceProvider.GetRequiredService<IOptions<SandboxOptions>>().Value.Enabled is not false)
            endpoints.MapSandboxGraph();
        return endpoints;
    }
}
