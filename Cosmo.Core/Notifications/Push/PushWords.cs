using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using Cosmo.Core.Conversations;
using Cosmo.Core.Team;
using Cosmo.Core.TeamThread;
using Cosmo.Core.Tickets;
using Cosmo.Core.Work;
using Microsoft.EntityFrameworkCore;

namespace Cosmo.Core.Notifications.Push;

/// <summary>
/// What a browser is given to show: what happened, the ticket's number, and where to look. No customer's name or word stands in it:
/// it is shown on locked screens. <c>sw.js</c> reads it.
/// </summary>
/// <param name="Id">The notice: one that comes twice sounds once.</param>
/// <param name="Title">In the member's language.</param>
/// <param name="Body">Numbers only; null where the title says all.</param>
/// <param name="Path">The page, from the root of ours.</param>
/// <param name="Tag">What it is about: one line on the screen for each.</param>
/// <param name="Page">A page that is open shows it as well, so that a page that is being looked at is enough.</param>
/// <param name="Language">The member's, ISO 639-1.</param>
internal sealed record PushWords(Guid Id, string Title, string? Body, string Path, string Tag, bool Page, string Language)
{
    /// <summary>How it is written. Letters stay letters: escaped they would be three times as long.</summary>
    public static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>A ticket that nobody saw on a browser that was off has long been somebody else's; it climbs by itself.</summary>
    private static readonly TimeSpan s_ticket = TimeSpan.FromHours(12);

    /// <summary>What is no ticket waits for its reader.</summary>
    private static readonly TimeSpan s_other = TimeSpan.FromDays(1);

    private static readonly TimeSpan s_test = TimeSpan.FromMinutes(5);

    /// <summary>What a device may be woken for.</summary>
    public static bool IsUrgent(NotificationEvent what) => what is not (NotificationEvent.Taken or NotificationEvent.Digest);

    /// <summary>So long it is news: no longer than until the quiet hours, or a browser that is switched on in them would ring.</summary>
    /// <returns>Null when it is none any more.</returns>
    public static TimeSpan? Life(Notice notice, NotificationChoices? choices, DateTimeOffset now)
    {
        var life = notice switch
        {
            { Event: NotificationEvent.Test } => s_test,
            { Event: NotificationEvent.Digest } => DigestTime.Morning,
            { Event: NotificationEvent.Trouble or NotificationEvent.Mention } => s_other,
            _ => s_ticket,
        };
        var ends = notice.At + life;
        if (notice.Event is not NotificationEvent.Test && choices?.NextQuiet(now) is { } quiet && quiet < ends)
            ends = quiet;
        return ends > now ? ends - now : null;
    }

    /// <summary>The words for a notice.</summary>
    /// <param name="choices">What the member chose; null for one who chose nothing.</param>
    public static async Task<PushWords> OfAsync(Change change, Notice notice, NotificationChoices? choices)
    {
        var member = await change.Db.Set<Member>().AsNoTracking().FirstAsync(m => m.Id == notice.MemberId);
        var what = ThreadTexts.Say(member.Language, $"event.{notice.Event}");
        var page = notice.Event is not NotificationEvent.Test && (choices?.For(notice.Event) ?? NotificationChoices.Usual(notice.Event)).HasFlag(Ways.Browser);
        var words = new PushWords(notice.Id, what, null, "tickets", notice.Event.ToString(), page, member.Language);
        switch (notice)
        {
            case { Event: NotificationEvent.Test }:
                return words with { Path = "notifications" };
            case { Event: NotificationEvent.Digest }:
                return words with { Body = await SummaryAsync(change, notice, member) };
            case { Event: NotificationEvent.Trouble }:
                return words with { Path = member.IsAdministrator ? "health" : "account/profile", Tag = Topic(notice.SubjectId ?? notice.Id) };
            case { Event: NotificationEvent.NewTicket, TicketId: null }:
                var count = await Together(change, notice).CountAsync();
                return words with { Title = ThreadTexts.Say(member.Language, "group.mail", ("count", count.ToString(CultureInfo.InvariantCulture))) };
            case { TicketId: { } ticketId } when await Find(change.Db, ticketId).FirstOrDefaultAsync() is { } ticket:
                return words with
                {
                    Title = string.Create(CultureInfo.InvariantCulture, $"#{ticket.Number}: {what}"),
                    Path = $"inbox/{ticket.ConversationId}",
                    Tag = Topic(ticketId),
                };
            default:
                return words with { Tag = Topic(notice.SubjectId ?? notice.Id) };
        }
    }

    private static async Task<string> SummaryAsync(Change change, Notice notice, Member member) => await Digest.SummaryAsync(
        change, member.Language, await Case.OpenForAsync(change.Db, member.Id, CancellationToken.None), await Together(change, notice).CountAsync(), CancellationToken.None);

    // What left together bears the time at which the one line for all of it was made.
    private static IQueryable<Guid?> Together(Change change, Notice notice) => change.Db.Set<Notice>()
        .Where(n => n.MemberId == notice.MemberId && n.Way == Ways.Push && n.SentAt == notice.At && n.TicketId != null).Select(n => n.TicketId).Distinct();

    private static IQueryable<Ticket> Find(DbContext db, Guid ticketId) => db.Set<Ticket>().AsNoTracking().Where(t => t.Id == ticketId);

    // 32 letters, as many as a topic may have.
    private static string Topic(Guid id) => id.ToString("N");
}
