using Cosmo.Core.Live;
using Cosmo.Core.Team;
using Cosmo.Core.TeamThread;
using Cosmo.Core.Work;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Cosmo.Core.Notifications.Push;

/// <summary>A notice leaves: once more it is looked whether alone, whether now, and for which browsers.</summary>
internal sealed class PushLeaving(IOptions<SignInClock> clock) : IWorkHandler
{
    public WorkKind Kind => PushWork.Leave;

    public async Task HandleAsync(Change change, WorkItem item, CancellationToken cancel)
    {
        if (await change.Db.Set<Notice>().FindAsync([PushWork.Read(item).Notice], cancel) is not { State: NoticeState.Waiting } notice)
            return;
        change.Tell(Topic.Notices(notice.MemberId));
        if (await IsHeldAsync(change, notice) || await IsOneOfManyAsync(change, notice, cancel))
            return;
        var browsers = await Pushes.Of(change.Db, notice.MemberId, clock.Value.Clock.GetUtcNow()).Select(s => s.Id).ToListAsync(cancel);
        if (browsers.Count == 0)
            notice.Put(NoticeState.Skipped, PushWork.NoBrowser);
        foreach (var browser in browsers)
            change.Add(PushWork.Sends(notice.Id, browser));
    }

    // Quiet hours may have begun in the meantime.
    private static async Task<bool> IsHeldAsync(Change change, Notice notice)
    {
        if (notice.Event is NotificationEvent.Digest or NotificationEvent.Test || (await NotificationChoices.FindAsync(change, notice.MemberId))?.QuietUntil(change.Now) is not { } until)
            return false;
        if (notice.TicketId is null)
            change.Add(PushWork.Leaves(notice.Id, until));
        else
            Ringing.Hold(change, notice, News.Quiet, until);
        return true;
    }

    // Those that came before it have left.
    private static async Task<bool> IsOneOfManyAsync(Change change, Notice notice, CancellationToken cancel)
    {
        if (notice.TicketId is null || !MailsAtOnce.IsGathered(notice.Event))
            return false;
        var waiting = (await change.Db.Set<Notice>()
            .Where(n => n.MemberId == notice.MemberId && n.Way == Ways.Push && n.State == NoticeState.Waiting && n.TicketId != null && n.At >= notice.At).ToListAsync(cancel))
            .FindAll(n => MailsAtOnce.IsGathered(n.Event));
        if (waiting.Count < News.MostAtOnce)
            return false;
        waiting.ForEach(n => n.Put(NoticeState.Grouped, News.Grouped));
        change.Add(Ringing.Gathering(notice.MemberId, change.Now + Ringing.Gathers));
        return true;
    }
}

/// <summary>One of a member's browsers cannot be told. In one lane for each notice: the last of them to fail sees that all have.</summary>
internal sealed class PushMissing : IWorkHandler
{
    public WorkKind Kind => PushWork.Miss;

    public async Task HandleAsync(Change change, WorkItem item, CancellationToken cancel)
    {
        var (id, why) = PushWork.Read(item);
        if (await change.Db.Set<Notice>().FindAsync([id], cancel) is not { State: NoticeState.Waiting } notice)
            return;
        var (kind, start) = (PushWork.Send.Name, $"{id} ");
        if (await change.Db.Set<WorkItem>().AnyAsync(w => w.State < WorkState.Done && w.IsExternal && w.Kind == kind && w.Body.StartsWith(start), cancel))
            return;
        if (why == PushWork.NoBrowser)
            notice.Put(NoticeState.Skipped, why);
        else
            notice.Fail(why);
        change.Tell(Topic.Notices(notice.MemberId));
    }
}
