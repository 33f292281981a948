using Cosmo.Core.Tickets;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Cosmo.Core.Trials;

/// <summary>A question that is asked again after every change, and what should become of it.</summary>
public sealed class SavedQuestion
{
    /// <summary>Longest text, in characters: what is longer is no question any more.</summary>
    public const int LongestText = 1000;

    private SavedQuestion() { }

    public Guid Id { get; private init; } = Guid.CreateVersion7();

    /// <summary>As a customer wrote it, or would.</summary>
    public string Text { get; private set; } = "";

    /// <summary>The language of the conversation before it (ISO 639-1); null for its start.</summary>
    public string? Language { get; private set; }

    /// <summary>An important contact asks. Who it was is not kept: the question outlives them.</summary>
    public bool AsVip { get; private set; }
    public OutcomeKind Kind { get; private set; }

    /// <summary>The entry that should answer; null for whichever.</summary>
    public Guid? EntryId { get; private set; }

    /// <summary>Why it should be handed off; null for whatever reason.</summary>
    public Trigger? Trigger { get; private set; }
    public Guid SavedById { get; private set; }
    public DateTimeOffset SavedAt { get; private set; }

    /// <summary>When it was asked last; null before.</summary>
    public DateTimeOffset? AskedAt { get; private set; }

    /// <summary>Whether what happened last was what should; null before it was asked.</summary>
    public bool? Passed { get; private set; }

    /// <summary>What should become of it.</summary>
    public SavedOutcome Expected => new(Kind, EntryId, Trigger);

    /// <summary>Whether it may be written was decided before.</summary>
    public static SavedQuestion Write(SavedQuestionText text, Guid byMemberId, DateTimeOffset now) => new()
    {
        Text = text.Text.Trim(),
        Language = text.Language,
        AsVip = text.AsVip,
        Kind = text.Expected.Kind,
        EntryId = text.Expected.Kind is OutcomeKind.Answered ? text.Expected.EntryId : null,
        Trigger = text.Expected.Kind is OutcomeKind.HandedOff ? text.Expected.Trigger : null,
        SavedById = byMemberId,
        SavedAt = now,
    };

    /// <summary>It was asked, by the knowledge and the rules that customers have.</summary>
    public void Ask(bool passed, DateTimeOffset now) => (Passed, AskedAt) = (passed, now);
}

/// <summary>A saved question as it is written.</summary>
public sealed record SavedQuestionText(string Text, string? Language, bool AsVip, SavedOutcome Expected);

internal sealed class SavedQuestionConfiguration : IEntityTypeConfiguration<SavedQuestion>
{
    public void Configure(EntityTypeBuilder<SavedQuestion> builder)
    {
        builder.Ignore(q => q.Expected);
        builder.Property(q => q.Id).ValueGeneratedNever();
        builder.Property(q => q.Text).HasMaxLength(SavedQuestion.LongestText);
        builder.Property(q => q.Language).HasMaxLength(8);
        builder.HasIndex(q => q.SavedAt);
    }
}
