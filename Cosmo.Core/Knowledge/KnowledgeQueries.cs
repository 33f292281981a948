using Cosmo.Core.Storage;
using Microsoft.EntityFrameworkCore;

namespace Cosmo.Core.Knowledge;

/// <summary>An entry as the list shows it.</summary>
public sealed record KnowledgeRow(Guid Id, string Question, string Answer, string Language, string Category, bool IsPublished, bool IsTeamOnly, DateTimeOffset UpdatedAt);

/// <summary>Reads the knowledge for the team.</summary>
public sealed class KnowledgeQueries(IDbContextFactory<CosmoContext> contexts, ITextSearch search)
{
    /// <summary>Most entries shown at once; whoever has more searches.</summary>
    public const int Most = 100;

    /// <summary>Entries with these words, best first; without words the last changed.</summary>
    public async Task<IReadOnlyList<KnowledgeRow>> ListAsync(string? words, CancellationToken cancel = default)
    {
        await using var db = await contexts.CreateDbContextAsync(cancel);
        if (string.IsNullOrWhiteSpace(words))
            return await Rows(db.Set<KnowledgeEntry>().OrderByDescending(e => e.UpdatedAt).Take(Most)).ToListAsync(cancel);
        var ids = (await search.KnowledgeAsync(words, KnowledgeScope.Team, Most, cancel)).Select(h => h.Id).ToList();
        var found = await Rows(db.Set<KnowledgeEntry>().Where(e => ids.Contains(e.Id))).ToDictionaryAsync(e => e.Id, cancel);
        return [.. ids.Where(found.ContainsKey).Select(id => found[id])];
    }

    /// <summary>One entry; null when it is gone.</summary>
    public async Task<KnowledgeRow?> FindAsync(Guid id, CancellationToken cancel = default)
    {
        await using var db = await contexts.CreateDbContextAsync(cancel);
        return await Rows(db.Set<KnowledgeEntry>().Where(e => e.Id == id)).FirstOrDefaultAsync(cancel);
    }

    private static IQueryable<KnowledgeRow> Rows(IQueryable<KnowledgeEntry> entries) => entries.AsNoTracking()
        .Select(e => new KnowledgeRow(e.Id, e.Question, e.Answer, e.Language, e.Category, e.IsPublished, e.IsTeamOnly, e.UpdatedAt));
}
