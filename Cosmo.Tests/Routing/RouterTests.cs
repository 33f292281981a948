using Cosmo.Core.Routing;

namespace Cosmo.Tests.Routing;

public sealed class RouterTests
{
    private static readonly Guid Sales = Guid.NewGuid(), Support = Guid.NewGuid(), Ana = Guid.NewGuid(), Bo = Guid.NewGuid(), Chief = Guid.NewGuid();

    [Fact]
    public void The_topics_department_answers() =>
        Same(Router.Choose([Desk(Sales, false, false, Ana), Desk(Support, true, false, Bo)], [Present(Ana), Present(Bo)]), Support, Bo);

    [Fact]
    public void What_no_department_answers_goes_to_the_fallback() =>
        Same(Router.Choose([Desk(Sales, false, false, Ana), Desk(Support, false, true, Bo)], [Present(Ana), Present(Bo)]), Support, Bo);

    [Fact]
    public void Whoever_is_away_is_passed_over() =>
        Same(Router.Choose([Desk(Support, true, false, Ana, Bo)], [new(Ana, false, false), Present(Bo)]), Support, Bo);

    [Fact]
    public void Nobody_there_leaves_it_to_the_administrators() =>
        Same(Router.Choose([Desk(Support, true, false, Ana)], [new(Ana, false, false), new(Chief, true, true)]), Support, Chief);

    [Fact]
    public void Never_nobody_even_when_all_are_away() =>
        Same(Router.Choose([Desk(Support, true, false, Ana)], [new(Ana, false, false), new(Chief, true, false)]), Support, Chief);

    [Fact]
    public void Without_departments_the_administrators_get_it() => Same(Router.Choose([], [Present(Ana), new(Chief, true, true)]), null, Chief);

    private static Desk Desk(Guid id, bool answers, bool fallback, params Guid[] members) => new(id, "Desk", answers, fallback, members);

    private static Candidate Present(Guid id) => new(id, false, true);

    private static void Same(Route route, Guid? department, params Guid[] members)
    {
        Assert.Equal(department, route.DepartmentId);
        Assert.Equal(members, route.Members);
    }
}
