using System.Globalization;
using Cosmo.Core.Hours;
using Cosmo.Core.Storage;
using Cosmo.Core.Team;
using Cosmo.Core.Work;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using NodaTime;

namespace Cosmo.Core.TeamThread;

/// <summary>What one member chose to be told, how, and when not.</summary>
public sealed class NotificationChoices
{
    private static readonly CompiledQuery<Guid, NotificationChoices?> s_of = new((db, memberId) =>
        db.Set<NotificationChoices>().AsNoTracking().FirstOrDefault(c => c.MemberId == memberId));

    public required Guid MemberId { get; init; }

    /// <summary>Ways by event, as "NewTicket=5;Mention=4"; an event that is not in it has its usual ways.</summary>
    public string Chosen { get; private set; } = "";

    /// <summary>Quiet from this minute of the day, by the clock of <see cref="Zone"/>; null: never quiet.</summary>
    public int? QuietFrom { get; private set; }

    /// <summary>Until this minute of the day, before which nothing is told.</summary>
    public int? QuietTo { get; private set; }

    /// <summary>IANA name.</summary>
    public string Zone { get; private set; } = "UTC";
    public bool Sound { get; set; } = true;

    public static readonly Refusal QuietHours = new("notify.quiet", "Quiet hours need a beginning and an end that differ.");

    /// <summary>How an event is told where nobody chose: what waits for an answer at once on the phone, the rest where it disturbs less.</summary>
    public static Ways Usual(NotificationEvent what) => what switch
    {
        NotificationEvent.NewTicket or NotificationEvent.FollowUp or NotificationEvent.Taken or NotificationEvent.QuietSoon or NotificationEvent.Woken => Ways.Phone | Ways.Browser,
        NotificationEvent.Escalated or NotificationEvent.Failed => Ways.Phone | Ways.Email | Ways.Browser,
        NotificationEvent.Mention => Ways.Email | Ways.Browser,
        NotificationEvent.Digest => Ways.Phone | Ways.Email,
        _ => Ways.Phone | Ways.Email | Ways.Browser,
    };

    /// <summary>What a member chose; null for one who chose nothing. Not to be changed.</summary>
    internal static ValueTask<NotificationChoices?> FindAsync(Change change, Guid memberId) => change.OnceAsync(memberId, s_of.RunAsync);

    /// <summary>How the member is told of an event.</summary>
    public Ways For(NotificationEvent what)
    {
        foreach (var pair in Chosen.Split(';', StringSplitOptions.RemoveEmptyEntries))
        {
            var at = pair.IndexOf('=', StringComparison.Ordinal);
            if (pair[..at] == what.ToString())
                return (Ways)int.Parse(pair.AsSpan(at + 1), CultureInfo.InvariantCulture);
        }

        return Usual(what);
    }

    public void Choose(NotificationEvent what, Ways ways) => Chosen = string.Join(';', Enum.GetValues<NotificationEvent>()
        .Where(e => e is not NotificationEvent.Test)
        .Select(e => $"{e}={(int)(e == what ? ways : For(e))}"));

    /// <summary>Sets the quiet hours; both null for none. They may go over midnight.</summary>
    public Refusal? BeQuiet(int? from, int? to, string zone)
    {
        if (TimeZones.Find(zone) is null)
            return HoursRefusals.UnknownZone;
        if ((from is null) != (to is null) || from is < 0 or >= 1440 || to is < 0 or >= 1440 || (from is not null && from == to))
            return QuietHours;
        (QuietFrom, QuietTo, Zone) = (from, to, zone);
        return null;
    }

    /// <summary>When the quiet hours of a moment end; null when it is not quiet.</summary>
    public DateTimeOffset? QuietUntil(DateTimeOffset now)
    {
        if (QuietFrom is not { } from || QuietTo is not { } to || TimeZones.Find(Zone) is not { } zone)
            return null;
        var local = Instant.FromDateTimeOffset(now).InZone(zone).LocalDateTime;
        var minute = local.Hour * 60 + local.Minute;
        var quiet = from < to ? minute >= from && minute < to : minute >= from || minute < to;
        if (!quiet)
            return null;
        var day = minute < to ? local.Date : local.Date.PlusDays(1);
        // In the night in which the clock is moved an hour may be missing: then the quiet ends with what comes after it.
        return zone.AtLeniently(day + new LocalTime(to / 60, to % 60)).ToDateTimeOffset();
    }

    /// <summary>When the quiet hours begin the next time; null for a member who has none.</summary>
    public DateTimeOffset? NextQuiet(DateTimeOffset now)
    {
        if (QuietFrom is not { } from || TimeZones.Find(Zone) is not { } zone)
            return null;
        var day = Instant.FromDateTimeOffset(now).InZone(zone).Date;
        return On(day) is var today && today > now ? today : On(day.PlusDays(1));

        DateTimeOffset On(LocalDate date) => zone.AtLeniently(date + new LocalTime(from / 60, from % 60)).ToDateTimeOffset();
    }
}

internal sealed class NotificationChoicesConfiguration : IEntityTypeConfiguration<NotificationChoices>
{
    public void Configure(EntityTypeBuilder<NotificationChoices> builder)
    {
        builder.HasKey(c => c.MemberId);
        builder.Property(c => c.Chosen).HasMaxLength(300);
        builder.Property(c => c.Zone).HasMaxLength(60);
        builder.HasOne<Member>().WithOne().HasForeignKey<NotificationChoices>(c => c.MemberId);
    }
}
