using Bunit;
using Cosmo.Core.Administration;
using Cosmo.Core.Assistant;
using Cosmo.Core.Assistant.Models;
using Cosmo.Core.Settings;
using Cosmo.Core.Storage;
using Cosmo.Core.Team;
using Cosmo.Core.Trials;
using Cosmo.Tests.Assistant.Models;
using Cosmo.Tests.Conversations;
using Cosmo.Web.Components.Pages.Assistant;
using Microsoft.EntityFrameworkCore;

namespace Cosmo.Tests.Pages;

public sealed class AssistantPageTests
{
    private static CancellationToken Cancel => Xunit.TestContext.Current.CancellationToken;

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task The_mode_is_chosen_beside_how_much_was_tried(StorageProvider provider)
    {
        await using var shop = await Shop.OpenAsync(provider);
        await using var pages = new ShopPages(shop);
        var owner = await shop.MemberAsync("olga", Role.Owner);
        var page = pages.Open<AssistantPage>(owner);
        Assert.Contains("Saved now: 0; tried: 0", (await page.WaitForElementAsync("[data-testid=advice]")).TextContent, StringComparison.Ordinal);
        Assert.Empty(page.FindAll("[data-testid=save-mode]"));

        await page.Find("[data-testid=mode-Drafts]").ChangeAsync("Drafts");
        await page.Find("form:has([data-testid=save-mode])").SubmitAsync();
        using var manners = new Manners(shop.Contexts, shop.Live, shop.Clock);
        Assert.Equal(AssistantMode.Drafts, (await manners.CurrentAsync(Cancel)).Mode);
        await Eventually.SeeAsync("the page shows what is saved", () =>
        {
            shop.Clock.Advance(Core.Live.LiveFeed.ShortestPause);
            return page.Find("[data-testid=mode-Drafts]").HasAttribute("checked") && page.FindAll("[data-testid=save-mode]").Count == 0;
        });
    }

    [Fact]
    public async Task Tried_questions_are_counted()
    {
        await using var shop = await Shop.OpenAsync(StorageProvider.Sqlite);
        await using var pages = new ShopPages(shop);
        var owner = await shop.MemberAsync("olga", Role.Owner);
        var desk = new SavedQuestionDesk(shop.Changes);
        foreach (var text in new[] { "Hello", "Good evening" })
            Assert.Null(await desk.SaveAsync(new(text, "en", false, new(OutcomeKind.Courtesy)), owner.Id, Cancel));
        var first = (await new SavedQuestionQueries(shop.Contexts).ListAsync(Cancel))[0];
        Assert.Null(await desk.KeepAsync(new Dictionary<Guid, bool> { [first.Id] = true }, owner.Id, Cancel));
        var page = pages.Open<AssistantPage>(owner);
        Assert.Contains("Saved now: 2; tried: 1; of these as expected: 1.", (await page.WaitForElementAsync("[data-testid=advice]")).TextContent, StringComparison.Ordinal);
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task An_engine_is_tried_and_saved_and_its_key_never_comes_back(StorageProvider provider)
    {
        await using var server = await ModelServer.StartAsync(AssistantProvider.OpenAI);
        await using var shop = await Shop.OpenAsync(provider);
        await using var pages = new ShopPages(shop);
        var page = pages.Open<AssistantPage>(await shop.MemberAsync("olga", Role.Owner));
        Assert.Contains("Built-in", (await page.WaitForElementAsync("[data-testid=engine-now]")).TextContent, StringComparison.Ordinal);
        await page.Find("#engine-preset").ChangeAsync("Ollama");
        Assert.Equal("http://localhost:11434/v1", page.Find("#engine-endpoint").GetAttribute("value"));
        await page.Find("#engine-endpoint").ChangeAsync(server.Options.Endpoint!.ToString());
        await page.Find("#engine-model").ChangeAsync(ModelServer.ModelName);
        await page.Find("#engine-key").ChangeAsync(ModelServer.Key);
        await page.Find("#engine-read").ChangeAsync("2.5");
        await page.Find("#engine-write").ChangeAsync("10");
        await page.Find("#engine-day").ChangeAsync("5");

        server.Answers(new { word = "lamp", letters = 4 });
        await page.Find("[data-testid=try-engine]").ClickAsync();
        await page.WaitForAssertionAsync(() => Assert.Contains("1 tokens read, 1 written. Cost: 0.000013 USD.", page.Find("[data-testid=probe]").TextContent, StringComparison.Ordinal));
        server.Restarts().Refuses(401);
        await page.Find("[data-testid=try-engine]").ClickAsync();
        await page.WaitForAssertionAsync(() => Assert.Contains("refused the key (HTTP 401)", page.Find("[data-testid=probe]").TextContent, StringComparison.Ordinal));

        await page.Find("form:has([data-testid=save-engine])").SubmitAsync();
        await Eventually.SeeAsync("the page shows what is saved", () =>
        {
            shop.Clock.Advance(Core.Live.LiveFeed.ShortestPause);
            return page.Find("[data-testid=engine-now]").TextContent.Contains(ModelServer.ModelName, StringComparison.Ordinal);
        });
        Assert.DoesNotContain(ModelServer.Key, page.Markup, StringComparison.Ordinal);
        Assert.Contains("A key is kept", page.Find("#engine-key-text").TextContent, StringComparison.Ordinal);
        Assert.Equal("5", page.Find("#engine-day").GetAttribute("value"));
        Assert.Contains("of 5.00 USD", page.Find("[data-testid=model-today]").TextContent, StringComparison.Ordinal);
        await using var db = await shop.Contexts.CreateDbContextAsync(Cancel);
        Assert.DoesNotContain(ModelServer.Key, (await db.Set<Setting>().SingleAsync(s => s.Key == EngineChoice.Key, Cancel)).Value, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_refused_is_said_and_tone_and_languages_are_kept()
    {
        await using var shop = await Shop.OpenAsync(StorageProvider.Sqlite);
        await using var pages = new ShopPages(shop);
        var page = pages.Open<AssistantPage>(await shop.MemberAsync("ada", Role.Admin));
        await page.WaitForElementAsync("#engine-preset");
        await page.Find("#engine-preset").ChangeAsync("Anthropic");
        await page.Find("#engine-model").ChangeAsync("claude");
        await page.Find("form:has([data-testid=save-engine])").SubmitAsync();
        await page.WaitForAssertionAsync(() => Assert.Contains("needs a key", page.Find("[role=alert]").TextContent, StringComparison.Ordinal));

        await page.Find("[data-testid=all-languages]").ChangeAsync(false);
        await page.Find("form:has([data-testid=save-manner])").SubmitAsync();
        await page.WaitForAssertionAsync(() => Assert.Contains("Choose one language at least", page.Find("[role=alert]").TextContent, StringComparison.Ordinal));
        await page.Find("[data-testid=language-es]").ChangeAsync(true);
        await page.Find("[data-testid=language-en]").ChangeAsync(true);
        await page.Find("#tone").ChangeAsync("Formal");
        await page.Find("#style").ChangeAsync(" short sentences ");
        await page.Find("form:has([data-testid=save-manner])").SubmitAsync();
        using var manners = new Manners(shop.Contexts, shop.Live, shop.Clock);
        Assert.Equal(new(AssistantMode.Answering, VoiceTone.Formal, "short sentences", ["en", "es"]), await manners.CurrentAsync(Cancel));
    }

    [Fact]
    public async Task An_agent_sees_nothing_of_it()
    {
        await using var shop = await Shop.OpenAsync(StorageProvider.Sqlite);
        await using var pages = new ShopPages(shop);
        var page = pages.Open<AssistantPage>(await shop.MemberAsync("ana"));
        await page.WaitForAssertionAsync(() => Assert.Contains("Only owners and administrators", page.Markup, StringComparison.Ordinal));
        Assert.Empty(page.FindAll("form"));
    }
}
