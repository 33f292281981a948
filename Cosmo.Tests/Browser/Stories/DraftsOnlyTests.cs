using Cosmo.Core.Assistant;
using Cosmo.Core.Knowledge;
using Cosmo.Core.Storage;
using Cosmo.Tests.Web;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Cosmo.Tests.Browser.Stories;

public sealed class DraftsOnlyTests(Chromium chromium)
{
    [Fact]
    public async Task An_owner_lets_the_assistant_only_draft_and_sends_what_it_prepared()
    {
        await using var stage = Stage.Set(chromium, "drafts-only");
        var page = await stage.SignInAsync("/assistant");
        await page.GetByLabel("It only drafts").CheckAsync();
        await page.Locator("[data-testid=save-mode]").ClickAsync();
        await Expect(page.Locator("[data-testid=save-mode]")).ToHaveCountAsync(0);
        await Expect(page.GetByLabel("It only drafts")).ToBeCheckedAsync();
        await stage.Story.ShotAsync(page, "chosen");

        var inbox = await stage.OpenAsync(page, "/inbox");
        var sandbox = await stage.OpenAsync(page, "/sandbox");
        var maria = new Phone(sandbox, Stage.Customer);
        var question = await QuestionAsync(stage);
        await maria.SayAsync(question.Asked);
        await Stage.OpenConversationAsync(inbox);
        var prepared = inbox.Locator("[data-prepared]");
        await Expect(prepared).ToContainTextAsync("The customer has got nothing of it.");
        await Expect(prepared.Locator("[data-prepared-sources]")).ToContainTextAsync(question.Asked);
        var words = await prepared.Locator("[data-prepared-text]").InnerTextAsync();
        Assert.Equal(0, await maria.CountAsync(words));
        await stage.Story.ShotAsync(inbox, "prepared");

        // By the keyboard alone.
        await prepared.Locator("[data-prepared-use]").FocusAsync();
        await inbox.Keyboard.PressAsync("Enter");
        var draft = inbox.Locator("[data-draft=Open]");
        await Expect(draft).ToContainTextAsync("Prepared by the assistant");
        await Expect(draft.Locator("[data-draft-text]")).ToHaveTextAsync(words);
        Assert.Empty(await Obstacles.FindAsync(inbox));
        await draft.GetByRole(AriaRole.Button, new() { Name = "Send" }).ClickAsync();
        Assert.Equal(words, await maria.HearAsync(words));
        await Expect(inbox.Locator("[data-draft], [data-prepared]")).ToHaveCountAsync(0);
        await Expect(inbox.Locator(".said", new() { HasText = words })).ToContainTextAsync(question.Asked);
        stage.Story.AssertNoComplaints();
    }

    // Of the sample's knowledge whatever answers plainly.
    private static async Task<(string Asked, string Language)> QuestionAsync(Stage stage)
    {
        await using var db = await stage.App.Services.GetRequiredService<IDbContextFactory<CosmoContext>>().CreateDbContextAsync();
        var entries = await db.Set<KnowledgeEntry>().Where(e => e.IsPublished && !e.IsTeamOnly && e.Language == "es").Select(e => new { e.Question, e.Language }).ToListAsync();
        var answering = stage.App.Services.GetRequiredService<Answering>();
        foreach (var entry in entries)
        {
            if (await answering.FindAsync(entry.Question, entry.Language) is not null)
                return (entry.Question, entry.Language);
        }

        throw new InvalidOperationException("The sample answers nothing in Spanish.");
    }
}
