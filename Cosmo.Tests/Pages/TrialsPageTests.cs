using Bunit;
using Cosmo.Core.Assistant;
using Cosmo.Core.Assistant.BuiltIn;
using Cosmo.Core.Assistant.Models;
using Cosmo.Core.Knowledge;
using Cosmo.Core.Live;
using Cosmo.Core.Storage;
using Cosmo.Core.Trials;
using Cosmo.Tests.Assistant.Models;
using Cosmo.Tests.Conversations;
using Cosmo.Web.Components.Pages.Trials;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;

namespace Cosmo.Tests.Pages;

public sealed class TrialsPageTests
{
    private const string Hours = "What are your opening hours?";

    private static CancellationToken Cancel => Xunit.TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_message_is_tried_and_shows_what_led_to_its_answer()
    {
        await using var shop = await OpenAsync();
        await using var pages = new ShopPages(shop);
        var page = pages.Open<TrialsPage>(await shop.MemberAsync("ana"));
        await AskAsync(page, Hours);

        Assert.Equal("We are open from 9 to 18.", (await page.WaitForElementAsync("[data-testid=said]")).TextContent);
        Assert.Contains(Hours, page.Find("[data-testid=passage]").TextContent, StringComparison.Ordinal);
        Assert.Contains("1.00", page.Find("[data-testid=passage]").TextContent, StringComparison.Ordinal);
        Assert.Equal(4, page.FindAll("[data-testid=guard]").Count);
        Assert.Equal("Nothing: no model was asked", page.Find("[data-testid=cost]").TextContent);

        await page.Find("#trial-as").ChangeAsync("important");
        await page.Find("[data-testid=trial]").SubmitAsync();
        await page.WaitForAssertionAsync(() => Assert.Contains("VIP", page.Find("[data-testid=trigger]").TextContent, StringComparison.Ordinal));
        Assert.NotEmpty(page.Find("[data-testid=prospect]").TextContent);
    }

    [Fact]
    public async Task A_tried_message_is_saved_asked_again_and_removed()
    {
        await using var shop = await OpenAsync();
        await using var pages = new ShopPages(shop);
        var page = pages.Open<TrialsPage>(await shop.MemberAsync("ana"));
        await AskAsync(page, Hours);
        await page.WaitForElementAsync("[data-testid=save-question] form");
        await page.Find("[data-testid=save-question] form").SubmitAsync();
        await SeeAsync(shop, page, "it is in the list", () => page.FindAll("[data-testid=saved]").Count == 1);
        Assert.Contains($"Answered: {Hours}", page.Find("[data-testid=saved]").TextContent, StringComparison.Ordinal);

        await shop.Changes.RunAsync(async change =>
        {
            (await change.Db.Set<KnowledgeEntry>().SingleAsync(Cancel)).Publish(false);
            change.Tell(Topic.Knowledge);
        }, Cancel);
        await page.Find("[data-testid=run-all]").ClickAsync();
        await SeeAsync(shop, page, "it came out differently", () => page.FindAll("[data-testid=instead]").Count == 1);
        Assert.Contains("No answer in the knowledge", page.Find("[data-testid=instead]").TextContent, StringComparison.Ordinal);

        await page.Find("[data-testid=compare]").ClickAsync();
        var difference = await page.WaitForElementAsync("[data-testid=difference]");
        Assert.Contains($"Answered: {Hours}", difference.TextContent, StringComparison.Ordinal);
        await page.Find($"[aria-label='Remove: {Hours}']").ClickAsync();
        await SeeAsync(shop, page, "it is gone", () => page.FindAll("[data-testid=saved]").Count == 0);
    }

    [Fact]
    public async Task What_cannot_be_saved_is_not_called_saved()
    {
        await using var shop = await OpenAsync();
        await using var pages = new ShopPages(shop);
        var page = pages.Open<TrialsPage>(await shop.MemberAsync("ana"));
        await AskAsync(page, Hours);
        await page.WaitForElementAsync("#saved-text");
        await page.Find("#saved-text").ChangeAsync("   ");
        await page.Find("[data-testid=save-question] form").SubmitAsync();

        Assert.Contains("Write the question", (await page.WaitForElementAsync("[role=alert]")).TextContent, StringComparison.Ordinal);
        Assert.NotEmpty(page.FindAll("[data-testid=save-question] form"));
    }

    [Fact]
    public async Task A_ticket_becomes_a_question_that_should_be_handed_off_again()
    {
        await using var shop = await OpenAsync();
        await using var pages = new ShopPages(shop);
        var rosa = await shop.CustomerAsync("Rosa", Hours);
        var ticket = await shop.TicketAsync(rosa.Id);
        var page = pages.Open<TrialsPage>(await shop.MemberAsync("ana"), $"knowledge/test?ticket={ticket.Id}");

        Assert.Equal("a person please", (await page.WaitForElementAsync("#trial-text")).GetAttribute("value"));
        await page.Find("[data-testid=trial]").SubmitAsync();
        await page.WaitForElementAsync("#saved-trigger");
        Assert.Equal(nameof(OutcomeKind.HandedOff), page.Find("#saved-outcome").GetAttribute("value"));
        Assert.Equal("AsksForPerson", page.Find("#saved-trigger").GetAttribute("value"));
    }

    [Fact]
    public async Task Either_engine_is_tried_and_a_model_that_fails_is_said()
    {
        await using var shop = await OpenAsync();
        await using var server = await ModelServer.StartAsync(AssistantProvider.OpenAI);
        var nothing = new { words = "", score = 0 };
        server.Answers(new { language = "en", languageCertain = true, asksForPerson = nothing, reportsIssue = nothing, frustrated = nothing, smallTalk = "None", topic = "General" })
            .Refuses(401);
        using var model = new LanguageModel(ChatClients.Create(server.Options)!, ModelServer.ModelName, shop.Clock, NullLogger<LanguageModel>.Instance);
        await using var pages = new ShopPages(shop);
        pages.Services.AddSingleton<IUnderstanding>(s => new ModelUnderstanding(model, s.GetRequiredService<BuiltInUnderstanding>()));
        var page = pages.Open<TrialsPage>(await shop.MemberAsync("ana"));

        await AskAsync(page, Hours);
        await page.WaitForAssertionAsync(() => Assert.Equal(ModelServer.ModelName, page.Find("[data-testid=engine]").TextContent));
        Assert.Equal("1 tokens read, 1 written", page.Find("[data-testid=cost]").TextContent);

        await page.Find("#trial-engine").ChangeAsync("BuiltIn");
        await page.Find("[data-testid=trial]").SubmitAsync();
        await page.WaitForAssertionAsync(() => Assert.Equal("Built-in engine", page.Find("[data-testid=engine]").TextContent));
        Assert.Equal("Nothing: no model was asked", page.Find("[data-testid=cost]").TextContent);
        Assert.Empty(page.FindAll("[data-testid=happened] .c-notice--warning"));
        Assert.Single(server.Requests);

        await page.Find("#trial-engine").ChangeAsync("Configured");
        await page.Find("[data-testid=trial]").SubmitAsync();
        await page.WaitForAssertionAsync(() => Assert.Equal("Nothing: the same question was asked before, and its answer is still known", page.Find("[data-testid=cost]").TextContent));
        Assert.Single(server.Requests);

        await AskAsync(page, Hours + " On Sundays too?");
        await page.WaitForAssertionAsync(() => Assert.Contains("did not answer usably", page.Find("[data-testid=happened] .c-notice--warning").TextContent, StringComparison.Ordinal));
        Assert.Equal("Built-in engine", page.Find("[data-testid=engine]").TextContent);
        Assert.Equal("The model's server did not say", page.Find("[data-testid=cost]").TextContent);
    }

    private static async Task<Shop> OpenAsync()
    {
        var shop = await Shop.OpenAsync(StorageProvider.Sqlite);
        await shop.AddAsync(KnowledgeEntry.Write(new(Hours, "We are open from 9 to 18.", "en", "", true, false), shop.Clock.Now));
        return shop;
    }

    private static async Task AskAsync(IRenderedComponent<TrialsPage> page, string text)
    {
        await (await page.WaitForElementAsync("#trial-text")).ChangeAsync(text);
        await page.Find("[data-testid=trial]").SubmitAsync();
    }

    private static Task SeeAsync(Shop shop, IRenderedComponent<TrialsPage> page, string what, Func<bool> seen) => Eventually.SeeAsync(what, () =>
    {
        shop.Clock.Advance(LiveFeed.ShortestPause);
        return seen();
    });
}
