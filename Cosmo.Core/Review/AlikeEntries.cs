using Cosmo.Core.Assistant;
using Cosmo.Core.Knowledge;
using Cosmo.Core.Knowledge.Writing;
using Cosmo.Core.Storage;
using Microsoft.EntityFrameworkCore;

namespace Cosmo.Core.Review;

/// <summary>Two published entries that ask nearly the same.</summary>
/// <param name="Contradictions">What one answer says and the other says otherwise; empty for plain duplicates.</param>
public sealed record AlikePair(LikePair Pair, KnowledgeText One, KnowledgeText Other, IReadOnlyList<FactFinding> Contradictions);

/// <summary>Finds published entries that say the same twice, or two different things to the same question.</summary>
public sealed class AlikeEntries(IDbContextFactory<CosmoContext> contexts, TimeProvider clock)
{
    /// <summary>The entries that were changed last are compared; more would keep the page waiting.</summary>
    public const int Most = 2000;

    /// <summary>Pairs, those that contradict each other first, then the most alike.</summary>
    public async Task<IReadOnlyList<AlikePair>> FindAsync(CancellationToken cancel = default)
    {
        await using var db = await contexts.CreateDbContextAsync(cancel);
        var entries = (await db.Set<KnowledgeEntry>().AsNoTracking().Where(KnowledgeEntry.ForCustomers(clock.GetUtcNow()))
            .OrderByDescending(e => e.UpdatedAt).ThenBy(e => e.Id).Take(Most).ToListAsync(cancel)).ConvertAll(e => (e.Id, e.Text));
        var texts = entries.ToDictionary(e => e.Id, e => e.Text);
        return [.. EntryLikeness.Of(entries)
            .Select(p => new AlikePair(p, texts[p.OneId], texts[p.OtherId], Contradictions(texts[p.OneId].Answer, texts[p.OtherId].Answer)))
            .OrderByDescending(p => p.Contradictions.Count > 0).ThenByDescending(p => p.Pair.Score)];
    }

    // What only one of them says adds to the other. Where each says its own number, date or link, or one says "not", they cannot both be right.
    private static List<FactFinding> Contradictions(string one, string other)
    {
        var findings = FactGuard.Check(MarkdownText.Plain(one), MarkdownText.Plain(other), null, null);
        var disputed = findings.Where(f => f.Category is not (FactCategory.Name or FactCategory.Condition)).GroupBy(f => f.Category)
            .Where(g => g.Key is FactCategory.Negation || g.Select(f => f.Change).Distinct().Count() == 2);
        return [.. disputed.SelectMany(g => g)];
    }
}
