using System.Globalization;
using Cosmo.Core.Administration;
using Cosmo.Core.Hours;
using Cosmo.Core.Routing;
using Microsoft.Extensions.Localization;

namespace Cosmo.Web.Components.Pages.Hours;

/// <summary>Says hours in the viewer's language, by the clock of the department.</summary>
internal static class HoursWords
{
    /// <summary>Longest time for which the name of a day says which day is meant.</summary>
    private const int DaysByName = 6;

    /// <summary>Whether somebody is there, and until or from when: "Closed, opens Monday 9:00".</summary>
    public static string State(this IStringLocalizer text, BusinessHours hours, DateTimeOffset now)
    {
        if (hours.IsOpen(now))
            return hours.NextClosing(now) is { } closing ? text["State.OpenUntil", text.Moment(closing, hours.Here(now))] : text["State.Always"];
        return hours.NextOpening(now) is { } opening ? text["State.Opens", text.Moment(opening, hours.Here(now))] : text["State.Never"];
    }

    /// <summary>For a ticket that waits: "Closed, opens Monday 9:00".</summary>
    public static string Opens(this IStringLocalizer text, BusinessHours hours, DateTimeOffset opening, DateTimeOffset now) =>
        text["State.Opens", text.Moment(hours.Here(opening), hours.Here(now))];

    /// <summary>How much business time is left, or by how much the target was missed.</summary>
    public static string Left(this IStringLocalizer text, BusinessHours hours, DateTimeOffset answerBy, DateTimeOffset now) => answerBy > now
        ? text["Target.Left", text.Span(hours.Between(now, answerBy))]
        : text["Target.Over", text.Span(hours.Between(answerBy, now))];

    /// <summary>How it is with a member at this moment.</summary>
    /// <param name="departments">Those for which it is asked; none for the whole business.</param>
    public static Duty DutyOf(this HoursBook book, MemberRow member, IReadOnlyCollection<Guid> departments, DateTimeOffset now) => Duty.Of(
        new(member.Id, member.Name) { IsAway = member.IsAway, AwayUntil = member.AwayUntil, Hours = book.Own(member.Id) is null ? null : book.For(member.Id) },
        [.. (departments.Count > 0 ? departments : [HoursPlan.Business]).Select(book.For)],
        now);

    /// <summary>Why somebody is not there, by the given clock: "Off duty until Monday 9:00"; null for whoever is.</summary>
    public static string? Absence(this IStringLocalizer text, Duty duty, BusinessHours clock, DateTimeOffset now) => (duty.State, duty.Until) switch
    {
        (DutyState.There, _) => null,
        (DutyState.Away, { } until) => text["Duty.AwayUntil", text.Moment(clock.Here(until), clock.Here(now))].Value,
        (DutyState.Away, null) => text["Duty.Away"].Value,
        (_, { } until) => text["Duty.OffUntil", text.Moment(clock.Here(until), clock.Here(now))].Value,
        _ => text["Duty.Off"].Value,
    };

    /// <summary>A member in a list of those to whom a ticket can be given: the name, and why they are not there for its department.</summary>
    /// <param name="book">Null while it is not read yet: then only the name.</param>
    public static string Candidate(this IStringLocalizer text, MemberRow member, HoursBook? book, Guid? departmentId, DateTimeOffset now)
    {
        var owner = departmentId ?? HoursPlan.Business;
        return book is not null && text.Absence(book.DutyOf(member, [owner], now), book.For(owner), now) is { } absence ? $"{member.Name} – {absence}" : member.Name;
    }

    /// <summary>Minutes after midnight as a clock shows them; the end of the day is midnight again.</summary>
    public static string Clock(int minutes) => new TimeOnly(minutes / 60 % 24, minutes % 60).ToString("t", CultureInfo.CurrentCulture);

    /// <summary>The days of a week, as the viewer's calendars begin it.</summary>
    public static IEnumerable<DayOfWeek> Week() =>
        Enumerable.Range((int)CultureInfo.CurrentCulture.DateTimeFormat.FirstDayOfWeek, 7).Select(day => (DayOfWeek)(day % 7));

    /// <summary>A holiday's days: one, or the first and the last.</summary>
    public static string Days(DateOnly first, DateOnly last) =>
        first == last ? Day(first) : $"{Day(first)} – {Day(last)}";

    private static string Day(DateOnly day) => day.ToString("D", CultureInfo.CurrentCulture);

    private static string Span(this IStringLocalizer text, TimeSpan time) => time < TimeSpan.FromHours(2)
        ? text["Unit.Minutes", ((int)Math.Ceiling(time.TotalMinutes)).ToString(CultureInfo.CurrentCulture)]
        : text["Unit.Hours", ((int)time.TotalHours).ToString(CultureInfo.CurrentCulture)];

    private static string Moment(this IStringLocalizer text, DateTimeOffset at, DateTimeOffset now)
    {
        var (clock, days) = (at.ToString("t", CultureInfo.CurrentCulture), (at.Date - now.Date).Days);
        return days switch
        {
            0 => clock,
            <= DaysByName => text["State.Day", at.ToString("dddd", CultureInfo.CurrentCulture), clock],
            _ => text["State.Day", at.ToString("d MMMM", CultureInfo.CurrentCulture), clock],
        };
    }
}
