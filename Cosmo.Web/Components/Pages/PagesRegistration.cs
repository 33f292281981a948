using Cosmo.Core.Conversations;
using Cosmo.Core.Team;
using Cosmo.Core.Work;

namespace Cosmo.Web.Components.Pages;

/// <summary>What the pages read and do, beyond the features that bring their own.</summary>
internal static class PagesRegistration
{
    public static IServiceCollection AddPages(this IServiceCollection services) => services
        .AddWork()
        .AddConversations()
        .AddTeam();
}
