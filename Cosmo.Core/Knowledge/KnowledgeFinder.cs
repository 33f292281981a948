using Cosmo.Core.Knowledge.Matching;
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
    private readonly EntryShelf _published = new();

    // What somebody only tries must not push out what customers are answered from.
    private readonly EntryShelf _tried = new();

    /// <summary>Hears of changes from the live feed.</summary>
    public KnowledgeFinder(IDbContextFactory<CosmoContext> contexts, LiveFeed live, TimeProvider clock)
    {
        (_contexts, _clock) = (contexts, clock);
        _tap = live.Tap(topic =>
        {
            if (topic != Topic.Knowledge)
                return;
            _published.Forget();
            _tried.Forget();
        });
    }

    /// <summary>The entries nearest to a message, best first. Team-only, unpublished and expired entries are never among those that are read.</summary>
    public async Task<IReadOnlyList<Guid>> NearestAsync(string text, int limit, CancellationToken cancel = default) =>
        [.. (await IndexAsync(KnowledgeView.Published, cancel)).Nearest(text, limit).Select(n => n.Id)];

    /// <summary>The one entry in a language that a message plainly asks for, and which of its questions; null when that is not sure.</summary>
    public async Task<(Guid EntryId, string Question)?> SureAsync(string text, string language, CancellationToken cancel = default) =>
        Sure(await IndexAsync(KnowledgeView.Published, cancel), text, language);

    /// <summary>The same over an index that was read before.</summary>
    internal static (Guid EntryId, string Question)? Sure(EntryIndex index, string text, string language) =>
        !PlainMatch.Denies(text) && index.Sure(text, language) is { } near ? (near.Id, index.QuestionOf(near)) : null;

    /// <summary>All entries of a view as they are now.</summary>
    internal async Task<EntryIndex> IndexAsync(KnowledgeView view, CancellationToken cancel)
    {
        await using var db = await _contexts.CreateDbContextAsync(cancel);
        var shelf = view == KnowledgeView.Published ? _published : _tried;
        return await shelf.ReadAsync(db.Set<KnowledgeEntry>().AsNoTracking(), view, _clock, cancel);
    }

    /// <inheritdoc />
    public void Dispose()
    {
        _tap.Dispose();
        _published.Dispose();
        _tried.Dispose();
    }
}
