using Cosmo.Core.Conversations;
using Cosmo.Core.Settings;
using Cosmo.Core.Work;
using Microsoft.EntityFrameworkCore;

namespace Cosmo.Core.Tickets;

/// <summary>
/// Closes a ticket with its first answer, where administrators chose so; it is off until they do. Only an answer that has left
/// closes it: as long as it can be taken back, or may yet fail, the customer could still be waiting. The first that leaves counts:
/// one that failed or was taken back was none, and a ticket that was reopened has its first answer again.
/// </summary>
public static class FirstAnswer
{
    /// <summary>The setting: "true" or "false".</summary>
    public const string Key = "Tickets:CloseOnFirstAnswer";

    /// <summary>The reason kept with a ticket that its first answer closed.</summary>
    public const string Reason = "first-answer";

    private const string On = "true";

    /// <summary>Whether the first answer closes its ticket.</summary>
    public static async Task<bool> ClosesAsync(DbContext db, CancellationToken cancel = default) =>
        await db.Set<Setting>().AsNoTracking().AnyAsync(s => s.Key == Key && s.Value == On, cancel);

    /// <summary>A member's answer was sent: if it is the last word, its ticket ends.</summary>
    internal static async Task LeftAsync(Change change, Ticket ticket, Message answer, CancellationToken cancel)
    {
        if (ticket.State is TicketState.Answered && ticket.AnsweredAt == answer.At && await ClosesAsync(change.Db, cancel))
            await TicketDesk.CloseAsync(change, ticket, answer.MemberId, Reason, cancel);
    }

    /// <summary>The answer that closed a ticket did not arrive after all: the customer still waits, unless another ticket goes on meanwhile.</summary>
    /// <param name="others">When the ticket's answers were given that are not lost.</param>
    internal static async Task FailedAsync(Change change, Ticket ticket, Message answer, IReadOnlyList<DateTimeOffset> others, CancellationToken cancel)
    {
        if (ticket is { State: TicketState.Closed, CloseReason: Reason } && ticket.AnsweredAt == answer.At
            && await TicketDesk.FindOpenAsync(change, ticket.ConversationId) is null)
            await TicketDesk.ReopenAsync(change, ticket, null, ticket.WaitsSince(answer.At, others), cancel);
    }
}
