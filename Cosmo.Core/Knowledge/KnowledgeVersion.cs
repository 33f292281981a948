using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Cosmo.Core.Knowledge;

/// <summary>What made a version of an entry.</summary>
public enum VersionCause { Written, Edited, Restored, Imported }

/// <summary>An entry as it was after one of its changes. Versions are only ever added.</summary>
public sealed class KnowledgeVersion
{
    private KnowledgeVersion() { }

    public Guid Id { get; private init; } = Guid.CreateVersion7();
    public required Guid EntryId { get; init; }

    /// <summary>The entry's revision that this is.</summary>
    public required int Number { get; init; }
    public required VersionCause Cause { get; init; }

    /// <summary>Who wrote it; null for what was there before versions were kept.</summary>
    public Guid? MemberId { get; init; }
    public required DateTimeOffset At { get; init; }
    public KnowledgeKind Kind { get; init; }
    public string Question { get; init; } = "";
    public string Variants { get; init; } = "";
    public string Answer { get; init; } = "";
    public string Language { get; init; } = "";
    public string Category { get; init; } = "";
    public bool IsPublished { get; init; }
    public bool IsTeamOnly { get; init; }
    public DateTimeOffset? ExpiresAt { get; init; }

    /// <summary>The entry as it stands now.</summary>
    public static KnowledgeVersion Of(KnowledgeEntry entry, VersionCause cause, Guid? memberId, DateTimeOffset at) => new()
    {
        EntryId = entry.Id,
        Number = entry.Revision,
        Cause = cause,
        MemberId = memberId,
        At = at,
        Kind = entry.Kind,
        Question = entry.Question,
        Variants = entry.Variants,
        Answer = entry.Answer,
        Language = entry.Language,
        Category = entry.Category,
        IsPublished = entry.IsPublished,
        IsTeamOnly = entry.IsTeamOnly,
        ExpiresAt = entry.ExpiresAt,
    };

    /// <summary>What it said.</summary>
    public KnowledgeText Text => new(Question, Answer, Language, Category, IsPublished, IsTeamOnly)
    {
        Kind = Kind,
        Variants = KnowledgeEntry.VariantLines(Variants),
        ExpiresAt = ExpiresAt,
    };
}

internal sealed class KnowledgeVersionConfiguration : IEntityTypeConfiguration<KnowledgeVersion>
{
    public void Configure(EntityTypeBuilder<KnowledgeVersion> builder)
    {
        builder.Ignore(v => v.Text);
        builder.Property(v => v.Id).ValueGeneratedNever();
        builder.HasOne<KnowledgeEntry>().WithMany().HasForeignKey(v => v.EntryId).OnDelete(DeleteBehavior.Cascade);
        builder.HasIndex(v => new { v.EntryId, v.Number }).IsUnique();
    }
}
