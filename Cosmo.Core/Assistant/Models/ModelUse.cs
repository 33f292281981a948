using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Cosmo.Core.Assistant.Models;

/// <summary>What one model was used for on one day (UTC), and what that cost at the prices of the moment.</summary>
public sealed class ModelUse
{
    public required DateOnly Day { get; init; }

    /// <summary>The model's name as its server knows it.</summary>
    public required string Model { get; init; }

    /// <summary>Tokens that it was given.</summary>
    public long Read { get; init; }

    /// <summary>Tokens that it wrote.</summary>
    public long Written { get; init; }

    /// <summary>Cost in millionths of the owner's currency: a price for a million tokens is a millionth of it for each.</summary>
    public long Micros { get; init; }
}

internal sealed class ModelUseConfiguration : IEntityTypeConfiguration<ModelUse>
{
    public void Configure(EntityTypeBuilder<ModelUse> builder)
    {
        builder.HasKey(u => new { u.Day, u.Model });
        builder.Property(u => u.Model).HasMaxLength(AssistantOptions.LongestModel);
    }
}
