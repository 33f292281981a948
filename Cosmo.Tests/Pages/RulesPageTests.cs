using Bunit;
using Cosmo.Core.Escalation;
using Cosmo.Core.Knowledge;
using Cosmo.Core.Live;
using Cosmo.Core.Storage;
using Cosmo.Core.Team;
using Cosmo.Core.Trials;
using Cosmo.Tests.Conversations;
using Cosmo.Web.Components.Pages.Rules;
using Microsoft.EntityFrameworkCore;

namespace Cosmo.Tests.Pages;

public sealed class RulesPageTests
{
    [Fact]
    public async Task A_phrase_is_added_with_its_department_and_removed()
    {
        await using var shop = await Shop.OpenAsync(StorageProvider.Sqlite);
        await using var pages = new ShopPages(shop);
        var sales = Department.Create("Sales", "", false);
        await shop.AddAsync(sales);
        var page = pages.Open<RulesPage>(await shop.MemberAsync("olga", Role.Owner));
        await page.WaitForElementAsync("#rule-phrase");

        await page.Find("#rule-phrase").ChangeAsync("wholesale");
        await page.Find("#rule-department").ChangeAsync(sales.Id.ToString());
        await page.Find(".rules__add").SubmitAsync();

        var rule = await page.WaitForElementAsync("[data-testid=rule]");
        Assert.Contains("wholesale", rule.TextContent, StringComparison.Ordinal);
        Assert.Contains("Sales", rule.TextContent, StringComparison.Ordinal);
        await page.Find("[data-testid=rule] button").ClickAsync();
        await Eventually.SeeAsync("the phrase is gone", () =>
        {
            shop.Clock.Advance(LiveFeed.ShortestPause);
            return page.FindAll("[data-testid=rule]").Count == 0;
        });
    }

    [Fact]
    public async Task A_word_of_promise_is_added_and_removed()
    {
        await using var shop = await Shop.OpenAsync(StorageProvider.Sqlite);
        await using var pages = new ShopPages(shop);
        var page = pages.Open<RulesPage>(await shop.MemberAsync("olga", Role.Owner));
        await (await page.WaitForElementAsync("#promise-phrase")).ChangeAsync("best price");
        await page.Find(".promises__add").SubmitAsync();

        Assert.Contains("best price", (await page.WaitForElementAsync("[data-testid=promise]")).TextContent, StringComparison.Ordinal);
        await page.Find("[data-testid=promise] button").ClickAsync();
        await Eventually.SeeAsync("the word is gone", () =>
        {
            shop.Clock.Advance(LiveFeed.ShortestPause);
            return page.FindAll("[data-testid=promise]").Count == 0;
        });
    }

    [Fact]
    public async Task A_slider_shows_what_would_have_been_different_before_it_is_saved()
    {
        await using var shop = await Shop.OpenAsync(StorageProvider.Sqlite);
        await using var pages = new ShopPages(shop);
        await shop.CustomerAsync("Rosa", "The mirror arrived broken");
        var page = pages.Open<RulesPage>(await shop.MemberAsync("olga", Role.Owner));
        await page.WaitForElementAsync("#annoyed");
        Assert.Empty(page.FindAll("[data-testid=save-policy]"));

        // A statement of something broken is a reported problem, and more than an assistant can settle.
        await page.Find("[data-testid=on-TooComplex]").ChangeAsync(false);
        await page.Find("[data-testid=on-ReportsIssue]").ChangeAsync(false);
        await page.WaitForAssertionAsync(() => Assert.Contains("0 more tickets would have been opened, and 0 would", page.Find("[data-testid=replay]").TextContent, StringComparison.Ordinal));
        await page.Find("[data-testid=on-NoAnswer]").ChangeAsync(false);
        await page.WaitForAssertionAsync(() => Assert.Contains("The mirror arrived broken", page.Find("[data-testid=replay]").TextContent, StringComparison.Ordinal));
        using var queries = new EscalationQueries(shop.Contexts, shop.Live, shop.Clock);
        Assert.Equal(EscalationPolicy.Default, (await queries.BookAsync(Xunit.TestContext.Current.CancellationToken)).Policy);

        await page.Find("#annoyed").ChangeAsync("0.35");
        await page.WaitForElementAsync("[data-testid=replay]");
        await page.Find("form").SubmitAsync();
        await page.WaitForAssertionAsync(() => Assert.Empty(page.FindAll("[data-testid=save-policy]")));
        var saved = (await queries.BookAsync(Xunit.TestContext.Current.CancellationToken)).Policy;
        Assert.Equal(0.35, saved.AnnoyedFrom);
        Assert.False(saved.IsOn(Core.Tickets.Trigger.ReportsIssue));
    }

    [Fact]
    public async Task Rules_that_are_not_saved_are_tried_on_the_saved_questions()
    {
        await using var shop = await Shop.OpenAsync(StorageProvider.Sqlite);
        await using var pages = new ShopPages(shop);
        var olga = await shop.MemberAsync("olga", Role.Owner);
        await shop.AddAsync(SavedQuestion.Write(new("The mirror arrived broken", "en", false, new(OutcomeKind.HandedOff, null, Core.Tickets.Trigger.ReportsIssue)), olga.Id, shop.Clock.Now));
        var page = pages.Open<RulesPage>(olga);
        await (await page.WaitForElementAsync("[data-testid=on-ReportsIssue]")).ChangeAsync(false);
        await (await page.WaitForElementAsync("[data-testid=compare]")).ClickAsync();

        var difference = await page.WaitForElementAsync("[data-testid=difference]");
        Assert.Contains("The customer reports a problem", difference.TextContent, StringComparison.Ordinal);
        Assert.Contains("Otherwise", difference.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_phrase_is_tried_on_the_saved_questions_before_it_is_a_rule()
    {
        await using var shop = await Shop.OpenAsync(StorageProvider.Sqlite);
        await using var pages = new ShopPages(shop);
        var olga = await shop.MemberAsync("olga", Role.Owner);
        await shop.AddAsync(
            KnowledgeEntry.Write(new("Do you repair watches?", "Yes.", "en", "", true, false), shop.Clock.Now),
            SavedQuestion.Write(new("Do you repair watches?", "en", false, new(OutcomeKind.Answered, null, null)), olga.Id, shop.Clock.Now));
        var page = pages.Open<RulesPage>(olga);
        await (await page.WaitForElementAsync("#rule-phrase")).ChangeAsync("watches");
        await page.Find("[data-testid=compare]").ClickAsync();
        Assert.Contains("Otherwise", (await page.WaitForElementAsync("[data-testid=difference]")).TextContent, StringComparison.Ordinal);
        Assert.False(await shop.ReadAsync(db => db.Set<EscalationRule>().AnyAsync(Xunit.TestContext.Current.CancellationToken)));
    }

    [Fact]
    public async Task What_corrections_speak_for_is_taken_with_one_press()
    {
        await using var shop = await Shop.OpenAsync(StorageProvider.Sqlite);
        await using var pages = new ShopPages(shop);
        await shop.AddAsync(
            KnowledgeEntry.Write(new("Do you repair watches?", "Yes.", "en", "", true, false), shop.Clock.Now),
            Correction.OfAnswer(Guid.CreateVersion7(), "Do you repair watches?", Guid.CreateVersion7(), shop.Clock.Now));
        var page = pages.Open<RulesPage>(await shop.MemberAsync("olga", Role.Owner));
        var suggestion = await page.WaitForElementAsync("[data-testid=suggestion]");
        Assert.Contains("Exactly this message should have gone to a person", suggestion.TextContent, StringComparison.Ordinal);
        Assert.Equal("knowledge?q=Do%20you%20repair%20watches%3F", suggestion.QuerySelector("a")!.GetAttribute("href"));

        await page.Find("[data-testid=suggestion] button").ClickAsync();
        await Eventually.SeeAsync("the suggestion has become a rule", () =>
        {
            shop.Clock.Advance(LiveFeed.ShortestPause);
            return page.FindAll("[data-testid=suggestion]").Count == 0 && page.FindAll("[data-testid=rule]").Count == 1;
        });
    }

    [Fact]
    public async Task An_important_contact_is_found_and_marked()
    {
        await using var shop = await Shop.OpenAsync(StorageProvider.Sqlite);
        await using var pages = new ShopPages(shop);
        await shop.CustomerAsync("Rosa Blanca");
        var page = pages.Open<RulesPage>(await shop.MemberAsync("olga", Role.Owner));
        await page.WaitForElementAsync("#vip-words");

        await page.Find("#vip-words").ChangeAsync("rosa");
        await page.Find(".vips__find").SubmitAsync();
        await page.WaitForElementAsync("[data-testid=found]");
        await page.Find("[data-testid=found] button").ClickAsync();
        Assert.Contains("Rosa Blanca", (await page.WaitForElementAsync("[data-testid=vip]")).TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_member_who_may_not_decide_only_reads()
    {
        await using var shop = await Shop.OpenAsync(StorageProvider.Sqlite);
        await using var pages = new ShopPages(shop);
        var page = pages.Open<RulesPage>(await shop.MemberAsync("ann"));
        await page.WaitForElementAsync("#annoyed");
        Assert.True(page.Find("#annoyed").HasAttribute("disabled"));
        Assert.Empty(page.FindAll("#rule-phrase"));
        Assert.Empty(page.FindAll("#vip-words"));
    }
}
