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
    /// <param name="all">Every entry there is.</param>
    /// <param name="view">Which of them, and which one otherwise than it is saved.</param>
    /// <param name="clock">Decides what has expired.</param>
    public async Task<EntryIndex> ReadAsync(IQueryable<KnowledgeEntry> all, KnowledgeView view, TimeProvider clock, CancellationToken cancel)
    {
        var entries = view.Of(all, clock);
        // A signal may be lost; the count and the last change are not. What expired no longer counts.
        var counted = await entries.GroupBy(_ => 1).Select(g => new { Entries = g.Count(), Changed = (DateTimeOffset?)g.Max(e => e.UpdatedAt) }).FirstOrDefaultAsync(cancel);
        var version = new Version(counted?.Entries ?? 0, counted?.Changed, view.WithDrafts, view.Proposed);
        if (!_stale && _current is { } now && now.Version == version)
            return now.Index;

        await _reading.WaitAsync(cancel);
        try
        {
            if (!_stale && _current is { } read && read.Version == version)
                return read.Index;
            _stale = false;
            var rows = await entries.ToListAsync(cancel);
            if (view.Imagined(clock) is { } imagined)
                rows.Add(imagined);
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

    // Views may have as many entries with the same last change.
    private sealed record Version(int Entries, DateTimeOffset? Changed, bool WithDrafts, ProposedEntry? Proposed);
}
