using Cosmo.Core.Channels;
using Cosmo.Core.Conversations;
using Cosmo.Core.Notifications;
using Cosmo.Core.Tickets;
using Cosmo.Core.Work;
using Microsoft.EntityFrameworkCore;

namespace Cosmo.Tests.Crash;

/// <summary>Looks into the database of another process.</summary>
internal static class Idleness
{
    // They look whether somebody answered meanwhile; nothing waits for them.
    private static readonly string[] s_clocks = [TicketWork.Clock.Name, TicketWork.Opening.Name, TicketWork.Delivery.Name, TicketWork.LongWait.Name, NotificationWork.Digest.Name, NotificationWork.DigestPlan.Name];

    /// <summary>True when nothing is under way or due soon.</summary>
    public static async Task<bool> IsIdleAsync(this TestDatabase database)
    {
        await using var db = database.CreateDbContext();
        var now = DateTimeOffset.UtcNow;
        var (due, soon) = (now.ToUnixTimeMilliseconds(), now.AddMinutes(10).ToUnixTimeMilliseconds());   // what is due later are timers of days
        return !await db.Set<WorkItem>().AnyAsync(w => w.State == WorkState.Leased
                || ((w.State == WorkState.Ready || w.State == WorkState.Waiting) && (w.DueMs <= due || (w.DueMs < soon && !s_clocks.Contains(w.Kind)))))
            && !await db.Set<Outgoing>().AnyAsync(o => o.Delivery == Delivery.Queued || o.Delivery == Delivery.Sending);
    }
}
