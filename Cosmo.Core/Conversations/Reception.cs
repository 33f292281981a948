using Cosmo.Core.Live;
using Cosmo.Core.Work;
using Microsoft.EntityFrameworkCore;

namespace Cosmo.Core.Conversations;

/// <summary>Puts what came in where it belongs: contact, conversation, message. Runs inside the given change.</summary>
public static class Reception
{
    /// <summary>Keeps one message. A message that is known already changes nothing.</summary>
    /// <returns>The conversation and the message; null when it was known.</returns>
    public static async Task<(Conversation Conversation, Message Message)?> ReceiveAsync(Change change, Sender sender, Inbound inbound, CancellationToken cancel)
    {
        if (await change.Db.Set<Message>().AnyAsync(m => m.ChannelAccountId == sender.ChannelAccountId && m.ProviderId == inbound.ProviderId, cancel))
            return null;

        var contact = await RecogniseAsync(change, sender, cancel);
        var conversation = await change.Db.Set<Conversation>()
            .FirstOrDefaultAsync(c => c.ContactId == contact.Id && c.ChannelAccountId == sender.ChannelAccountId, cancel);
        if (conversation is null)
            change.Db.Add(conversation = Conversation.Start(contact.Id, sender.ChannelAccountId, inbound.At));

        var message = conversation.Receive(inbound);
        change.Db.Add(message);
        change.Tell(Topic.Inbox, Topic.Conversation(conversation.Id));
        return (conversation, message);
    }

    /// <summary>The contact behind a sender: by user id first, then by phone. What is new about them is learnt.</summary>
    public static async Task<Contact> RecogniseAsync(Change change, Sender sender, CancellationToken cancel)
    {
        var contact = await FindAsync(change, sender.ChannelAccountId, IdentityKind.UserId, sender.UserId, cancel)
            ?? await FindAsync(change, sender.ChannelAccountId, IdentityKind.Phone, sender.Phone, cancel);
        if (contact is null)
            change.Db.Add(contact = Contact.Meet(sender.Name, sender.Phone, sender.Username, change.Now));
        else
            contact.Learn(sender.Name, sender.Phone, sender.Username);

        await AddAliasAsync(change, contact.Id, sender.ChannelAccountId, IdentityKind.UserId, sender.UserId, cancel);
        await AddAliasAsync(change, contact.Id, sender.ChannelAccountId, IdentityKind.Phone, sender.Phone, cancel);
        return contact;
    }

    /// <summary>Another address of a known contact; one that belongs to somebody already stays with them.</summary>
    public static async Task AddAliasAsync(Change change, Guid contactId, Guid accountId, IdentityKind kind, string? value, CancellationToken cancel)
    {
        if (value is { Length: > 0 } && !await Known(change, accountId, kind, value).AnyAsync(cancel))
            change.Db.Add(Identity.Of(contactId, accountId, kind, value));
    }

    private static async Task<Contact?> FindAsync(Change change, Guid accountId, IdentityKind kind, string? value, CancellationToken cancel) =>
        value is { Length: > 0 }
            ? await Known(change, accountId, kind, value).Join(change.Db.Set<Contact>(), i => i.ContactId, c => c.Id, (_, c) => c).FirstOrDefaultAsync(cancel)
            : null;

    private static IQueryable<Identity> Known(Change change, Guid accountId, IdentityKind kind, string value) =>
        change.Db.Set<Identity>().Where(i => i.ChannelAccountId == accountId && i.Kind == kind && i.Value == value);
}
