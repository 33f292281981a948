using Microsoft.Extensions.DependencyInjection;

namespace Cosmo.Core.Team;

public static class TeamRegistration
{
    public static IServiceCollection AddTeam(this IServiceCollection services) => services
        .AddSingleton<FirstDepartments>()
        .AddSingleton<SignInSessions>();
}
