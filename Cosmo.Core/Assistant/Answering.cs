using Cosmo.Core.Escalation;
using Cosmo.Core.Knowledge;
using Cosmo.Core.Storage;
using Microsoft.EntityFrameworkCore;

namespace Cosmo.Core.Assistant;

/// <summary>Finds the published entry that plainly answers a message. Team-only and unpublished entries are never even looked at.</summary>
public sealed class Answering(ITextSearch search, IDbContextFactory<CosmoContext> contexts)
{
    private const int Candidates = 8;

    /// <summary>The entries nearest to a message, best first, whatever language they are in.</summary>
    public async Task<IReadOnlyList<Guid>> NearestAsync(string text, int limit, CancellationToken cancel = default) =>
        [.. (await search.AnswersAsync(text, limit, cancel)).Select(h => h.Id)];

    /// <summary>The answer in the customer's language, or null: the built-in engine does not translate knowledge.</summary>
    public async Task<PlainAnswer?> FindAsync(string text, string language, CancellationToken cancel = default)
    {
        var hits = await search.AnswersAsync(text, Candidates, cancel);
        if (hits.Count == 0)
            return null;
        var ids = hits.Select(h => h.Id).ToList();
        await using var db = await contexts.CreateDbContextAsync(cancel);
        var entries = await db.Set<KnowledgeEntry>().AsNoTracking()
            .Where(e => ids.Contains(e.Id) && e.IsPublished && !e.IsTeamOnly && e.Language == language).ToListAsync(cancel);
        var best = PlainMatch.Choose(text, [.. entries.Select(e => e.Question)]);
        return best < 0 ? null : new(entries[best].Id, entries[best].Answer, entries[best].Language);
    }
}
