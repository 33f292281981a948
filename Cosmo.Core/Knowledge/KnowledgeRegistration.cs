using Microsoft.Extensions.DependencyInjection;

namespace Cosmo.Core.Knowledge;

public static class KnowledgeRegistration
{
    public static IServiceCollection AddKnowledge(this IServiceCollection services) => services
        .AddSingleton<KnowledgeQueries>()
        .AddSingleton<KnowledgeFinder>()
        .AddSingleton<KnowledgeDesk>();
}
