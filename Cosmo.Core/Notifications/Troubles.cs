using Cosmo.Core.Channels;
using Cosmo.Core.Team;
using Cosmo.Core.TeamThread;
using Cosmo.Core.Work;
using Microsoft.EntityFrameworkCore;

namespace Cosmo.Core.Notifications;

/// <summary>Something went wrong: whoever can mend it is told, and the member whom it is about.</summary>
internal sealed class Troubles(Mailer mailer) : IWorkHandler
{
    public WorkKind Kind => Trouble.Raised;

    public async Task HandleAsync(Change change, WorkItem item, CancellationToken cancel)
    {
        var parts = item.Body.Split(' ');
        Guid? about = parts[1] == "-" ? null : Guid.Parse(parts[1]);
        foreach (var member in await change.Db.Set<Member>().AsNoTracking()
            .Where(m => m.IsActive && (m.Role == Role.Owner || m.Role == Role.Admin || m.Id == about)).Select(m => new { m.Id, m.Role }).ToListAsync(cancel))
        {
            if (member.Id == about)
                // By e-mail alone and at once: pages and phone may be in the hands of whoever tried.
                await Ringing.ByMailAsync(change, new(member.Id, NotificationEvent.Trouble, Guid.Empty, Guid.Parse(parts[0]), null, null), null, mailer.IsOn, cancel);
            else
                change.Add(TellingTrouble.Of(parts[0], member.Id));
        }
    }

    /// <summary>What went wrong, in a member's language.</summary>
    /// <param name="notice">What was kept of it.</param>
    public static string Words(string language, ChannelNotice notice) => ThreadTexts.Say(language, $"trouble.{notice.Field}", ("about", notice.Raw));
}

/// <summary>One member is told what went wrong; after the quiet hours, if it is within them.</summary>
internal sealed class TellingTrouble(Mailer mailer) : IWorkHandler
{
    /// <summary>The number that the phones hear sends nothing itself.</summary>
    public const string NotSending = "not-sending";

    private static readonly WorkKind s_kind = WorkKind.Internal("notify.trouble");

    public WorkKind Kind => s_kind;

    public static NewWork Of(string notice, Guid memberId, DateTimeOffset? due = null) => new(s_kind, $"trouble:{memberId}:{notice}:{due?.ToUnixTimeSeconds()}", $"{notice} {memberId}", Due: due);

    public async Task HandleAsync(Change change, WorkItem item, CancellationToken cancel)
    {
        var parts = item.Body.Split(' ');
        var memberId = Guid.Parse(parts[1]);
        if (await change.Db.Set<ChannelNotice>().FindAsync([Guid.Parse(parts[0])], cancel) is not { } notice
            || await change.Db.Set<Member>().FindAsync([memberId], cancel) is not { IsActive: true, IsAdministrator: true })
            return;
        var choices = await NotificationChoices.FindAsync(change, memberId);
        if (choices?.QuietUntil(change.Now) is { } until)
        {
            change.Add(Of(parts[0], memberId, until));
            return;
        }

        var (message, why) = await OnPhoneAsync(change, memberId, choices, notice, cancel);
        await Ringing.TellAsync(change, new(memberId, NotificationEvent.Trouble, Guid.Empty, notice.Id, message?.Id, message is null ? why : message.DeliveryError), mailer.IsOn, cancel);
    }

    // What tells of a broken thing must not need it.
    private static async Task<(TeamMessage? Message, string? Why)> OnPhoneAsync(
        Change change, Guid memberId, NotificationChoices? choices, ChannelNotice notice, CancellationToken cancel)
    {
        if (News.AgainstPhone(choices, NotificationEvent.Trouble, change.Now) is { } against)
            return (null, against);
        var now = change.Now;
        if (await change.Db.Set<ChannelAccount>().AnyAsync(a => a.Purpose == AccountPurpose.Notification && a.PausedUntil > now, cancel))
            return (null, NotSending);
        return await ThreadVoice.FindAsync(change, memberId) is { } listener
            ? (await ThreadVoice.SayAsync(change, listener, TeamMessageKind.Info, Troubles.Words(listener.Language, notice), cancel: cancel), null)
            : (null, News.NoPhone);
    }
}
