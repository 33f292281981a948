using Cosmo.Core.TeamThread;
using Microsoft.Extensions.DependencyInjection;

namespace Cosmo.Core.Team;

public static class TeamRegistration
{
    /// <summary>Registers what pages read of the team and what administrators do with it.</summary>
    public static IServiceCollection AddTeam(this IServiceCollection services) => services
        .AddSingleton<FirstDepartments>()
        .AddSingleton<TeamQueries>()
        .AddSingleton<TeamDesk>()
        .AddSingleton<Pairing>();
}
