using System.Globalization;
using Cosmo.Core.Notifications.Push;
using Cosmo.Core.TeamThread;
using Cosmo.Core.Tickets;
using Cosmo.Core.Work;
using Microsoft.EntityFrameworkCore;

namespace Cosmo.Core.Notifications;

/// <summary>Tells in one message what came at once, or what quiet hours and the end of duty held back. What somebody else took meanwhile is left out.</summary>
internal sealed class Gathering(Mailer mailer) : IWorkHandler
{
    /// <summary>Tickets named; the others are counted.</summary>
    private const int MostNamed = 20;

    public WorkKind Kind => NotificationWork.TellGathered;

    public async Task HandleAsync(Change change, WorkItem item, CancellationToken cancel)
    {
        var memberId = Guid.Parse(item.Body);
        var choices = await change.Db.Set<NotificationChoices>().AsNoTracking().FirstOrDefaultAsync(c => c.MemberId == memberId, cancel);
        if (choices?.QuietUntil(change.Now) is not null)
            return;   // the quiet hours were changed meanwhile; their new end has its own row
        if (await ComeStillAsync(change, memberId, cancel))
        {
            change.Add(Ringing.Gathering(memberId, change.Now + Ringing.Gathers));
            return;
        }

        // At the end of the quiet hours the summary of the morning brings what was held back, by whichever of the two is first.
        if (await change.Db.Set<Notice>().AnyAsync(n => n.MemberId == memberId && n.State == NoticeState.Held, cancel)
            && await Digest.TellAsync(change, memberId, mailer.IsOn, cancel))
            await change.Db.SaveChangesAsync(cancel);
        var waiting = await change.Db.Set<Notice>()
            .Where(n => n.MemberId == memberId && (n.State == NoticeState.Held || n.State == NoticeState.Grouped)).OrderBy(n => n.At).ToListAsync(cancel);
        if (waiting.Count == 0)
            return;
        var open = await Case.OpenForAsync(change.Db, memberId, cancel);
        foreach (var notice in waiting.Where(n => News.IsInList(n.Event) && !open.Exists(t => t.Ticket.Id == n.TicketId)))
            notice.Put(NoticeState.Skipped, HeldNews.Over);
        var rest = await HeldNews.WithoutOffDutyAsync(change, waiting.FindAll(n => n.State is not NoticeState.Skipped));
        await HeldNews.TellAsync(change, memberId, rest.FindAll(n => !News.IsInList(n.Event)), cancel);
        rest.RemoveAll(n => !News.IsInList(n.Event));
        if (rest.Count == 0)
            return;
        var named = rest.Select(n => n.TicketId).ToHashSet();
        open.RemoveAll(t => !named.Contains(t.Ticket.Id));

        await OnPhoneAsync(change, memberId, rest.FindAll(n => n.Way is Ways.Phone), open, cancel);
        Pushes.RingTogether(change, memberId, rest.FindAll(n => n.Way is Ways.Push));
        var mails = rest.FindAll(n => n.Way is Ways.Email);
        if (mails.Count > 0)
            await Ringing.ByMailAsync(change, new(memberId, mails.Exists(n => n.State is NoticeState.Held) ? NotificationEvent.Digest : NotificationEvent.NewTicket, Guid.Empty, null, null, null), null, mailer.IsOn, cancel);
        foreach (var notice in mails)
            notice.Send(change.Now);
    }

    // Whatever is about to be told comes into the same message, but nobody waits for it for longer than a moment.
    private static async Task<bool> ComeStillAsync(Change change, Guid memberId, CancellationToken cancel)
    {
        var (kind, member, now) = (TicketWork.Notify.Name, memberId.ToString(), change.Now.ToUnixTimeMilliseconds());
        var longest = change.Now - Ringing.GathersAtMost;
        return await change.Db.Set<WorkItem>().AnyAsync(w => w.State < WorkState.Done && w.IsExternal && w.Kind == kind && w.DueMs <= now && w.Body.EndsWith(member), cancel)
            && !await change.Db.Set<Notice>().AnyAsync(n => n.MemberId == memberId && n.State == NoticeState.Grouped && n.At <= longest, cancel)
            && await change.Db.Set<Notice>().AnyAsync(n => n.MemberId == memberId && n.State == NoticeState.Grouped, cancel);
    }

    private static async Task OnPhoneAsync(
        Change change, Guid memberId, List<Notice> notices, List<(Ticket Ticket, Conversations.Contact Contact)> open, CancellationToken cancel)
    {
        if (notices.Count == 0)
            return;
        if (await ThreadVoice.FindAsync(change, memberId) is not { } listener)
        {
            notices.ForEach(n => n.Fail(News.NoPhone));
            return;
        }

        var title = listener.Say("group.title", ("count", open.Count.ToString(CultureInfo.InvariantCulture)));
        var text = title + "\n" + await ThreadCommands.LinesAsync(change, listener, [.. open.Take(MostNamed)], cancel);
        var message = await ThreadVoice.SummariseAsync(change, listener, open.ConvertAll(t => t.Ticket), text, title, cancel);
        foreach (var notice in notices)
        {
            notice.TeamMessageId = message.Id;
            if (message.DeliveryError is { } error)
                notice.Fail(error);
            else
                notice.Send(change.Now);
        }
    }
}
