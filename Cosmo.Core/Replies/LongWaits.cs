using Cosmo.Core.Assistant.AutoResponses;
using Cosmo.Core.Tickets;
using Cosmo.Core.Work;
using Microsoft.EntityFrameworkCore;

namespace Cosmo.Core.Replies;

/// <summary>
/// The timer of a long wait: a row, so it outlives a restart. While a member works on an answer nothing is said; it would
/// come between them and their customer, and hold their confirmation.
/// </summary>
internal sealed class LongWaits : IWorkHandler
{
    /// <summary>A draft that is older was left lying, and is no answer about to leave.</summary>
    private static readonly TimeSpan s_atWork = TimeSpan.FromMinutes(15);

    public WorkKind Kind => TicketWork.LongWait;

    public async Task HandleAsync(Change change, WorkItem item, CancellationToken cancel)
    {
        var (ticketId, _) = TicketWork.Read(item);
        var since = change.Now - s_atWork;
        var isBeingAnswered = await change.Db.Set<Draft>().AnyAsync(
            d => d.TicketId == ticketId && d.CreatedAt > since && (d.PreparedId == null || d.Source == DraftSource.Browser)   // what was only laid before somebody is no work on it
                && (d.State == DraftState.Composing || d.State == DraftState.Open || d.State == DraftState.Held || d.State == DraftState.Stuck),
            cancel);
        await AutoResponder.WaitedAsync(change, ticketId, isBeingAnswered, cancel);
    }
}
