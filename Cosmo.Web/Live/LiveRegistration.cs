using Cosmo.Core.Live;

namespace Cosmo.Web.Live;

/// <summary>What changed, for our pages and for other programs of ours.</summary>
internal static class LiveRegistration
{
    public static IServiceCollection AddLive(this IServiceCollection services)
    {
        services.AddSignalR();
        return services.AddSingleton<LiveFeed>();
    }

    public static void MapLive(this WebApplication app) =>
        // A connection ends no later than the cookie that opened it would have.
        app.MapHub<LiveHub>("/hubs/live", options => options.CloseOnAuthenticationExpiration = true);
}
