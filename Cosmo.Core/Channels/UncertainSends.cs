using Cosmo.Core.Channels.WhatsApp;
using Cosmo.Core.Conversations;
using Cosmo.Core.Live;
using Cosmo.Core.Work;
using Microsoft.EntityFrameworkCore;

namespace Cosmo.Core.Channels;

/// <summary>What a person decides about a message of which nobody knows whether it left, or that failed.</summary>
public sealed class UncertainSends(Changes changes)
{
    public static readonly Refusal Settled = new("send.settled", "This message is settled already.");

    /// <summary>The customer has it: somebody asked or saw it.</summary>
    public Task<Refusal?> ArrivedAsync(Guid messageId, CancellationToken cancel = default) => ChangeAsync(
        messageId,
        async (change, message, outgoing) =>
        {
            if (outgoing.Delivery is not Delivery.Uncertain)
                return Settled;
            await Deliveries.LearnAsync(change, outgoing, o => o.Progress(Delivery.Sent, null, change.Now));
            return null;
        },
        cancel);

    /// <summary>The customer does not have it: the same words leave once more, by a person's decision.</summary>
    public Task<Refusal?> SendAgainAsync(Guid messageId, CancellationToken cancel = default) => ChangeAsync(
        messageId,
        (change, message, outgoing) =>
        {
            if (outgoing.Delivery is not (Delivery.Uncertain or Delivery.Failed))
                return Task.FromResult<Refusal?>(Settled);
            outgoing.Fail("sent-again", null);
            Outbox.Queue(change, message, WhatsAppSend.FromJson(outgoing.Payload));
            message.Report(Delivery.Queued, null, null, null, null);
            return Task.FromResult<Refusal?>(null);
        },
        cancel);

    private Task<Refusal?> ChangeAsync(Guid messageId, Func<Change, Message, Outgoing, Task<Refusal?>> decide, CancellationToken cancel) => changes.RunAsync(
        async change =>
        {
            var outgoing = await change.Db.Set<Outgoing>().Where(o => o.MessageId == messageId).OrderByDescending(o => o.Id).FirstOrDefaultAsync(cancel);
            if (outgoing is null || await change.Db.Set<Message>().FindAsync([messageId], cancel) is not { } message)
                return Settled;
            change.Tell(Topic.Conversation(message.ConversationId));
            return await decide(change, message, outgoing);
        },
        cancel);
}
