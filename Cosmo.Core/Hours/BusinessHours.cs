using System.Collections.Frozen;
using NodaTime;
using NodaTime.TimeZones;

namespace Cosmo.Core.Hours;

/// <summary>
/// When somebody is there: a week by the wall's clock of a time zone, without the holidays. Pure; every answer is an instant.
/// Where the clock is moved, a time means the first moment at which the wall's clock shows it or a later one: an opening inside
/// the hour that spring leaves out is the end of that hour, and an hour that autumn shows twice counts from its first showing.
/// So parts that follow one another still do, and none turns around.
/// </summary>
/// <param name="zone">The time zone, from the zones that NodaTime brings, the same on every machine.</param>
/// <param name="week">The open parts of each week.</param>
/// <param name="holidays">Days of that zone on which nobody is there.</param>
public sealed class BusinessHours(DateTimeZone zone, WeeklyHours week, IEnumerable<DateOnly> holidays)
{
    /// <summary>How far ahead an opening is looked for. Nothing within two years is as good as never.</summary>
    private const int HorizonDays = 2 * 366;

    /// <summary>What counts until somebody has set hours: always open.</summary>
    public static readonly BusinessHours Always = new(DateTimeZone.Utc, WeeklyHours.AroundTheClock, []);

    private static readonly ZoneLocalMappingResolver s_firstShowing =
        Resolvers.CreateMappingResolver(Resolvers.ReturnEarlier, Resolvers.ReturnStartOfIntervalAfter);

    private readonly FrozenSet<LocalDate> _holidays = holidays.Select(LocalDate.FromDateOnly).ToFrozenSet();

    // By NodaTime's day numbers, Monday 1 to Sunday 7.
    private readonly OpenSpan[][] _days = [.. Enumerable.Range(0, 8).Select(day => week.On((DayOfWeek)(day % 7)).ToArray())];

    /// <summary>The time zone that the hours are meant in.</summary>
    public DateTimeZone Zone => zone;

    /// <summary>The open parts of each week.</summary>
    public WeeklyHours Week => week;

    /// <summary>Whether somebody is there. An opening belongs to the open time, a closing does not.</summary>
    public bool IsOpen(DateTimeOffset at) => Pieces(at).TakeWhile(o => o.Start <= at).Any();

    /// <summary>The instant itself if it is open, else the next moment that is; in the offset of the zone.</summary>
    /// <returns>Null where nothing opens within two years.</returns>
    public DateTimeOffset? NextOpening(DateTimeOffset at)
    {
        foreach (var open in Pieces(at))
            return Here(open.Start > at ? open.Start : at);
        return null;
    }

    /// <summary>When the open time ends that the instant is in, or else the next one; in the offset of the zone.</summary>
    /// <returns>Null where nothing closes within two years, or nothing opens.</returns>
    public DateTimeOffset? NextClosing(DateTimeOffset at)
    {
        var last = Instant.FromDateTimeOffset(at).InZone(zone).Date.PlusDays(HorizonDays);
        foreach (var open in From(at))
            return Day(open.End) > last ? null : Here(open.End);
        return null;
    }

    /// <summary>The first moment at which so much open time has passed; for none at all, the next opening.</summary>
    /// <param name="at">Where the counting begins, open or not.</param>
    /// <param name="openTime">How much; not negative.</param>
    /// <returns>In the offset of the zone; null where two years do not hold that much.</returns>
    public DateTimeOffset? Add(DateTimeOffset at, TimeSpan openTime)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(openTime, TimeSpan.Zero);
        foreach (var open in Pieces(at))
        {
            var start = open.Start > at ? open.Start : at;
            if (open.End - start >= openTime)
                return Here(start + openTime);
            openTime -= open.End - start;
        }

        return null;
    }

    /// <summary>How much open time lies between two instants; nothing where the second is not later.</summary>
    public TimeSpan Between(DateTimeOffset from, DateTimeOffset to)
    {
        var sum = TimeSpan.Zero;
        for (var day = Day(from); day <= Day(to); day = day.PlusDays(1))
        {
            foreach (var open in On(day))
            {
                var (start, end) = (open.Start > from ? open.Start : from, open.End < to ? open.End : to);
                sum += end > start ? end - start : TimeSpan.Zero;
            }
        }

        return sum;
    }

    /// <summary>The instant with the offset that the zone has then.</summary>
    public DateTimeOffset Here(DateTimeOffset at) => Instant.FromDateTimeOffset(at).InZone(zone).ToDateTimeOffset();

    // What is open and not over at the instant, in order; parts that touch, also across midnight, are one.
    private IEnumerable<(DateTimeOffset Start, DateTimeOffset End)> From(DateTimeOffset at)
    {
        (DateTimeOffset Start, DateTimeOffset End)? pending = null;
        foreach (var open in Pieces(at))
        {
            if (pending is { } before && before.End < open.Start)
            {
                yield return before;
                pending = open;
            }
            else
            {
                pending = (pending?.Start ?? open.Start, open.End);
            }
        }

        if (pending is { } rest)
            yield return rest;
    }

    // The same, day by day: who is open around the clock has two years of them, and most who ask need the first.
    private IEnumerable<(DateTimeOffset Start, DateTimeOffset End)> Pieces(DateTimeOffset at)
    {
        var today = Day(at);
        for (var day = 0; day <= HorizonDays; day++)
        {
            foreach (var open in On(today.PlusDays(day)))
            {
                if (open.End > at)
                    yield return open;
            }
        }
    }

    private IEnumerable<(DateTimeOffset Start, DateTimeOffset End)> On(LocalDate day)
    {
        if (_holidays.Contains(day))
            yield break;
        foreach (var span in _days[(int)day.DayOfWeek])
        {
            var (start, end) = (At(day, span.From), At(day, span.To));
            // A part that lies wholly in the hour that spring leaves out does not take place.
            if (start < end)
                yield return (start, end);
        }
    }

    private DateTimeOffset At(LocalDate day, int minutes) =>
        day.AtMidnight().PlusMinutes(minutes).InZone(zone, s_firstShowing).ToDateTimeOffset();

    private LocalDate Day(DateTimeOffset at) => Instant.FromDateTimeOffset(at).InZone(zone).Date;
}
