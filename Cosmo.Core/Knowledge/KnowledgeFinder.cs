using Cosmo.Core.Knowledge.Matching;
using Cosmo.Core.Knowledge.Writing;
using Cosmo.Core.Live;
using Cosmo.Core.Storage;
using Microsoft.EntityFrameworkCore;

namespace Cosmo.Core.Knowledge;

/// <summary>
/// Finds what customers ask about, in whatever language they ask: keeps the published public entries in memory, by
/// concepts and words, and reads them again when the knowledge changed.
/// </summary>
public sealed class KnowledgeFinder : IDisposable
{
    private readonly IDbContextFactory<CosmoContext> _contexts;
    private readonly TimeProvider _clock;
    private readonly IDisposable _tap;
    private readonly SemaphoreSlim _reading = new(1, 1);
    private (Version Version, EntryIndex Index)? _current;
    private volatile bool _stale;

    /// <summary>Hears of changes from the live feed.</summary>
    public KnowledgeFinder(IDbContextFactory<CosmoContext> contexts, LiveFeed live, TimeProvider clock)
    {
        (_contexts, _clock) = (contexts, clock);
        _tap = live.Tap(topic => _stale |= topic == Topic.Knowledge);
    }

    /// <summary>The entries nearest to a message, best first. Team-only, unpublished and expired entries are never among those that are read.</summary>
    public async Task<IReadOnlyList<Guid>> NearestAsync(string text, int limit, CancellationToken cancel = default) =>
        [.. (await IndexAsync(cancel)).Nearest(text, limit).Select(n => n.Id)];

    /// <summary>The one entry in a language that a message plainly asks for, and which of its questions; null when that is not sure.</summary>
    public async Task<(Guid EntryId, string Question)?> SureAsync(string text, string language, CancellationToken cancel = default)
    {
        if (PlainMatch.Denies(text))
            return null;
        var index = await IndexAsync(cancel);
        return index.Sure(text, language) is { } near ? (near.Id, index.QuestionOf(near)) : null;
    }

    /// <inheritdoc />
    public void Dispose()
    {
        _tap.Dispose();
        _reading.Dispose();
    }

    private async Task<EntryIndex> IndexAsync(CancellationToken cancel)
    {
        await using var db = await _contexts.CreateDbContextAsync(cancel);
        var entries = db.Set<KnowledgeEntry>().AsNoTracking().Where(KnowledgeEntry.ForCustomers(_clock.GetUtcNow()));
        // A signal may be lost; the count and the last change are not. What expired no longer counts.
        var version = new Version(await entries.CountAsync(cancel), await entries.MaxAsync(e => (DateTimeOffset?)e.UpdatedAt, cancel));
        if (!_stale && _current is { } now && now.Version == version)
            return now.Index;

        await _reading.WaitAsync(cancel);
        try
        {
            if (!_stale && _current is { } read && read.Version == version)
                return read.Index;
            _stale = false;
            var rows = await entries.ToListAsync(cancel);
            var index = new EntryIndex(rows.SelectMany(e =>
                KnowledgePassages.Of(e.Text).Select(p => new IndexedEntry(e.Id, p.Question, MarkdownText.Plain(p.Text), e.Category, e.Language))));
            _current = (version, index);
            return index;
        }
        finally
        {
            _reading.Release();
        }
    }

    private readonly record struct Version(int Entries, DateTimeOffset? Changed);
}
