using Bunit;
using Cosmo.Core.Live;
using Cosmo.Core.Storage;
using Cosmo.Core.Team;
using Cosmo.Tests.Conversations;
using Cosmo.Web.Components.Pages.Departments;

namespace Cosmo.Tests.Pages;

public sealed class DepartmentsPageTests
{
    [Fact]
    public async Task An_administrator_changes_everything_of_a_department_in_one_form()
    {
        await using var shop = await Shop.OpenAsync(StorageProvider.Sqlite);
        await using var pages = new ShopPages(shop);
        await shop.AddAsync(Department.Create("Support", "Everything", true, CaseTopic.General));
        var page = pages.Open<DepartmentsPage>(await shop.MemberAsync("olga", Role.Owner));
        await page.WaitForElementAsync("[data-testid=department]");
        await page.Find("[data-testid=department] button").ClickAsync();
        await page.Find("#department-name").ChangeAsync("Help");
        await page.Find("#department-strategy").ChangeAsync("RoundRobin");
        await page.Find("#department-target").ChangeAsync("45");
        await page.Find("[data-testid=step] input").ChangeAsync("10");
        await page.Find("[data-testid=department-form]").SubmitAsync();

        await SeeAsync(shop, "the department is changed", () => page.FindAll("[data-testid=department] h2").Any(h => h.TextContent == "Help"));
        await using var db = await shop.Contexts.CreateDbContextAsync(Xunit.TestContext.Current.CancellationToken);
        var help = db.Set<Department>().Single();
        Assert.Equal((RoutingStrategy.RoundRobin, 45, "10 NextMember;30 Department;60 Administrators"), (help.Strategy, help.FirstResponseMinutes, help.Path.ToString()));
    }

    [Fact]
    public async Task A_department_is_added_and_what_is_wrong_is_refused_aloud()
    {
        await using var shop = await Shop.OpenAsync(StorageProvider.Sqlite);
        await using var pages = new ShopPages(shop);
        await shop.AddAsync(Department.Create("Support", "Everything", true, CaseTopic.General));
        var page = pages.Open<DepartmentsPage>(await shop.MemberAsync("olga", Role.Owner));
        await page.WaitForElementAsync("[data-testid=department]");
        await page.Find("[data-testid=add-department]").ClickAsync();
        await page.Find("#department-name").ChangeAsync("support");
        await page.Find("[data-testid=department-form]").SubmitAsync();
        Assert.Contains("of this name", page.Find("[role=alert]").TextContent, StringComparison.Ordinal);
        await page.Find("#department-name").ChangeAsync("Returns");
        await page.Find("[data-testid=department-form]").SubmitAsync();
        await SeeAsync(shop, "there are two", () => page.FindAll("[data-testid=department]").Count == 2);
    }

    [Fact]
    public async Task The_trial_says_who_would_get_it_and_why()
    {
        await using var shop = await Shop.OpenAsync(StorageProvider.Sqlite);
        await using var pages = new ShopPages(shop);
        await shop.AddAsync(Department.Create("Support", "Everything", true, CaseTopic.General));
        var page = pages.Open<DepartmentsPage>(await shop.MemberAsync("olga", Role.Owner));
        await page.WaitForElementAsync("[data-testid=trial]");
        await page.Find("[data-testid=trial]").SubmitAsync();
        await page.WaitForAssertionAsync(() => Assert.Contains("olga", page.Find("[data-testid=trial-answer]").TextContent, StringComparison.Ordinal));
        Assert.Contains("Support answers this topic. The administrators get it.", page.Find("[data-testid=trial-answer]").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_agent_sees_that_it_is_not_theirs()
    {
        await using var shop = await Shop.OpenAsync(StorageProvider.Sqlite);
        await using var pages = new ShopPages(shop);
        var page = pages.Open<DepartmentsPage>(await shop.MemberAsync("ana"));
        Assert.Empty(page.FindAll("[data-testid=department], [data-testid=trial], [data-testid=add-department]"));
        Assert.Contains("Only owners and admins", page.Markup, StringComparison.Ordinal);
    }

    private static Task SeeAsync(Shop shop, string what, Func<bool> seen) => Eventually.SeeAsync(what, () =>
    {
        shop.Clock.Advance(LiveFeed.ShortestPause);
        return seen();
    });
}
