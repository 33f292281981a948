using Cosmo.Core.Conversations;
using Cosmo.Core.Hours;
using Cosmo.Core.Storage;
using Cosmo.Core.Team;
using Cosmo.Core.Work;
using Microsoft.EntityFrameworkCore;

namespace Cosmo.Core.TeamThread;

/// <summary>
/// A gentle word to members whose own 24 hours on the notification number are about to end: once before each end, while they
/// are on duty, and to nobody who wants no notifications here. Looked at once an hour.
/// </summary>
public sealed class KeepingOpen : IWorkHandler
{
    /// <summary>So long before the end the word is said, where the member is there then.</summary>
    public static readonly TimeSpan Before = TimeSpan.FromHours(2);

    private static readonly TimeSpan s_again = TimeSpan.FromHours(1);

    private static readonly WorkKind s_kind = WorkKind.Internal("team.keep-open");

    public WorkKind Kind => s_kind;

    /// <summary>Looks at every phone. Set by whoever keeps the hours.</summary>
    public static NewWork At(DateTimeOffset hour)
    {
        var key = $"keep-open:{hour.ToUnixTimeSeconds()}";
        return new(s_kind, key, "", key, hour);
    }

    /// <summary>
    /// Whether it is time: shortly before the end, or, where the end comes while the member is not there, in their last hour.
    /// Pure.
    /// </summary>
    /// <param name="window">The member's own.</param>
    /// <param name="hours">When the member is there.</param>
    public static bool IsTime(ServiceWindow window, BusinessHours hours, DateTimeOffset now)
    {
        if (window.ClosesAt is not { } end || end <= now || !hours.IsOpen(now))
            return false;
        return end - now <= Before || (!hours.IsOpen(now + s_again) && (hours.NextOpening(now + s_again) is not { } next || end <= next));
    }

    public async Task HandleAsync(Change change, WorkItem item, CancellationToken cancel)
    {
        var (since, book, duty) = (change.Now - ServiceWindow.Length, await HoursBook.ReadAsync(change.Db), new PhoneDuty(change));
        var members = await (
            from phone in change.Db.Set<PairedPhone>()
            where phone.SignedOutAt == null && phone.LastInboundAt > since
            join member in change.Db.Set<Member>() on phone.MemberId equals member.Id
            where member.IsActive
            select member).Distinct().ToListAsync(cancel);
        foreach (var member in members.Where(m => !m.IsAway || m.AwayUntil <= change.Now))
        {
            if (await ThreadVoice.FindAsync(change, member.Id) is not { } listener
                || !IsTime(listener.Phone.Window, book.For(book.Own(member.Id) is null ? HoursPlan.Business : member.Id), change.Now)
                || await News.AgainstPhoneAsync(change, member.Id, NotificationEvent.NewTicket) is not null
                || await duty.OffAsync(member.Id, Guid.Empty) is not null)
                continue;
            var (word, heard) = (listener.Say("keep-open"), listener.Phone.LastInboundAt);
            if (!await change.Db.Set<TeamMessage>().AnyAsync(m => m.MemberId == member.Id && !m.IsFromMember && m.Text == word && m.At >= heard, cancel))
                await ThreadVoice.SayAsync(change, listener, TeamMessageKind.Info, word, cancel: cancel);
        }
    }
}
