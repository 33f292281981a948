using Cosmo.Core.Work;

namespace Cosmo.Core.Knowledge.Import;

/// <summary>Makes an entry of a piece that a person chose, or changes the entry that was made of it before.</summary>
internal static class ImportTaking
{
    public static async Task<Refusal?> TakeAsync(Change change, KnowledgeSource source, ImportItem item, ImportDecision decision, Guid byMemberId, CancellationToken cancel)
    {
        var published = decision switch { ImportDecision.Publish => true, ImportDecision.AsExported => item.WasPublished ?? false, _ => false };
        var entry = item.EntryId is { } id ? await change.Db.Set<KnowledgeEntry>().FindAsync([id], cancel) : null;
        item.Choice = decision is ImportDecision.Leave ? ImportChoice.Left : published ? ImportChoice.Published : ImportChoice.Drafted;
        if (decision is ImportDecision.Leave || item.Change is ImportChange.Same && entry is not null && entry.IsPublished == published)
            return null;

        // What is gone there is taken back here, or stays; there is no newer text.
        if (item.Change is ImportChange.Gone)
        {
            if (entry is not null && entry.IsPublished != published)
                await KnowledgeDesk.EditAsync(change, entry, entry.Text with { Published = published }, VersionCause.Imported, byMemberId, cancel);
            return null;
        }

        var text = item.Text(published);
        if (text.Check() is { } refusal)
            return refusal;
        if (entry is null)
            entry = KnowledgeDesk.Add(change, text, VersionCause.Imported, byMemberId);
        else
            await KnowledgeDesk.EditAsync(change, entry, item.WasPublished is null ? Over(entry, text) : text, VersionCause.Imported, byMemberId, cancel);
        item.EntryId = entry.Id;
        if (item.WasPublished is null)
            entry.ComesFrom(source.Id, item.Key, item.Hash);
        return null;
    }

    // What people added here and the source knows nothing of is kept: whom it is for, until when, under what.
    private static KnowledgeText Over(KnowledgeEntry entry, KnowledgeText text) => text with
    {
        TeamOnly = entry.IsTeamOnly,
        ExpiresAt = entry.ExpiresAt,
        Category = entry.Category.Length > 0 ? entry.Category : text.Category,
        Variants = text.Variants.Count > 0 ? text.Variants : KnowledgeEntry.VariantLines(entry.Variants),
    };
}
