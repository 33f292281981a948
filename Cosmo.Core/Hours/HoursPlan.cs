using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Cosmo.Core.Hours;

/// <summary>
/// The week and the time zone of a department, of a member, or of the whole business. Departments without a plan follow the
/// business, members without one their departments; one with a plan is there while both are open.
/// </summary>
public sealed class HoursPlan
{
    /// <summary>Stands for the whole business where a department is named.</summary>
    public static readonly Guid Business = Guid.Empty;

    /// <summary>The department, the member, or <see cref="Business"/>.</summary>
    public required Guid OwnerId { get; init; }

    /// <summary>A name of <see cref="TimeZones"/>.</summary>
    public required string Zone { get; set; }
    public required WeeklyHours Week { get; set; }
}

internal sealed class HoursPlanConfiguration : IEntityTypeConfiguration<HoursPlan>
{
    public void Configure(EntityTypeBuilder<HoursPlan> builder)
    {
        builder.HasKey(p => p.OwnerId);
        builder.Property(p => p.OwnerId).ValueGeneratedNever();
        builder.Property(p => p.Zone).HasMaxLength(64);
        builder.Property(p => p.Week).HasConversion(week => week.ToString(), stored => WeeklyHours.Parse(stored)).HasMaxLength(1000);
    }
}

internal sealed class HolidayConfiguration : IEntityTypeConfiguration<Holiday>
{
    public void Configure(EntityTypeBuilder<Holiday> builder)
    {
        builder.Property(h => h.Id).ValueGeneratedNever();
        builder.Property(h => h.Name).HasMaxLength(Holiday.NameLength);
        builder.HasIndex(h => new { h.OwnerId, h.FirstDay, h.Name }).IsUnique();
    }
}
