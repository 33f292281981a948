using Cosmo.Core.Conversations;
using Cosmo.Core.Inbox;
using Cosmo.Core.Knowledge;
using Cosmo.Core.Storage;
using Cosmo.Core.Tickets;
using Microsoft.EntityFrameworkCore;

namespace Cosmo.Core.Review;

/// <summary>A ticket as an example.</summary>
public sealed record ReviewTicket(Guid Id, int Number, Guid ConversationId, string Issue);

/// <summary>A topic that made tickets.</summary>
/// <param name="Count">In the last seven days.</param>
/// <param name="Before">In the seven days before.</param>
/// <param name="NoAnswer">How many of <paramref name="Count"/> were opened because the knowledge had no answer.</param>
/// <param name="Newest">The newest few.</param>
public sealed record TopicCount(CaseTopic Topic, int Count, int Before, int NoAnswer, IReadOnlyList<ReviewTicket> Newest);

/// <summary>An entry that no customer was ever answered from.</summary>
public sealed record UnusedEntry(Guid Id, string Question, string Language, DateTimeOffset UpdatedAt);

/// <summary>An entry after whose answer customers needed a person all the same.</summary>
/// <param name="Times">How often it was cited.</param>
/// <param name="Tickets">Those that followed, the newest first.</param>
public sealed record EntryWithTickets(Guid Id, string? Question, int Times, IReadOnlyList<ReviewTicket> Tickets);

/// <summary>Seven days of the assistant.</summary>
/// <param name="From">When they begin.</param>
/// <param name="Answered">Messages answered from the knowledge.</param>
/// <param name="HandedOff">Tickets that were opened for a message.</param>
public sealed record AnswerWeek(DateTimeOffset From, int Answered, int HandedOff)
{
    /// <summary>The share that was answered (0 to 1); null where nobody asked.</summary>
    public double? Rate => Answered + HandedOff == 0 ? null : (double)Answered / (Answered + HandedOff);
}

/// <summary>Reads what the last weeks say about the knowledge.</summary>
public sealed class ReviewQueries(IDbContextFactory<CosmoContext> contexts, KnowledgeUses uses, TimeProvider clock)
{
    /// <summary>How many weeks the answer rate is shown for.</summary>
    public const int Weeks = 12;

    /// <summary>Most lines of a list; whoever has more begins with these.</summary>
    public const int Most = 50;

    /// <summary>How far back answers are looked at that led to a ticket.</summary>
    public static readonly TimeSpan Span = TimeSpan.FromDays(90);

    /// <summary>A ticket within this time after an answer is taken for its consequence: as long as the conversation stays open.</summary>
    public static readonly TimeSpan Follows = ServiceWindow.Length;

    /// <summary>An entry that is newer than this has had no chance yet.</summary>
    public static readonly TimeSpan Settled = TimeSpan.FromDays(7);

    private static readonly TimeSpan s_week = TimeSpan.FromDays(7);
    private const int Examples = 3;

    /// <summary>Topics that made tickets in the last seven days, the most frequent first.</summary>
    public async Task<IReadOnlyList<TopicCount>> TopicsAsync(CancellationToken cancel = default)
    {
        var now = clock.GetUtcNow();
        var (week, before) = (now - s_week, now - 2 * s_week);
        await using var db = await contexts.CreateDbContextAsync(cancel);
        var tickets = await db.Set<Ticket>().AsNoTracking().Where(t => t.OpenedAt > before).OrderByDescending(t => t.OpenedAt)
            .Select(t => new { t.Id, t.Number, t.ConversationId, t.Issue, t.Topic, t.Trigger, t.OpenedAt }).ToListAsync(cancel);
        return [.. tickets.GroupBy(t => t.Topic).Select(g => (Topic: g.Key, Now: g.Where(t => t.OpenedAt > week).ToList(), Before: g.Count(t => t.OpenedAt <= week)))
            .Where(g => g.Now.Count > 0).OrderByDescending(g => g.Now.Count)
            .Select(g => new TopicCount(g.Topic, g.Now.Count, g.Before, g.Now.Count(t => t.Trigger is Trigger.NoAnswer),
                [.. g.Now.Take(Examples).Select(t => new ReviewTicket(t.Id, t.Number, t.ConversationId, t.Issue))]))];
    }

    /// <summary>Published entries that were never cited, those that wait longest first, and how many there are in all.</summary>
    public async Task<(IReadOnlyList<UnusedEntry> Entries, int All)> UnusedAsync(CancellationToken cancel = default)
    {
        var (used, now) = (await uses.ReadAsync(cancel), clock.GetUtcNow());
        var settled = now - Settled;
        await using var db = await contexts.CreateDbContextAsync(cancel);
        var entries = await db.Set<KnowledgeEntry>().AsNoTracking().Where(KnowledgeEntry.ForCustomers(now)).Where(e => e.UpdatedAt < settled)
            .OrderBy(e => e.UpdatedAt).Select(e => new UnusedEntry(e.Id, e.Question, e.Language, e.UpdatedAt)).ToListAsync(cancel);
        var unused = entries.FindAll(e => !used.ContainsKey(e.Id));
        return ([.. unused.Take(Most)], unused.Count);
    }

    /// <summary>Entries whose answer was followed by a ticket, those with the most tickets first.</summary>
    public async Task<IReadOnlyList<EntryWithTickets>> LedToTicketsAsync(CancellationToken cancel = default)
    {
        var since = clock.GetUtcNow() - Span;
        await using var db = await contexts.CreateDbContextAsync(cancel);
        var pairs = await (
            from answer in db.Set<Message>().AsNoTracking()
            where answer.Sources != null && answer.Author == Author.Assistant && answer.At > since
            join ticket in db.Set<Ticket>() on answer.ConversationId equals ticket.ConversationId
            where ticket.OpenedAt >= answer.At && ticket.Trigger != Trigger.Member
            select new { answer.At, answer.Position, answer.Sources, ticket.OpenedAt, Ticket = new ReviewTicket(ticket.Id, ticket.Number, ticket.ConversationId, ticket.Issue) }).ToListAsync(cancel);
        // Only the last answer before a ticket led to it.
        var last = pairs.Where(p => p.OpenedAt - p.At <= Follows).GroupBy(p => p.Ticket.Id).Select(g => g.MaxBy(p => p.Position)!)
            .SelectMany(p => ThreadQueries.Ids(p.Sources).Select(id => (EntryId: id, p.OpenedAt, p.Ticket))).GroupBy(p => p.EntryId).ToList();
        var ids = last.ConvertAll(g => g.Key);
        var names = await db.Set<KnowledgeEntry>().Where(e => ids.Contains(e.Id)).ToDictionaryAsync(e => e.Id, e => e.Question, cancel);
        var used = await uses.ReadAsync(cancel);
        return [.. last.Select(g => new EntryWithTickets(g.Key, names.GetValueOrDefault(g.Key), used[g.Key].Times, [.. g.OrderByDescending(p => p.OpenedAt).Select(p => p.Ticket)]))
            .OrderByDescending(e => e.Tickets.Count).ThenByDescending(e => e.Times).Take(Most)];
    }

    /// <summary>The last weeks, the oldest first, each of seven days up to now.</summary>
    public async Task<IReadOnlyList<AnswerWeek>> RateAsync(CancellationToken cancel = default)
    {
        var now = clock.GetUtcNow();
        var since = now - Weeks * s_week;
        await using var db = await contexts.CreateDbContextAsync(cancel);
        var answers = await db.Set<Message>().Where(m => m.Sources != null && m.Author == Author.Assistant && m.At > since).Select(m => m.At).ToListAsync(cancel);
        var tickets = await db.Set<Ticket>().Where(t => t.OpenedAt > since && t.Trigger != Trigger.Member).Select(t => t.OpenedAt).ToListAsync(cancel);
        var (answered, opened) = (answers.CountBy(WeekOf).ToDictionary(), tickets.CountBy(WeekOf).ToDictionary());
        return [.. Enumerable.Range(0, Weeks).Select(w => new AnswerWeek(since + w * s_week, answered.GetValueOrDefault(w), opened.GetValueOrDefault(w)))];

        // What carries a time of the future, by a clock that is ahead, belongs to the last week.
        int WeekOf(DateTimeOffset at) => Math.Min((int)((at - since) / s_week), Weeks - 1);
    }
}
