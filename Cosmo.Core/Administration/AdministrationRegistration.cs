using Microsoft.Extensions.DependencyInjection;

namespace Cosmo.Core.Administration;

public static class AdministrationRegistration
{
    /// <summary>Registers what administrators see and do: members, phones, the health of the place.</summary>
    public static IServiceCollection AddAdministration(this IServiceCollection services) => services
        .AddSingleton<TeamQueries>()
        .AddSingleton<TeamDesk>()
        .AddSingleton<InvitationDesk>()
        .AddSingleton<SessionDesk>()
        .AddSingleton<RulesDesk>()
        .AddSingleton<AutoResponseDesk>()
        .AddSingleton<PhraseDesk>()
        .AddSingleton<AssistantDesk>()
        .AddSingleton<DepartmentDesk>()
        .AddSingleton<HealthQueries>()
        .AddSingleton<HealthDesk>();
}
