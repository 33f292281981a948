using Cosmo.Core.Assistant.Models;
using Cosmo.Core.Conversations;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Cosmo.Core.Assistant;

/// <summary>What the assistant would have said to a customer while it only drafts. Nothing leaves unless a member confirms a draft made of it.</summary>
public sealed class PreparedAnswer
{
    private PreparedAnswer() { }

    public Guid Id { get; private init; } = Guid.CreateVersion7();
    public required Guid ConversationId { get; init; }

    /// <summary>The ticket that was opened instead of saying it.</summary>
    public required Guid TicketId { get; init; }

    /// <summary>The customer's message that it answers.</summary>
    public required Guid MessageId { get; init; }

    /// <summary>The words, as the customer would have got them.</summary>
    public required string Text { get; init; }

    /// <summary>ISO 639-1 code of the language of <see cref="Text"/>.</summary>
    public required string Language { get; init; }

    /// <summary>The knowledge entries that it stands on or offers, as ids separated by commas; null for a question back.</summary>
    public string? Sources { get; init; }

    /// <summary>"built-in", or the name of the model whose words these are.</summary>
    public required string Engine { get; init; }
    public required DateTimeOffset At { get; init; }

    /// <summary><see cref="Sources"/> one by one.</summary>
    public IReadOnlyList<Guid> SourceIds => Sources is null ? [] : [.. Sources.Split(',').Select(Guid.Parse)];

    /// <summary>Prepares what a decision would have said; null where it says nothing that needs a person's word, such as a greeting.</summary>
    /// <param name="deliberation">What was decided.</param>
    /// <param name="message">The customer's message.</param>
    /// <param name="ticketId">The ticket that was opened instead.</param>
    /// <param name="now">The moment.</param>
    internal static PreparedAnswer? Of(Deliberation deliberation, Message message, Guid ticketId, DateTimeOffset now) => Said(deliberation) is not var (text, language, sources) ? null : new()
    {
        ConversationId = message.ConversationId,
        TicketId = ticketId,
        MessageId = message.Id,
        Text = text,
        Language = language,
        Sources = sources.Count == 0 ? null : string.Join(',', sources),
        Engine = deliberation is { Followed: not null, Consultation.Engine: { } model } ? model : "built-in",
        At = now,
    };

    /// <summary>Whether an outcome would say something of the knowledge's or a model's to the customer.</summary>
    internal static bool IsOf(TurnOutcome outcome) => outcome is TurnOutcome.Answer or TurnOutcome.Offer or TurnOutcome.AskBack;

    private static (string Text, string Language, IReadOnlyList<Guid> Sources)? Said(Deliberation deliberation) => deliberation.Outcome switch
    {
        TurnOutcome.Answer answer => (answer.Text, answer.Language, answer.Sources),
        TurnOutcome.Offer offer => (EntryOffers.Words(deliberation.Language, offer.Entries), Acknowledgements.Known(deliberation.Language), [.. offer.Entries.Select(e => e.Id)]),
        TurnOutcome.AskBack ask => (ask.Text, ask.Language, []),
        _ => null,
    };
}

internal sealed class PreparedAnswerConfiguration : IEntityTypeConfiguration<PreparedAnswer>
{
    public void Configure(EntityTypeBuilder<PreparedAnswer> builder)
    {
        builder.Property(p => p.Id).ValueGeneratedNever();
        builder.Property(p => p.Language).HasMaxLength(8);
        builder.Property(p => p.Engine).HasMaxLength(AssistantOptions.LongestModel);
        builder.Ignore(p => p.SourceIds);
        builder.HasIndex(p => p.TicketId);
        // It goes with the message that it answers.
        builder.HasOne<Message>().WithMany().HasForeignKey(p => p.MessageId).OnDelete(DeleteBehavior.Cascade);
    }
}
