using Cosmo.Core.Live;
using Cosmo.Core.Storage;
using Cosmo.Core.Work;
using Microsoft.EntityFrameworkCore;

namespace Cosmo.Core.Conversations;

/// <summary>Puts what came in where it belongs: contact, conversation, message. Runs inside the given change.</summary>
public static class Reception
{
    private static readonly CompiledQuery<Guid, string, bool> s_isStored = new((db, account, providerId) =>
        db.Set<Message>().Any(m => m.ChannelAccountId == account && m.ProviderId == providerId));

    // Everything that is asked about a message before it is stored, in one statement: this runs on each of them.
    private static readonly CompiledList<Guid, string?, string?, string?, string, Known> s_known = new((db, account, userId, phone, spelled, providerId) =>
        from identity in db.Set<Identity>()
        where identity.ChannelAccountId == account
            && ((identity.Kind == IdentityKind.UserId && identity.Value == userId)
                || (identity.Kind == IdentityKind.Phone && identity.Value == phone)
                || (identity.Kind == IdentityKind.Phone && identity.Value == spelled))
        join owner in db.Set<Contact>() on identity.ContactId equals owner.Id
        join thread in db.Set<Conversation>().Where(c => c.ChannelAccountId == account) on owner.Id equals thread.ContactId into threads
        from thread in threads.DefaultIfEmpty()
        select new Known(identity.Id, identity.Kind, identity.Value, owner, thread, db.Set<Message>().Any(m => m.ChannelAccountId == account && m.ProviderId == providerId)));

    /// <summary>Keeps one message. A message that is known already changes nothing.</summary>
    /// <returns>The conversation and the message; null when it was known.</returns>
    public static async Task<(Conversation Conversation, Message Message)?> ReceiveAsync(Change change, Sender sender, Inbound inbound, CancellationToken cancel)
    {
        var known = await KnownAsync(change, sender, inbound.ProviderId);
        if (known.Count > 0 ? known[0].IsStored : await s_isStored.RunAsync(change.Db, sender.ChannelAccountId, inbound.ProviderId))
            return null;

        var contact = await RecogniseAsync(change, sender, known, cancel);
        // Whoever was not among those who are known has just been met.
        var conversation = known.Find(k => k.Owner == contact)?.Thread;
        if (conversation is null)
            change.Db.Add(conversation = Conversation.Start(contact.Id, sender.ChannelAccountId, inbound.At));

        var message = conversation.Receive(inbound);
        change.Db.Add(message);
        change.Tell(Topic.Inbox, Topic.Conversation(conversation.Id));
        return (conversation, message);
    }

    /// <summary>The contact behind a sender: by user id first, then by phone. What is new about them is learnt.</summary>
    public static async Task<Contact> RecogniseAsync(Change change, Sender sender, CancellationToken cancel) =>
        await RecogniseAsync(change, sender, await KnownAsync(change, sender, ""), cancel);

    private static Task<List<Known>> KnownAsync(Change change, Sender sender, string providerId) =>
        s_known.RunAsync(change.Db, sender.ChannelAccountId, sender.UserId, sender.Phone, PhoneSpelling.Other(sender.Phone), providerId);

    private static async Task<Contact> RecogniseAsync(Change change, Sender sender, List<Known> known, CancellationToken cancel)
    {
        var byUser = known.Find(k => k.Kind is IdentityKind.UserId);
        var byPhone = known.Find(k => k.Kind is IdentityKind.Phone && k.Value == sender.Phone);
        var passedOn = byPhone is not null && byPhone.Owner != byUser?.Owner && await HasOtherUserIdAsync(change, byPhone.Owner, sender, cancel);
        // The other spelling tells who it is only where nothing else does.
        var bySpelling = byUser is null && byPhone is null ? known.FirstOrDefault()?.Owner : null;
        if (bySpelling is not null && await HasOtherUserIdAsync(change, bySpelling, sender, cancel))
            bySpelling = null;
        var contact = byUser?.Owner ?? (passedOn ? null : byPhone?.Owner ?? bySpelling);
        if (contact is null)
            change.Db.Add(contact = Contact.Meet(sender.Name, sender.Phone, sender.Username, change.Now));
        else
            contact.Learn(sender.Name, contact.Phone is { } kept && PhoneSpelling.Other(kept) == sender.Phone ? kept : sender.Phone, sender.Username);

        if (passedOn && byPhone is not null)
        {
            byPhone.Owner.Forget(byPhone.Value);
            (await change.Db.Set<Identity>().SingleAsync(i => i.Id == byPhone.IdentityId, cancel)).ContactId = contact.Id;
        }

        Add(IdentityKind.UserId, sender.UserId);
        Add(IdentityKind.Phone, sender.Phone);
        return contact;

        void Add(IdentityKind kind, string? value)
        {
            if (value is { Length: > 0 } && !known.Exists(k => k.Kind == kind && k.Value == value))
                change.Db.Add(Identity.Of(contact.Id, sender.ChannelAccountId, kind, value));
        }
    }

    // Numbers are given to other people, and a user id lasts as long as its number (Meta, business-scoped user ids): a
    // number that comes with another user id than its owner's is its owner's no more. Nobody may read on in their thread.
    private static async Task<bool> HasOtherUserIdAsync(Change change, Contact owner, Sender sender, CancellationToken cancel) =>
        sender.UserId is not null && await change.Db.Set<Identity>().AnyAsync(
            i => i.ContactId == owner.Id && i.ChannelAccountId == sender.ChannelAccountId && i.Kind == IdentityKind.UserId && i.Value != sender.UserId, cancel);

    /// <summary>Another address of a known contact; one that belongs to somebody already stays with them.</summary>
    public static async Task AddAliasAsync(Change change, Guid contactId, Guid accountId, IdentityKind kind, string? value, CancellationToken cancel)
    {
        if (value is { Length: > 0 and <= Identity.LongestValue }
            && !change.Db.Set<Identity>().Local.Any(i => i.ChannelAccountId == accountId && i.Kind == kind && i.Value == value)   // learnt just now, with this very message
            && !await change.Db.Set<Identity>().AnyAsync(i => i.ChannelAccountId == accountId && i.Kind == kind && i.Value == value, cancel))
            change.Db.Add(Identity.Of(contactId, accountId, kind, value));
    }

    /// <param name="IdentityId">One of the sender's addresses.</param>
    /// <param name="Owner">Whose it is.</param>
    /// <param name="Thread">Their conversation with this account; null before its first message.</param>
    /// <param name="IsStored">The message that was asked about is stored already.</param>
    private sealed record Known(Guid IdentityId, IdentityKind Kind, string Value, Contact Owner, Conversation? Thread, bool IsStored);
}
