using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Cosmo.Core.Escalation;

/// <summary>What a member said about a ticket, or about an answer of the assistant: a message like this should open one, or should not.</summary>
public sealed class Correction
{
    /// <summary>Longest text kept, in characters.</summary>
    public const int LongestText = 1000;

    private Correction() { }

    public Guid Id { get; private init; } = Guid.CreateVersion7();

    /// <summary>The ticket; it has one correction at most. Null where an answer is meant.</summary>
    public Guid? TicketId { get; private init; }

    /// <summary>The assistant's answer that should have been a ticket; it has one correction at most. Null where a ticket is meant.</summary>
    public Guid? MessageId { get; private init; }

    /// <summary>The customer's message, as it was written.</summary>
    public string Text { get; private init; } = "";

    /// <summary>A message like this should open a ticket.</summary>
    public bool ShouldOpen { get; private set; }
    public Guid MemberId { get; private set; }
    public DateTimeOffset At { get; private set; }

    /// <summary>A member speaks about a ticket.</summary>
    /// <param name="text">What the customer had written.</param>
    public static Correction OfTicket(Guid ticketId, string text, bool shouldOpen, Guid memberId, DateTimeOffset now) => new()
    {
        TicketId = ticketId,
        Text = Cut.To(text, LongestText),
        ShouldOpen = shouldOpen,
        MemberId = memberId,
        At = now,
    };

    /// <summary>A member speaks about an answer of the assistant: a person should have answered.</summary>
    /// <param name="text">What the customer had written.</param>
    public static Correction OfAnswer(Guid messageId, string text, Guid memberId, DateTimeOffset now) => new()
    {
        MessageId = messageId,
        Text = Cut.To(text, LongestText),
        ShouldOpen = true,
        MemberId = memberId,
        At = now,
    };

    /// <summary>Somebody says otherwise: the last word counts.</summary>
    public void Say(bool shouldOpen, Guid memberId, DateTimeOffset now) => (ShouldOpen, MemberId, At) = (shouldOpen, memberId, now);
}

internal sealed class CorrectionConfiguration : IEntityTypeConfiguration<Correction>
{
    public void Configure(EntityTypeBuilder<Correction> builder)
    {
        builder.Property(c => c.Id).ValueGeneratedNever();
        builder.Property(c => c.Text).HasMaxLength(Correction.LongestText);
        builder.HasIndex(c => c.TicketId).IsUnique();
        builder.HasIndex(c => c.MessageId).IsUnique();
        builder.HasIndex(c => c.At);
    }
}
