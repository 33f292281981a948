using Cosmo.Core.Work;
using Microsoft.Extensions.DependencyInjection;

namespace Cosmo.Core.Tickets;

public static class TicketsRegistration
{
    public static IServiceCollection AddTickets(this IServiceCollection services) => services
        .AddSingleton<TicketDesk>()
        .AddSingleton<TicketMoves>()
        .AddSingleton<TypicalWait>()
        .AddWork<QuietTickets>();
}
