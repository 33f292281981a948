using Cosmo.Core.Conversations;
using Cosmo.Core.Live;
using Cosmo.Core.Work;
using Microsoft.EntityFrameworkCore;

namespace Cosmo.Core.Channels.WhatsApp;

/// <summary>Stores what customers write to the business number, and makes it due to be understood.</summary>
internal sealed class CustomerMessages(ChannelDirectory directory, IAssistantStep assistant) : IWorkHandler
{
    private const string LateLane = "late:";
    private const int MostWaits = 10;
    private static readonly TimeSpan s_wait = TimeSpan.FromSeconds(30);

    public WorkKind Kind => ChannelWork.CustomerMessage;

    public async Task HandleAsync(Change change, WorkItem item, CancellationToken cancel)
    {
        var received = DateTimeOffset.FromUnixTimeMilliseconds(item.CreatedMs);
        if (WhatsAppMessage.Read(item.Body, received) is not { } message || directory.Find(message.PhoneNumberId) is not { } number)
        {
            Quarantine.Keep(change, "message", "A message that could not be read", item.Body);
            return;
        }

        var sender = new Sender(number.Id, message.UserId, message.Phone, message.ProfileName, message.Username);
        switch (message.Kind)
        {
            case MessageKind.System:
                await MoveAsync(change, number.Id, message, cancel);
                break;
            case MessageKind.Reaction:
                await OnTargetAsync(change, item, number.Id, message, (target, _) => React(target, message.Emoji), cancel);
                await OpenWindowAsync(change, sender, message, cancel);
                break;
            case MessageKind.Edit:
                await OnTargetAsync(change, item, number.Id, message, (target, at) => target.Edit(message.Text ?? "", at), cancel);
                break;
            // A colleague deletes in the WhatsApp Business app what was written there: it goes here too.
            case MessageKind.Revoke:
            case MessageKind.Echo when message is { InnerKind: MessageKind.Revoke, TargetProviderId: not null }:
                await OnTargetAsync(change, item, number.Id, message, (target, at) => target.Revoke(at), cancel);
                break;
            default:
                await ReceiveAsync(change, sender, message, cancel);
                break;
        }
    }

    private async Task ReceiveAsync(Change change, Sender sender, InboundMessage message, CancellationToken cancel)
    {
        var isEcho = message.Kind is MessageKind.Echo;
        var inbound = new Inbound(message.ProviderId, message.ProviderTime, Shown(isEcho ? message.InnerKind ?? MessageKind.Unsupported : message.Kind), message.Text ?? "")
        {
            Author = isEcho ? Author.BusinessApp : Author.Customer,
            QuotedProviderId = message.QuotedProviderId,
            MediaId = message.Media?.Id,
            MediaType = message.Media?.MimeType,
            FileName = message.Media?.FileName,
            IsForwarded = message.Forwarded,
            Raw = message.Raw,
        };
        if (await Reception.ReceiveAsync(change, sender, inbound, cancel) is not ({ } conversation, { } stored))
            return;
        if (message.SharedPhone is { } shared)
            await LearnPhoneAsync(change, conversation.ContactId, sender.ChannelAccountId, shared.TrimStart('+'), cancel);
        if (!isEcho)
            change.Add(new(await assistant.KindAsync(cancel), ChannelWork.ConversationLane(conversation.Id), $"{conversation.Id} {stored.Id}")
            {
                // Where the team answers, nothing of this message is asked of the database before it is saved.
                InHand = new(new Arrival(conversation, stored), MayBeUnsaved: conversation.Handler is Handler.Team),
            });
    }

    // The customer has another number or id: the same contact answers to both, and no ticket opens for it.
    private static async Task MoveAsync(Change change, Guid accountId, InboundMessage message, CancellationToken cancel)
    {
        if (message.SystemChange is not { } moved)
            return;
        var known = new Sender(accountId, moved.PreviousUserId ?? message.UserId, message.Phone, null, null);
        var contact = await Reception.RecogniseAsync(change, known, cancel);
        await change.Db.SaveChangesAsync(cancel);
        await Reception.AddAliasAsync(change, contact.Id, accountId, IdentityKind.UserId, moved.NewUserId, cancel);
        await LearnPhoneAsync(change, contact.Id, accountId, moved.NewPhone, cancel);
        var conversation = await change.Db.Set<Conversation>().FirstOrDefaultAsync(c => c.ContactId == contact.Id && c.ChannelAccountId == accountId, cancel);
        if (conversation is null)
            return;
        change.Db.Add(Note.Write(conversation.Id, null, null, message.Text ?? moved.Kind.ToString(), change.Now));
        change.Tell(Topic.Conversation(conversation.Id));
    }

    private static async Task LearnPhoneAsync(Change change, Guid contactId, Guid accountId, string? phone, CancellationToken cancel)
    {
        if (phone is not { Length: > 0 })
            return;
        (await change.Db.Set<Contact>().FindAsync([contactId], cancel))?.Learn(null, phone, null);
        await Reception.AddAliasAsync(change, contactId, accountId, IdentityKind.Phone, phone, cancel);
    }

    // A reaction changes no words.
    private static bool React(Message target, string? emoji)
    {
        target.Reaction = emoji;
        return false;
    }

    // An edit or a reaction may arrive before the message it is about. It waits beside the customer's lane, or it would
    // hold up the very message it waits for; after five minutes the message is not known here.
    private static async Task OnTargetAsync(
        Change change, WorkItem item, Guid accountId, InboundMessage message, Func<Message, DateTimeOffset, bool> apply, CancellationToken cancel)
    {
        var target = await change.Db.Set<Message>().FirstOrDefaultAsync(m => m.ChannelAccountId == accountId && m.ProviderId == message.TargetProviderId, cancel);
        if (target is not null && !await IsTheirsAsync(change, target, accountId, message, cancel))
        {
            Quarantine.Keep(change, $"{message.Kind}.not-theirs", "It is about a message of somebody else", message.Raw);
            return;
        }

        if (target is not null)
        {
            // Other words than those a member read: a draft that waits is held.
            if (apply(target, message.ProviderTime) && target.IsInbound)
                (await change.Db.Set<Conversation>().FindAsync([target.ConversationId], cancel))?.Changed();
            change.Tell(Topic.Conversation(target.ConversationId));
            return;
        }

        var waited = item.Lane.StartsWith(LateLane, StringComparison.Ordinal) ? item.Lane.Count(c => c == '+') : 0;
        if (waited < MostWaits)
            change.Add(new(ChannelWork.CustomerMessage, $"{LateLane}{new string('+', waited + 1)}{item.Id}", item.Body, Due: change.Now + s_wait));
        else
            Quarantine.Keep(change, $"{message.Kind}.unknown-target", "It is about a message that is not known here", message.Raw);
    }

    // Only the one customer of a conversation reacts in it, and they change nothing but their own words; the business's
    // app takes back nothing but ours.
    private static async Task<bool> IsTheirsAsync(Change change, Message target, Guid accountId, InboundMessage message, CancellationToken cancel)
    {
        if (message.Kind is MessageKind.Echo)
            return target.Author is not Author.Customer;
        if (message.Kind is not MessageKind.Reaction && target.Author is not Author.Customer)
            return false;
        var spelled = PhoneSpelling.Other(message.Phone);
        return await change.Db.Set<Conversation>().Where(c => c.Id == target.ConversationId)
            .Join(change.Db.Set<Identity>(), c => c.ContactId, i => i.ContactId, (_, i) => i)
            .AnyAsync(i => i.ChannelAccountId == accountId
                && ((i.Kind == IdentityKind.UserId && i.Value == message.UserId) || (i.Kind == IdentityKind.Phone && (i.Value == message.Phone || i.Value == spelled))), cancel);
    }

    // Meta counts whatever a customer sends; a reaction opens the window but is no message to answer.
    private static async Task OpenWindowAsync(Change change, Sender sender, InboundMessage message, CancellationToken cancel)
    {
        var contact = await Reception.RecogniseAsync(change, sender, cancel);
        var conversation = await change.Db.Set<Conversation>().FirstOrDefaultAsync(c => c.ContactId == contact.Id && c.ChannelAccountId == sender.ChannelAccountId, cancel);
        conversation?.HeardAt(message.ProviderTime);
    }

    private static Conversations.MessageKind Shown(MessageKind kind) => kind switch
    {
        MessageKind.Text => Conversations.MessageKind.Text,
        MessageKind.Image => Conversations.MessageKind.Image,
        MessageKind.Video => Conversations.MessageKind.Video,
        MessageKind.Audio => Conversations.MessageKind.Audio,
        MessageKind.Voice => Conversations.MessageKind.Voice,
        MessageKind.Document => Conversations.MessageKind.Document,
        MessageKind.Sticker => Conversations.MessageKind.Sticker,
        MessageKind.Location => Conversations.MessageKind.Location,
        MessageKind.Contacts => Conversations.MessageKind.Contacts,
        MessageKind.Order => Conversations.MessageKind.Order,
        MessageKind.ButtonReply or MessageKind.ListReply or MessageKind.FlowReply or MessageKind.TemplateButton => Conversations.MessageKind.Choice,
        _ => Conversations.MessageKind.Unsupported,
    };
}
