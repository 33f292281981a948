using Cosmo.Core.Live;
using Cosmo.Core.Team;
using Cosmo.Core.TeamThread;
using Cosmo.Core.Work;
using Microsoft.EntityFrameworkCore;

namespace Cosmo.Core.Notifications.Push;

/// <summary>Tells a member by push: when it leaves, for whom, and what it waits for.</summary>
internal static class Pushes
{
    /// <summary>Makes it due.</summary>
    /// <param name="quiet">Until when the member's quiet hours are; null outside of them.</param>
    public static void Ring(Change change, News news, DateTimeOffset? quiet)
    {
        var notice = Notice.To(news.MemberId, news.What, Ways.Push, news.TicketId == Guid.Empty ? null : news.TicketId, news.SubjectId, change.Now);
        change.Db.Add(notice);
        change.Tell(Topic.Notices(news.MemberId));
        if (quiet is { } until)
            Ringing.Hold(change, notice, News.Quiet, until);
        else
            // A moment later: five that came by then leave as one.
            change.Add(PushWork.Leaves(notice.Id, notice.TicketId is not null && MailsAtOnce.IsGathered(notice.Event) ? change.Now + Ringing.Gathers : null));
    }

    /// <summary>Tells in one what came at once or was held back.</summary>
    /// <param name="notices">Those of them that go by push; none where there are none.</param>
    public static void RingTogether(Change change, Guid memberId, List<Notice> notices)
    {
        if (notices.Count == 0)
            return;
        var what = notices.Exists(n => n.State is NoticeState.Held) ? NotificationEvent.Digest : NotificationEvent.NewTicket;
        Ring(change, new(memberId, what, Guid.Empty, null, null, null), quiet: null);
        notices.ForEach(n => n.Send(change.Now));
    }

    /// <summary>The browsers of a member whose sign-in is open.</summary>
    /// <param name="now">The time by the clock of sign-ins.</param>
    public static IQueryable<PushSubscription> Of(DbContext db, Guid memberId, DateTimeOffset now)
    {
        var over = now - SignInSession.Life;
        return from subscription in db.Set<PushSubscription>()
               where subscription.MemberId == memberId && !subscription.IsRemoved && db.Set<SignInSession>().Any(s => s.Id == subscription.SessionId && s.MemberId == memberId && s.CreatedAt > over)
                   && db.Set<Member>().Any(m => m.Id == memberId && m.IsActive)
               select subscription;
    }
}
