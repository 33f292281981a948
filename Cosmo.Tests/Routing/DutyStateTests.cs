using Cosmo.Core.Hours;
using Cosmo.Core.Routing;
using NodaTime;

namespace Cosmo.Tests.Routing;

/// <summary>Whether a member is there, and until when they are not, over records.</summary>
public sealed class DutyStateTests
{
    private static readonly DateTimeOffset Monday20 = new(2026, 3, 2, 20, 0, 0, TimeSpan.Zero);
    private static readonly BusinessHours Office = new(DateTimeZone.Utc, WeeklyHours.Office, []);
    private static readonly Candidate Ana = new(Guid.NewGuid(), "Ana");

    [Fact]
    public void On_duty_for_one_department_is_there()
    {
        Assert.Equal(new Duty(DutyState.There, null), Duty.Of(Ana, [Office, BusinessHours.Always], Monday20));
        Assert.Equal(new Duty(DutyState.OffDuty, Monday20.AddHours(13)), Duty.Of(Ana, [Office], Monday20));
        Assert.Equal(new Duty(DutyState.OffDuty, Monday20.AddHours(13)), Duty.Of(Ana with { Hours = Office }, [BusinessHours.Always], Monday20));
    }

    [Fact]
    public void Away_comes_first_and_has_an_end_only_where_one_was_said()
    {
        Assert.Equal(new Duty(DutyState.Away, null), Duty.Of(Ana with { IsAway = true }, [Office], Monday20));
        Assert.Equal(new Duty(DutyState.Away, Monday20.AddDays(2)), Duty.Of(Ana with { IsAway = true, AwayUntil = Monday20.AddDays(2) }, [Office], Monday20));
        Assert.Equal(DutyState.OffDuty, Duty.Of(Ana with { IsAway = true, AwayUntil = Monday20 }, [Office], Monday20).State);
    }
}
