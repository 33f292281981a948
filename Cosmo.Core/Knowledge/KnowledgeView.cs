using System.Linq.Expressions;

namespace Cosmo.Core.Knowledge;

/// <summary>Which knowledge a question meets: the published one of now, of another moment, or as if drafts were published.</summary>
/// <param name="At">The moment, which decides what has expired; null for now.</param>
/// <param name="WithDrafts">Drafts answer as well, as they would once published; what is team-only still does not.</param>
public readonly record struct KnowledgeView(DateTimeOffset? At, bool WithDrafts)
{
    /// <summary>What customers are answered from now.</summary>
    public static readonly KnowledgeView Published;

    /// <summary>The entries of this view.</summary>
    public Expression<Func<KnowledgeEntry, bool>> Entries(TimeProvider clock)
    {
        var at = At ?? clock.GetUtcNow();
        return WithDrafts ? KnowledgeEntry.ForCustomersWithDrafts(at) : KnowledgeEntry.ForCustomers(at);
    }
}
