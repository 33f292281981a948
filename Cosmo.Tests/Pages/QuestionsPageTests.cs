using Bunit;
using Cosmo.Core.Knowledge;
using Cosmo.Core.Live;
using Cosmo.Core.Storage;
using Cosmo.Tests.Conversations;
using Cosmo.Web.Components.Pages.Questions;
using Microsoft.EntityFrameworkCore;

namespace Cosmo.Tests.Pages;

public sealed class QuestionsPageTests
{
    private static CancellationToken Cancel => Xunit.TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_question_is_answered_once_and_whoever_still_waits_is_offered()
    {
        await using var shop = await Shop.OpenAsync(StorageProvider.Sqlite);
        await using var pages = new ShopPages(shop);
        var maria = await shop.CustomerAsync("María", "Do you ship to Portugal?");
        await shop.AddAsync(OpenQuestion.Of(maria.Id, Guid.CreateVersion7(), "Do you ship to Portugal?", "en", shop.Clock.Now));
        var page = pages.Open<QuestionsPage>(await shop.MemberAsync("ana"));

        await (await page.WaitForElementAsync("button[aria-label='Write the answer to: Do you ship to Portugal?']")).ClickAsync();
        Assert.Equal("Do you ship to Portugal?", page.Find("#entry-question").GetAttribute("value"));
        await page.Find("#entry-answer").ChangeAsync("Yes, in three days.");
        await page.Find("#entry-published").ChangeAsync(true);
        await page.Find(".entry-form").SubmitAsync();

        await page.WaitForElementAsync("[data-testid=told]");
        Assert.Empty(page.FindAll("[data-testid=question]"));
        Assert.True(await shop.ReadAsync(db => db.Set<KnowledgeEntry>().AnyAsync(e => e.IsPublished, Cancel)));
        await page.Find("[data-testid=draft-answer]").ClickAsync();
        await Eventually.SeeAsync("the draft", () =>
        {
            shop.Clock.Advance(LiveFeed.ShortestPause);
            return page.FindAll("[data-draft=Composing]").Count == 1;
        });
        Assert.Contains("Yes, in three days.", page.Find("[data-draft=Composing]").TextContent, StringComparison.Ordinal);
    }
}
