using System.Security.Cryptography;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Cosmo.Core.Knowledge.Import;

/// <summary>What a source says against what is known: something new, something else than last time, the same, or no longer anything.</summary>
public enum ImportChange { New, Changed, Same, Gone }

/// <summary>What a person decided.</summary>
public enum ImportChoice { Waiting, Drafted, Published, Left }

/// <summary>A piece that was read from a source and waits for a person.</summary>
public sealed class ImportItem
{
    public const int LongestHidden = 1000;

    public Guid Id { get; init; } = Guid.CreateVersion7();
    public required Guid SourceId { get; init; }

    /// <summary>Its place in the source, the same each time it is read.</summary>
    public required string Key { get; init; }

    /// <summary>Its place among the others.</summary>
    public required int Position { get; init; }
    public required KnowledgeKind Kind { get; init; }
    public required string Question { get; init; }
    public string Variants { get; init; } = "";
    public required string Answer { get; init; }
    public required string Language { get; init; }
    public required string Category { get; init; }

    /// <summary>What stood there unseen by readers and was left out; null where nothing did.</summary>
    public string? Hidden { get; init; }
    public ImportChange Change { get; set; }

    /// <summary>The entry that was made of it, now or an earlier time.</summary>
    public Guid? EntryId { get; set; }
    public ImportChoice Choice { get; set; }

    /// <summary>As an export of ours says; null for other sources.</summary>
    public bool? WasPublished { get; init; }
    public bool IsTeamOnly { get; init; }
    public DateTimeOffset? ExpiresAt { get; init; }

    /// <summary>SHA-256 over what it says, lower-case hex.</summary>
    public string Hash => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{Kind}\n{Question}\n{Variants}\n{Answer}")));

    /// <summary>The entry that would be made of it.</summary>
    public KnowledgeText Text(bool published) => new(Question, Answer, Language, Category, published, IsTeamOnly)
    {
        Kind = Kind,
        Variants = KnowledgeEntry.VariantLines(Variants),
        ExpiresAt = ExpiresAt,
    };
}

internal sealed class ImportItemConfiguration : IEntityTypeConfiguration<ImportItem>
{
    public void Configure(EntityTypeBuilder<ImportItem> builder)
    {
        builder.Ignore(i => i.Hash);
        builder.Property(i => i.Id).ValueGeneratedNever();
        builder.Property(i => i.Key).HasMaxLength(KnowledgeSource.LongestKey);
        builder.Property(i => i.Question).HasMaxLength(KnowledgeEntry.LongestQuestion);
        builder.Property(i => i.Language).HasMaxLength(8);
        builder.Property(i => i.Category).HasMaxLength(KnowledgeEntry.LongestCategory);
        builder.Property(i => i.Hidden).HasMaxLength(ImportItem.LongestHidden);
        builder.HasOne<KnowledgeSource>().WithMany().HasForeignKey(i => i.SourceId).OnDelete(DeleteBehavior.Cascade);
        builder.HasIndex(i => new { i.SourceId, i.Position });
    }
}
