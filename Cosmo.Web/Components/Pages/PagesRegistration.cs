using Cosmo.Core.Conversations;
using Cosmo.Core.Team;

namespace Cosmo.Web.Components.Pages;

/// <summary>What the pages read and do, beyond the features that bring their own.</summary>
internal static class PagesRegistration
{
    public static IServiceCollection AddPages(this IServiceCollection services) => services
        .AddConversations()
        .AddTeam();
}
