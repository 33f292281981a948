using Cosmo.Core.Live;
using Cosmo.Core.Notifications.Push;
using Cosmo.Core.Team;
using Cosmo.Core.TeamThread;
using Cosmo.Core.Work;
using Microsoft.EntityFrameworkCore;

namespace Cosmo.Core.Notifications;

/// <summary>Tells a member by the ways beside the phone, and keeps a line of the log for each way.</summary>
internal static class Ringing
{
    /// <summary>So long what came at once is gathered.</summary>
    public static readonly TimeSpan Gathers = TimeSpan.FromSeconds(2);

    /// <summary>So long at most, while more comes.</summary>
    public static readonly TimeSpan GathersAtMost = TimeSpan.FromSeconds(10);

    /// <summary>Writes what became of it on the phone, and tells by the other ways that the member chose.</summary>
    public static async Task TellAsync(Change change, News news, bool mails, CancellationToken cancel)
    {
        var choices = await NotificationChoices.FindAsync(change, news.MemberId);
        var ways = choices?.For(news.What) ?? NotificationChoices.Usual(news.What);
        var quiet = choices?.QuietUntil(change.Now);
        if (ways.HasFlag(Ways.Phone) && news.Why is not News.Off)
            await OnPhoneAsync(change, news, quiet);
        // Where the phone cannot be reached, what must not be missed goes by e-mail, chosen or not.
        // Whoever works without one reads what a customer writes on the pages.
        var instead = news.Why is not (null or News.Off or News.Quiet or News.OffDuty or News.Grouped) && News.IsUrgent(news.What)
            && (news.Why is not News.NoPhone || news.What is not (NotificationEvent.FollowUp or NotificationEvent.Woken));
        if (ways.HasFlag(Ways.Email) || (instead && mails))
            await ByMailAsync(change, news, quiet, mails, cancel);
        if (ways.HasFlag(Ways.Browser))
            InBrowser(change, news, quiet);
        if (ways.HasFlag(Ways.Push))
            Pushes.Ring(change, news, quiet);
    }

    /// <summary>Makes an e-mail due.</summary>
    public static async Task ByMailAsync(Change change, News news, DateTimeOffset? quiet, bool mails, CancellationToken cancel)
    {
        var notice = Keep(change, news, Ways.Email);
        var address = await change.Db.Set<Member>().Where(m => m.Id == news.MemberId).Select(m => m.Email).FirstOrDefaultAsync(cancel);
        if (!mails)
            notice.Put(NoticeState.Skipped, "mail-off");
        else if (string.IsNullOrEmpty(address))
            notice.Put(NoticeState.Skipped, "no-address");
        else if (quiet is { } until)
            Hold(change, notice, News.Quiet, until);
        else
            // A moment later: five that came by then leave as one.
            change.Add(new(NotificationWork.Mail, $"mail:{notice.Id}", notice.Id.ToString(), Due: notice.TicketId is not null && MailsAtOnce.IsGathered(notice.Event) ? change.Now + Gathers : null));
    }

    private static async Task OnPhoneAsync(Change change, News news, DateTimeOffset? quiet)
    {
        var notice = Keep(change, news, Ways.Phone);
        notice.TeamMessageId = news.TeamMessageId;
        switch (news.Why)
        {
            case null:
                notice.Send(change.Now);
                break;
            case News.Quiet when quiet is { } until:
                Hold(change, notice, News.Quiet, until);
                break;
            case News.OffDuty when await new PhoneDuty(change).OffAsync(news.MemberId, news.TicketId) is { } off:
                HoldForDuty(change, notice, off);
                break;
            case News.Quiet or News.OffDuty or News.Grouped:   // they are there by now
                notice.Put(NoticeState.Grouped, News.Grouped);
                change.Add(Gathering(news.MemberId, change.Now + Gathers));
                break;
            default:
                notice.Fail(news.Why);
                break;
        }
    }

    private static void InBrowser(Change change, News news, DateTimeOffset? quiet)
    {
        var notice = Keep(change, news, Ways.Browser);
        if (quiet is not null)
            notice.Put(NoticeState.Skipped, News.Quiet);   // the pages show it anyway, without a sound
        change.Tell(Topic.Notices(news.MemberId));
    }

    private static Notice Keep(Change change, News news, Ways way)
    {
        var notice = Notice.To(news.MemberId, news.What, way, news.TicketId == Guid.Empty ? null : news.TicketId, news.SubjectId, change.Now);
        change.Append(notice);
        change.Tell(Topic.Notices(news.MemberId));
        return notice;
    }

    /// <summary>Holds something back.</summary>
    /// <param name="why">The key of the words for it.</param>
    public static void Hold(Change change, Notice notice, string why, DateTimeOffset until)
    {
        notice.Put(NoticeState.Held, why);
        change.Add(Gathering(notice.MemberId, until));
    }

    /// <summary>Holds something back until the member is there; where nobody knows when that is, the pages show it.</summary>
    public static void HoldForDuty(Change change, Notice notice, OffDuty off)
    {
        if (off.Until is { } until)
            Hold(change, notice, News.OffDuty, until);
        else
            notice.Put(NoticeState.Skipped, News.OffDuty);
    }

    // One for each moment: what is gathered is whatever waits then.
    public static NewWork Gathering(Guid memberId, DateTimeOffset due) =>
        new(NotificationWork.Gather, $"gather:{memberId}:{due.ToUnixTimeSeconds()}", memberId.ToString(), $"gather:{memberId}:{due.ToUnixTimeSeconds()}", due);
}

/// <summary>A phone was told something, or not.</summary>
internal sealed class HearingNews(Mailer mailer) : IWorkHandler
{
    public WorkKind Kind => News.Kind;

    public Task HandleAsync(Change change, WorkItem item, CancellationToken cancel) => Ringing.TellAsync(change, News.Read(item), mailer.IsOn, cancel);
}

/// <summary>What had left for a phone did not arrive: the log says so, and what must not be missed goes by e-mail.</summary>
internal sealed class LosingNews(Mailer mailer) : IWorkHandler
{
    public WorkKind Kind => News.Lost;

    public async Task HandleAsync(Change change, WorkItem item, CancellationToken cancel)
    {
        var parts = item.Body.Split(' ', 2);
        var teamMessageId = Guid.Parse(parts[0]);
        foreach (var notice in await change.Db.Set<Notice>().Where(n => n.TeamMessageId == teamMessageId).ToListAsync(cancel))
        {
            notice.Fail(parts[1]);
            var told = await change.Db.Set<Notice>().AnyAsync(n => n.MemberId == notice.MemberId && n.Way == Ways.Email && n.TicketId == notice.TicketId && n.Event == notice.Event && n.SubjectId == notice.SubjectId, cancel);
            if (mailer.IsOn && !told && News.IsUrgent(notice.Event))
                await Ringing.ByMailAsync(change, new(notice.MemberId, notice.Event, notice.TicketId ?? Guid.Empty, notice.SubjectId, null, null), null, mails: true, cancel);
            change.Tell(Topic.Notices(notice.MemberId));
        }
    }
}
