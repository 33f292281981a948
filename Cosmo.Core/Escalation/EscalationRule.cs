using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Cosmo.Core.Escalation;

/// <summary>Words that always open a ticket, and the department that gets it.</summary>
public sealed class EscalationRule
{
    public Guid Id { get; init; } = Guid.CreateVersion7();

    /// <summary>A word or phrase; found regardless of case and accents, on whole words.</summary>
    public required string Phrase { get; set; }
    public CaseTopic Topic { get; set; }
    public bool IsOn { get; set; } = true;
}

internal sealed class EscalationRuleConfiguration : IEntityTypeConfiguration<EscalationRule>
{
    public void Configure(EntityTypeBuilder<EscalationRule> builder)
    {
        builder.Property(r => r.Id).ValueGeneratedNever();
        builder.Property(r => r.Phrase).HasMaxLength(200);
    }
}
