using Cosmo.Core.Knowledge.Matching;
using Cosmo.Core.Knowledge.Writing;
using Microsoft.EntityFrameworkCore;

namespace Cosmo.Core.Knowledge;

/// <summary>Keeps one view of the knowledge in memory, by concepts and words, until it changes or another view is wanted.</summary>
internal sealed class EntryShelf : IDisposable
{
    private readonly SemaphoreSlim _reading = new(1, 1);
    private (Version Version, EntryIndex Index)? _current;
    private volatile bool _stale;

    /// <summary>The knowledge changed: what is kept is read again before it is used.</summary>
    public void Forget() => _stale = true;

    /// <summary>The index over the entries of a view.</summary>
    /// <param name="entries">All of the view.</param>
    /// <param name="withDrafts">Tells views apart that may have as many entries with the same last change.</param>
    public async Task<EntryIndex> ReadAsync(IQueryable<KnowledgeEntry> entries, bool withDrafts, CancellationToken cancel)
    {
        // A signal may be lost; the count and the last change are not. What expired no longer counts.
        var version = await entries.GroupBy(_ => withDrafts).Select(all => new Version(all.Count(), all.Max(e => e.UpdatedAt), all.Key)).FirstOrDefaultAsync(cancel)
            ?? new Version(0, null, withDrafts);
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

    /// <inheritdoc />
    public void Dispose() => _reading.Dispose();

    private sealed record Version(int Entries, DateTimeOffset? Changed, bool WithDrafts);
}
