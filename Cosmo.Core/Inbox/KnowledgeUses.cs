using Cosmo.Core.Conversations;
using Cosmo.Core.Storage;
using Microsoft.EntityFrameworkCore;

namespace Cosmo.Core.Inbox;

/// <summary>How often the assistant answered from an entry, and when last.</summary>
public sealed record KnowledgeUse(int Times, DateTimeOffset LastAt);

/// <summary>Counts what the assistant cited. What it kept with each answer is the only source: nothing is counted twice.</summary>
public sealed class KnowledgeUses(IDbContextFactory<CosmoContext> contexts)
{
    /// <summary>The uses of all entries that were ever cited.</summary>
    public async Task<IReadOnlyDictionary<Guid, KnowledgeUse>> ReadAsync(CancellationToken cancel = default)
    {
        await using var db = await contexts.CreateDbContextAsync(cancel);
        var cited = await db.Set<Message>().AsNoTracking().Where(m => m.Sources != null)
            .GroupBy(m => m.Sources!).Select(g => new { Sources = g.Key, Times = g.Count(), Last = g.Max(m => m.At) }).ToListAsync(cancel);
        return cited.SelectMany(c => ThreadQueries.Ids(c.Sources).Select(id => (Id: id, c.Times, c.Last)))
            .GroupBy(c => c.Id).ToDictionary(g => g.Key, g => new KnowledgeUse(g.Sum(c => c.Times), g.Max(c => c.Last)));
    }
}
