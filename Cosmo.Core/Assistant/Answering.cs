using Cosmo.Core.Escalation;
using Cosmo.Core.Knowledge;
using Cosmo.Core.Storage;
using Microsoft.EntityFrameworkCore;

namespace Cosmo.Core.Assistant;

/// <summary>Finds the published entry that plainly answers a message. Team-only and unpublished entries are never even looked at.</summary>
public sealed class Answering(KnowledgeFinder finder, IDbContextFactory<CosmoContext> contexts)
{
    private const int Candidates = 8;

    /// <summary>The entries nearest to a message, best first, whatever language they are in.</summary>
    public Task<IReadOnlyList<Guid>> NearestAsync(string text, int limit, CancellationToken cancel = default) => finder.NearestAsync(text, limit, cancel);

    /// <summary>The answer in the customer's language, or null: the built-in engine does not translate knowledge.</summary>
    public async Task<PlainAnswer?> FindAsync(string text, string language, CancellationToken cancel = default)
    {
        var ids = await finder.NearestAsync(text, Candidates, cancel);
        if (ids.Count == 0)
            return null;
        await using var db = await contexts.CreateDbContextAsync(cancel);
        // Read again: what was taken back a moment ago is not said any more.
        var entries = (await db.Set<KnowledgeEntry>().AsNoTracking()
            .Where(e => ids.Contains(e.Id) && e.IsPublished && !e.IsTeamOnly && e.Language == language).ToListAsync(cancel))
            .OrderBy(e => ids.TakeWhile(id => id != e.Id).Count()).ToList();
        var best = PlainMatch.Choose(text, [.. entries.Select(e => e.Question)]);
        var entry = best >= 0 ? entries[best]
            : await finder.SureAsync(text, language, cancel) is { } sure ? entries.Find(e => e.Id == sure)
            : null;
        return entry is null ? null : new(entry.Id, entry.Answer, entry.Language);
    }
}
