using Cosmo.Core.Channels.WhatsApp;
using Cosmo.Core.Conversations;
using Cosmo.Core.Storage;
using Cosmo.Core.Work;
using Microsoft.EntityFrameworkCore;

namespace Cosmo.Core.Channels;

/// <summary>Puts messages on their way, inside the change that decided on them: both happen, or neither.</summary>
public static class Outbox
{
    private static readonly CompiledList<Guid, Guid, Identity> s_addresses = new((db, contact, account) =>
        db.Set<Identity>().AsNoTracking().Where(i => i.ContactId == contact && i.ChannelAccountId == account)
            .OrderByDescending(i => i.Id));   // the newest first: numbers and ids change

    /// <summary>A message of a conversation is to leave.</summary>
    /// <param name="change">The change that decided on it.</param>
    /// <param name="message">The message, added to the change already.</param>
    /// <param name="send">What is sent; its callback data is set here.</param>
    /// <param name="due">Not before; null for at once.</param>
    public static Outgoing Queue(Change change, Message message, WhatsAppSend send, DateTimeOffset? due = null)
    {
        var id = Guid.CreateVersion7();
        var payload = (send with { CallbackData = id.ToString() }).ToJson();
        return Queue(change, Outgoing.ForMessage(message.ChannelAccountId, message.Id, id, payload, change.Now), send, due);
    }

    /// <summary>A message of a member's thread is to leave.</summary>
    public static Outgoing QueueForTeam(Change change, Guid accountId, Guid teamMessageId, WhatsAppSend send)
    {
        var id = Guid.CreateVersion7();
        var payload = (send with { CallbackData = id.ToString() }).ToJson();
        return Queue(change, Outgoing.ForTeam(accountId, teamMessageId, id, payload, change.Now), send, null);
    }

    /// <summary>A message that was taken back need not wait for its time: whatever stands behind it in its lane may go.</summary>
    public static async Task PassAsync(Change change, Guid outgoingId, CancellationToken cancel)
    {
        var (body, now) = (outgoingId.ToString(), change.Now.ToUnixTimeMilliseconds());
        await change.Db.Set<WorkItem>()
            .Where(w => w.State == WorkState.Ready && w.IsExternal && w.DueMs > now && w.Kind == ChannelWork.Send.Name && w.Body == body)
            .ExecuteUpdateAsync(s => s.SetProperty(w => w.DueMs, now), cancel);
        change.Wake();
    }

    /// <summary>How a contact is addressed at an account: by phone where it is known, else by user id.</summary>
    public static async Task<WhatsAppRecipient> RecipientAsync(Change change, Conversation conversation)
    {
        var identities = await s_addresses.RunAsync(change.Db, conversation.ContactId, conversation.ChannelAccountId);
        return new(
            identities.FirstOrDefault(i => i.Kind is IdentityKind.Phone)?.Value,
            identities.FirstOrDefault(i => i.Kind is IdentityKind.UserId)?.Value);
    }

    /// <summary>How the lanes of everything begin that leaves by an account.</summary>
    internal static string LanesOf(Guid accountId) => $"send:{accountId}:";

    private static Outgoing Queue(Change change, Outgoing outgoing, WhatsAppSend send, DateTimeOffset? due)
    {
        change.Db.Add(outgoing);
        // One lane per recipient: several sends at once may arrive in another order than they were called.
        change.Add(new(ChannelWork.Send, LanesOf(outgoing.ChannelAccountId) + send.To.Key, outgoing.Id.ToString(), Due: due));
        return outgoing;
    }
}
