using Cosmo.Core.TeamThread;
using Cosmo.Core.Work;
using Microsoft.EntityFrameworkCore;

namespace Cosmo.Core.Notifications;

/// <summary>Looks at an e-mail of a ticket once more before it leaves: quiet hours may have begun, or others may have come at once.</summary>
internal static class MailsAtOnce
{
    /// <summary>Customers who wait: what five of them ask for is one look at the queue.</summary>
    public static bool IsGathered(NotificationEvent what) => what is NotificationEvent.NewTicket or NotificationEvent.Escalated or NotificationEvent.FollowUp;

    /// <summary>Holds it back, if it is not to leave alone and now.</summary>
    /// <returns>What becomes of its work; null where it leaves.</returns>
    public static async Task<WorkOutcome?> HoldBackAsync(Change change, WorkItem item, Notice notice)
    {
        if (notice.Event is NotificationEvent.Digest or NotificationEvent.Test)
            return null;
        // A server that was busy before them may take it within the quiet hours.
        if ((await NotificationChoices.FindAsync(change, notice.MemberId))?.QuietUntil(change.Now) is { } until)
        {
            if (notice.TicketId is null)
                return WorkOutcome.WaitUntil(until, News.Quiet);
            Ringing.Hold(change, notice, News.Quiet, until);
            return WorkOutcome.Done;
        }

        if (notice.TicketId is null || !IsGathered(notice.Event))
            return null;
        var waiting = (await change.Db.Set<Notice>()
            .Where(n => n.MemberId == notice.MemberId && n.Way == Ways.Email && n.State == NoticeState.Waiting && n.TicketId != null).ToListAsync())
            .FindAll(n => IsGathered(n.Event));
        if (waiting.Count < News.MostAtOnce)
            return null;
        // Those that were leased before this one are on their way already.
        var kind = NotificationWork.Mail.Name;
        var leaving = (await change.Db.Set<WorkItem>().Where(w => w.State == WorkState.Leased && w.Kind == kind && w.LeaseMs < item.LeaseMs).Select(w => w.Body).ToListAsync()).ToHashSet();
        waiting.RemoveAll(n => leaving.Contains(n.Id.ToString()));
        if (waiting.Count < News.MostAtOnce)
            return null;
        foreach (var one in waiting)
            one.Put(NoticeState.Grouped, News.Grouped);
        change.Add(Ringing.Gathering(notice.MemberId, change.Now + Ringing.Gathers));
        return WorkOutcome.Done;
    }
}
