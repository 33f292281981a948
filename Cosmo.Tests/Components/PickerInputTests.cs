using Bunit;
using Cosmo.Web.Components.Shared;

namespace Cosmo.Tests.Components;

public sealed class PickerInputTests : BunitContext
{
    private TimeOnly? _told = new(8, 30);

    private IRenderedComponent<PickerInput<TimeOnly>> Show() => Render<PickerInput<TimeOnly>>(p => p
        .Add(i => i.Value, _told)
        .Add(i => i.ValueChanged, value => _told = value)
        .AddUnmatched("required", true));

    [Fact]
    public void Half_a_time_is_no_time_and_nothing_is_written_into_the_other_half()
    {
        var input = Show();
        Assert.Equal(("time", "08:30", true), (input.Find("input").GetAttribute("type"), input.Find("input").GetAttribute("value"), input.Find("input").HasAttribute("required")));

        input.Find("input").Change("");
        Assert.Null(_told);
        input.Render(p => p.Add(i => i.Value, _told));
        Assert.Equal("", input.Find("input").GetAttribute("value"));

        input.Find("input").Change("09:05");
        Assert.Equal(new TimeOnly(9, 5), _told);
    }

    [Fact]
    public void What_somebody_else_sets_is_shown()
    {
        var input = Show();
        input.Find("input").Change("09:05");
        input.Render(p => p.Add(i => i.Value, new TimeOnly(23, 0)));
        Assert.Equal("23:00", input.Find("input").GetAttribute("value"));
    }

    [Theory]
    [InlineData("2026-12-31", 2026)]
    [InlineData("", null)]
    [InlineData("31 December", null)]
    public void A_day_is_told_as_the_browser_writes_it(string written, int? year)
    {
        DateOnly? told = new(2000, 1, 1);
        var input = Render<PickerInput<DateOnly>>(p => p.Add(i => i.Value, told).Add(i => i.ValueChanged, value => told = value));
        input.Find("input").Change(written);
        Assert.Equal(year, told?.Year);
        Assert.Equal("date", input.Find("input").GetAttribute("type"));
    }
}
