using Cosmo.Core.Conversations;
using Cosmo.Core.Live;
using Cosmo.Core.Tickets;
using Cosmo.Core.Work;

namespace Cosmo.Core.Channels;

/// <summary>Carries what is learnt about a send to the message it was for.</summary>
internal static class Deliveries
{
    /// <summary>The send's state has changed: the message shows it, and whoever waits for it is told.</summary>
    public static async Task SpreadAsync(Change change, Outgoing outgoing, DateTimeOffset at)
    {
        if (outgoing.MessageId is { } messageId && await change.Db.Set<Message>().FindAsync([messageId]) is { } message)
        {
            message.Report(outgoing.Delivery, outgoing.ProviderId, outgoing.Error, at);
            change.Tell(Topic.Conversation(message.ConversationId));
            if (message.TicketId is { } ticketId && (outgoing.Delivery is Delivery.Failed or Delivery.Uncertain))
            {
                if (outgoing.Delivery is Delivery.Failed && message.Author is Author.Member && await change.Db.Set<Ticket>().FindAsync([ticketId]) is { } ticket)
                    ticket.AnswerFailed(change.Now);   // or it would close as answered, with the customer waiting
                change.Db.Add(TicketEvent.Of(ticketId, outgoing.Delivery is Delivery.Failed ? TicketStep.Failed : TicketStep.Uncertain, change.Now, message.MemberId, outgoing.Error));
                change.Tell(Topic.Tickets);
            }

            if (message.DraftId is null)
                return;
        }

        change.Add(new(ChannelWork.Delivered, $"delivered:{outgoing.Id}", $"{outgoing.Id} {outgoing.Delivery}"));
    }
}
