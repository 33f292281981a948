using Cosmo.Core.Storage;
using Cosmo.Core.Team;
using Microsoft.EntityFrameworkCore;

namespace Cosmo.Core.Knowledge;

/// <summary>An entry as the list shows it.</summary>
public sealed record KnowledgeRow(
    Guid Id, KnowledgeKind Kind, string Question, string Variants, string Answer, string Language, string Category, bool IsPublished, bool IsTeamOnly,
    DateTimeOffset? ExpiresAt, int Revision, Guid? SourceId, DateTimeOffset UpdatedAt)
{
    /// <summary>All that its editor shows.</summary>
    public KnowledgeText Text => new(Question, Answer, Language, Category, IsPublished, IsTeamOnly)
    {
        Kind = Kind,
        Variants = KnowledgeEntry.VariantLines(Variants),
        ExpiresAt = ExpiresAt,
    };
}

/// <summary>One line of an entry's history.</summary>
/// <param name="Member">Who wrote it; null for what was there before versions were kept.</param>
public sealed record VersionRow(int Number, VersionCause Cause, string? Member, DateTimeOffset At, KnowledgeText Text);

/// <summary>Which entries a list shows; null for all.</summary>
public sealed record KnowledgeFilter(string? Language = null, string? Category = null, KnowledgeStanding? Standing = null);

/// <summary>Whether customers are answered from an entry.</summary>
public enum KnowledgeStanding { Published, Draft, TeamOnly, Expired }

/// <summary>Reads the knowledge for the team.</summary>
public sealed class KnowledgeQueries(IDbContextFactory<CosmoContext> contexts, ITextSearch search, TimeProvider clock)
{
    /// <summary>Most entries shown at once; whoever has more searches.</summary>
    public const int Most = 100;

    private const int MostVersions = 100;

    /// <summary>Entries with these words, best first; without words the last changed.</summary>
    public async Task<IReadOnlyList<KnowledgeRow>> ListAsync(string? words, KnowledgeFilter? filter = null, CancellationToken cancel = default)
    {
        await using var db = await contexts.CreateDbContextAsync(cancel);
        var entries = Filter(db.Set<KnowledgeEntry>(), filter ?? new(), clock.GetUtcNow());
        if (string.IsNullOrWhiteSpace(words))
            return await Rows(entries.OrderByDescending(e => e.UpdatedAt).ThenByDescending(e => e.Id).Take(Most)).ToListAsync(cancel);
        // The index knows nothing of filters: it gives more, and the filter leaves some.
        var ids = (await search.KnowledgeAsync(words, Most * 5, cancel)).Select(h => h.Id).ToList();
        var found = await Rows(entries.Where(e => ids.Contains(e.Id))).ToDictionaryAsync(e => e.Id, cancel);
        return [.. ids.Where(found.ContainsKey).Select(id => found[id]).Take(Most)];
    }

    /// <summary>One entry; null when it is gone.</summary>
    public async Task<KnowledgeRow?> FindAsync(Guid id, CancellationToken cancel = default)
    {
        await using var db = await contexts.CreateDbContextAsync(cancel);
        return await Rows(db.Set<KnowledgeEntry>().Where(e => e.Id == id)).FirstOrDefaultAsync(cancel);
    }

    /// <summary>The categories there are, in alphabetical order.</summary>
    public async Task<IReadOnlyList<string>> CategoriesAsync(CancellationToken cancel = default)
    {
        await using var db = await contexts.CreateDbContextAsync(cancel);
        return await db.Set<KnowledgeEntry>().Where(e => e.Category != "").Select(e => e.Category).Distinct().OrderBy(c => c).ToListAsync(cancel);
    }

    /// <summary>An entry's versions, the newest first.</summary>
    public async Task<IReadOnlyList<VersionRow>> HistoryAsync(Guid id, CancellationToken cancel = default)
    {
        await using var db = await contexts.CreateDbContextAsync(cancel);
        var versions = await (
            from version in db.Set<KnowledgeVersion>().AsNoTracking()
            where version.EntryId == id
            join member in db.Set<Member>() on version.MemberId equals (Guid?)member.Id into members
            from member in members.DefaultIfEmpty()
            orderby version.Number descending
            select new { Version = version, member.Name }).Take(MostVersions).ToListAsync(cancel);
        return [.. versions.Select(v => new VersionRow(v.Version.Number, v.Version.Cause, v.Name, v.Version.At, v.Version.Text))];
    }

    private static IQueryable<KnowledgeEntry> Filter(IQueryable<KnowledgeEntry> entries, KnowledgeFilter filter, DateTimeOffset now)
    {
        if (filter.Language is { } language)
            entries = entries.Where(e => e.Language == language);
        if (filter.Category is { } category)
            entries = entries.Where(e => e.Category == category);
        return filter.Standing switch
        {
            KnowledgeStanding.Published => entries.Where(KnowledgeEntry.ForCustomers(now)),
            KnowledgeStanding.Draft => entries.Where(e => !e.IsPublished),
            KnowledgeStanding.TeamOnly => entries.Where(e => e.IsTeamOnly),
            KnowledgeStanding.Expired => entries.Where(e => e.ExpiresAt != null && e.ExpiresAt <= now),
            _ => entries,
        };
    }

    private static IQueryable<KnowledgeRow> Rows(IQueryable<KnowledgeEntry> entries) => entries.AsNoTracking().Select(e => new KnowledgeRow(
        e.Id, e.Kind, e.Question, e.Variants, e.Answer, e.Language, e.Category, e.IsPublished, e.IsTeamOnly, e.ExpiresAt, e.Revision, e.SourceId, e.UpdatedAt));
}
