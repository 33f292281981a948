using Cosmo.Core.Escalation;
using Cosmo.Core.Knowledge;
using Cosmo.Core.Knowledge.Writing;
using Cosmo.Core.Storage;
using Microsoft.EntityFrameworkCore;

namespace Cosmo.Core.Assistant;

/// <summary>Finds the published entry that plainly answers a message. Team-only, unpublished and expired entries are never even looked at.</summary>
public sealed class Answering(KnowledgeFinder finder, IDbContextFactory<CosmoContext> contexts, TimeProvider clock)
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
        // Read again: what was taken back or has expired a moment ago is not said any more.
        var entries = (await db.Set<KnowledgeEntry>().AsNoTracking().Where(KnowledgeEntry.ForCustomers(clock.GetUtcNow()))
            .Where(e => ids.Contains(e.Id) && e.Language == language).ToListAsync(cancel))
            .OrderBy(e => ids.TakeWhile(id => id != e.Id).Count()).Select(e => (Entry: e, Passages: KnowledgePassages.Of(e.Text)))
            .Where(e => e.Passages.Count > 0).ToList();
        // Of each entry the passage that is nearest to what was asked.
        var nearest = entries.ConvertAll(e => e.Passages.MaxBy(p => PlainMatch.Score(text, p.Question))!);
        var best = PlainMatch.Choose(text, nearest.ConvertAll(p => p.Question));
        if (best >= 0)
            return Say(entries[best].Entry, nearest[best]);
        if (await finder.SureAsync(text, language, cancel) is not { } sure || entries.Find(e => e.Entry.Id == sure.EntryId) is not { Entry: { } entry } found)
            return null;
        return found.Passages.FirstOrDefault(p => p.Question == sure.Question) is { } passage ? Say(entry, passage) : null;
    }

    /// <summary>The entries in a language that are nearest to a message, to choose from; those whose answer cannot be said are left out.</summary>
    public async Task<IReadOnlyList<OfferedEntry>> OffersAsync(string text, string language, int limit, CancellationToken cancel = default)
    {
        var ids = await finder.NearestAsync(text, Candidates, cancel);
        await using var db = await contexts.CreateDbContextAsync(cancel);
        var entries = await db.Set<KnowledgeEntry>().AsNoTracking().Where(KnowledgeEntry.ForCustomers(clock.GetUtcNow()))
            .Where(e => ids.Contains(e.Id) && e.Language == language).ToListAsync(cancel);
        return [.. entries.Where(e => Whole(e) is not null).OrderBy(e => ids.TakeWhile(id => id != e.Id).Count()).Take(limit).Select(e => new OfferedEntry(e.Id, e.Question))];
    }

    /// <summary>What one entry says, if customers may still be answered from it.</summary>
    public async Task<PlainAnswer?> ReadAsync(Guid entryId, CancellationToken cancel = default)
    {
        await using var db = await contexts.CreateDbContextAsync(cancel);
        return await db.Set<KnowledgeEntry>().AsNoTracking().Where(KnowledgeEntry.ForCustomers(clock.GetUtcNow()))
            .FirstOrDefaultAsync(e => e.Id == entryId, cancel) is { } entry ? Whole(entry) : null;
    }

    private static PlainAnswer? Whole(KnowledgeEntry entry) =>
        KnowledgePassages.Of(entry.Text) is [var first, ..] ? Say(entry, first) : null;

    private static PlainAnswer? Say(KnowledgeEntry entry, KnowledgePassage passage)
    {
        var text = MarkdownText.ForWhatsApp(passage.Text);
        return text.Length == 0 || entry.Kind is KnowledgeKind.Article && text.Length > KnowledgePassages.LongestSpoken
            ? null
            : new(entry.Id, text, entry.Language);
    }
}
