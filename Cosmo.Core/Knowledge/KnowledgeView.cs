namespace Cosmo.Core.Knowledge;

/// <summary>An entry as somebody thinks of saving it.</summary>
/// <param name="Id">The entry that it would change; a new id for a new one.</param>
public sealed record ProposedEntry(Guid Id, KnowledgeText Text);

/// <summary>Which knowledge a question meets: the published one of now, of another moment, or as if drafts were published.</summary>
/// <param name="At">The moment, which decides what has expired; null for now.</param>
/// <param name="WithDrafts">Drafts answer as well, as they would once published; what is team-only still does not.</param>
public readonly record struct KnowledgeView(DateTimeOffset? At, bool WithDrafts)
{
    /// <summary>What customers are answered from now.</summary>
    public static readonly KnowledgeView Published;

    /// <summary>An entry in place of what is saved of it; null for none.</summary>
    public ProposedEntry? Proposed { get; init; }

    /// <summary>Of these entries those of this view; the proposed one is no row, see <see cref="Imagined"/>.</summary>
    public IQueryable<KnowledgeEntry> Of(IQueryable<KnowledgeEntry> entries, TimeProvider clock)
    {
        var at = At ?? clock.GetUtcNow();
        var seen = entries.Where(WithDrafts ? KnowledgeEntry.ForCustomersWithDrafts(at) : KnowledgeEntry.ForCustomers(at));
        return Proposed is { Id: var changed } ? seen.Where(e => e.Id != changed) : seen;
    }

    /// <summary>The proposed entry, where customers would be answered from it.</summary>
    internal KnowledgeEntry? Imagined(TimeProvider clock)
    {
        var at = At ?? clock.GetUtcNow();
        return Proposed is { Text: { TeamOnly: false } text } proposed && (text.Published || WithDrafts) && (text.ExpiresAt is null || text.ExpiresAt > at)
            ? KnowledgeEntry.Imagine(proposed.Id, text, at)
            : null;
    }
}
