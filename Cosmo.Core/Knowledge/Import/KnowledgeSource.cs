using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Cosmo.Core.Knowledge.Import;

/// <summary>Where knowledge is read from.</summary>
public enum SourceKind { Page, Site, File }

/// <summary>Reading: work is due or under way. Ready: read, and waiting for a person to choose. Failed: nothing could be read.</summary>
public enum SourceState { Reading, Ready, Failed }

/// <summary>A page, a web site or a file that knowledge is read from. It is never published from here: a person chooses.</summary>
public sealed class KnowledgeSource
{
    public const int LongestAddress = 1000;
    public const int LongestKey = 400;

    private KnowledgeSource() { }

    public Guid Id { get; private init; } = Guid.CreateVersion7();
    public required SourceKind Kind { get; init; }

    /// <summary>The address, or the file's name.</summary>
    public required string Address { get; init; }

    /// <summary>Most pages read of a site.</summary>
    public required int MostPages { get; init; }

    /// <summary>ISO 639-1 code for what does not say its own.</summary>
    public required string Language { get; init; }
    public required string Category { get; init; }
    public required Guid AddedById { get; init; }
    public required DateTimeOffset AddedAt { get; init; }
    public SourceState State { get; private set; }

    /// <summary>Counts the readings: what an older one brings late is dropped.</summary>
    public int Reading { get; private set; } = 1;

    /// <summary>Why nothing was read, as a key of the words for it.</summary>
    public string? Fault { get; private set; }
    public DateTimeOffset? ReadAt { get; private set; }

    public static KnowledgeSource Add(SourceKind kind, string address, int mostPages, string language, string category, Guid byMemberId, DateTimeOffset now) => new()
    {
        Kind = kind,
        Address = address,
        MostPages = mostPages,
        Language = language,
        Category = category,
        AddedById = byMemberId,
        AddedAt = now,
    };

    /// <summary>It is read once more.</summary>
    public void ReadAgain() => (State, Fault, Reading) = (SourceState.Reading, null, Reading + 1);

    /// <summary>All of it was read.</summary>
    public void Finish(DateTimeOffset now) => (State, Fault, ReadAt) = (SourceState.Ready, null, now);

    /// <summary>Nothing could be read.</summary>
    public void Fail(string fault, DateTimeOffset now) => (State, Fault, ReadAt) = (SourceState.Failed, fault, now);
}

/// <summary>The bytes of a file until it is read.</summary>
public sealed class ImportFile
{
    public required Guid SourceId { get; init; }
    public required byte[] Bytes { get; init; }
}

/// <summary>How far one page of a source is. ReadInPart: read, but some of its links led beyond what is read of a site.</summary>
public enum ImportPageState { Waiting, Read, Failed, ReadInPart }

/// <summary>One page of a site, found by a link or named by a person.</summary>
public sealed class ImportPage
{
    public Guid Id { get; init; } = Guid.CreateVersion7();
    public required Guid SourceId { get; init; }
    public required string Address { get; init; }

    /// <summary>Links away from where the reading began.</summary>
    public required int Depth { get; init; }
    public ImportPageState State { get; private set; }

    /// <summary>Why it could not be read.</summary>
    public string? Fault { get; private set; }

    public void Read() => State = ImportPageState.Read;

    /// <summary>Some of its links are not followed.</summary>
    public void LeaveLinks() => State = ImportPageState.ReadInPart;

    public void Fail(string fault) => (State, Fault) = (ImportPageState.Failed, fault);
}

internal sealed class KnowledgeSourceConfiguration : IEntityTypeConfiguration<KnowledgeSource>, IEntityTypeConfiguration<ImportFile>, IEntityTypeConfiguration<ImportPage>
{
    public void Configure(EntityTypeBuilder<KnowledgeSource> builder)
    {
        builder.Property(s => s.Id).ValueGeneratedNever();
        builder.Property(s => s.Address).HasMaxLength(KnowledgeSource.LongestAddress);
        builder.Property(s => s.Language).HasMaxLength(8);
        builder.Property(s => s.Category).HasMaxLength(KnowledgeEntry.LongestCategory);
        builder.Property(s => s.Reading).IsConcurrencyToken();
    }

    public void Configure(EntityTypeBuilder<ImportFile> builder)
    {
        builder.HasKey(f => f.SourceId);
        builder.HasOne<KnowledgeSource>().WithOne().HasForeignKey<ImportFile>(f => f.SourceId).OnDelete(DeleteBehavior.Cascade);
    }

    public void Configure(EntityTypeBuilder<ImportPage> builder)
    {
        builder.Property(p => p.Id).ValueGeneratedNever();
        builder.Property(p => p.Address).HasMaxLength(KnowledgeSource.LongestAddress);
        builder.HasOne<KnowledgeSource>().WithMany().HasForeignKey(p => p.SourceId).OnDelete(DeleteBehavior.Cascade);
        builder.HasIndex(p => new { p.SourceId, p.Address }).IsUnique();
    }
}
