using Microsoft.Extensions.DependencyInjection;

namespace Cosmo.Core.Inbox;

public static class InboxRegistration
{
    /// <summary>Registers what pages read of conversations and tickets, and what members do with them.</summary>
    public static IServiceCollection AddInbox(this IServiceCollection services) => services
        .AddSingleton<InboxQueries>()
        .AddSingleton<InboxSearch>()
        .AddSingleton<KnowledgeUses>()
        .AddSingleton<ThreadQueries>()
        .AddSingleton<MessageMeanings>()
        .AddSingleton<TicketQueries>()
        .AddSingleton<TicketHistory>()
        .AddSingleton<ConversationDesk>()
        .AddSingleton<NoteDesk>();
}
