using Cosmo.Core.Conversations;
using Cosmo.Core.Live;
using Cosmo.Core.Work;
using Microsoft.EntityFrameworkCore;

namespace Cosmo.Core.Tickets;

/// <summary>What becomes of a ticket when it shows late that its last answer left: it had failed, or nobody knew.</summary>
internal static class LateAnswers
{
    /// <summary>Whoever confirmed an answer longer ago than this sees it leave late: it waited for its number, or was sent again.</summary>
    private static readonly TimeSpan s_late = TimeSpan.FromMinutes(1);

    /// <summary>
    /// The ticket is answered again, unless the customer wrote since, and its quiet period begins now: before, they could
    /// not have answered.
    /// </summary>
    /// <param name="before">What was believed of the answer until now.</param>
    public static async Task LeftAsync(Change change, Ticket ticket, Message answer, Delivery before, CancellationToken cancel)
    {
        if (ticket.AnsweredAt != answer.At)
            return;
        if (ticket.State is TicketState.Requested)
        {
            var wroteSince = await change.Db.Set<Message>().AnyAsync(m => m.ConversationId == answer.ConversationId && m.Author == Author.Customer && m.Position > answer.Position, cancel);
            if (!ticket.AnswerLeft(wroteSince))
                return;
            TicketDesk.Record(change, ticket, TicketStep.Answered, answer.MemberId);
            change.Tell(Topic.Tickets, Topic.Inbox, Topic.Conversation(ticket.ConversationId));
        }
        else if (ticket.State is not TicketState.Answered || (before is not Delivery.Uncertain && change.Now - answer.At < s_late))
        {
            return;
        }

        await QuietTickets.SetAsync(change, ticket, answer.At, cancel);
    }
}
