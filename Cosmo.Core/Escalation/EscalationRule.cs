using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Cosmo.Core.Escalation;

/// <summary>Words that always open a ticket, and the department that gets it.</summary>
public sealed class EscalationRule
{
    /// <summary>Longest phrase, in characters.</summary>
    public const int LongestPhrase = 200;

    public Guid Id { get; init; } = Guid.CreateVersion7();

    /// <summary>A word or phrase; found regardless of case and accents, on whole words.</summary>
    public required string Phrase { get; set; }

    /// <summary>Only in messages of this language (ISO 639-1); null in all of them.</summary>
    public string? Language { get; set; }

    /// <summary>It fires only where it is the whole message: a word agreed on by which people are called by hand.</summary>
    public bool IsManual { get; set; }

    /// <summary>The department that gets the ticket; null leaves it to the topic.</summary>
    public Guid? DepartmentId { get; set; }
    public CaseTopic Topic { get; set; }
    public bool IsOn { get; set; } = true;

    /// <summary>Whether it fires on a message.</summary>
    /// <param name="text">As the customer wrote it.</param>
    /// <param name="language">ISO 639-1 code of its language.</param>
    public bool Fires(string text, string language) =>
        IsOn && (Language is null || Language == language) && (IsManual ? Plain(text) is { Length: > 2 } all && all == Plain(Phrase) : EscalationDecision.Mentions(text, Phrase));

    private static string Plain(string text) => EscalationDecision.Words(text);
}

internal sealed class EscalationRuleConfiguration : IEntityTypeConfiguration<EscalationRule>
{
    public void Configure(EntityTypeBuilder<EscalationRule> builder)
    {
        builder.Property(r => r.Id).ValueGeneratedNever();
        builder.Property(r => r.Phrase).HasMaxLength(EscalationRule.LongestPhrase);
        builder.Property(r => r.Language).HasMaxLength(8);
        builder.Property(r => r.IsManual).HasDefaultValue(false);
    }
}
