using Cosmo.Core;
using Cosmo.Core.Hours;
using Cosmo.Core.Routing;
using Cosmo.Core.Team;
using Cosmo.Core.Tickets;
using NodaTime;

namespace Cosmo.Tests.Routing;

/// <summary>Who is offered a ticket: the whole decision, over records.</summary>
public sealed class RouterTests
{
    private static readonly DateTimeOffset Monday10 = new(2026, 3, 2, 10, 0, 0, TimeSpan.Zero);
    private static readonly Guid Sales = Guid.NewGuid(), Support = Guid.NewGuid();
    private static readonly Guid Ana = Guid.NewGuid(), Bo = Guid.NewGuid(), Chief = Guid.NewGuid(), Owner = Guid.NewGuid();
    private static readonly BusinessHours Office = new(DateTimeZone.Utc, WeeklyHours.Office, []);
    private static readonly BusinessHours Evening = new(DateTimeZone.Utc, WeeklyHours.Of([.. Enumerable.Range(1, 5).Select(d => new OpenSpan((DayOfWeek)d, 17 * 60, 21 * 60))]).Week!, []);

    [Fact]
    public void The_topics_department_answers() => Offered(Choose(Of(Desk(Sales, CaseTopic.Sales, Ana), Desk(Support, CaseTopic.Order, Bo))), Support, Bo);

    [Fact]
    public void What_no_department_answers_goes_to_the_fallback()
    {
        var route = Choose(Of(Desk(Sales, CaseTopic.Sales, Ana), Desk(Support, CaseTopic.General, Bo) with { IsFallback = true }));
        Offered(route, Support, Bo);
        Assert.Contains(new RouteReason(RouteCode.Fallback, "Desk"), route.Reasons);
    }

    [Fact]
    public void The_department_that_a_rule_named_goes_before_the_topic_unless_it_is_gone()
    {
        var roster = Of(Desk(Sales, CaseTopic.Sales, Ana), Desk(Support, CaseTopic.Order, Bo));
        var route = Router.Choose(new(CaseTopic.Order, null, Monday10) { Named = Sales }, roster);
        Offered(route, Sales, Ana);
        Assert.Contains(new RouteReason(RouteCode.Rule, "Desk"), route.Reasons);
        Offered(Router.Choose(new(CaseTopic.Order, null, Monday10) { Named = Guid.NewGuid() }, roster), Support, Bo);
    }

    [Fact]
    public void Of_two_departments_for_a_topic_the_one_that_speaks_the_language_answers() =>
        Offered(Choose(Of(Desk(Sales, CaseTopic.Order, Ana), Desk(Support, CaseTopic.Order, Bo) with { Languages = ["es"] }), "es"), Support, Bo);

    [Fact]
    public void Everyone_at_once_offers_it_to_everybody_there() => Offered(Choose(Of(Desk(Support, CaseTopic.Order, Ana, Bo))), Support, Ana, Bo);

    [Fact]
    public void Round_robin_takes_whoever_had_a_turn_the_longest_ago()
    {
        var desk = Desk(Support, CaseTopic.Order) with { Strategy = RoutingStrategy.RoundRobin, Places = [new(Ana, Monday10), new(Bo, Monday10.AddHours(-1))] };
        var route = Choose(Of(desk));
        Offered(route, Support, Bo);
        Assert.True(route.TakesTurns);
        Offered(Choose(Of(desk with { Places = [new(Ana), new(Bo, Monday10.AddHours(-1))] })), Support, Ana);
    }

    [Theory]
    [InlineData(2.0, 100, 1.5, 100, false)]
    [InlineData(1.0, 100, 1.5, 100, true)]
    [InlineData(2.0, 100, 1.5, 50, true)]   // half a share with 1.5 is as full as a whole one with 3
    [InlineData(1.0, 25, 3.0, 100, false)]
    public void The_least_loaded_by_their_share_gets_it(double anas, int anasShare, double bos, int bosShare, bool isAna)
    {
        var roster = Of(Desk(Support, CaseTopic.Order, Ana, Bo) with { Strategy = RoutingStrategy.LeastLoaded });
        roster = With(With(roster, Ana, m => m with { Load = anas, Share = anasShare }), Bo, m => m with { Load = bos, Share = bosShare });
        Offered(Choose(roster), Support, isAna ? Ana : Bo);
    }

    [Fact]
    public void A_ticket_weighs_more_the_longer_it_waits_and_less_the_longer_it_was_answered()
    {
        Assert.Equal(1, Workload.Weight(TicketState.Requested, Monday10, Monday10));
        Assert.Equal(1.5, Workload.Weight(TicketState.Requested, Monday10.AddHours(-5), Monday10));
        Assert.Equal(2, Workload.Weight(TicketState.Requested, Monday10.AddDays(-5), Monday10));
        Assert.Equal(0.5, Workload.Weight(TicketState.Answered, Monday10, Monday10));
        Assert.Equal(0.25, Workload.Weight(TicketState.Answered, Monday10.AddDays(-1), Monday10));
        Assert.Equal(0, Workload.Weight(TicketState.Closed, Monday10, Monday10));
    }

    public static TheoryData<string> PassedOver() => ["away", "off duty", "full"];

    [Theory]
    [MemberData(nameof(PassedOver))]
    public void Whoever_is_not_free_is_passed_over_and_the_ticket_says_so(string why)
    {
        var roster = With(Of(Desk(Support, CaseTopic.Order, Ana, Bo)), Ana, NotFree(why));
        var route = Choose(roster);
        Offered(route, Support, Bo);
        Assert.False(route.Seeks);
        Assert.Contains(new(why switch { "away" => RouteCode.Away, "full" => RouteCode.Full, _ => RouteCode.OffDuty }, "Ana"), route.Reasons);
    }

    [Fact]
    public void Speakers_of_the_customers_language_come_first_and_others_only_where_none_is_there()
    {
        var roster = With(With(Of(Desk(Support, CaseTopic.Order, Ana, Bo)), Ana, m => m with { Languages = ["es"] }), Bo, m => m with { Languages = ["en"] });
        Offered(Choose(roster, "es"), Support, Ana);
        Offered(Choose(With(roster, Ana, m => m with { IsAway = true }), "es"), Support, Bo);
        Offered(Choose(roster, "hi"), Support, Ana, Bo);
        Assert.Contains(new RouteReason(RouteCode.NoSpeaker, "hi"), Choose(roster, "hi").Reasons);
    }

    [Theory]
    [MemberData(nameof(PassedOver))]
    public void Where_nobody_is_free_the_fallback_department_stands_in_and_the_ticket_keeps_seeking(string why)
    {
        var roster = With(Of(Desk(Sales, CaseTopic.Order, Ana), Desk(Support, CaseTopic.General, Bo) with { IsFallback = true }), Ana, NotFree(why));
        var route = Choose(roster);
        Offered(route, Sales, Bo);
        Assert.True(route.Seeks);
        Assert.Contains(new RouteReason(RouteCode.StandIn, "Desk"), route.Reasons);
    }

    [Fact]
    public void Then_the_administrators_who_are_there() =>
        Offered(Choose(With(Of(Desk(Support, CaseTopic.Order, Ana)), Ana, m => m with { IsAway = true }).And(Admin(Chief))), Support, Chief);

    [Fact]
    public void Without_departments_the_administrators_get_it() => Offered(Choose(Of().And(Admin(Chief))), null, Chief);

    [Fact]
    public void An_administrator_who_is_off_duty_is_not_woken_while_somebody_is_expected()
    {
        var roster = With(Of(Desk(Support, CaseTopic.Order, Ana)), Ana, m => m with { IsAway = true, AwayUntil = Monday10.AddHours(3) }).And(Admin(Chief) with { Hours = Evening });
        var route = Choose(roster);
        Assert.Empty(route.Members);
        Assert.Equal(Monday10.AddHours(3), route.WaitsUntil);
    }

    [Fact]
    public void Never_nobody_the_owner_gets_what_nobody_will_come_for()
    {
        var roster = With(Of(Desk(Support, CaseTopic.Order, Ana)), Ana, m => m with { IsAway = true })
            .And(Admin(Chief) with { IsAway = true }).And(Admin(Owner) with { IsAway = true, Role = Role.Owner });
        Offered(Choose(roster), Support, Owner);
        Assert.Contains(new RouteReason(RouteCode.LastResort), Choose(roster).Reasons);
    }

    [Fact]
    public void A_closed_departments_ticket_waits_for_its_opening_and_wakes_nobody()
    {
        var roster = Of(Desk(Support, CaseTopic.Order, Ana) with { Hours = Office }, Desk(Sales, CaseTopic.General, Bo) with { IsFallback = true }).And(Admin(Chief));
        var route = Router.Choose(new(CaseTopic.Order, null, new(2026, 3, 6, 20, 0, 0, TimeSpan.Zero)), roster);   // a Friday night
        Assert.Empty(route.Members);
        Assert.Equal(new DateTimeOffset(2026, 3, 9, 9, 0, 0, TimeSpan.Zero), route.WaitsUntil);
        Assert.Equal([RouteCode.Topic, RouteCode.Closed, RouteCode.WaitsUntil], route.Reasons.Select(r => r.Code));
    }

    [Fact]
    public void A_members_own_hours_are_looked_at_together_with_the_departments()
    {
        var roster = With(Of(Desk(Support, CaseTopic.Order, Ana) with { Hours = Office }), Ana, m => m with { Hours = Evening });
        Assert.Equal(new DateTimeOffset(2026, 3, 2, 17, 0, 0, TimeSpan.Zero), Choose(roster).WaitsUntil);
        Offered(Router.Choose(new(CaseTopic.Order, null, new(2026, 3, 2, 17, 30, 0, TimeSpan.Zero)), roster), Support, Ana);
    }

    [Fact]
    public void Reasons_come_back_from_a_ticket_as_they_were_kept_and_old_words_are_left_alone()
    {
        RouteReason[] reasons = [new(RouteCode.Topic, "Sales and\nmore"), new(RouteCode.Closed), new(RouteCode.WaitsUntil, "2026-03-09T09:00:00+01:00")];
        Assert.Equal(new RouteReason[] { new(RouteCode.Topic, "Sales and more"), reasons[1], reasons[2] }, RouteReason.Read(RouteReason.Join(reasons)));
        Assert.Null(RouteReason.Read("Support: administrators"));
        Assert.Null(RouteReason.Read("Topic"));
        Assert.True(RouteReason.Join(Enumerable.Repeat(reasons[0], 100)).Length <= 500);
    }

    private static Func<Candidate, Candidate> NotFree(string why) => m => why switch
    {
        "away" => m with { IsAway = true },
        "full" => m with { MostWaiting = 2, Waiting = 2 },
        _ => m with { Hours = Evening },
    };

    private static Route Choose(Roster roster, string? language = null) => Router.Choose(new(CaseTopic.Order, language, Monday10), roster);

    private static Desk Desk(Guid id, CaseTopic topic, params Guid[] members) => new(id, "Desk") { Topics = [topic], Places = [.. members.Select(m => new Place(m))] };

    private static Candidate Admin(Guid id) => new(id, "Chief") { Role = Role.Admin };

    private static Roster Of(params Desk[] desks) => new(desks, [new(Ana, "Ana"), new(Bo, "Bo")], BusinessHours.Always);

    private static Roster With(Roster roster, Guid id, Func<Candidate, Candidate> change) =>
        roster with { Candidates = [.. roster.Candidates.Select(c => c.MemberId == id ? change(c) : c)] };

    private static void Offered(Route route, Guid? department, params Guid[] members)
    {
        Assert.Equal(department, route.DepartmentId);
        Assert.Equal(members, route.Members);
        Assert.Null(route.WaitsUntil);
    }
}

internal static class RosterAdding
{
    public static Roster And(this Roster roster, Candidate more) => roster with { Candidates = [.. roster.Candidates, more] };
}
