using System.Linq.Expressions;
using Cosmo.Core.Knowledge.Import;
using Cosmo.Core.Knowledge.Writing;
using Cosmo.Core.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Cosmo.Core.Knowledge;

/// <summary>Question: what customers ask, and its answer. Article: a longer text under a title, whose headings are what it answers.</summary>
public enum KnowledgeKind { Question, Article }

/// <summary>A question that customers ask, and its answer; or an article.</summary>
public sealed class KnowledgeEntry
{
    public const int LongestQuestion = 300;

    /// <summary>A WhatsApp message has at most 4,096 characters.</summary>
    public const int LongestAnswer = 4000;
    public const int LongestArticle = 20_000;
    public const int LongestCategory = 60;
    public const int MostVariants = 30;

    private KnowledgeEntry() { }

    public Guid Id { get; private init; } = Guid.CreateVersion7();
    public KnowledgeKind Kind { get; private set; }

    /// <summary>The question as customers ask it; an article's title.</summary>
    public string Question { get; private set; } = "";

    /// <summary>Other ways to ask the same, one per line.</summary>
    public string Variants { get; private set; } = "";

    /// <summary>The answer or the article, in Markdown.</summary>
    public string Answer { get; private set; } = "";

    /// <summary>ISO 639-1 code of its language.</summary>
    public string Language { get; private set; } = "en";
    public string Category { get; private set; } = "";

    /// <summary>Only a published entry answers customers.</summary>
    public bool IsPublished { get; private set; }

    /// <summary>Team-only entries help members and never leave.</summary>
    public bool IsTeamOnly { get; private set; }

    /// <summary>From this instant on customers are no longer answered from it; null for ever.</summary>
    public DateTimeOffset? ExpiresAt { get; private set; }

    /// <summary>Counts the changes; a later save over a change that was not seen is refused.</summary>
    public int Revision { get; private set; }

    /// <summary>Where it was imported from; null for what was written here.</summary>
    public Guid? SourceId { get; private set; }

    /// <summary>Its place in the source: the page and the heading, or the row.</summary>
    public string? SourceKey { get; private set; }

    /// <summary>What the source said when it was last taken over, as a hash: a correction made here is no change there.</summary>
    public string? SourceHash { get; private set; }
    public string SearchTerms { get; private set; } = "";
    public DateTimeOffset UpdatedAt { get; private set; }

    /// <summary>The one rule of what the assistant may answer customers from: published, not team-only, not expired.</summary>
    public static Expression<Func<KnowledgeEntry, bool>> ForCustomers(DateTimeOffset now) =>
        e => e.IsPublished && !e.IsTeamOnly && (e.ExpiresAt == null || e.ExpiresAt > now);

    /// <summary>The same once every draft were published: for trying out, never for answering.</summary>
    public static Expression<Func<KnowledgeEntry, bool>> ForCustomersWithDrafts(DateTimeOffset now) =>
        e => !e.IsTeamOnly && (e.ExpiresAt == null || e.ExpiresAt > now);

    public static KnowledgeEntry Write(string question, string answer, string language, string category, DateTimeOffset now)
    {
        var entry = new KnowledgeEntry();
        entry.Edit(question, answer, language, category, now);
        return entry;
    }

    /// <summary>A new entry with all that its editor offers; whether it may be written was decided before.</summary>
    public static KnowledgeEntry Write(KnowledgeText text, DateTimeOffset now)
    {
        var entry = new KnowledgeEntry();
        entry.Edit(text, now);
        return entry;
    }

    /// <summary>An entry as it would be, to try it; it is never stored.</summary>
    internal static KnowledgeEntry Imagine(Guid id, KnowledgeText text, DateTimeOffset now)
    {
        var entry = new KnowledgeEntry { Id = id };
        entry.Edit(text, now);
        return entry;
    }

    public void Edit(string question, string answer, string language, string category, DateTimeOffset now) =>
        Edit(new KnowledgeText(question, answer, language, category, IsPublished, IsTeamOnly) { Kind = Kind, Variants = VariantLines(Variants), ExpiresAt = ExpiresAt }, now);

    /// <summary>Takes over everything that was written, and counts it as one change.</summary>
    public void Edit(KnowledgeText text, DateTimeOffset now)
    {
        (Kind, Question, Answer, Language, Category) = (text.Kind, text.Question.Trim(), text.Answer.Trim(), text.Language, text.Category.Trim());
        Variants = string.Join('\n', text.Variants.Select(v => v.Trim()).Where(v => v.Length > 0).Distinct());
        (IsPublished, IsTeamOnly, ExpiresAt) = (text.Published, text.TeamOnly, text.ExpiresAt);
        (UpdatedAt, Revision) = (now, Revision + 1);
        SearchTerms = SearchText.Fold($"{Question} {Variants} {MarkdownText.Plain(Answer)} {Category}");
    }

    public void Publish(bool published) => (IsPublished, Revision) = (published, Revision + 1);

    public void KeepInside(bool teamOnly) => IsTeamOnly = teamOnly;

    /// <summary>Remembers what in a source it was taken from.</summary>
    public void ComesFrom(Guid sourceId, string key, string hash) => (SourceId, SourceKey, SourceHash) = (sourceId, key, hash);

    /// <summary>The entry as it stands.</summary>
    public KnowledgeText Text => new(Question, Answer, Language, Category, IsPublished, IsTeamOnly) { Kind = Kind, Variants = VariantLines(Variants), ExpiresAt = ExpiresAt };

    /// <summary>Takes stored variants apart.</summary>
    public static IReadOnlyList<string> VariantLines(string variants) => variants.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
}

internal sealed class KnowledgeEntryConfiguration : IEntityTypeConfiguration<KnowledgeEntry>
{
    public void Configure(EntityTypeBuilder<KnowledgeEntry> builder)
    {
        builder.Ignore(e => e.Text);
        builder.Property(e => e.Id).ValueGeneratedNever();
        builder.Property(e => e.Kind).HasDefaultValue(KnowledgeKind.Question).HasSentinel(KnowledgeKind.Question);
        builder.Property(e => e.Question).HasMaxLength(KnowledgeEntry.LongestQuestion);
        builder.Property(e => e.Variants).HasDefaultValue("");
        builder.Property(e => e.Answer).HasMaxLength(KnowledgeEntry.LongestArticle);
        builder.Property(e => e.Language).HasMaxLength(8);
        builder.Property(e => e.Category).HasMaxLength(KnowledgeEntry.LongestCategory);
        builder.Property(e => e.SourceKey).HasMaxLength(KnowledgeSource.LongestKey);
        builder.Property(e => e.SourceHash).HasMaxLength(64);
        builder.Property(e => e.Revision).HasDefaultValue(0).IsConcurrencyToken();
        builder.HasIndex(e => new { e.IsPublished, e.UpdatedAt });
        builder.HasIndex(e => new { e.SourceId, e.SourceKey });
    }
}
