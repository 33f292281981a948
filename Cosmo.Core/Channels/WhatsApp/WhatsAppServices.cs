using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Cosmo.Core.Channels.WhatsApp;

/// <summary>Makes WhatsApp available.</summary>
public static class WhatsAppServices
{
    /// <summary>Registers <see cref="WhatsAppClient"/>, <see cref="PairRate"/> and the section "Graph" of the configuration.</summary>
    public static IServiceCollection AddWhatsApp(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<GraphOptions>().Bind(configuration.GetSection(GraphOptions.Section)).ValidateDataAnnotations().ValidateOnStart();
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton<PairRate>();
        services.AddHttpClient<WhatsAppClient>(http =>
            {
                // Each call has its own limit; Meta's file servers are reported to refuse callers without a name.
                http.Timeout = Timeout.InfiniteTimeSpan;
                http.DefaultRequestHeaders.UserAgent.ParseAdd("Cosmo/1.0");
            })
            // A redirect would carry the access token to wherever it points.
            .ConfigurePrimaryHttpMessageHandler(() => new SocketsHttpHandler
            {
                AllowAutoRedirect = false,
                UseCookies = false,
                PooledConnectionLifetime = TimeSpan.FromMinutes(5),
            })
            .RedactLoggedHeaders(["Authorization"]);
        return services;
    }
}
