using Cosmo.Core.Live;

namespace Cosmo.Web.Live;

/// <summary>What changed, for our pages and for other programs of ours.</summary>
internal static class LiveRegistration
{
    public static IServiceCollection AddLive(this IServiceCollection services)
    {
        services.AddSignalR();
        return services.AddSingleton<LiveFeed>().AddHostedService<LiveRelay>();
    }

    public static void MapLive(this WebApplication app) => app.MapHub<LiveHub>("/hubs/live");
}
