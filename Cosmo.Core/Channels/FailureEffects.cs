using Cosmo.Core.Channels.WhatsApp;
using Cosmo.Core.Conversations;
using Cosmo.Core.Live;
using Cosmo.Core.Work;
using Microsoft.EntityFrameworkCore;

namespace Cosmo.Core.Channels;

/// <summary>What a refusal of Meta's tells beyond the message: a template that may not be sent any more, a customer who wants no marketing, a window that is closed.</summary>
internal static class FailureEffects
{
    /// <summary>Lets a send that has just failed have its effect.</summary>
    public static async Task ApplyAsync(Change change, Outgoing outgoing, Message? message)
    {
        // Its values no longer fit it, or it is gone: whoever chooses next is to see Meta's list as it is.
        if (GraphErrors.ClassOf(outgoing.Error) is SendErrorClass.TemplateProblem)
            change.Add(TemplateRefresh.Of(outgoing.ChannelAccountId, change.Now));

        // The words for a template's state are Meta's own; the next look at the list corrects what is wrong by then.
        var state = outgoing.Error switch { "template-paused" => "PAUSED", "template-disabled" => "DISABLED", "template-missing" => "MISSING", _ => null };
        if (state is not null && WhatsAppSend.FromJson(outgoing.Payload) is TemplateSend send
            && await change.Db.Set<Template>().FirstOrDefaultAsync(
                t => t.ChannelAccountId == outgoing.ChannelAccountId && t.Name == send.Name && t.Language == send.Language) is { } template)
        {
            (template.State, template.Reason, template.UpdatedAt) = (state, outgoing.ErrorDetail, change.Now);
            change.Tell(Topic.Channels);
        }

        if (outgoing.Error == "opted-out" && message is not null
            && await (from c in change.Db.Set<Conversation>()
                      where c.Id == message.ConversationId
                      join p in change.Db.Set<Contact>() on c.ContactId equals p.Id
                      select p).FirstOrDefaultAsync() is { } contact)
            contact.RefusesMarketing = true;

        if (outgoing.Error == "window-closed" && message is not null
            && await change.Db.Set<Conversation>().FindAsync(message.ConversationId) is { } conversation)
        {
            conversation.Refuse(outgoing.CreatedAt, change.Now);
            change.Tell(Topic.Inbox, Topic.Conversation(conversation.Id));
        }
    }
}
