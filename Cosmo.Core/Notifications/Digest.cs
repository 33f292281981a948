using System.Globalization;
using Cosmo.Core.Conversations;
using Cosmo.Core.Hours;
using Cosmo.Core.Live;
using Cosmo.Core.Notifications.Push;
using Cosmo.Core.Routing;
using Cosmo.Core.Team;
using Cosmo.Core.TeamThread;
using Cosmo.Core.Tickets;
using Cosmo.Core.Work;
using Microsoft.EntityFrameworkCore;

namespace Cosmo.Core.Notifications;

/// <summary>
/// The morning summary of a member: what is open, what waits, what comes near its target, what quiet hours held back. Once
/// in a morning, to nobody who is away or has the day off, and only where there is something to tell.
/// </summary>
internal static class Digest
{
    /// <summary>Tickets named; the others are counted.</summary>
    private const int MostNamed = 10;

    /// <summary>Whoever was told within this time was told this morning, whatever became of their clock.</summary>
    private static readonly TimeSpan s_once = TimeSpan.FromHours(12);

    /// <summary>Tells it by the member's ways, if it is time.</summary>
    /// <returns>True when it was told; what had been held back for one of its ways came with it.</returns>
    public static async Task<bool> TellAsync(Change change, Guid memberId, bool mails, CancellationToken cancel)
    {
        var choices = await NotificationChoices.FindAsync(change, memberId);
        var ways = choices?.For(NotificationEvent.Digest) ?? NotificationChoices.Usual(NotificationEvent.Digest);
        if (ways is Ways.None || !await IsTimeAsync(change, memberId, choices, cancel))
            return false;
        var open = await Case.OpenForAsync(change.Db, memberId, cancel);
        if (open.Count == 0)
            return false;
        var ids = open.Select(t => t.Ticket.Id).ToHashSet();
        var held = await change.Db.Set<Notice>().Where(n => n.MemberId == memberId && n.State == NoticeState.Held).ToListAsync(cancel);
        // What the list does not say is said in full by whoever held it back.
        held.RemoveAll(n => !News.IsInList(n.Event) || n.TicketId is not { } ticket || !ids.Contains(ticket));

        var news = new News(memberId, NotificationEvent.Digest, Guid.Empty, null, null, null);
        if (ways.HasFlag(Ways.Phone))
            await OnPhoneAsync(change, news, open, held, cancel);
        if (ways.HasFlag(Ways.Email))
            await Ringing.ByMailAsync(change, news, null, mails, cancel);
        if (ways.HasFlag(Ways.Browser))
            change.Db.Add(Notice.To(memberId, NotificationEvent.Digest, Ways.Browser, null, null, change.Now));
        if (ways.HasFlag(Ways.Push))
            Pushes.Ring(change, news, quiet: null);
        foreach (var notice in held.Where(n => ways.HasFlag(n.Way)))
            notice.Send(change.Now);
        change.Tell(Topic.Notices(memberId));
        return true;
    }

    /// <summary>The numbers, in the member's language.</summary>
    public static async Task<string> SummaryAsync(Change change, string language, List<(Ticket Ticket, Contact Contact)> open, int held, CancellationToken cancel)
    {
        var waiting = open.Where(t => t.Ticket is { State: TicketState.Requested, IsSnoozed: false }).Select(t => t.Ticket).ToList();
        var ids = waiting.ConvertAll(t => t.Id);
        var marks = await change.Db.Set<TicketMark>().AsNoTracking()
            .Where(m => ids.Contains(m.TicketId) && (m.Name == WaitClock.NearMark || m.Name == WaitClock.BreachMark)).ToListAsync(cancel);
        var near = waiting.Count(t => marks.Exists(m => m.TicketId == t.Id && m.Episode == t.ClockSince.ToUnixTimeMilliseconds()));
        return ThreadTexts.Say(language, "digest.text",
            ("open", Number(open.Count)), ("waiting", Number(waiting.Count)), ("near", Number(near)), ("held", Number(held)));
    }

    private static async Task<bool> IsTimeAsync(Change change, Guid memberId, NotificationChoices? choices, CancellationToken cancel)
    {
        var hours = await HoursBook.ReadAsync(change.Db);
        var time = DigestTime.Of(memberId, choices, hours);
        if (time.Today(change.Now) is not { } morning || !await change.Db.Set<Member>().AnyAsync(m => m.Id == memberId && m.IsActive, cancel))
            return false;
        // Whoever has the day off is left alone, and nobody is told before their work begins.
        var duty = new PhoneDuty(change);
        if (await duty.FromAsync(memberId, morning) is not { } begins || begins + DigestTime.Morning <= change.Now
            || await duty.FromAsync(memberId, change.Now) is not { } next || !time.AreOneDay(next, morning))
            return false;
        var since = change.Now - s_once;
        if (await change.Db.Set<Notice>().AnyAsync(n => n.MemberId == memberId && n.Event == NotificationEvent.Digest && n.At > since, cancel))
            return false;
        if (next <= change.Now)
            return true;
        change.Add(DigestPlan.Timer(memberId, next));
        return false;
    }

    private static async Task OnPhoneAsync(Change change, News news, List<(Ticket Ticket, Contact Contact)> open, List<Notice> held, CancellationToken cancel)
    {
        var notice = Notice.To(news.MemberId, news.What, Ways.Phone, null, null, change.Now);
        change.Db.Add(notice);
        if (await ThreadVoice.FindAsync(change, news.MemberId) is not { } listener)
        {
            notice.Fail(News.NoPhone);
            return;
        }

        var summary = await SummaryAsync(change, listener.Language, open, held.Select(n => n.TicketId).Distinct().Count(), cancel);
        var named = open.OrderBy(t => t.Ticket.State).ThenBy(t => t.Ticket.AnswerBy ?? DateTimeOffset.MaxValue).Take(MostNamed).ToList();
        var text = $"{summary}\n{await ThreadCommands.LinesAsync(change, listener, named, cancel)}";
        var message = await ThreadVoice.SummariseAsync(change, listener, named.ConvertAll(t => t.Ticket), text, summary, cancel);
        notice.TeamMessageId = message.Id;
        if (message.DeliveryError is { } error)
            notice.Fail(error);
        else
            notice.Send(change.Now);
        foreach (var one in held.Where(n => n.Way is Ways.Phone))
            one.TeamMessageId = message.Id;
    }

    private static string Number(int count) => count.ToString(CultureInfo.InvariantCulture);
}
