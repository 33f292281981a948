using Cosmo.Core.Hours;
using Cosmo.Core.Storage;
using Microsoft.EntityFrameworkCore;

namespace Cosmo.Core.Tickets;

/// <summary>How long customers have waited lately, for telling the next one honestly.</summary>
public sealed class TypicalWait(TimeProvider clock)
{
    private static readonly TimeSpan s_lately = TimeSpan.FromDays(7);

    /// <summary>Fewer answers than this say nothing about the next one.</summary>
    private const int FewestAnswers = 5;

    private static readonly TimeSpan s_keep = TimeSpan.FromMinutes(1);
    private (DateTimeOffset Until, TimeSpan? Wait) _known;

    /// <summary>
    /// The median first-response time of the last seven days, in the hours of each ticket's department: it is told while somebody is
    /// there. What a member began was answered as it was opened, and says nothing of a wait.
    /// </summary>
    /// <returns>Null when there were too few answers to tell.</returns>
    public async Task<TimeSpan?> RecentAsync(CosmoContext db, CancellationToken cancel)
    {
        var now = clock.GetUtcNow();
        if (_known.Until > now)
            return _known.Wait;
        var since = now - s_lately;
        var answered = await db.Set<Ticket>().AsNoTracking()
            .Where(t => t.OpenedAt > since && t.FirstAnsweredAt != null && t.Trigger != Trigger.Member)
            .OrderByDescending(t => t.OpenedAt).Take(200)
            .Select(t => new { t.DepartmentId, t.OpenedAt, t.FirstAnsweredAt })
            .ToListAsync(cancel);
        var book = await HoursBook.ReadAsync(db);
        var waits = answered.Select(t => book.For(t.DepartmentId ?? HoursPlan.Business).Between(t.OpenedAt, t.FirstAnsweredAt!.Value)).Order().ToList();
        _known = (now + s_keep, waits.Count < FewestAnswers ? null : waits[waits.Count / 2]);
        return _known.Wait;
    }
}
