using Cosmo.Core.Conversations;
using Cosmo.Core.Live;
using Cosmo.Core.Storage;
using Cosmo.Core.Tickets;
using Cosmo.Core.Work;
using Microsoft.EntityFrameworkCore;

namespace Cosmo.Core.Channels;

/// <summary>Carries what is learnt about a send to the message it was for.</summary>
internal static class Deliveries
{
    private static readonly CompiledQuery<Guid, Found?> s_found = new((db, id) => (
        from outgoing in db.Set<Outgoing>()
        where outgoing.Id == id
        join message in db.Set<Message>() on outgoing.MessageId equals message.Id into messages
        from message in messages.DefaultIfEmpty()
        select new Found(outgoing, message)).FirstOrDefault());

    /// <summary>A send with the message it is for, in one look.</summary>
    public static async Task<Outgoing?> FindAsync(Change change, Guid id) => (await s_found.RunAsync(change.Db, id))?.Outgoing;

    /// <summary>
    /// Lets the outbox learn something: the message shows it, and whoever waits for the send is told once. A status and
    /// our own answer may bring the same news in either order.
    /// </summary>
    public static async Task LearnAsync(Change change, Outgoing outgoing, Action<Outgoing> learn)
    {
        var before = outgoing.Delivery;
        learn(outgoing);
        if (outgoing.IsSuperseded)
            return;   // a late word on a try that a person has replaced: the message is what its newest try is
        var message = outgoing.MessageId is { } messageId ? await change.Db.Set<Message>().FindAsync([messageId]) : null;
        if (message is not null)
        {
            message.Report(outgoing.Delivery, outgoing.ProviderId, outgoing.Error, outgoing.DeliveredAt, outgoing.ReadAt);
            change.Tell(Topic.Conversation(message.ConversationId));
        }

        if (outgoing.Delivery == before)
            return;
        if (outgoing.Delivery is Delivery.Failed)
            await FailureEffects.ApplyAsync(change, outgoing, message);
        if (message?.TicketId is { } ticketId && (outgoing.Delivery is Delivery.Failed or Delivery.Uncertain))
        {
            if (outgoing.Delivery is Delivery.Failed && message.Author is Author.Member && await change.Db.Set<Ticket>().FindAsync([ticketId]) is { } ticket)
            {
                var others = await OthersAsync(change, message);
                await FirstAnswer.FailedAsync(change, ticket, message, others, CancellationToken.None);
                ticket.AnswerFailed(message.At, others);   // or it would close as answered, with the customer waiting
                change.Add(TicketWork.Of(TicketWork.Waits, ticketId));
            }

            change.Db.Add(TicketEvent.Of(ticketId, outgoing.Delivery is Delivery.Failed ? TicketStep.Failed : TicketStep.Uncertain, change.Now, message.MemberId, outgoing.Error));
            change.Tell(Topic.Tickets);
        }
        else if (message is { Author: Author.Member, TicketId: { } answered } && HasLeft(outgoing.Delivery) && !HasLeft(before)
            && await change.Db.Set<Ticket>().FindAsync([answered]) is { } last)
        {
            await LateAnswers.LeftAsync(change, last, message, before, CancellationToken.None);
            await FirstAnswer.LeftAsync(change, last, message, CancellationToken.None);
        }

        if (message is null || message.DraftId is not null)
            change.Add(new(ChannelWork.Delivered, $"delivered:{outgoing.Id}", $"{outgoing.Id} {outgoing.Delivery}"));
    }

    // When the ticket's other answers were given, as far as they are not lost too.
    private static Task<List<DateTimeOffset>> OthersAsync(Change change, Message failed) => change.Db.Set<Message>()
        .Where(m => m.TicketId == failed.TicketId && m.Id != failed.Id && m.Author == Author.Member && m.Delivery != Delivery.Recalled && m.Delivery != Delivery.Failed)
        .Select(m => m.At).ToListAsync();

    private static bool HasLeft(Delivery delivery) => delivery is Delivery.Sent or Delivery.Delivered or Delivery.Read;

    private sealed record Found(Outgoing Outgoing, Message? Message);
}
