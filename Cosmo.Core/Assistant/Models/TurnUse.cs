using Cosmo.Core.Conversations;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Cosmo.Core.Assistant.Models;

/// <summary>What a model was asked for: to read a customer's message and perhaps decide on it, to compose a member's answer, to translate for the team.</summary>
public enum TurnUseKind { Message, Composition, Translation }

/// <summary>What a model did in a conversation, and what that cost at the prices of the moment.</summary>
public sealed class TurnUse
{
    public Guid Id { get; private init; } = Guid.CreateVersion7();
    public required Guid ConversationId { get; init; }

    /// <summary>The message that was read; for the team's work the newest one when it was done.</summary>
    public required Guid MessageId { get; init; }
    public TurnUseKind Kind { get; init; }

    /// <summary>The model's name as its server knows it.</summary>
    public required string Model { get; init; }

    /// <summary>What it decided, where its decision took effect; null where it only read, or was not followed.</summary>
    public CounselKind? Decided { get; init; }

    /// <summary>It did not answer usably, or not by the rules, and the built-in engine stood in.</summary>
    public bool FellBack { get; init; }

    /// <summary>Tokens that it was given.</summary>
    public long Read { get; init; }

    /// <summary>Tokens that it wrote.</summary>
    public long Written { get; init; }

    /// <summary>Cost in millionths of the owner's currency; 0 where no prices are known.</summary>
    public long Micros { get; init; }

    /// <summary>The decision was known from the same question before.</summary>
    public bool IsRemembered { get; init; }
    public required DateTimeOffset At { get; init; }
}

internal sealed class TurnUseConfiguration : IEntityTypeConfiguration<TurnUse>
{
    public void Configure(EntityTypeBuilder<TurnUse> builder)
    {
        builder.Property(u => u.Id).ValueGeneratedNever();
        builder.Property(u => u.Model).HasMaxLength(AssistantOptions.LongestModel);
        builder.HasIndex(u => u.ConversationId);
        // It goes with the message that it was about.
        builder.HasOne<Message>().WithMany().HasForeignKey(u => u.MessageId).OnDelete(DeleteBehavior.Cascade);
    }
}
