using Microsoft.Extensions.DependencyInjection;

namespace Cosmo.Core.Conversations;

public static class ConversationsRegistration
{
    /// <summary>Registers what pages read of conversations and what members do with them.</summary>
    public static IServiceCollection AddConversations(this IServiceCollection services) => services
        .AddSingleton<InboxQueries>()
        .AddSingleton<InboxSearch>()
        .AddSingleton<ThreadQueries>()
        .AddSingleton<ConversationDesk>()
        .AddSingleton<NoteDesk>();
}
