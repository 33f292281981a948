using Cosmo.Core.Knowledge.Import;
using Cosmo.Core.Work;
using Microsoft.Extensions.DependencyInjection;

namespace Cosmo.Core.Knowledge;

public static class KnowledgeRegistration
{
    public static IServiceCollection AddKnowledge(this IServiceCollection services) => services
        .AddSingleton<KnowledgeQueries>()
        .AddSingleton<KnowledgeFinder>()
        .AddSingleton<KnowledgeDesk>()
        .AddSingleton<ReachableAddresses>(_ => new ReachableAddresses())
        .AddSingleton<PageFetcher>()
        .AddSingleton<ImportDesk>()
        .AddSingleton<ImportQueries>()
        .AddSingleton<KnowledgeExport>()
        .AddExternalWork<ImportWork>();
}
