using Cosmo.Core.Channels.WhatsApp;
using Cosmo.Core.Conversations;
using Cosmo.Core.Live;
using Cosmo.Core.Team;
using Cosmo.Core.Tickets;
using Cosmo.Core.Work;
using Microsoft.EntityFrameworkCore;

namespace Cosmo.Core.Channels;

/// <summary>What a person decides about a message of which nobody knows whether it left, or that failed.</summary>
public sealed class UncertainSends(Changes changes)
{
    /// <summary>
    /// How long the provider may still say what became of a send that it did not answer. Meta's statuses come within one to
    /// two minutes; who sends again before may send twice.
    /// </summary>
    public static readonly TimeSpan StatusMayCome = TimeSpan.FromMinutes(2);

    public static readonly Refusal Settled = new("send.settled", "This message is settled already.");
    public static readonly Refusal TooSoon = new("send.too-soon", "The provider may still say whether this message arrived. Try again in two minutes.");

    /// <summary>The customer has it: somebody asked or saw it.</summary>
    public Task<Refusal?> ArrivedAsync(Guid messageId, Guid memberId, CancellationToken cancel = default) => ChangeAsync(
        messageId,
        memberId,
        async (change, message, outgoing) =>
        {
            if (outgoing.Delivery is not Delivery.Uncertain)
                return Settled;
            Record(change, message, TicketStep.SaidArrived, memberId);
            await Deliveries.LearnAsync(change, outgoing, o => o.Progress(Delivery.Sent, null, change.Now));
            return null;
        },
        cancel);

    /// <summary>The customer does not have it: the same words leave once more, by a person's decision.</summary>
    public Task<Refusal?> SendAgainAsync(Guid messageId, Guid memberId, CancellationToken cancel = default) => ChangeAsync(
        messageId,
        memberId,
        (change, message, outgoing) =>
        {
            if (outgoing.Delivery is not (Delivery.Uncertain or Delivery.Failed))
                return Task.FromResult<Refusal?>(Settled);
            if (outgoing is { Delivery: Delivery.Uncertain, BegunAt: { } begun } && change.Now - begun < StatusMayCome)
                return Task.FromResult<Refusal?>(TooSoon);
            Record(change, message, TicketStep.SentAgain, memberId);
            outgoing.Supersede();
            Outbox.Queue(change, message, WhatsAppSend.FromJson(outgoing.Payload));
            message.Report(Delivery.Queued, null, null, null, null);
            return Task.FromResult<Refusal?>(null);
        },
        cancel);

    private static void Record(Change change, Message message, TicketStep step, Guid memberId)
    {
        if (message.TicketId is not { } ticketId)
            return;
        change.Db.Add(TicketEvent.Of(ticketId, step, change.Now, memberId));
        change.Tell(Topic.Tickets);
    }

    private Task<Refusal?> ChangeAsync(Guid messageId, Guid memberId, Func<Change, Message, Outgoing, Task<Refusal?>> decide, CancellationToken cancel) => changes.RunAsync(
        async change =>
        {
            if (await Members.RefuseAsync(change, memberId, cancel) is { } refused)
                return refused;
            var outgoing = await change.Db.Set<Outgoing>().Where(o => o.MessageId == messageId).OrderByDescending(o => o.Id).FirstOrDefaultAsync(cancel);
            if (outgoing is null || await change.Db.Set<Message>().FindAsync([messageId], cancel) is not { } message)
                return Settled;
            change.Tell(Topic.Conversation(message.ConversationId));
            return await decide(change, message, outgoing);
        },
        cancel);
}
