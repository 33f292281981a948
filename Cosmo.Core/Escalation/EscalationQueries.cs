using Cosmo.Core.Conversations;
using Cosmo.Core.Live;
using Cosmo.Core.Storage;
using Microsoft.EntityFrameworkCore;

namespace Cosmo.Core.Escalation;

/// <summary>A contact who is, or could be made, an important one.</summary>
public sealed record VipRow(Guid Id, string Name, string? Phone, bool IsVip);

/// <summary>Reads rules, policy, important contacts and corrections.</summary>
public sealed class EscalationQueries : IDisposable
{
    /// <summary>Most contacts shown at once.</summary>
    public const int Most = 20;

    private readonly IDbContextFactory<CosmoContext> _contexts;
    private readonly TimeProvider _clock;
    private readonly IDisposable _tap;
    private volatile Known? _known;
    private long _version;

    /// <summary>Hears of changes from the live feed.</summary>
    public EscalationQueries(IDbContextFactory<CosmoContext> contexts, LiveFeed live, TimeProvider clock)
    {
        (_contexts, _clock) = (contexts, clock);
        _tap = live.Tap(topic =>
        {
            if (topic == Topic.Rules)
                Interlocked.Increment(ref _version);
        });
    }

    /// <summary>How long a book is believed where a change was made while nobody listened.</summary>
    public static readonly TimeSpan Believed = TimeSpan.FromSeconds(30);

    /// <summary>The rules and the policy. Kept in memory until they change: every message asks for them.</summary>
    public async Task<EscalationBook> BookAsync(CancellationToken cancel = default)
    {
        var (version, now) = (Interlocked.Read(ref _version), _clock.GetUtcNow());
        if (_known is { } known && known.Version == version && now - known.At < Believed)
            return known.Book;
        await using var db = await _contexts.CreateDbContextAsync(cancel);
        var book = await EscalationBook.ReadAsync(db, cancel);
        _known = new(book, version, now);
        return book;
    }

    /// <summary>Important contacts, or those whose name or number has these words.</summary>
    public async Task<IReadOnlyList<VipRow>> ContactsAsync(string? words, CancellationToken cancel = default)
    {
        await using var db = await _contexts.CreateDbContextAsync(cancel);
        var contacts = db.Set<Contact>().AsNoTracking();
        contacts = string.IsNullOrWhiteSpace(words) ? contacts.Where(c => c.IsVip) : contacts.Where(c => c.SearchTerms.Contains(SearchText.Fold(words).Trim()));
        return await contacts.OrderByDescending(c => c.IsVip).ThenBy(c => c.Name).Take(Most).Select(c => new VipRow(c.Id, c.Name, c.Phone, c.IsVip)).ToListAsync(cancel);
    }

    /// <summary>What members said about tickets, newest first.</summary>
    public async Task<IReadOnlyList<Correction>> CorrectionsAsync(int limit, CancellationToken cancel = default)
    {
        await using var db = await _contexts.CreateDbContextAsync(cancel);
        return await db.Set<Correction>().AsNoTracking().OrderByDescending(c => c.At).Take(limit).ToListAsync(cancel);
    }

    /// <summary>What a member said about a ticket: it should have been opened, should not, or nothing yet.</summary>
    public async Task<bool?> VerdictAsync(Guid ticketId, CancellationToken cancel = default)
    {
        await using var db = await _contexts.CreateDbContextAsync(cancel);
        return await db.Set<Correction>().Where(c => c.TicketId == ticketId).Select(c => (bool?)c.ShouldOpen).FirstOrDefaultAsync(cancel);
    }

    /// <inheritdoc />
    public void Dispose() => _tap.Dispose();

    private sealed record Known(EscalationBook Book, long Version, DateTimeOffset At);
}
