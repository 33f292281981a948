using Cosmo.Core.Hours;

namespace Cosmo.Tests.Hours;

public sealed class HolidayCalendarTests
{
    private static readonly DateOnly Today = new(2026, 11, 22);

    [Fact]
    public void Whole_days_are_holidays_and_the_end_is_the_day_after()
    {
        var reading = Read(
            Event("Christmas", "DTSTART;VALUE=DATE:20261225", "DTEND;VALUE=DATE:20261226"),
            Event("Bridge", "DTSTART;VALUE=DATE:20261205", "DTEND;VALUE=DATE:20261209"),
            Event("One day", "DTSTART;VALUE=DATE:20261202"),
            Event("By length", "DTSTART;VALUE=DATE:20261215", "DURATION:P2D"));

        Assert.Equal(
            [Days("2026-12-02", "2026-12-02", "One day"), Days("2026-12-05", "2026-12-08", "Bridge"), Days("2026-12-15", "2026-12-16", "By length"), Days("2026-12-25", "2026-12-25", "Christmas")],
            reading.Holidays);
        Assert.Equal(0, reading.Skipped);
    }

    [Fact]
    public void A_yearly_holiday_is_written_out_for_the_years_ahead() => Assert.Equal(
        [Days("2027-01-06", "2027-01-06", "Reyes"), Days("2028-01-06", "2028-01-06", "Reyes"), Days("2029-01-06", "2029-01-06", "Reyes")],
        Read(Event("Reyes", "DTSTART;VALUE=DATE:20200106", "RRULE:FREQ=YEARLY")).Holidays);

    [Fact]
    public void The_last_Monday_of_a_month_is_found() => Assert.Equal(
        ["2027-05-31", "2028-05-29", "2029-05-28"],
        Read(Event("Memorial Day", "DTSTART;VALUE=DATE:20260525", "RRULE:FREQ=YEARLY;BYMONTH=5;BYDAY=-1MO")).Holidays.Select(h => h.FirstDay.ToString("O", System.Globalization.CultureInfo.InvariantCulture)));

    [Fact]
    public void What_is_over_is_left_out_and_what_goes_on_is_not() => Assert.Equal(
        ["Goes on"],
        Read(Event("Over", "DTSTART;VALUE=DATE:20261121"), Event("Goes on", "DTSTART;VALUE=DATE:20261101", "DTEND;VALUE=DATE:20261123")).Holidays.Select(h => h.Name));

    [Fact]
    public void What_is_no_holiday_is_counted_and_left_out()
    {
        var reading = Read(
            Event("Meeting", "DTSTART:20261201T090000Z", "DTEND:20261201T100000Z"),
            Event("Every week", "DTSTART;VALUE=DATE:20261201", "RRULE:FREQ=WEEKLY"),
            Event("Too long", "DTSTART;VALUE=DATE:20261201", "DTEND;VALUE=DATE:20290101"),
            Event("", "DTSTART;VALUE=DATE:20261201"),
            Event("Holiday", "DTSTART;VALUE=DATE:20261201"));

        Assert.Equal("Holiday", Assert.Single(reading.Holidays).Name);
        Assert.Equal(4, reading.Skipped);
    }

    [Fact]
    public void The_same_day_twice_is_one() =>
        Assert.Single(Read(Event("Reyes", "DTSTART;VALUE=DATE:20270106"), Event("Reyes", "DTSTART;VALUE=DATE:20270106")).Holidays);

    [Fact]
    public void A_rule_that_no_day_fits_ends()
    {
        var reading = Read(Event("Never", "DTSTART;VALUE=DATE:20200101", "RRULE:FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30"));

        Assert.Empty(reading.Holidays);
        Assert.Equal(1, reading.Skipped);
    }

    [Theory]
    [InlineData("DURATION:P99999999D")]
    [InlineData("DURATION:P99999999W")]
    [InlineData("DTEND;VALUE=DATE:99991231")]
    public void A_holiday_without_end_is_none(string end) =>
        Assert.Equal(1, Read(Event("For ever", "DTSTART;VALUE=DATE:20261201", end)).Skipped);

    [Theory]
    [InlineData("")]
    [InlineData("Date,Name\n2026-12-25,Christmas")]
    [InlineData("BEGIN:VCALENDAR\nBEGIN:VEVENT\nDTSTART;VALUE=DATE:2026")]
    [InlineData("BEGIN:VCALENDAR\nBEGIN:VEVENT\nDTSTART;VALUE=DATE:20269999\nEND:VEVENT\nEND:VCALENDAR")]
    [InlineData("<html><body>Not found</body></html>")]
    public void What_is_no_calendar_is_refused(string text) => Assert.Equal(HoursRefusals.UnreadableCalendar, HolidayCalendar.Read(text, Today).Refusal);

    [Fact]
    public void A_file_without_end_is_refused() =>
        Assert.Equal(HoursRefusals.CalendarTooLarge, HolidayCalendar.Read(new string('x', HolidayCalendar.MaxLength + 1), Today).Refusal);

    private static CalendarReading Read(params string[] events)
    {
        var (refusal, reading) = HolidayCalendar.Read($"BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//Test//EN\r\n{string.Concat(events)}END:VCALENDAR\r\n", Today);
        Assert.Null(refusal);
        return reading!;
    }

    private static string Event(string name, params string[] lines) =>
        $"BEGIN:VEVENT\r\nUID:{Guid.NewGuid()}\r\nDTSTAMP:20260101T000000Z\r\nSUMMARY:{name}\r\n{string.Concat(lines.Select(l => l + "\r\n"))}END:VEVENT\r\n";

    private static HolidayDays Days(string first, string last, string name) =>
        new(DateOnly.ParseExact(first, "O"), DateOnly.ParseExact(last, "O"), name);
}
