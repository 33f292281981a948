using Cosmo.Core.Channels;
using Cosmo.Core.Channels.WhatsApp;
using Cosmo.Core.Conversations;
using Cosmo.Core.Work;

namespace Cosmo.Core.Assistant;

/// <summary>How whatever Cosmo says by itself goes out: by the same window and the same outbox as a member's words.</summary>
internal static class AssistantVoice
{
    /// <summary>Says it, unless the customer's 24 hours are over: free text would be refused then.</summary>
    /// <returns>False where nothing was said.</returns>
    public static async Task<bool> SayAsync(Change change, Conversation conversation, Outbound outbound)
    {
        if (!conversation.Window.IsOpen(change.Now))
            return false;   // a webhook that arrived a day late
        var message = conversation.Say(outbound, change.Now);
        change.Db.Add(message);
        Outbox.Queue(change, message, new TextSend(message.Text) { To = await Outbox.RecipientAsync(change, conversation) });
        change.Tell(Live.Topic.Inbox, Live.Topic.Conversation(conversation.Id));
        return true;
    }
}
