using System.Globalization;
using Cosmo.Core.Hours;

namespace Cosmo.Tests.Hours;

/// <summary>Instants are written as the wall's clock shows them, with the offset of the zone.</summary>
public sealed class BusinessHoursTests
{
    // Monday to Friday with a break, Saturday morning.
    private const string Shop = "1 540-840;1 960-1200;2 540-840;2 960-1200;3 540-840;3 960-1200;4 540-840;4 960-1200;5 540-840;5 960-1200;6 600-840";
    private const string Always = "0 0-1440;1 0-1440;2 0-1440;3 0-1440;4 0-1440;5 0-1440;6 0-1440";

    // Friday and Saturday night until half past two: each night is in two days.
    private const string Bar = "5 1200-1440;6 0-150;6 1200-1440;0 0-150";

    [Theory]
    [InlineData("2026-11-23T09:00+01:00", true)]    // an opening belongs to the open time
    [InlineData("2026-11-23T08:59:59+01:00", false)]
    [InlineData("2026-11-23T14:00+01:00", false)]   // a closing does not
    [InlineData("2026-11-23T13:59:59+01:00", true)]
    [InlineData("2026-11-23T15:00+01:00", false)]   // the break
    [InlineData("2026-11-23T16:00+01:00", true)]
    [InlineData("2026-11-22T12:00+01:00", false)]   // a Sunday
    [InlineData("2026-11-23T08:30Z", true)]         // the same instant, said by another clock
    public void Open_by_the_walls_clock(string at, bool open) => Assert.Equal(open, Madrid(Shop).IsOpen(At(at)));

    [Theory]
    [InlineData("2026-11-23T10:00+01:00", "2026-11-23T10:00+01:00", "2026-11-23T14:00+01:00")]   // open: now
    [InlineData("2026-11-23T14:00+01:00", "2026-11-23T16:00+01:00", "2026-11-23T20:00+01:00")]   // the break begins
    [InlineData("2026-11-21T14:00+01:00", "2026-11-23T09:00+01:00", "2026-11-23T14:00+01:00")]   // over the Sunday
    [InlineData("2026-12-31T20:30+01:00", "2027-01-02T10:00+01:00", "2027-01-02T14:00+01:00")]   // over the year's end, 1 January is a holiday
    [InlineData("2026-08-03T00:00+02:00", "2026-08-24T09:00+02:00", "2026-08-24T14:00+02:00")]   // closed for three weeks
    public void The_next_opening_and_closing(string at, string opening, string closing)
    {
        var hours = Madrid(Shop, "2027-01-01", "2026-08-03/2026-08-23");

        Same(opening, hours.NextOpening(At(at)));
        Same(closing, hours.NextClosing(At(at)));
    }

    [Theory]
    // Spring: the clock goes from 2 to 3, or from 0 to 1; a night has an hour less.
    [InlineData("Europe/Madrid", "0 90-300", "2026-03-29T00:00+01:00", "2026-03-29T01:30+01:00", "2026-03-29T05:00+02:00", 150)]
    [InlineData("Europe/Madrid", "0 150-300", "2026-03-29T00:00+01:00", "2026-03-29T03:00+02:00", "2026-03-29T05:00+02:00", 120)]
    [InlineData("Europe/Madrid", "0 60-150", "2026-03-29T00:00+01:00", "2026-03-29T01:00+01:00", "2026-03-29T03:00+02:00", 60)]
    [InlineData("Europe/Madrid", "0 120-180;0 600-660", "2026-03-29T00:00+01:00", "2026-03-29T10:00+02:00", "2026-03-29T11:00+02:00", 60)]
    [InlineData("America/New_York", "0 0-360", "2026-03-08T00:00-05:00", "2026-03-08T00:00-05:00", "2026-03-08T06:00-04:00", 300)]
    [InlineData("America/Santiago", "0 0-120", "2026-09-05T20:00-04:00", "2026-09-06T01:00-03:00", "2026-09-06T02:00-03:00", 60)]
    [InlineData("Australia/Lord_Howe", "0 60-240", "2026-10-04T00:00+10:30", "2026-10-04T01:00+10:30", "2026-10-04T04:00+11:00", 150)]
    // Autumn: an hour is shown twice, and counts from its first showing.
    [InlineData("Europe/Madrid", "0 60-300", "2026-10-25T00:00+02:00", "2026-10-25T01:00+02:00", "2026-10-25T05:00+01:00", 300)]
    [InlineData("Europe/Madrid", "0 150-300", "2026-10-25T00:00+02:00", "2026-10-25T02:30+02:00", "2026-10-25T05:00+01:00", 210)]
    [InlineData("Europe/Madrid", "0 60-150", "2026-10-25T00:00+02:00", "2026-10-25T01:00+02:00", "2026-10-25T02:30+02:00", 90)]
    [InlineData("America/New_York", "0 0-360", "2026-11-01T00:00-04:00", "2026-11-01T00:00-04:00", "2026-11-01T06:00-05:00", 420)]
    [InlineData("America/Santiago", "6 1320-1440", "2026-04-04T20:00-03:00", "2026-04-04T22:00-03:00", "2026-04-05T00:00-04:00", 180)]
    // Where the clock is never moved.
    [InlineData("Asia/Kolkata", "0 60-300", "2026-03-29T00:00+05:30", "2026-03-29T01:00+05:30", "2026-03-29T05:00+05:30", 240)]
    // A day that a place leaves out altogether.
    [InlineData("Pacific/Apia", "5 540-1080;6 540-1080", "2011-12-29T20:00-10:00", "2011-12-31T09:00+14:00", "2011-12-31T18:00+14:00", 540)]
    public void The_nights_in_which_the_clock_is_moved(string zone, string week, string at, string opening, string closing, int minutes)
    {
        var hours = Of(zone, week);

        Same(opening, hours.NextOpening(At(at)));
        Same(closing, hours.NextClosing(At(at)));
        Assert.Equal(minutes, hours.Between(At(at), At(closing)).TotalMinutes);
        Same(closing, hours.Add(At(at), TimeSpan.FromMinutes(minutes)));
        Assert.True(hours.IsOpen(At(closing).AddTicks(-1)));
        Assert.False(hours.IsOpen(At(closing)));
    }

    [Fact]
    public void A_bar_closes_once_in_the_long_night() =>
        Same("2026-10-25T02:30+02:00", Of("Europe/Madrid", Bar).NextClosing(At("2026-10-24T23:00+02:00")));

    [Fact]
    public void A_night_over_midnight_is_one() =>
        Same("2026-11-28T02:30+01:00", Of("Europe/Madrid", Bar).NextClosing(At("2026-11-27T21:00+01:00")));

    [Theory]
    [InlineData("2026-11-23T09:00+01:00", 0, "2026-11-23T09:00+01:00")]
    [InlineData("2026-11-23T08:00+01:00", 0, "2026-11-23T09:00+01:00")]      // nothing, while closed: the opening
    [InlineData("2026-11-23T13:00+01:00", 60, "2026-11-23T14:00+01:00")]     // just until the closing
    [InlineData("2026-11-23T13:00+01:00", 61, "2026-11-23T16:01+01:00")]     // over the break
    [InlineData("2026-11-21T13:30+01:00", 45, "2026-11-23T09:15+01:00")]     // over the Sunday
    [InlineData("2026-12-31T19:50+01:00", 30, "2027-01-02T10:20+01:00")]     // over the year's end and the holiday
    [InlineData("2026-11-23T09:00+01:00", 2941, "2026-11-30T09:01+01:00")]   // a week's 49 hours, and a minute
    public void Adding_open_time(string at, int minutes, string expected)
    {
        var hours = Madrid(Shop, "2027-01-01");
        var added = hours.Add(At(at), TimeSpan.FromMinutes(minutes));

        Same(expected, added);
        Assert.Equal(minutes, hours.Between(At(at), added!.Value).TotalMinutes);
    }

    [Theory]
    [InlineData("2026-11-23T00:00+01:00", "2026-11-30T00:00+01:00", 2940)]   // a week
    [InlineData("2026-11-23T15:00+01:00", "2026-11-23T15:30+01:00", 0)]      // within the break
    [InlineData("2026-11-23T13:00+01:00", "2026-11-23T17:00+01:00", 120)]
    [InlineData("2026-11-23T17:00+01:00", "2026-11-23T13:00+01:00", 0)]      // backwards
    [InlineData("2026-12-31T00:00+01:00", "2027-01-03T00:00+01:00", 780)]    // Thursday and Saturday without the Friday
    public void Open_time_between(string from, string to, int minutes) =>
        Assert.Equal(minutes, Madrid(Shop, "2027-01-01").Between(At(from), At(to)).TotalMinutes);

    [Fact]
    public void Around_the_clock_never_closes()
    {
        var now = At("2026-11-22T22:00Z");

        Assert.True(BusinessHours.Always.IsOpen(now));
        Assert.Equal(now, BusinessHours.Always.NextOpening(now));
        Assert.Null(BusinessHours.Always.NextClosing(now));
        Assert.Equal(now.AddDays(300), BusinessHours.Always.Add(now, TimeSpan.FromDays(300)));
        Assert.Equal(TimeSpan.FromDays(300), BusinessHours.Always.Between(now, now.AddDays(300)));
    }

    [Fact]
    public void Around_the_clock_closes_for_a_holiday()
    {
        var hours = Of("Europe/Madrid", Always, "2026-12-25");

        Same("2026-12-25T00:00+01:00", hours.NextClosing(At("2026-11-22T22:00Z")));
        Same("2026-12-26T00:00+01:00", hours.NextOpening(At("2026-12-25T12:00+01:00")));
    }

    [Fact]
    public void A_week_without_hours_never_opens()
    {
        var hours = Of("Europe/Madrid", "");
        var now = At("2026-11-22T22:00Z");

        Assert.False(hours.IsOpen(now));
        Assert.Null(hours.NextOpening(now));
        Assert.Null(hours.NextClosing(now));
        Assert.Null(hours.Add(now, TimeSpan.FromMinutes(1)));
        Assert.Equal(TimeSpan.Zero, hours.Between(now, now.AddDays(30)));
    }

    /// <summary>Every quarter of an hour of a year, in zones on both sides of the equator: the answers agree with one another.</summary>
    [Theory]
    [InlineData("Europe/Madrid", Shop)]
    [InlineData("Europe/Madrid", Bar)]
    [InlineData("America/New_York", Bar)]
    [InlineData("America/Santiago", Always)]
    [InlineData("Australia/Lord_Howe", "0 0-135;0 135-1440;3 75-105")]
    public void The_answers_agree_with_one_another(string zone, string week)
    {
        var hours = Of(zone, week, "2026-12-25", "2026-05-01/2026-05-03");
        var (start, quarter, total) = (At("2026-01-01T00:00Z"), TimeSpan.FromMinutes(15), TimeSpan.Zero);
        for (var at = start; at < start.AddDays(365); at += quarter)
        {
            total += hours.Between(at, at + quarter);
            var opening = hours.NextOpening(at)!.Value;
            Assert.Equal(hours.IsOpen(at), opening == at);
            Assert.Equal(TimeSpan.Zero, hours.Between(at, opening));
            if (hours.NextClosing(at) is { } closing)
                Assert.Equal(closing - opening, hours.Between(at, closing));
        }

        Assert.Equal(total, hours.Between(start, start.AddDays(365)));
    }

    private static BusinessHours Madrid(string week, params string[] holidays) => Of("Europe/Madrid", week, holidays);

    private static BusinessHours Of(string zone, string week, params string[] holidays) => new(
        TimeZones.Find(zone)!,
        WeeklyHours.Parse(week),
        holidays.Select(h => h.Split('/')).SelectMany(d => new HolidayDays(Day(d[0]), Day(d[^1]), "Closed").Days()));

    private static DateOnly Day(string text) => DateOnly.Parse(text, CultureInfo.InvariantCulture);

    private static DateTimeOffset At(string text) => DateTimeOffset.Parse(text, CultureInfo.InvariantCulture);

    // The offset counts: it is what people are shown.
    private static void Same(string expected, DateTimeOffset? actual) => Assert.True(
        actual is { } at && at.EqualsExact(At(expected)), $"Expected {expected}, got {actual:O}");
}
