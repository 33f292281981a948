using Cosmo.Core.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Cosmo.Core.Knowledge;

/// <summary>A question that customers ask, and its answer.</summary>
public sealed class KnowledgeEntry
{
    public const int LongestQuestion = 300;
    public const int LongestAnswer = 4000;

    private KnowledgeEntry() { }

    public Guid Id { get; private init; } = Guid.CreateVersion7();
    public string Question { get; private set; } = "";
    public string Answer { get; private set; } = "";

    /// <summary>ISO 639-1 code of its language.</summary>
    public string Language { get; private set; } = "en";
    public string Category { get; private set; } = "";

    /// <summary>Only a published entry answers customers.</summary>
    public bool IsPublished { get; private set; }

    /// <summary>Team-only entries help members and never leave.</summary>
    public bool IsTeamOnly { get; private set; }
    public string SearchTerms { get; private set; } = "";
    public DateTimeOffset UpdatedAt { get; private set; }

    public static KnowledgeEntry Write(string question, string answer, string language, string category, DateTimeOffset now)
    {
        var entry = new KnowledgeEntry();
        entry.Edit(question, answer, language, category, now);
        return entry;
    }

    public void Edit(string question, string answer, string language, string category, DateTimeOffset now)
    {
        (Question, Answer, Language, Category, UpdatedAt) = (question.Trim(), answer.Trim(), language, category.Trim(), now);
        SearchTerms = SearchText.Fold($"{Question} {Answer} {Category}");
    }

    public void Publish(bool published) => IsPublished = published;

    public void KeepInside(bool teamOnly) => IsTeamOnly = teamOnly;
}

internal sealed class KnowledgeEntryConfiguration : IEntityTypeConfiguration<KnowledgeEntry>
{
    public void Configure(EntityTypeBuilder<KnowledgeEntry> builder)
    {
        builder.Property(e => e.Id).ValueGeneratedNever();
        builder.Property(e => e.Question).HasMaxLength(KnowledgeEntry.LongestQuestion);
        builder.Property(e => e.Answer).HasMaxLength(KnowledgeEntry.LongestAnswer);
        builder.Property(e => e.Language).HasMaxLength(8);
        builder.Property(e => e.Category).HasMaxLength(60);
        builder.HasIndex(e => new { e.IsPublished, e.UpdatedAt });
    }
}
