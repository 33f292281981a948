using Cosmo.Core.Work;
using Microsoft.EntityFrameworkCore;

namespace Cosmo.Core.TeamThread;

/// <summary>Something that a member is to be told, and what became of it on the phone.</summary>
/// <param name="SubjectId">What it is about beside the ticket: a message, or the colleague.</param>
/// <param name="TeamMessageId">The message on the phone; null where none was made.</param>
/// <param name="Why">Why there is none, or why it cannot arrive; one of the words below, or the channel's own.</param>
public sealed record News(Guid MemberId, NotificationEvent What, Guid TicketId, Guid? SubjectId, Guid? TeamMessageId, string? Why)
{
    /// <summary>The member does not want this on the phone.</summary>
    public const string Off = "off";

    /// <summary>The member's quiet hours.</summary>
    public const string Quiet = "quiet";

    /// <summary>The member is off duty, or away.</summary>
    public const string OffDuty = "off-duty";

    /// <summary>The member has no phone that is paired, or has not used it for too long.</summary>
    public const string NoPhone = "no-phone";

    /// <summary>So many at once that they come in one message.</summary>
    public const string Grouped = "grouped";

    /// <summary>A phone was told something, or not: the other ways and the log follow. Body: see <see cref="Read"/>.</summary>
    public static readonly WorkKind Kind = WorkKind.Internal("team.news");

    /// <summary>A message on a phone that had left did not arrive. Body: the message, why.</summary>
    public static readonly WorkKind Lost = WorkKind.Internal("team.news-lost");

    /// <summary>So many at once for one member are one message.</summary>
    public const int MostAtOnce = 5;

    /// <summary>Why the phone is not the way for this now; null where it is.</summary>
    public static async Task<string?> AgainstPhoneAsync(Change change, Guid memberId, NotificationEvent what) =>
        AgainstPhone(await NotificationChoices.FindAsync(change, memberId), what, change.Now);

    /// <summary>The same for known choices; null for a member who chose nothing.</summary>
    public static string? AgainstPhone(NotificationChoices? choices, NotificationEvent what, DateTimeOffset now) =>
        !(choices?.For(what) ?? NotificationChoices.Usual(what)).HasFlag(Ways.Phone) ? Off
        : choices?.QuietUntil(now) is not null ? Quiet
        : null;

    /// <summary>Whether the list of a member's open tickets says it as well: held back, it comes in one message with others, or is over by then.</summary>
    public static bool IsInList(NotificationEvent what) =>
        what is NotificationEvent.NewTicket or NotificationEvent.FollowUp or NotificationEvent.Escalated or NotificationEvent.Taken;

    /// <summary>Whether a customer waits until the member knows: where their phone fails, it goes by e-mail, chosen or not.</summary>
    public static bool IsUrgent(NotificationEvent what) =>
        what is NotificationEvent.NewTicket or NotificationEvent.FollowUp or NotificationEvent.Escalated or NotificationEvent.Woken or NotificationEvent.Trouble;

    /// <summary>Makes it due that the rest is told.</summary>
    public void Tell(Change change) => change.Add(new(
        Kind, $"news:{MemberId}", $"{MemberId} {What} {TicketId} {Text(SubjectId)} {Text(TeamMessageId)} {Why ?? "-"}"));

    /// <summary>Takes a body apart again.</summary>
    public static News Read(WorkItem item)
    {
        var parts = item.Body.Split(' ', 6);
        return new(Guid.Parse(parts[0]), Enum.Parse<NotificationEvent>(parts[1]), Guid.Parse(parts[2]), Id(parts[3]), Id(parts[4]), parts[5] == "-" ? null : parts[5]);
    }

    private static string Text(Guid? id) => id?.ToString() ?? "-";

    private static Guid? Id(string text) => text == "-" ? null : Guid.Parse(text);
}
