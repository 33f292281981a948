using System.Globalization;
using Cosmo.Core.Conversations;
using Cosmo.Core.Settings;
using Cosmo.Core.Work;
using Microsoft.EntityFrameworkCore;

namespace Cosmo.Core.Tickets;

/// <summary>Closes an answered ticket when nobody has written for the quiet period. The timer is a row.</summary>
public sealed class QuietTickets : IWorkHandler
{
    /// <summary>The setting of the quiet period in whole hours; 0: tickets do not close by themselves.</summary>
    public const string Key = "Tickets:QuietHours";

    /// <summary>The longest quiet period, in hours: a month.</summary>
    public const int MostHours = 720;

    /// <summary>So long before its end the holder is told, and never before three quarters of it are over.</summary>
    private static readonly TimeSpan s_warning = TimeSpan.FromHours(2);

    public WorkKind Kind => TicketWork.Quiet;

    /// <summary>Names the answer that the timer was set for: a later one sets its own. What else happens to the ticket stops neither.</summary>
    public static string Mark(DateTimeOffset answeredAt) => answeredAt.ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture);

    /// <summary>The quiet period that was chosen; null where tickets do not close by themselves.</summary>
    public static async Task<TimeSpan?> ReadAsync(DbContext db, CancellationToken cancel = default) =>
        Parse(await db.Set<Setting>().AsNoTracking().Where(s => s.Key == Key).Select(s => s.Value).FirstOrDefaultAsync(cancel));

    /// <summary>A stored value; <see cref="TicketDesk.QuietPeriod"/> for what is no number.</summary>
    public static TimeSpan? Parse(string? hours) => int.TryParse(hours, NumberStyles.None, CultureInfo.InvariantCulture, out var chosen)
        ? chosen == 0 ? null : TimeSpan.FromHours(Math.Min(chosen, MostHours))
        : TicketDesk.QuietPeriod;

    /// <summary>When the holder is warned, before the end of a quiet period.</summary>
    public static TimeSpan WarningBefore(TimeSpan period) => period / 4 < s_warning ? period / 4 : s_warning;

    /// <summary>Where the timer stands that closes an answered ticket.</summary>
    public static string LaneOf(Ticket ticket) => $"quiet:{ticket.Id}:{Mark(ticket.AnsweredAt ?? default)}";

    /// <summary>Sets the timers of an answer.</summary>
    public static async Task SetAsync(Change change, Ticket ticket, DateTimeOffset answeredAt, CancellationToken cancel)
    {
        if (await ReadAsync(change.Db, cancel) is not { } period)
            return;
        var (mark, end) = (Mark(answeredAt), change.Now + period);
        // A lane for each: a timer that waits must hold up nothing else of the ticket.
        change.Add(TicketWork.Of(TicketWork.QuietSoon, ticket.Id, $"{mark} {Mark(end)}", end - WarningBefore(period)) with { Lane = $"quiet-soon:{ticket.Id}:{mark}" });
        change.Add(TicketWork.Of(TicketWork.Quiet, ticket.Id, mark, end) with { Lane = $"quiet:{ticket.Id}:{mark}" });
    }

    /// <summary>
    /// True when the answer that a timer was set for is still the last word, the customer has it as far as anybody knows,
    /// and no later timer was set for it.
    /// </summary>
    public static async Task<bool> IsQuietSinceAsync(Change change, Ticket ticket, string mark, WorkItem timer, CancellationToken cancel) =>
        ticket is { State: TicketState.Answered, AnsweredAt: { } last, IsSnoozed: false } && Mark(last) == mark
        && !await change.Db.Set<Message>().AnyAsync(
            m => m.TicketId == ticket.Id && m.Author == Author.Member && m.At == last
                && (m.Delivery == Delivery.Queued || m.Delivery == Delivery.Sending || m.Delivery == Delivery.Uncertain), cancel)
        && !await change.Db.Set<WorkItem>().AnyAsync(w => w.Lane == timer.Lane && w.Id > timer.Id && w.State < WorkState.Done, cancel);

    public async Task HandleAsync(Change change, WorkItem item, CancellationToken cancel)
    {
        var (ticketId, answered) = TicketWork.Read(item);
        if (await change.Db.Set<Ticket>().FindAsync([ticketId], cancel) is { } ticket && await IsQuietSinceAsync(change, ticket, answered, item, cancel))
            await TicketDesk.CloseAsync(change, ticket, null, "quiet", cancel);
    }
}
