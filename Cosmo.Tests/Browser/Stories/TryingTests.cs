using Cosmo.Core.Conversations;
using Cosmo.Core.Storage;
using Cosmo.Tests.Web;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Cosmo.Tests.Browser.Stories;

public sealed class TryingTests(Chromium chromium)
{
    [Fact]
    public async Task An_owner_tries_a_question_saves_it_and_asks_it_again_without_a_customer_noticing()
    {
        await using var stage = Stage.Set(chromium, "trying");
        var page = await stage.SignInAsync("/knowledge/test");
        var messages = await CountAsync(stage);
        await page.GetByLabel("Message", new() { Exact = true }).FillAsync("I want to talk to a human being, please");
        await page.GetByLabel("At which moment").SelectOptionAsync("Sunday");
        await page.Locator("[data-testid=ask]").ClickAsync();
        await Expect(page.Locator("[data-testid=trigger]")).ToContainTextAsync("asks for a person");
        await Expect(page.Locator("[data-testid=said]")).Not.ToBeEmptyAsync();

        await page.Locator("[data-testid=save-question] summary").ClickAsync();
        await stage.Story.ShotAsync(page, "tried");
        await page.Locator("[data-testid=keep-question]").ClickAsync();
        await page.Locator("[data-testid=run-all]").ClickAsync();
        await Expect(page.Locator("[data-testid=saved]")).ToContainTextAsync("As expected");
        await page.Locator("[data-testid=compare]").ClickAsync();
        await Expect(page.Locator("[data-testid=compared]")).ToContainTextAsync("come out the same");
        await stage.Story.ShotAsync(page, "saved");

        Assert.Equal(messages, await CountAsync(stage));
        stage.Story.AssertNoComplaints();
    }

    private static async Task<int> CountAsync(Stage stage)
    {
        await using var db = await stage.App.Services.GetRequiredService<IDbContextFactory<CosmoContext>>().CreateDbContextAsync();
        return await db.Set<Message>().CountAsync();
    }
}
