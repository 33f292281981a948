using Cosmo.Core.Hours;

namespace Cosmo.Tests.Hours;

public sealed class WeeklyHoursTests
{
    [Fact]
    public void Parts_are_put_in_order_and_joined_where_they_touch()
    {
        var (refusal, week) = WeeklyHours.Of([new(DayOfWeek.Tuesday, 600, 720), new(DayOfWeek.Monday, 720, 840), new(DayOfWeek.Monday, 540, 720)]);

        Assert.Null(refusal);
        Assert.Equal("1 540-840;2 600-720", week!.ToString());
        Assert.Equal(week, WeeklyHours.Parse(week.ToString()));
    }

    [Fact]
    public void What_makes_no_sense_is_refused()
    {
        Assert.Equal(HoursRefusals.Backwards, WeeklyHours.Of([new(DayOfWeek.Monday, 600, 600)]).Refusal);
        Assert.Equal(HoursRefusals.Backwards, WeeklyHours.Of([new(DayOfWeek.Monday, 600, 1441)]).Refusal);
        Assert.Equal(HoursRefusals.Backwards, WeeklyHours.Of([new(DayOfWeek.Monday, -1, 600)]).Refusal);
        Assert.Equal(HoursRefusals.Overlapping, WeeklyHours.Of([new(DayOfWeek.Monday, 540, 720), new(DayOfWeek.Monday, 719, 800)]).Refusal);
        Assert.Equal(HoursRefusals.TooMany, WeeklyHours.Of(Enumerable.Range(0, 7).Select(n => new OpenSpan(DayOfWeek.Monday, n * 100, (n * 100) + 50))).Refusal);
    }

    [Fact]
    public void An_empty_week_is_a_closed_one() => Assert.Empty(WeeklyHours.Of([]).Week!.Spans);

    [Fact]
    public void What_was_not_written_by_us_is_no_week() => Assert.Throws<FormatException>(() => WeeklyHours.Parse("1 700-600"));

    [Fact]
    public void Every_zone_to_choose_is_known()
    {
        Assert.All(TimeZones.Names, name => Assert.NotNull(TimeZones.Find(name)));
        Assert.Contains("Europe/Madrid", TimeZones.Names);
        Assert.Null(TimeZones.Find("Europe/Nowhere"));
    }
}
