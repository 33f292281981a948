using Cosmo.Core.Work;
using Microsoft.Extensions.DependencyInjection;

namespace Cosmo.Core.Routing;

public static class RoutingRegistration
{
    /// <summary>Registers who is offered tickets, when they are offered again, and the escalation path.</summary>
    public static IServiceCollection AddTicketRouting(this IServiceCollection services) => services
        .AddSingleton<RoutingTrial>()
        .AddWork<TicketRouting>()
        .AddWork<TicketOpening>()
        .AddWork<LookingAgain>()
        .AddWork<WaitBegins>()
        .AddWork<TicketClock>()
        .AddWork<UnseenTickets>();
}
