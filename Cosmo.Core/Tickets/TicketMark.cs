using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Cosmo.Core.Tickets;

/// <summary>Something that happens once while a customer waits: a step of the path, a target that comes near or is missed.</summary>
public sealed class TicketMark
{
    public required Guid TicketId { get; init; }

    /// <summary>Which wait of the ticket, by the unix milliseconds of <see cref="Ticket.ClockSince"/>.</summary>
    public required long Episode { get; init; }

    /// <summary>What happened, such as "step 1".</summary>
    public required string Name { get; init; }
    public required DateTimeOffset At { get; init; }

    private const string OfferedName = "offered ";

    /// <summary>A ticket that waited for an opening has somebody now; it may wait again in the same wait, and be offered again.</summary>
    public static TicketMark Offered(Ticket ticket, DateTimeOffset now) => new()
    {
        TicketId = ticket.Id,
        Episode = ticket.ClockSince.ToUnixTimeMilliseconds(),
        Name = string.Create(CultureInfo.InvariantCulture, $"{OfferedName}{now.ToUnixTimeMilliseconds()}"),
        At = now,
    };

    /// <summary>Whether a name is one of <see cref="Offered"/>.</summary>
    public static bool IsOffered(string name) => name.StartsWith(OfferedName, StringComparison.Ordinal);
}

internal sealed class TicketMarkConfiguration : IEntityTypeConfiguration<TicketMark>
{
    public void Configure(EntityTypeBuilder<TicketMark> builder)
    {
        // The key is what keeps a step from happening twice, whatever fires, restarts or races.
        builder.HasKey(m => new { m.TicketId, m.Episode, m.Name });
        builder.Property(m => m.Name).HasMaxLength(40);
        builder.HasOne<Ticket>().WithMany().HasForeignKey(m => m.TicketId);
    }
}
