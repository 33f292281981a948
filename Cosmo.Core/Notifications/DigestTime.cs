using Cosmo.Core.Hours;
using Cosmo.Core.TeamThread;
using NodaTime;

namespace Cosmo.Core.Notifications;

/// <summary>When a member may have their morning summary: from the end of their quiet hours, else from eight, by their own clock. Pure.</summary>
/// <param name="Zone">The member's time zone.</param>
/// <param name="Minute">The minute of the day.</param>
public sealed record DigestTime(DateTimeZone Zone, int Minute)
{
    /// <summary>Eight o'clock, where the member has no quiet hours.</summary>
    public const int UsualMinute = 8 * 60;

    /// <summary>So much after their work began, after the program stood still for example, it is no morning any more.</summary>
    public static readonly TimeSpan Morning = TimeSpan.FromHours(4);

    /// <summary>The member's own: by the zone of their quiet hours, else of their working hours, else of the business.</summary>
    /// <param name="choices">What the member chose to be told; null for one who chose nothing.</param>
    public static DigestTime Of(Guid memberId, NotificationChoices? choices, HoursBook hours) =>
        choices is { QuietTo: { } minute } && TimeZones.Find(choices.Zone) is { } quiet
            ? new(quiet, minute)
            : new(HoursOf(memberId, hours).Zone, UsualMinute);

    /// <summary>When a member works: by their own plan, else by that of the business.</summary>
    public static BusinessHours HoursOf(Guid memberId, HoursBook hours) => hours.For(hours.Own(memberId) is null ? HoursPlan.Business : memberId);

    /// <summary>The first one after a moment: one for each day of the wall's calendar, also where a night has 23 or 25 hours.</summary>
    public DateTimeOffset After(DateTimeOffset moment)
    {
        var day = DayOf(moment);
        var today = On(day);
        return today > moment ? today : On(day.PlusDays(1));
    }

    /// <summary>The one of a moment's day, by the wall's calendar; null before it.</summary>
    public DateTimeOffset? Today(DateTimeOffset now)
    {
        var today = On(DayOf(now));
        return today <= now ? today : null;
    }

    /// <summary>Whether two moments are on one day of the wall's calendar.</summary>
    public bool AreOneDay(DateTimeOffset one, DateTimeOffset other) => DayOf(one) == DayOf(other);

    private LocalDate DayOf(DateTimeOffset moment) => Instant.FromDateTimeOffset(moment).InZone(Zone).Date;

    // An hour that spring leaves out counts from its end, one that autumn shows twice from its first showing.
    private DateTimeOffset On(LocalDate day) => Zone.AtLeniently(day + new LocalTime(Minute / 60, Minute % 60)).ToDateTimeOffset();
}
