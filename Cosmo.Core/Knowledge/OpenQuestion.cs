using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Cosmo.Core.Knowledge;

/// <summary>Waiting: nobody has written an answer yet. Answered: an entry says it now. Told: and the customer got it, or need not. Dismissed: it is no question for the knowledge.</summary>
public enum OpenQuestionState { Waiting, Answered, Told, Dismissed }

/// <summary>A customer's message that the assistant knew no answer to, in the customer's words.</summary>
public sealed class OpenQuestion
{
    public const int LongestText = 1000;

    private OpenQuestion() { }

    public Guid Id { get; private init; } = Guid.CreateVersion7();
    public required Guid ConversationId { get; init; }
    public required Guid MessageId { get; init; }
    public required string Text { get; init; }

    /// <summary>ISO 639-1 code.</summary>
    public required string Language { get; init; }
    public required DateTimeOffset AskedAt { get; init; }
    public OpenQuestionState State { get; private set; }

    /// <summary>The entry that answers it now.</summary>
    public Guid? EntryId { get; private set; }

    /// <summary>A message that was handed over because no entry answers it.</summary>
    public static OpenQuestion Of(Guid conversationId, Guid messageId, string text, string language, DateTimeOffset at) => new()
    {
        ConversationId = conversationId,
        MessageId = messageId,
        Text = text.Length <= LongestText ? text : text[..(char.IsHighSurrogate(text[LongestText - 1]) ? LongestText - 1 : LongestText)],
        Language = language,
        AskedAt = at,
    };

    /// <summary>An entry was written for it.</summary>
    public void Answer(Guid entryId) => (State, EntryId) = (OpenQuestionState.Answered, entryId);

    /// <summary>The customer was told the answer, or need not be.</summary>
    public void Tell() => State = OpenQuestionState.Told;

    /// <summary>What told the customer never left; they are to be told once more.</summary>
    public void TakeBack()
    {
        if (State is OpenQuestionState.Told && EntryId is not null)
            State = OpenQuestionState.Answered;
    }

    /// <summary>Nobody should write an entry for it.</summary>
    public void Dismiss() => State = OpenQuestionState.Dismissed;
}

internal sealed class OpenQuestionConfiguration : IEntityTypeConfiguration<OpenQuestion>
{
    public void Configure(EntityTypeBuilder<OpenQuestion> builder)
    {
        builder.Property(q => q.Id).ValueGeneratedNever();
        builder.Property(q => q.Text).HasMaxLength(OpenQuestion.LongestText);
        builder.Property(q => q.Language).HasMaxLength(8);
        builder.HasIndex(q => new { q.State, q.AskedAt });
        builder.HasIndex(q => q.EntryId);
        builder.HasIndex(q => q.MessageId).IsUnique();
    }
}
