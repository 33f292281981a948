using Cosmo.Core.Channels;
using Cosmo.Core.Conversations;
using Cosmo.Core.Live;
using Cosmo.Core.Storage;
using Cosmo.Core.Tickets;
using Microsoft.EntityFrameworkCore;

namespace Cosmo.Core.Inbox;

/// <summary>One line of the queue.</summary>
/// <param name="At">Waiting since (Requested, Answered), or closed at.</param>
public sealed record TicketRow(
    Guid Id, int Number, Guid ConversationId, TicketState State, string Customer, ChannelKind Channel, string Issue, Guid? DepartmentId, Trigger Trigger,
    DateTimeOffset At, DateTimeOffset? AnsweredAt, Guid? HolderId, ServiceWindow Window)
{
    public Priority Priority { get; init; }

    /// <summary>Everybody is out: it is offered at this opening.</summary>
    public DateTimeOffset? WaitsUntil { get; init; }

    /// <summary>When the customer is to have an answer; null while nobody waits.</summary>
    public DateTimeOffset? AnswerBy { get; init; }

    /// <summary>Since when the target is counted.</summary>
    public DateTimeOffset ClockSince { get; init; }

    /// <summary>It was put off.</summary>
    public bool IsSnoozed { get; init; }
}

/// <summary>What part of the queue is asked for.</summary>
/// <param name="DepartmentId">Only this department's; null for all.</param>
/// <param name="MemberId">Only what this member has; null for all.</param>
public sealed record TicketFilter(TicketState State, Guid? DepartmentId = null, Guid? MemberId = null);

/// <summary>Where the next part of the queue begins.</summary>
public sealed record TicketCursor(DateTimeOffset At, int Number);

/// <summary>A part of the queue; <paramref name="Next"/> is null at its end.</summary>
public sealed record TicketPart(IReadOnlyList<TicketRow> Rows, TicketCursor? Next);

/// <summary>Reads the queue of tickets; what it costs does not grow with the archive.</summary>
public sealed class TicketQueries(IDbContextFactory<CosmoContext> contexts, LiveFeed live, TimeProvider clock) : IDisposable
{
    /// <summary>Lines of one part.</summary>
    public const int RowsAtOnce = 50;

    /// <summary>Counting stops here.</summary>
    public const int MostCounted = 100;

    private readonly SharedReads _shared = SharedReads.PerBeat(live, clock);

    /// <summary>A part of the queue. Requested: longest waiting first; Answered and Closed: latest first.</summary>
    public Task<TicketPart> PageAsync(TicketFilter filter, TicketCursor? after, CancellationToken cancel = default) =>
        _shared.GetAsync((filter, after), () => ReadAsync(filter, after), cancel);

    /// <summary>How many tickets are in each state under the same filter, up to <see cref="MostCounted"/>.</summary>
    public Task<IReadOnlyDictionary<TicketState, int>> CountsAsync(TicketFilter filter, CancellationToken cancel = default) =>
        _shared.GetAsync((typeof(TicketState), filter.DepartmentId, filter.MemberId), () => CountAsync(filter), cancel);

    public void Dispose() => _shared.Dispose();

    private async Task<TicketPart> ReadAsync(TicketFilter filter, TicketCursor? after)
    {
        await using var db = await contexts.CreateDbContextAsync();
        var tickets = await Sorted(Filtered(db, filter), filter.State, after).Take(RowsAtOnce + 1).ToListAsync();
        var shown = tickets.Take(RowsAtOnce).ToList();
        var ids = shown.Select(t => t.ConversationId).Distinct().ToList();
        var people = await (
            from c in db.Set<Conversation>().AsNoTracking()
            join contact in db.Set<Contact>() on c.ContactId equals contact.Id
            join account in db.Set<ChannelAccount>() on c.ChannelAccountId equals account.Id
            where ids.Contains(c.Id)
            select new { c.Id, contact.Name, account.Kind, Window = new ServiceWindow(c.LastInboundAt, c.RefusedAt) }).ToDictionaryAsync(c => c.Id);
        var rows = shown.ConvertAll(t => new TicketRow(
            t.Id, t.Number, t.ConversationId, t.State, people[t.ConversationId].Name, people[t.ConversationId].Kind, t.Issue, t.DepartmentId, t.Trigger,
            At(t), t.AnsweredAt, t.HolderId, people[t.ConversationId].Window)
        {
            Priority = t.Priority,
            WaitsUntil = t.WaitsUntil,
            AnswerBy = t.AnswerBy,
            ClockSince = t.ClockSince,
            IsSnoozed = t.IsSnoozed,
        });
        return new(rows, tickets.Count > RowsAtOnce ? new(rows[^1].At, rows[^1].Number) : null);
    }

    private async Task<IReadOnlyDictionary<TicketState, int>> CountAsync(TicketFilter filter)
    {
        await using var db = await contexts.CreateDbContextAsync();
        var counts = new Dictionary<TicketState, int>();
        foreach (var state in Enum.GetValues<TicketState>())
            counts[state] = await Filtered(db, filter with { State = state }).Take(MostCounted).CountAsync();
        return counts;
    }

    private static IQueryable<Ticket> Filtered(CosmoContext db, TicketFilter filter)
    {
        var (state, department, member) = filter;
        var tickets = db.Set<Ticket>().AsNoTracking().Where(t => t.State == state);
        if (department is not null)
            tickets = tickets.Where(t => t.DepartmentId == department);
        if (member is not null)
            tickets = tickets.Where(t => t.HolderId == member);
        return tickets;
    }

    // The first condition of each is the range of the index that is walked.
    private static IQueryable<Ticket> Sorted(IQueryable<Ticket> tickets, TicketState state, TicketCursor? after)
    {
        var (at, number) = (after?.At ?? default, after?.Number ?? 0);
        switch (state)
        {
            case TicketState.Requested:
                if (after is not null)
                    tickets = tickets.Where(t => t.WaitingSince >= at && (t.WaitingSince > at || t.Number > number));
                return tickets.OrderBy(t => t.WaitingSince).ThenBy(t => t.Number);
            case TicketState.Answered:
                if (after is not null)
                    tickets = tickets.Where(t => t.WaitingSince <= at && (t.WaitingSince < at || t.Number < number));
                return tickets.OrderByDescending(t => t.WaitingSince).ThenByDescending(t => t.Number);
            default:
                if (after is not null)
                    tickets = tickets.Where(t => t.ClosedAt <= at && (t.ClosedAt < at || t.Number < number));
                return tickets.OrderByDescending(t => t.ClosedAt).ThenByDescending(t => t.Number);
        }
    }

    private static DateTimeOffset At(Ticket ticket) => ticket.State is TicketState.Closed ? ticket.ClosedAt ?? ticket.WaitingSince : ticket.WaitingSince;
}
