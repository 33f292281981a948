using Cosmo.Core.Channels;
using Cosmo.Core.Conversations;
using Cosmo.Core.Live;
using Cosmo.Core.Storage;
using Cosmo.Core.Tickets;
using Microsoft.EntityFrameworkCore;

namespace Cosmo.Core.Inbox;

/// <summary>Reads the list of conversations. Each read costs the same however many conversations there are: it walks one index and stops.</summary>
public sealed class InboxQueries(IDbContextFactory<CosmoContext> contexts, LiveFeed live, TimeProvider clock) : IDisposable
{
    /// <summary>Lines of one part of the list.</summary>
    public const int RowsAtOnce = 40;

    /// <summary>Counting stops here; whoever sees this number knows only that there are more.</summary>
    public const int MostCounted = 100;

    private readonly SharedReads _shared = SharedReads.PerBeat(live, clock);

    /// <summary>A part of a view, shared by all open pages that show the same.</summary>
    /// <param name="memberId">Whose view; matters to <see cref="InboxView.Mine"/> only.</param>
    /// <param name="after">Where the part before ended; null for the first one.</param>
    public Task<InboxPart> PageAsync(InboxView view, Guid memberId, InboxCursor? after, CancellationToken cancel = default)
    {
        var whose = view is InboxView.Mine ? memberId : Guid.Empty;
        return _shared.GetAsync((view, whose, after), () => ReadAsync(view, whose, after), cancel);
    }

    /// <summary>How many conversations each view has, up to <see cref="MostCounted"/>.</summary>
    public Task<IReadOnlyDictionary<InboxView, int>> CountsAsync(Guid memberId, CancellationToken cancel = default) =>
        _shared.GetAsync((typeof(InboxView), memberId), () => CountAsync(memberId), cancel);

    /// <summary>
    /// How many of the conversations that wait for the team nobody has looked into since the customer wrote, up to
    /// <see cref="MostCounted"/>. What the assistant answers waits for nobody and is not counted.
    /// </summary>
    public Task<int> UnreadAsync(CancellationToken cancel = default) => _shared.GetAsync(nameof(UnreadAsync), CountUnreadAsync, cancel);

    /// <summary>Lines of the conversations with these ids, in the order of the ids.</summary>
    internal static async Task<IReadOnlyList<InboxRow>> RowsAsync(
        CosmoContext db, IReadOnlyList<Guid> ids, IReadOnlyDictionary<Guid, InboxTicket>? tickets, CancellationToken cancel)
    {
        if (ids.Count == 0)
            return [];
        tickets ??= await db.Set<Ticket>().AsNoTracking()
            .Where(t => ids.Contains(t.ConversationId) && t.State != TicketState.Closed)
            .ToDictionaryAsync(t => t.ConversationId, t => new InboxTicket(t.Id, t.Number, t.State, t.HolderId), cancel);
        var rows = await (
            from c in db.Set<Conversation>().AsNoTracking()
            join contact in db.Set<Contact>() on c.ContactId equals contact.Id
            join account in db.Set<ChannelAccount>() on c.ChannelAccountId equals account.Id
            where ids.Contains(c.Id)
            select new InboxRow(c.Id, contact.Name, account.Kind, c.Preview, c.PreviewAuthor, c.LastMessageAt, c.Unread, new ServiceWindow(c.LastInboundAt, c.RefusedAt), c.Handler, null))
            .ToDictionaryAsync(r => r.Id, cancel);
        return [.. ids.Where(rows.ContainsKey).Select(id => rows[id] with { Ticket = tickets.GetValueOrDefault(id) })];
    }

    public void Dispose() => _shared.Dispose();

    private async Task<InboxPart> ReadAsync(InboxView view, Guid memberId, InboxCursor? after)
    {
        await using var db = await contexts.CreateDbContextAsync();
        // One line more than shown tells whether there is a next part.
        var places = view is InboxView.All or InboxView.Assistant
            ? await Conversations(db, view, after).Take(RowsAtOnce + 1).Select(c => new Place(c.Id, c.LastMessageAt, c.Id, null)).ToListAsync()
            : (await Tickets(db, view, memberId, after).Take(RowsAtOnce + 1).ToListAsync())
                .ConvertAll(t => new Place(t.ConversationId, (view is InboxView.Closed ? t.ClosedAt : null) ?? t.WaitingSince, t.Id, new(t.Id, t.Number, t.State, t.HolderId)));
        var shown = places.Take(RowsAtOnce).ToList();
        var tickets = view is InboxView.All or InboxView.Assistant ? null : shown.ToDictionary(p => p.ConversationId, p => p.Ticket!);
        var rows = await RowsAsync(db, [.. shown.Select(p => p.ConversationId)], tickets, CancellationToken.None);
        return new(rows, places.Count > RowsAtOnce ? new(shown[^1].At, shown[^1].Tie) : null);
    }

    private async Task<IReadOnlyDictionary<InboxView, int>> CountAsync(Guid memberId)
    {
        await using var db = await contexts.CreateDbContextAsync();
        var counts = new Dictionary<InboxView, int>();
        foreach (var view in Enum.GetValues<InboxView>())
        {
            counts[view] = view is InboxView.All or InboxView.Assistant
                ? await Conversations(db, view, null).Take(MostCounted).CountAsync()
                : await Tickets(db, view, memberId, null).Take(MostCounted).CountAsync();
        }

        return counts;
    }

    // Only tickets that wait are walked, by their index: however many conversations there are, few wait.
    private async Task<int> CountUnreadAsync()
    {
        await using var db = await contexts.CreateDbContextAsync();
        return await (
            from ticket in Tickets(db, InboxView.Waiting, Guid.Empty, null)
            join conversation in db.Set<Conversation>() on ticket.ConversationId equals conversation.Id
            where conversation.Unread > 0
            select conversation.Id).Take(MostCounted).CountAsync();
    }

    private static IQueryable<Conversation> Conversations(CosmoContext db, InboxView view, InboxCursor? after)
    {
        var all = db.Set<Conversation>().AsNoTracking();
        if (view is InboxView.Assistant)
            all = all.Where(c => c.Handler == Handler.Assistant);
        // The first condition is the range of the index that is walked; the second leaves out what was shown.
        if (after is { At: var at, Id: var id })
            all = all.Where(c => c.LastMessageAt <= at && (c.LastMessageAt < at || c.Id.CompareTo(id) < 0));
        return all.OrderByDescending(c => c.LastMessageAt).ThenByDescending(c => c.Id);
    }

    private static IQueryable<Ticket> Tickets(CosmoContext db, InboxView view, Guid memberId, InboxCursor? after)
    {
        var all = db.Set<Ticket>().AsNoTracking();
        if (view is InboxView.Closed)
        {
            // A conversation stands here once, with its last ticket, and not while another is open.
            all = all.Where(t => t.State == TicketState.Closed && !db.Set<Ticket>().Any(o => o.ConversationId == t.ConversationId && o.Number > t.Number));
            if (after is { At: var closed, Id: var closedId })
                all = all.Where(t => t.ClosedAt <= closed && (t.ClosedAt < closed || t.Id.CompareTo(closedId) < 0));
            return all.OrderByDescending(t => t.ClosedAt).ThenByDescending(t => t.Id);
        }

        all = view is InboxView.Mine
            ? all.Where(t => t.HolderId == memberId && t.State != TicketState.Closed)
            : all.Where(t => t.State == TicketState.Requested);
        // Whoever has waited longest comes first.
        if (after is { At: var since, Id: var sinceId })
            all = all.Where(t => t.WaitingSince >= since && (t.WaitingSince > since || t.Id.CompareTo(sinceId) > 0));
        return all.OrderBy(t => t.WaitingSince).ThenBy(t => t.Id);
    }

    private sealed record Place(Guid ConversationId, DateTimeOffset At, Guid Tie, InboxTicket? Ticket);
}
