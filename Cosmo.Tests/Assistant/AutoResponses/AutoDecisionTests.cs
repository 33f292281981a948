using Cosmo.Core.Assistant.AutoResponses;
using Cosmo.Core.Hours;
using NodaTime;

namespace Cosmo.Tests.Assistant.AutoResponses;

public sealed class AutoDecisionTests
{
    // Madrid, the office's week; the clock goes forward on Sunday, 29 March 2026.
    private static readonly BusinessHours s_office = new(DateTimeZoneProviders.Tzdb["Europe/Madrid"], WeeklyHours.Office, []);

    [Theory]
    [InlineData(true, false, false, AutoKind.Inside)]
    [InlineData(true, true, false, null)]
    [InlineData(true, true, true, null)]
    [InlineData(false, false, false, AutoKind.Outside)]
    [InlineData(false, true, false, AutoKind.Outside)]
    [InlineData(false, true, true, null)]
    public void At_the_hand_off_each_is_told_once(bool isOpen, bool wasTold, bool toldThisPeriod, AutoKind? expected) =>
        Assert.Equal(expected, AutoDecision.AtHandOff(isOpen, wasTold, toldThisPeriod));

    [Theory]
    [InlineData(false, false, false, false, true)]
    [InlineData(true, false, false, false, false)]
    [InlineData(false, true, false, false, false)]
    [InlineData(false, false, true, false, false)]
    [InlineData(false, false, false, true, false)]
    public void Who_writes_on_is_told_that_nobody_is_there(bool isOpen, bool isSmallTalk, bool answered, bool told, bool expected) =>
        Assert.Equal(expected, AutoDecision.TellsThatClosed(new(isOpen, isSmallTalk, answered, told)));

    [Theory]
    // written, now, answered or told or at work, result: "now", "never", or when it is looked at again
    [InlineData("2026-03-24T10:00", "2026-03-24T10:30", "", "now")]
    [InlineData("2026-03-24T10:00", "2026-03-24T10:29", "", "2026-03-24T10:30")]
    [InlineData("2026-03-24T10:00", "2026-03-24T10:30", "answered", "never")]
    [InlineData("2026-03-24T10:00", "2026-03-24T10:30", "told", "never")]
    [InlineData("2026-03-24T10:00", "2026-03-24T10:30", "working", "2026-03-24T10:35")]
    // Only business hours count: ten minutes of the evening and twenty of the next morning.
    [InlineData("2026-03-24T17:50", "2026-03-24T18:20", "", "2026-03-25T09:20")]
    [InlineData("2026-03-24T17:50", "2026-03-25T09:20", "", "now")]
    // The program stood still over the evening: nobody is told at night that somebody is about to come.
    [InlineData("2026-03-24T17:00", "2026-03-24T23:00", "", "2026-03-25T09:00")]
    // Over a weekend the customer's 24 hours are over before anybody could write.
    [InlineData("2026-03-27T17:50", "2026-03-27T18:20", "", "never")]
    [InlineData("2026-03-24T10:00", "2026-03-25T10:00", "", "never")]
    public void A_long_wait_counts_in_business_hours_and_inside_the_window(string written, string at, string what, string expected)
    {
        var since = Madrid(written);
        var waited = new Waited(since, IsAwaited: what != "answered", WasTold: what == "told", since.AddHours(24), IsBeingAnswered: what == "working");
        var (says, again) = AutoDecision.AboutLongWait(waited, s_office, 30, Madrid(at));

        Assert.Equal(expected, says ? "now" : again is { } later ? s_office.Here(later).ToString("yyyy-MM-ddTHH:mm", System.Globalization.CultureInfo.InvariantCulture) : "never");
    }

    // Open from one to four at night, on the two nights on which the clock is moved.
    [Theory]
    [InlineData("2026-03-29", "01:45", "03:15")]
    [InlineData("2026-10-25", "01:45", "02:15")]
    public void On_the_nights_of_the_clock_the_minutes_are_real_ones(string day, string from, string due)
    {
        var week = WeeklyHours.Parse(string.Join(';', Enumerable.Range(0, 7).Select(d => $"{d} 60-240")));
        var hours = new BusinessHours(DateTimeZoneProviders.Tzdb["Europe/Madrid"], week, []);
        var since = Madrid($"{day}T{from}");
        var waited = new Waited(since, true, false, since.AddHours(24), false);

        var (says, again) = AutoDecision.AboutLongWait(waited, hours, 30, since);
        Assert.False(says);
        Assert.Equal($"{day}T{due}", hours.Here(again!.Value).ToString("yyyy-MM-ddTHH:mm", System.Globalization.CultureInfo.InvariantCulture));
        Assert.Equal((true, null), AutoDecision.AboutLongWait(waited, hours, 30, again.Value));
    }

    private static DateTimeOffset Madrid(string wall) => NodaTime.Text.LocalDateTimePattern.CreateWithInvariantCulture("yyyy-MM-ddTHH:mm").Parse(wall).Value
        .InZoneLeniently(s_office.Zone).ToDateTimeOffset();
}
