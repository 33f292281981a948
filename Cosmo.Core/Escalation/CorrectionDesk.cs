using Cosmo.Core.Conversations;
using Cosmo.Core.Live;
using Cosmo.Core.Team;
using Cosmo.Core.Tickets;
using Cosmo.Core.Work;
using Microsoft.EntityFrameworkCore;

namespace Cosmo.Core.Escalation;

/// <summary>
/// What members say about single tickets and answers. What is learnt are the customer's own words before the ticket or the answer:
/// a ticket may have been taken by hand, and what it shows is then a line of anybody.
/// </summary>
public sealed class CorrectionDesk(Changes changes)
{
    public static readonly Refusal NoWords = new("rules.no-words", "The customer had written nothing before this.");

    /// <summary>A member says that a message like a ticket's should open one, or should not; the same again takes it back.</summary>
    public Task<Refusal?> CorrectAsync(Guid ticketId, bool shouldOpen, Guid memberId, CancellationToken cancel = default) => AsMemberAsync(
        memberId,
        async change =>
        {
            if (await change.Db.Set<Ticket>().FindAsync([ticketId], cancel) is not { } ticket)
                return EscalationDesk.NotFound;
            if (await change.Db.Set<Correction>().FirstOrDefaultAsync(c => c.TicketId == ticketId, cancel) is { } said)
            {
                if (said.ShouldOpen == shouldOpen)
                    change.Db.Remove(said);
                else
                    said.Say(shouldOpen, memberId, change.Now);
            }
            else if (await BeforeAsync(change, ticket, cancel) is { } text)
                change.Db.Add(Correction.OfTicket(ticketId, text, shouldOpen, memberId, change.Now));
            else
                return NoWords;
            change.Tell(Topic.Rules, Topic.Conversation(ticket.ConversationId));
            return null;
        },
        cancel);

    /// <summary>A member says that a person should have answered instead of the assistant; the same again takes it back.</summary>
    public Task<Refusal?> CorrectAnswerAsync(Guid messageId, Guid memberId, CancellationToken cancel = default) => AsMemberAsync(
        memberId,
        async change =>
        {
            if (await change.Db.Set<Message>().AsNoTracking().FirstOrDefaultAsync(m => m.Id == messageId && m.Author == Author.Assistant, cancel) is not { } answer)
                return EscalationDesk.NotFound;
            if (await change.Db.Set<Correction>().FirstOrDefaultAsync(c => c.MessageId == messageId, cancel) is { } said)
                change.Db.Remove(said);
            else if (await LastAsync(Written(change, answer.ConversationId).Where(m => m.Position < answer.Position), cancel) is { } text)
                change.Db.Add(Correction.OfAnswer(messageId, text, memberId, change.Now));
            else
                return NoWords;
            change.Tell(Topic.Rules, Topic.Conversation(answer.ConversationId));
            return null;
        },
        cancel);

    // The message that opened it carries its id. What a member took by hand was opened by no message: the last one before it counts.
    private static async Task<string?> BeforeAsync(Change change, Ticket ticket, CancellationToken cancel)
    {
        var written = Written(change, ticket.ConversationId);
        return ticket.Trigger is not Trigger.Member
            && await written.Where(m => m.TicketId == ticket.Id).OrderBy(m => m.Position).Select(m => m.Text).FirstOrDefaultAsync(cancel) is { } opened
            ? opened
            : await LastAsync(written.Where(m => m.At <= ticket.OpenedAt), cancel);
    }

    private static IQueryable<Message> Written(Change change, Guid conversationId) => change.Db.Set<Message>().AsNoTracking()
        .Where(m => m.ConversationId == conversationId && m.Author == Author.Customer && m.Text != ""
            && m.Kind != MessageKind.Location && m.Kind != MessageKind.Contacts && m.Kind != MessageKind.Order && m.Kind != MessageKind.Unsupported);

    private static Task<string?> LastAsync(IQueryable<Message> written, CancellationToken cancel) =>
        written.OrderByDescending(m => m.Position).Select(m => (string?)m.Text).FirstOrDefaultAsync(cancel);

    private Task<Refusal?> AsMemberAsync(Guid memberId, Func<Change, Task<Refusal?>> decide, CancellationToken cancel) => changes.RunAsync(
        async change => await change.Db.Set<Member>().AnyAsync(m => m.Id == memberId && m.IsActive, cancel) ? await decide(change) : EscalationDesk.NotMember,
        cancel);
}
