using Bunit;
using Cosmo.Core.Hours;
using Cosmo.Core.Knowledge;
using Cosmo.Core.Storage;
using Cosmo.Core.Trials;
using Cosmo.Tests.Conversations;
using Cosmo.Web.Components.Pages.Knowledge;
using Microsoft.EntityFrameworkCore;

namespace Cosmo.Tests.Pages;

public sealed class KnowledgePageTests
{
    private static CancellationToken Cancel => Xunit.TestContext.Current.CancellationToken;

    [Fact]
    public async Task An_entry_is_written_and_shown_and_taken_away()
    {
        await using var shop = await Shop.OpenAsync(StorageProvider.Sqlite);
        await using var pages = new ShopPages(shop);
        var page = pages.Open<KnowledgePage>(await shop.MemberAsync("ana"));
        Assert.Contains("published entries", (await page.WaitForElementAsync(".c-state--empty")).TextContent, StringComparison.Ordinal);

        await page.Find(".c-page__header .c-button--primary").ClickAsync();
        await page.Find("#entry-question").ChangeAsync("When are you open?");
        await page.Find("#entry-answer").ChangeAsync("From 9 to 18.");
        await page.Find("#entry-team-only").ChangeAsync(true);
        await page.Find(".entry-form").SubmitAsync();

        var entry = await page.WaitForElementAsync("[data-testid=entry]");
        Assert.Equal("When are you open?", entry.QuerySelector("h2")!.TextContent);
        Assert.Contains("Team only", entry.TextContent, StringComparison.Ordinal);
        var kept = await shop.ReadAsync(db => db.Set<KnowledgeEntry>().SingleAsync(Cancel));
        Assert.True(kept is { IsPublished: true, IsTeamOnly: true });

        await page.Find("[data-testid=entry] .c-button--danger").ClickAsync();

        Assert.False(await shop.ReadAsync(db => db.Set<KnowledgeEntry>().AnyAsync(Cancel)));
    }

    [Fact]
    public async Task What_is_missing_is_said_and_nothing_is_lost()
    {
        await using var shop = await Shop.OpenAsync(StorageProvider.Sqlite);
        await using var pages = new ShopPages(shop);
        var page = pages.Open<KnowledgePage>(await shop.MemberAsync("ana"));
        await page.WaitForElementAsync(".c-state--empty");

        await page.Find(".c-page__header .c-button--primary").ClickAsync();
        await page.Find("#entry-question").ChangeAsync("When are you open?");
        await page.Find(".entry-form").SubmitAsync();

        Assert.Contains("Write the answer.", page.Find("[role=alert]").TextContent, StringComparison.Ordinal);
        Assert.Equal("When are you open?", page.Find("#entry-question").GetAttribute("value"));
    }

    [Fact]
    public async Task The_last_day_of_an_entry_ends_at_the_midnight_of_the_business()
    {
        await using var shop = await Shop.OpenAsync(StorageProvider.Sqlite);
        await using var pages = new ShopPages(shop) { WithClock = true };
        await shop.AddAsync(new HoursPlan { OwnerId = HoursPlan.Business, Zone = "Pacific/Auckland", Week = WeeklyHours.AroundTheClock });
        var end = new DateTimeOffset(2031, 3, 10, 11, 0, 0, TimeSpan.Zero);   // midnight after the tenth in Auckland
        await shop.AddAsync(KnowledgeEntry.Write(new("Is there a sale?", "Yes.", "en", "", true, false) { ExpiresAt = end }, shop.Clock.Now));
        var page = pages.Open<KnowledgePage>(await shop.MemberAsync("ana"));
        var shown = new DateOnly(2031, 3, 10).ToString("d", System.Globalization.CultureInfo.CurrentCulture);
        await page.WaitForAssertionAsync(() => Assert.Contains(shown, page.Find("[data-testid=entry]").TextContent, StringComparison.Ordinal));

        await page.Find(".c-page__header .c-button--primary").ClickAsync();
        await page.Find("#entry-question").ChangeAsync("Is there a discount?");
        await page.Find("#entry-answer").ChangeAsync("Until the tenth.");
        await page.Find("#entry-expires").ChangeAsync("2031-03-10");
        await page.Find(".entry-form").SubmitAsync();

        await page.WaitForAssertionAsync(() => Assert.Equal(2, page.FindAll("[data-testid=entry]").Count));
        Assert.All(await shop.ReadAsync(db => db.Set<KnowledgeEntry>().ToListAsync(Cancel)), e => Assert.Equal(end, e.ExpiresAt));
    }

    [Fact]
    public async Task What_an_entry_would_change_is_tried_on_the_saved_questions_before_it_is_saved()
    {
        await using var shop = await Shop.OpenAsync(StorageProvider.Sqlite);
        await using var pages = new ShopPages(shop);
        var ana = await shop.MemberAsync("ana");
        await shop.AddAsync(SavedQuestion.Write(new("Do you sell bicycles?", "en", false, new(OutcomeKind.HandedOff, null, null)), ana.Id, shop.Clock.Now));
        var page = pages.Open<KnowledgePage>(ana);
        await page.WaitForElementAsync(".c-state--empty");
        await page.Find(".c-page__header .c-button--primary").ClickAsync();
        Assert.Empty(page.FindAll("[data-testid=compare]"));
        await page.Find("#entry-question").ChangeAsync("Do you sell bicycles?");
        await page.Find("#entry-answer").ChangeAsync("Yes, used ones.");
        await page.Find("[data-testid=compare]").ClickAsync();

        var difference = (await page.WaitForElementAsync("[data-testid=difference]")).TextContent;
        Assert.Contains("Otherwise", difference, StringComparison.Ordinal);
        Assert.Contains("Answered: Do you sell bicycles?", difference, StringComparison.Ordinal);
        Assert.False(await shop.ReadAsync(db => db.Set<KnowledgeEntry>().AnyAsync(Cancel)));

        // Other words, another comparison.
        await page.Find("#entry-answer").ChangeAsync("No.");
        Assert.Empty(page.FindAll("[data-testid=difference]"));
    }
}
