using Microsoft.Extensions.DependencyInjection;

namespace Cosmo.Core.Hours;

public static class HoursRegistration
{
    /// <summary>Registers hours and holidays.</summary>
    public static IServiceCollection AddHours(this IServiceCollection services) => services
        .AddSingleton<HoursQueries>()
        .AddSingleton<HoursDesk>();
}
