using Cosmo.Core.Hours;
using Cosmo.Core.Storage;
using Cosmo.Core.Team;
using Cosmo.Tests.Conversations;

namespace Cosmo.Tests.Hours;

public sealed class HoursDeskTests
{
    private static readonly HolidayDays Christmas = new(new(2026, 12, 25), new(2026, 12, 26), "Christmas");
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task Open_around_the_clock_until_somebody_says_otherwise(StorageProvider provider)
    {
        await using var shop = await Shop.OpenAsync(provider);
        using var hours = new HoursQueries(shop.Contexts, shop.Live, shop.Clock);

        var anybody = (await hours.BookAsync(Cancel)).For(Guid.NewGuid());

        Assert.Equal(WeeklyHours.AroundTheClock, anybody.Week);
        Assert.True(anybody.IsOpen(shop.Clock.Now));
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task A_department_follows_the_business_until_it_has_a_plan_of_its_own(StorageProvider provider)
    {
        await using var shop = await Shop.OpenAsync(provider);
        var (desk, owner) = (new HoursDesk(shop.Changes), await shop.MemberAsync("olga", Role.Owner));
        var (sales, support) = (Department.Create("Sales", "", false), Department.Create("Support", "", true));
        await shop.AddAsync(sales, support);
        using var hours = new HoursQueries(shop.Contexts, shop.Live, shop.Clock);
        var night = WeeklyHours.Parse("1 0-360;1 1200-1440");

        Assert.Null(await desk.SetAsync(HoursPlan.Business, "Europe/Madrid", WeeklyHours.Office, owner.Id, Cancel));
        Assert.Null(await desk.SetAsync(sales.Id, "America/Bogota", WeeklyHours.Office, owner.Id, Cancel));
        Assert.Null(await desk.SetAsync(sales.Id, "America/Lima", night, owner.Id, Cancel));

        var book = await hours.BookAsync(Cancel);
        Assert.Equal(("America/Lima", night), (book.For(sales.Id).Zone.Id, book.For(sales.Id).Week));
        Assert.Equal(("Europe/Madrid", WeeklyHours.Office), (book.For(support.Id).Zone.Id, book.For(support.Id).Week));

        Assert.Null(await desk.ForgetAsync(sales.Id, owner.Id, Cancel));
        Assert.Equal("Europe/Madrid", (await hours.BookAsync(Cancel)).For(sales.Id).Zone.Id);
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task Holidays_of_the_business_are_everybodys_and_come_in_once(StorageProvider provider)
    {
        await using var shop = await Shop.OpenAsync(provider);
        var (desk, owner) = (new HoursDesk(shop.Changes), await shop.MemberAsync("olga", Role.Owner));
        var (sales, support) = (Department.Create("Sales", "", false), Department.Create("Support", "", true));
        await shop.AddAsync(sales, support);
        using var hours = new HoursQueries(shop.Contexts, shop.Live, shop.Clock);
        var fair = new HolidayDays(new(2026, 12, 1), new(2026, 12, 1), "Fair");

        Assert.Null(await desk.AddHolidaysAsync(HoursPlan.Business, [Christmas, Christmas], owner.Id, Cancel));
        Assert.Null(await desk.AddHolidaysAsync(HoursPlan.Business, [Christmas with { Name = " Christmas " }], owner.Id, Cancel));
        Assert.Null(await desk.AddHolidaysAsync(sales.Id, [fair], owner.Id, Cancel));

        var book = await hours.BookAsync(Cancel);
        Assert.Equal(["Fair", "Christmas"], book.Holidays(sales.Id).Select(h => h.Name));
        Assert.Equal("Christmas", Assert.Single(book.Holidays(support.Id)).Name);
        Assert.False(book.For(support.Id).IsOpen(new(2026, 12, 26, 23, 0, 0, TimeSpan.Zero)));
        Assert.True(book.For(support.Id).IsOpen(new(2026, 12, 1, 12, 0, 0, TimeSpan.Zero)));
        Assert.False(book.For(sales.Id).IsOpen(new(2026, 12, 1, 12, 0, 0, TimeSpan.Zero)));

        Assert.Null(await desk.RemoveHolidayAsync(book.Holidays(support.Id).Single().Id, owner.Id, Cancel));
        Assert.Empty((await hours.BookAsync(Cancel)).Holidays(support.Id));
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task What_is_wrong_or_not_allowed_changes_nothing(StorageProvider provider)
    {
        await using var shop = await Shop.OpenAsync(provider);
        var desk = new HoursDesk(shop.Changes);
        var (admin, agent) = (await shop.MemberAsync("adam", Role.Admin), await shop.MemberAsync("ana"));
        using var hours = new HoursQueries(shop.Contexts, shop.Live, shop.Clock);

        Assert.Equal(HoursRefusals.NotAllowed, await desk.SetAsync(HoursPlan.Business, "UTC", WeeklyHours.Office, agent.Id, Cancel));
        Assert.Equal(HoursRefusals.NotAllowed, await desk.AddHolidaysAsync(HoursPlan.Business, [Christmas], agent.Id, Cancel));
        Assert.Equal(HoursRefusals.UnknownZone, await desk.SetAsync(HoursPlan.Business, "Mars/Olympus", WeeklyHours.Office, admin.Id, Cancel));
        Assert.Equal(HoursRefusals.NotFound, await desk.SetAsync(Guid.NewGuid(), "UTC", WeeklyHours.Office, admin.Id, Cancel));
        Assert.Equal(HoursRefusals.NotFound, await desk.RemoveHolidayAsync(Guid.NewGuid(), admin.Id, Cancel));
        Assert.Equal(HoursRefusals.HolidayBackwards, await desk.AddHolidaysAsync(HoursPlan.Business, [Christmas, Christmas with { LastDay = new(2026, 12, 24) }], admin.Id, Cancel));
        Assert.Equal(HoursRefusals.HolidayNameless, await desk.AddHolidaysAsync(HoursPlan.Business, [Christmas with { Name = " " }], admin.Id, Cancel));

        var book = await hours.BookAsync(Cancel);
        Assert.Null(book.Own(HoursPlan.Business));
        Assert.Empty(book.Holidays(HoursPlan.Business));
    }
}
