using Ical.Net;
using Ical.Net.CalendarComponents;
using Ical.Net.DataTypes;

namespace Cosmo.Core.Hours;

/// <summary>What a calendar file holds of holidays.</summary>
/// <param name="Holidays">By first day.</param>
/// <param name="Skipped">How many events are no holidays: with a time of day, repeated more often than by the year, without a name, longer than a year, on a day that never comes.</param>
public sealed record CalendarReading(IReadOnlyList<HolidayDays> Holidays, int Skipped);

/// <summary>Reads holidays out of an iCalendar file (RFC 5545), such as those that states and calendar programs give out.</summary>
public static class HolidayCalendar
{
    /// <summary>Larger files are refused, in characters.</summary>
    public const int MaxLength = 1024 * 1024;

    /// <summary>More events than that are not looked at.</summary>
    private const int MostEvents = 5_000;

    /// <summary>How far ahead a yearly holiday is written out, in years.</summary>
    private const int YearsAhead = 3;

    /// <summary>Takes the whole days out of the file that are not over yet.</summary>
    /// <param name="text">The file.</param>
    /// <param name="today">Holidays that ended before this day are left out.</param>
    /// <returns>The refusal, or what it holds.</returns>
    public static (Refusal? Refusal, CalendarReading? Reading) Read(string text, DateOnly today)
    {
        if (text.Length > MaxLength)
            return (HoursRefusals.CalendarTooLarge, null);
        if (Load(text) is not { Count: > 0 } calendars)
            return (HoursRefusals.UnreadableCalendar, null);

        var found = new HashSet<HolidayDays>();
        var skipped = 0;
        foreach (var one in calendars.SelectMany(c => c.Events).Take(MostEvents))
        {
            if (Days(one, today) is { } days)
                found.UnionWith(days);
            else
                skipped++;
        }

        return (null, new([.. found.Where(h => h.LastDay >= today).OrderBy(h => h.FirstDay).ThenBy(h => h.Name, StringComparer.Ordinal)], skipped));
    }

    private static CalendarCollection? Load(string text)
    {
        try
        {
            return CalendarCollection.Load(text);
        }
        // The library says in many ways that a file is no calendar; for whoever chose the file they are one.
        catch (Exception e) when (e is FormatException or ArgumentException or InvalidOperationException or System.Runtime.Serialization.SerializationException)
        {
            return null;
        }
    }

    // The days of an event; null where it is no holiday.
    private static List<HolidayDays>? Days(CalendarEvent one, DateOnly today)
    {
        if (one.DtStart is not { HasTime: false } start || string.IsNullOrWhiteSpace(one.Summary))
            return null;
        var first = start.Date;
        // The end of whole days is the first day after them; without an end it is one day.
        var last = one.DtEnd is { HasTime: false } end && end.Date > first ? end.Date.AddDays(-1)
            : one.Duration is { } length ? LastOf(first, length)
            : first;
        var days = new HolidayDays(first, last, one.Summary.Trim());
        if (!days.IsSound)
            return null;
        if (one.RecurrenceRule is not { } rule)
            return [days];
        return rule.Frequency is FrequencyType.Yearly ? EveryYear(one, days, today) : null;
    }

    private static DateOnly LastOf(DateOnly first, Duration length)
    {
        var days = (7L * (length.Weeks ?? 0)) + (length.Days ?? 0);
        return DateOnly.FromDayNumber((int)Math.Clamp(first.DayNumber + Math.Max(days, 1) - 1, first.DayNumber, DateOnly.MaxValue.DayNumber));
    }

    // Null where no day ever fits the rule.
    private static List<HolidayDays>? EveryYear(CalendarEvent one, HolidayDays first, DateOnly today)
    {
        var last = new CalDateTime(today.AddYears(YearsAhead));
        var length = first.LastDay.DayNumber - first.FirstDay.DayNumber;
        try
        {
            return [.. one.GetOccurrences(new CalDateTime(today.AddDays(-length)), new() { MaxUnmatchedIncrementsLimit = 1_000 })
                .TakeWhile(o => o.Period.StartTime <= last)
                .Take(366 * YearsAhead)
                .Select(o => o.Period.StartTime.Date)
                .Select(day => new HolidayDays(day, day.AddDays(length), first.Name))];
        }
        catch (Ical.Net.Evaluation.EvaluationLimitExceededException)
        {
            return null;
        }
    }
}
