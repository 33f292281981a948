using Microsoft.Extensions.DependencyInjection;

namespace Cosmo.Core.Escalation;

public static class EscalationRegistration
{
    public static IServiceCollection AddEscalation(this IServiceCollection services) => services.AddSingleton<EscalationQueries>().AddSingleton<EscalationDesk>().AddSingleton<CorrectionDesk>();
}
