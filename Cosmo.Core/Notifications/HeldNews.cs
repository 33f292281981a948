using Cosmo.Core.TeamThread;
using Cosmo.Core.Work;

namespace Cosmo.Core.Notifications;

/// <summary>What was held back and is no ticket of the list: it is said in full, each in a message of its own.</summary>
internal static class HeldNews
{
    /// <summary>There was nothing to tell of it any more.</summary>
    public const string Over = "over";

    /// <summary>Holds on to what would ring a phone whose member is not there: quiet hours may end hours before the work begins.</summary>
    /// <returns>What may be told now.</returns>
    public static async Task<List<Notice>> WithoutOffDutyAsync(Change change, IReadOnlyList<Notice> notices)
    {
        var (duty, now) = (new PhoneDuty(change), new List<Notice>());
        foreach (var group in notices.GroupBy(n => (n.MemberId, n.TicketId, Waits: n is { Way: Ways.Phone, State: NoticeState.Held })))
        {
            var off = group.Key.Waits ? await duty.OffAsync(group.Key.MemberId, group.Key.TicketId ?? Guid.Empty) : null;
            foreach (var notice in group)
            {
                // Whoever is offered a ticket though nobody knows when they are there is the last who can be.
                if (off is null || (off.Until is null && notice.Event is NotificationEvent.NewTicket or NotificationEvent.Escalated))
                    now.Add(notice);
                else
                    Ringing.HoldForDuty(change, notice, off);
            }
        }

        return now;
    }

    /// <summary>Tells it by the way that it was held back for.</summary>
    public static async Task TellAsync(Change change, Guid memberId, IReadOnlyList<Notice> notices, CancellationToken cancel)
    {
        var listener = notices.Any(n => n.Way is Ways.Phone) ? await ThreadVoice.FindAsync(change, memberId) : null;
        foreach (var notice in notices)
        {
            if (notice.Way is Ways.Email)
                await ByMailAsync(change, notice, cancel);
            else if (listener is null)
                notice.Fail(News.NoPhone);
            else
                await OnPhoneAsync(change, listener, notice, cancel);
        }
    }

    private static async Task OnPhoneAsync(Change change, Listener listener, Notice notice, CancellationToken cancel)
    {
        if (await PhoneNews.SayHeldAsync(change, listener, notice.Event, notice.TicketId ?? Guid.Empty, notice.SubjectId, cancel) is not { } message)
        {
            notice.Put(NoticeState.Skipped, Over);
            return;
        }

        notice.TeamMessageId = message.Id;
        if (message.DeliveryError is { } error)
            notice.Fail(error);
        else
            notice.Send(change.Now);
    }

    private static async Task ByMailAsync(Change change, Notice notice, CancellationToken cancel)
    {
        if (notice.Event is NotificationEvent.Mention or NotificationEvent.Failed or NotificationEvent.QuietSoon or NotificationEvent.Woken
            && await PhoneNews.IsOverAsync(change, notice.MemberId, notice.Event, notice.TicketId ?? Guid.Empty, notice.SubjectId, cancel))
        {
            notice.Put(NoticeState.Skipped, Over);
            return;
        }

        notice.Put(NoticeState.Waiting, notice.Why ?? News.Quiet);
        change.Add(new(NotificationWork.Mail, $"mail:{notice.Id}", notice.Id.ToString()));
    }
}
