using Cosmo.Core;
using Cosmo.Core.Hours;
using Cosmo.Core.Routing;
using Cosmo.Core.Team;
using Cosmo.Core.Tickets;
using NodaTime;

namespace Cosmo.Tests.Routing;

/// <summary>The escalation path and the targets, over records.</summary>
public sealed class LadderTests
{
    private static readonly DateTimeOffset Monday10 = new(2026, 3, 2, 10, 0, 0, TimeSpan.Zero);
    private static readonly Guid Ana = Guid.NewGuid(), Bo = Guid.NewGuid(), Cy = Guid.NewGuid(), Chief = Guid.NewGuid();
    private static readonly BusinessHours Office = new(DateTimeZone.Utc, WeeklyHours.Office, []);
    private static readonly BusinessHours Evening = new(DateTimeZone.Utc, WeeklyHours.Of([.. Enumerable.Range(1, 5).Select(d => new OpenSpan((DayOfWeek)d, 17 * 60, 21 * 60))]).Week!, []);
    private static readonly Desk Desk = new(Guid.NewGuid(), "Support") { Topics = [CaseTopic.Order], Hours = Office, Places = [new(Ana), new(Bo), new(Cy)] };
    private static readonly Roster Roster = new([Desk], [new(Ana, "Ana"), new(Bo, "Bo"), new(Cy, "Cy"), new(Chief, "Chief") { Role = Role.Admin }], BusinessHours.Always);

    [Fact]
    public void The_next_member_is_somebody_who_was_not_asked()
    {
        Assert.Equal([Bo], Take(EscalationTarget.NextMember, Roster, Ana).Members);
        Assert.Equal([Cy], Take(EscalationTarget.NextMember, With(Bo, m => m with { IsAway = true }), Ana).Members);
        var nobody = Take(EscalationTarget.NextMember, Roster, Ana, Bo, Cy);
        Assert.Empty(nobody.Members);
        Assert.Contains(new RouteReason(RouteCode.NobodyLeft), nobody.Reasons);
    }

    [Fact]
    public void The_group_is_everybody_there_whoever_was_asked_before() =>
        Assert.Equal([Ana, Cy], Take(EscalationTarget.Department, With(Bo, m => m with { IsAway = true }), Ana).Members);

    [Fact]
    public void Administrators_who_are_off_duty_are_waited_for_and_those_whom_nobody_expects_are_asked_all_the_same()
    {
        Assert.Equal([Chief], Take(EscalationTarget.Administrators, Roster).Members);
        Assert.Equal(Monday10.AddHours(7), Take(EscalationTarget.Administrators, With(Chief, m => m with { Hours = Evening })).PostponedUntil);
        Assert.Equal([Chief], Take(EscalationTarget.Administrators, With(Chief, m => m with { IsAway = true })).Members);
    }

    [Fact]
    public void A_step_waits_for_its_people_where_none_of_them_is_there_but_somebody_is_expected()
    {
        var evening = Roster with { Candidates = [.. Roster.Candidates.Select(c => c with { Hours = c.MemberId == Chief ? null : Evening })] };
        Assert.Equal(Monday10.AddHours(7), Take(EscalationTarget.NextMember, evening, Ana).PostponedUntil);
        Assert.Equal(Monday10.AddHours(7), Take(EscalationTarget.Department, evening, Ana).PostponedUntil);
        var away = Roster with { Candidates = [.. Roster.Candidates.Select(c => c with { IsAway = true })] };
        Assert.Contains(new RouteReason(RouteCode.NobodyLeft), Take(EscalationTarget.Department, away).Reasons);
    }

    [Fact]
    public void The_last_step_once_more_reminds_those_who_have_it_and_in_the_end_whoever_answers_for_the_place()
    {
        Assert.Equal([Ana, Bo, Cy], Again(EscalationTarget.NextMember, Roster, Ana, Bo, Cy).Members);
        Assert.Equal([Cy], Again(EscalationTarget.NextMember, Roster, Ana, Bo).Members);
        var away = Roster with { Candidates = [.. Roster.Candidates.Select(c => c with { IsAway = c.MemberId != Chief })] };
        Assert.Equal([Chief], Again(EscalationTarget.Department, away).Members);

        static Climb Again(EscalationTarget target, Roster roster, params Guid[] offered) =>
            Ladder.Take(new(15, target), Desk, new(CaseTopic.Order, null, Monday10), roster, offered.ToHashSet(), again: true);
    }

    [Fact]
    public void Moments_are_reckoned_in_business_hours()
    {
        var friday = new DateTimeOffset(2026, 3, 6, 17, 50, 0, TimeSpan.Zero);
        var moments = WaitClock.Of(Desk, friday, isFirst: true, Priority.Normal);
        Assert.Equal(["step 1", "step 2", "near", "breach", "step 3"], moments.Select(m => m.Mark));
        // Ten minutes are left on Friday: a quarter of an hour ends on Monday at 9:05.
        Assert.Equal(new DateTimeOffset(2026, 3, 9, 9, 5, 0, TimeSpan.Zero), moments[0].Due);
        Assert.Equal(new DateTimeOffset(2026, 3, 9, 9, 50, 0, TimeSpan.Zero), WaitClock.AnswerBy(Desk, friday, true, Priority.Normal));
    }

    [Theory]
    [InlineData(true, Priority.Normal, 60)]
    [InlineData(false, Priority.Normal, 30)]
    [InlineData(true, Priority.Low, 120)]
    [InlineData(true, Priority.High, 30)]
    [InlineData(true, Priority.Urgent, 15)]
    public void The_target_follows_the_answer_and_the_priority(bool isFirst, Priority priority, int minutes) =>
        Assert.Equal(TimeSpan.FromMinutes(minutes), WaitClock.Target(Desk with { NextResponseMinutes = 30 }, isFirst, priority));

    [Fact]
    public void A_path_is_stored_in_order_and_a_wrong_one_is_refused()
    {
        var path = EscalationPath.Of([new(30, EscalationTarget.Administrators), new(5, EscalationTarget.Department, Ana)]).Path!;
        Assert.Equal($"5 Department {Ana};30 Administrators", path.ToString());
        Assert.Equal(path, EscalationPath.Parse(path.ToString()));
        Assert.Equal(TeamRefusals.SameMinute, EscalationPath.Of([new(5, EscalationTarget.NextMember), new(5, EscalationTarget.Department)]).Refusal);
        Assert.Equal(TeamRefusals.StepMinutes, EscalationPath.Of([new(0, EscalationTarget.NextMember)]).Refusal);
        Assert.Equal(TeamRefusals.TooManySteps, EscalationPath.Of(Enumerable.Range(1, 9).Select(n => new EscalationStep(n, EscalationTarget.NextMember))).Refusal);
    }

    private static Roster With(Guid id, Func<Candidate, Candidate> change) =>
        Roster with { Candidates = [.. Roster.Candidates.Select(c => c.MemberId == id ? change(c) : c)] };

    private static Climb Take(EscalationTarget target, Roster roster, params Guid[] offered) =>
        Ladder.Take(new(15, target), Desk, new(CaseTopic.Order, null, Monday10), roster, offered.ToHashSet());
}
