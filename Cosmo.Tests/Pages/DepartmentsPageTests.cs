using Bunit;
using Cosmo.Core.Live;
using Cosmo.Core.Storage;
using Cosmo.Core.Team;
using Cosmo.Tests.Conversations;
using Cosmo.Web.Components.Pages.Departments;
using Microsoft.AspNetCore.Components;

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
    public async Task A_card_says_whether_the_department_is_open()
    {
        await using var shop = await Shop.OpenAsync(StorageProvider.Sqlite);
        await using var pages = new ShopPages(shop);
        var support = Department.Create("Support", "Everything", true, CaseTopic.General);
        await shop.AddAsync(support, new Cosmo.Core.Hours.HoursPlan { OwnerId = support.Id, Zone = "America/Bogota", Week = Cosmo.Core.Hours.WeeklyHours.Office });
        var page = pages.Open<DepartmentsPage>(await shop.MemberAsync("olga", Role.Owner));
        Assert.StartsWith("Closed, opens", (await page.WaitForElementAsync("[data-testid=department] .c-chip")).TextContent.Trim(), StringComparison.Ordinal);
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
    public async Task By_keyboard_one_goes_on_where_the_form_was_opened()
    {
        await using var shop = await Shop.OpenAsync(StorageProvider.Sqlite);
        await using var pages = new ShopPages(shop);
        await shop.AddAsync(Department.Create("Returns", "", false, CaseTopic.Returns), Department.Create("Support", "Everything", true, CaseTopic.General));
        var page = pages.Open<DepartmentsPage>(await shop.MemberAsync("olga", Role.Owner));
        await page.WaitForElementAsync("[data-testid=department]");

        await page.FindAll("[data-testid=department] button")[1].ClickAsync();
        Focused(pages).ShouldBeElementReferenceTo(page.Find("#department-name"));
        await page.Find("[data-testid=save-department] ~ button").ClickAsync();
        Focused(pages).ShouldBeElementReferenceTo(page.FindAll("[data-testid=department] button")[1]);

        await page.FindAll("[data-testid=department] button")[0].ClickAsync();
        await page.Find("[data-testid=department-form]").SubmitAsync();
        // The page is drawn again at once, and then its elements are not known by their references here: that there was another is.
        await page.WaitForAssertionAsync(() => Assert.Equal(4, pages.JSInterop.Invocations["Blazor._internal.domWrapper.focus"].Count));

        await page.Find("[data-testid=add-department]").ClickAsync();
        await page.Find("[data-testid=save-department] ~ button").ClickAsync();
        // The button that adds stands outside of the list, and is the only one there.
        var add = Focused(pages);
        Assert.DoesNotContain(add.Id, page.Find(".c-page__body").OuterHtml, StringComparison.Ordinal);

        await page.FindAll("[data-testid=department] button")[0].ClickAsync();
        await page.Find(".c-confirm .c-button--danger").ClickAsync();
        await page.WaitForAssertionAsync(() => Assert.Equal(add, Focused(pages)));
        await SeeAsync(shop, "one is left", () => page.FindAll("[data-testid=department]").Count == 1);
    }

    [Fact]
    public async Task By_keyboard_one_goes_from_step_to_step()
    {
        await using var shop = await Shop.OpenAsync(StorageProvider.Sqlite);
        await using var pages = new ShopPages(shop);
        await shop.AddAsync(Department.Create("Support", "Everything", true, CaseTopic.General));
        var page = pages.Open<DepartmentsPage>(await shop.MemberAsync("olga", Role.Owner));
        await page.WaitForElementAsync("[data-testid=department]");
        await page.Find("[data-testid=department] button").ClickAsync();

        // After 15, 30 and 60 minutes: the one behind it, else the one before it, else the button that brings the usual ones.
        await RemoveAsync(0);
        Assert.Equal((Steps()[0].Field, 30), (Focused(pages), Steps()[0].Minutes));
        await RemoveAsync(1);
        Assert.Equal((Steps()[0].Field, 30), (Focused(pages), Steps()[0].Minutes));
        var last = Focused(pages);
        await RemoveAsync(0);
        Assert.NotEqual(last, Focused(pages));

        for (var step = 0; step < EscalationPath.MostSteps; step++)
        {
            await page.Find(".path > .c-row button").ClickAsync();
            Assert.Equal(Steps()[step].Field, Focused(pages));
        }

        Assert.Single(page.FindAll(".path > .c-row button"));   // there is room for no other

        List<PathStep> Steps() => page.FindComponent<PathForm>().Instance.Steps;
        Task RemoveAsync(int at) => page.FindAll("[data-testid=step] button")[at].ClickAsync();
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

    private static ElementReference Focused(ShopPages pages) =>
        Assert.IsType<ElementReference>(pages.JSInterop.Invocations["Blazor._internal.domWrapper.focus"][^1].Arguments[0]);

    private static Task SeeAsync(Shop shop, string what, Func<bool> seen) => Eventually.SeeAsync(what, () =>
    {
        shop.Clock.Advance(LiveFeed.ShortestPause);
        return seen();
    });
}
