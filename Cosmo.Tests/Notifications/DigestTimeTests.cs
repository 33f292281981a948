using System.Globalization;
using Cosmo.Core.Hours;
using Cosmo.Core.Notifications;
using Cosmo.Core.TeamThread;
using NodaTime;

namespace Cosmo.Tests.Notifications;

public sealed class DigestTimeTests
{
    [Theory]
    // zone, time of the day, from, the next three in UTC
    [InlineData("Europe/Madrid", 480, "2026-03-27T12:00Z", "2026-03-28T07:00Z 2026-03-29T06:00Z 2026-03-30T06:00Z")]
    [InlineData("Europe/Madrid", 480, "2026-10-24T12:00Z", "2026-10-25T07:00Z 2026-10-26T07:00Z 2026-10-27T07:00Z")]
    // At half past two: the night that leaves the hour out has it at half past three, the one that has it twice once.
    [InlineData("Europe/Madrid", 150, "2026-03-28T12:00Z", "2026-03-29T01:30Z 2026-03-30T00:30Z 2026-03-31T00:30Z")]
    [InlineData("Europe/Madrid", 150, "2026-10-24T12:00Z", "2026-10-25T00:30Z 2026-10-26T01:30Z 2026-10-27T01:30Z")]
    // At midnight, where the clock jumps to one; and by half an hour; and over a whole day that an island left out.
    [InlineData("Africa/Cairo", 0, "2026-04-23T12:00Z", "2026-04-23T22:00Z 2026-04-24T21:00Z 2026-04-25T21:00Z")]
    [InlineData("Australia/Lord_Howe", 120, "2026-04-04T02:00Z", "2026-04-04T15:30Z 2026-04-05T15:30Z 2026-04-06T15:30Z")]
    [InlineData("Pacific/Apia", 480, "2011-12-29T12:00Z", "2011-12-29T18:00Z 2011-12-30T18:00Z 2011-12-31T18:00Z")]
    [InlineData("America/New_York", 480, "2026-03-07T14:00Z", "2026-03-08T12:00Z 2026-03-09T12:00Z 2026-03-10T12:00Z")]
    [InlineData("Asia/Kolkata", 480, "2026-03-07T02:29Z", "2026-03-07T02:30Z 2026-03-08T02:30Z 2026-03-09T02:30Z")]
    [InlineData("Asia/Kolkata", 480, "2026-03-07T02:30Z", "2026-03-08T02:30Z 2026-03-09T02:30Z 2026-03-10T02:30Z")]
    public void Each_day_has_one_morning(string zone, int minute, string from, string expected)
    {
        var time = new DigestTime(DateTimeZoneProviders.Tzdb[zone], minute);
        var (at, said) = (At(from), new List<string>());
        for (var i = 0; i < 3; i++)
            said.Add((at = time.After(at)).ToUniversalTime().ToString("yyyy-MM-ddTHH:mmZ", CultureInfo.InvariantCulture));
        Assert.Equal(expected, string.Join(' ', said));
    }

    [Theory]
    [InlineData("2026-03-10T06:59Z", null)]
    [InlineData("2026-03-10T07:00Z", "2026-03-10T07:00Z")]
    [InlineData("2026-03-10T22:59Z", "2026-03-10T07:00Z")]
    [InlineData("2026-03-10T23:00Z", null)]
    public void A_day_has_its_summary_until_midnight_and_not_before_its_time(string now, string? morning) =>
        Assert.Equal(morning is null ? null : At(morning), new DigestTime(DateTimeZoneProviders.Tzdb["Europe/Madrid"], 480).Today(At(now)));

    [Fact]
    public void It_comes_by_the_clock_of_the_quiet_hours_of_the_member_or_of_the_business()
    {
        var ana = Guid.CreateVersion7();
        var business = new HoursPlan { OwnerId = HoursPlan.Business, Zone = "Europe/Madrid", Week = WeeklyHours.Office };
        var own = new HoursPlan { OwnerId = ana, Zone = "America/Bogota", Week = WeeklyHours.Office };
        var choices = new NotificationChoices { MemberId = ana };
        Assert.Equal(("UTC", 480), Of(null));
        Assert.Equal(("Europe/Madrid", 480), Of(choices, business));
        Assert.Equal(("America/Bogota", 480), Of(choices, business, own));
        Assert.Null(choices.BeQuiet(1320, 435, "Asia/Kolkata"));
        Assert.Equal(("Asia/Kolkata", 435), Of(choices, business, own));

        (string, int) Of(NotificationChoices? chosen, params HoursPlan[] plans) =>
            DigestTime.Of(ana, chosen, new HoursBook(plans, [])) is var time ? (time.Zone.Id, time.Minute) : default;
    }

    private static DateTimeOffset At(string text) => DateTimeOffset.ParseExact(text, "yyyy-MM-ddTHH:mmZ", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal);
}
