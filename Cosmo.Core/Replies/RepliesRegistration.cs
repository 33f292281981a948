using Cosmo.Core.Work;
using Microsoft.Extensions.DependencyInjection;

namespace Cosmo.Core.Replies;

public static class RepliesRegistration
{
    public static IServiceCollection AddReplies(this IServiceCollection services) => services
        .AddSingleton<DraftDesk>()
        .AddSingleton<DraftQueries>()
        .AddSingleton<PreparedDesk>()
        .AddSingleton<UnsentTexts>()
        .AddWork<LongWaits>()
        .AddExternalWork<Composing>();
}
