using Cosmo.Core.Channels.WhatsApp;
using Cosmo.Core.Conversations;
using Cosmo.Core.Work;
using Microsoft.EntityFrameworkCore;

namespace Cosmo.Core.Channels;

/// <summary>
/// Keeps how Meta itself addresses somebody we wrote to. The number in its answer may differ from ours (Brazil and Mexico
/// write some numbers with and without a digit), and the customer's own messages come with that one.
/// </summary>
internal static class LearntAddresses
{
    /// <summary>Adds what the answer to a send tells about the customer and was not known; nothing for a member of the team.</summary>
    public static async Task KeepAsync(Change change, Guid outgoingId, SendOutcome.Accepted accepted, WhatsAppRecipient to)
    {
        var phone = accepted.WaId is { } digits && to.To is { } sent && sent != "+" + digits ? digits : null;
        var userId = to.UserId is null ? accepted.UserId : null;
        if (phone is null && userId is null)
            return;
        var conversation = await (
            from outgoing in change.Db.Set<Outgoing>()
            where outgoing.Id == outgoingId
            join message in change.Db.Set<Message>() on outgoing.MessageId equals message.Id
            join c in change.Db.Set<Conversation>() on message.ConversationId equals c.Id
            select c).FirstOrDefaultAsync();
        if (conversation is null)
            return;
        await Reception.AddAliasAsync(change, conversation.ContactId, conversation.ChannelAccountId, IdentityKind.Phone, phone, CancellationToken.None);
        await Reception.AddAliasAsync(change, conversation.ContactId, conversation.ChannelAccountId, IdentityKind.UserId, userId, CancellationToken.None);
    }
}
