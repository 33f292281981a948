using System.Collections.Immutable;
using System.Globalization;

namespace Cosmo.Core.Hours;

/// <summary>A part of a day in which somebody is there.</summary>
/// <param name="Day">The day it begins on.</param>
/// <param name="From">Minutes after midnight, 0 to 1439.</param>
/// <param name="To">Minutes after midnight, more than <paramref name="From"/> and at most 1440, which is midnight at the end of the day.</param>
public readonly record struct OpenSpan(DayOfWeek Day, int From, int To);

/// <summary>The open parts of a week by the clock on the wall: any number a day, in order, never overlapping.</summary>
public sealed class WeeklyHours : IEquatable<WeeklyHours>
{
    /// <summary>Minutes of a day on the wall's clock.</summary>
    public const int DayMinutes = 24 * 60;

    /// <summary>More parts than anybody's day has.</summary>
    public const int MostSpansADay = 6;

    /// <summary>Open every minute of the week.</summary>
    public static readonly WeeklyHours AroundTheClock = new([.. Enum.GetValues<DayOfWeek>().Select(day => new OpenSpan(day, 0, DayMinutes))]);

    /// <summary>Monday to Friday from 9 to 18.</summary>
    public static readonly WeeklyHours Office = new([.. Enumerable.Range((int)DayOfWeek.Monday, 5).Select(day => new OpenSpan((DayOfWeek)day, 9 * 60, 18 * 60))]);

    private WeeklyHours(ImmutableArray<OpenSpan> spans) => Spans = spans;

    /// <summary>In order, Sunday first.</summary>
    public ImmutableArray<OpenSpan> Spans { get; }

    /// <summary>Makes a week; a week without any part is closed.</summary>
    /// <param name="spans">In any order. Parts that touch are joined.</param>
    /// <returns>The week, or why it is none: a part that ends before it begins, or two that overlap.</returns>
    public static (Refusal? Refusal, WeeklyHours? Week) Of(IEnumerable<OpenSpan> spans)
    {
        var joined = new List<OpenSpan>();
        foreach (var span in spans.OrderBy(s => s.Day).ThenBy(s => s.From))
        {
            if (span.From < 0 || span.To <= span.From || span.To > DayMinutes || !Enum.IsDefined(span.Day))
                return (HoursRefusals.Backwards, null);
            if (joined.Count > 0 && joined[^1] is var last && last.Day == span.Day && span.From <= last.To)
            {
                if (span.From < last.To)
                    return (HoursRefusals.Overlapping, null);
                joined[^1] = last with { To = span.To };
            }
            else
            {
                joined.Add(span);
            }
        }

        return joined.GroupBy(s => s.Day).Any(day => day.Count() > MostSpansADay) ? (HoursRefusals.TooMany, null) : (null, new([.. joined]));
    }

    /// <summary>The parts of one day, in order.</summary>
    public IEnumerable<OpenSpan> On(DayOfWeek day) => Spans.Where(s => s.Day == day);

    /// <summary>As it is stored: "1 540-1080;2 540-1080", day and minutes; empty for a closed week.</summary>
    public override string ToString() =>
        string.Join(';', Spans.Select(s => string.Create(CultureInfo.InvariantCulture, $"{(int)s.Day} {s.From}-{s.To}")));

    /// <summary>Reads what <see cref="ToString"/> wrote.</summary>
    /// <exception cref="FormatException">It is nothing that we wrote.</exception>
    public static WeeklyHours Parse(string stored)
    {
        var spans = stored.Split(';', StringSplitOptions.RemoveEmptyEntries)
            .Select(part => part.Split(' ', '-'))
            .Select(p => new OpenSpan((DayOfWeek)Number(p[0]), Number(p[1]), Number(p[2])));
        return Of(spans).Week ?? throw new FormatException($"No week: {stored}");

        static int Number(string text) => int.Parse(text, NumberStyles.None, CultureInfo.InvariantCulture);
    }

    public bool Equals(WeeklyHours? other) => other is not null && Spans.SequenceEqual(other.Spans);

    public override bool Equals(object? obj) => Equals(obj as WeeklyHours);

    public override int GetHashCode() => ToString().GetHashCode(StringComparison.Ordinal);
}
