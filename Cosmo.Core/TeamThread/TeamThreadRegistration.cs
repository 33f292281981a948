using Cosmo.Core.Work;
using Microsoft.Extensions.DependencyInjection;

namespace Cosmo.Core.TeamThread;

public static class TeamThreadRegistration
{
    public static IServiceCollection AddTeamThread(this IServiceCollection services) => services
        .AddSingleton<Pairing>()
        .AddWork<TeamInbox>()
        .AddWork<ShowingDrafts>()
        .AddWork<TellingResults>()
        .AddWork<TellingOthers>()
        .AddWork<Undelivered>()
        .AddExternalWork<Notifying>()
        .AddWork<ComingBack>()
        .AddWork<KeepingOpen>()
        .AddWork<QuietWarning>()
        .AddWork<Waking>()
        .AddWork<HearingAgain>()
        .AddExternalWork<FollowingUp>()
        .AddExternalWork<Translating>();
}
