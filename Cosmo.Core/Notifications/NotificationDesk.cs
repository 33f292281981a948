using Cosmo.Core.Live;
using Cosmo.Core.Notifications.Push;
using Cosmo.Core.Team;
using Cosmo.Core.TeamThread;
using Cosmo.Core.Work;
using Microsoft.EntityFrameworkCore;

namespace Cosmo.Core.Notifications;

/// <summary>What members do with their notifications. Each changes only their own, and whoever left is refused.</summary>
public sealed class NotificationDesk(Changes changes, Mailer mailer)
{
    public Task<Refusal?> ChooseAsync(Guid memberId, NotificationEvent what, Ways ways, CancellationToken cancel = default) =>
        ChangeAsync(memberId, choices => { choices.Choose(what, ways); return null; }, cancel);

    /// <summary>Sets quiet hours, as minutes of the day; both null for none.</summary>
    public Task<Refusal?> BeQuietAsync(Guid memberId, int? from, int? to, string zone, CancellationToken cancel = default) =>
        ChangeAsync(memberId, choices => choices.BeQuiet(from, to, zone), cancel);

    public Task<Refusal?> SoundAsync(Guid memberId, bool sound, CancellationToken cancel = default) =>
        ChangeAsync(memberId, choices => { choices.Sound = sound; return null; }, cancel);

    /// <summary>Sends a test by one way, now, quiet hours or not; the log shows what became of it.</summary>
    public Task<Refusal?> TestAsync(Guid memberId, Ways way, CancellationToken cancel = default) => changes.RunAsync(
        async change =>
        {
            if (await Members.RefuseAsync(change, memberId, cancel) is { } refusal)
                return refusal;
            var news = new News(memberId, NotificationEvent.Test, Guid.Empty, null, null, null);
            if (way is Ways.Email)
            {
                await Ringing.ByMailAsync(change, news, quiet: null, mailer.IsOn, cancel);
                return null;
            }

            if (way is Ways.Push)
            {
                Pushes.Ring(change, news, quiet: null);
                return null;
            }

            var notice = Notice.To(memberId, NotificationEvent.Test, way, null, null, change.Now);
            change.Db.Add(notice);
            change.Tell(Topic.Notices(memberId));
            if (way is not Ways.Phone)
                return null;
            if (await ThreadVoice.FindAsync(change, memberId) is not { } listener)
            {
                notice.Fail(News.NoPhone);
                return null;
            }

            var message = await ThreadVoice.SayAsync(change, listener, TeamMessageKind.Info, listener.Say("test.text"), cancel: cancel);
            notice.TeamMessageId = message.Id;
            if (message.DeliveryError is { } error)
                notice.Fail(error);
            else
                notice.Send(change.Now);
            return null;
        },
        cancel);

    /// <summary>A page of the member has shown what waits for the browser.</summary>
    public Task ShownAsync(Guid memberId, IReadOnlyCollection<Guid> notices, CancellationToken cancel = default) => changes.RunAsync(
        async change =>
        {
            foreach (var notice in await change.Db.Set<Notice>()
                .Where(n => n.MemberId == memberId && notices.Contains(n.Id) && n.Way == Ways.Browser && n.State == NoticeState.Waiting).ToListAsync(cancel))
                notice.Show(change.Now);
        },
        cancel);

    private Task<Refusal?> ChangeAsync(Guid memberId, Func<NotificationChoices, Refusal?> decide, CancellationToken cancel) => changes.RunAsync(
        async change =>
        {
            if (await Members.RefuseAsync(change, memberId, cancel) is { } refusal)
                return refusal;
            if (await change.Db.Set<NotificationChoices>().FindAsync([memberId], cancel) is not { } choices)
                change.Db.Add(choices = new NotificationChoices { MemberId = memberId });
            change.Tell(Topic.Notices(memberId));
            return decide(choices);
        },
        cancel);
}
