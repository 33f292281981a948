using System.Globalization;
using Cosmo.Core.Hours;
using Cosmo.Core.Team;
using Cosmo.Core.TeamThread;
using Cosmo.Core.Work;
using Microsoft.EntityFrameworkCore;

namespace Cosmo.Core.Notifications;

/// <summary>
/// Sets everybody's timer for the next morning, once an hour, so that whoever is new or lives by another clock now has
/// theirs as well. A timer that is set already is not set again.
/// </summary>
public sealed class DigestPlan(Changes changes) : IWorkHandler
{
    public WorkKind Kind => NotificationWork.DigestPlan;

    /// <summary>Begins, at the start of the program. Any number of nodes may.</summary>
    public Task BeginAsync(CancellationToken cancel = default) => changes.RunAsync(
        change =>
        {
            change.Add(At(change.Now));
            return Task.CompletedTask;
        },
        cancel);

    public async Task HandleAsync(Change change, WorkItem item, CancellationToken cancel)
    {
        var hours = await HoursBook.ReadAsync(change.Db);
        var choices = await change.Db.Set<NotificationChoices>().AsNoTracking().ToDictionaryAsync(c => c.MemberId, cancel);
        foreach (var memberId in await change.Db.Set<Member>().Where(m => m.IsActive).Select(m => m.Id).ToListAsync(cancel))
            change.Add(Timer(memberId, DigestTime.Of(memberId, choices.GetValueOrDefault(memberId), hours).After(change.Now)));
        change.Add(KeepingOpen.At(change.Now));
        change.Add(At(change.Now + TimeSpan.FromHours(1)));
    }

    // A lane for each: a timer that waits must hold up no other.
    internal static NewWork Timer(Guid memberId, DateTimeOffset due)
    {
        var key = string.Create(CultureInfo.InvariantCulture, $"digest:{memberId}:{due.ToUnixTimeSeconds()}");
        return new(NotificationWork.Digest, key, memberId.ToString(), key, due);
    }

    private static NewWork At(DateTimeOffset moment)
    {
        var hour = DateTimeOffset.FromUnixTimeSeconds(moment.ToUnixTimeSeconds() / 3600 * 3600);
        var key = string.Create(CultureInfo.InvariantCulture, $"digest-plan:{hour.ToUnixTimeSeconds()}");
        return new(NotificationWork.DigestPlan, key, "", key, hour);
    }
}

/// <summary>A member's morning has come.</summary>
internal sealed class DigestDue : IWorkHandler
{
    public WorkKind Kind => NotificationWork.Digest;

    public Task HandleAsync(Change change, WorkItem item, CancellationToken cancel)
    {
        change.Add(NotificationWork.Tell(NotificationWork.TellDigest, item));
        return Task.CompletedTask;
    }
}

/// <summary>What waited for others, or for the end of quiet hours, may be told.</summary>
internal sealed class GatheringDue : IWorkHandler
{
    public WorkKind Kind => NotificationWork.Gather;

    public Task HandleAsync(Change change, WorkItem item, CancellationToken cancel)
    {
        change.Add(NotificationWork.Tell(NotificationWork.TellGathered, item));
        return Task.CompletedTask;
    }
}

/// <summary>Tells a member the summary of the morning.</summary>
internal sealed class TellingDigest(Mailer mailer) : IWorkHandler
{
    public WorkKind Kind => NotificationWork.TellDigest;

    public Task HandleAsync(Change change, WorkItem item, CancellationToken cancel) => Digest.TellAsync(change, Guid.Parse(item.Body), mailer.IsOn, cancel);
}
