using Bunit;
using Cosmo.Core.Knowledge;
using Cosmo.Core.Live;
using Cosmo.Core.Replies;
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

    [Fact]
    public async Task Sending_the_shown_answer_tells_the_customer_and_another_draft_is_left_alone()
    {
        await using var shop = await Shop.OpenAsync(StorageProvider.Sqlite);
        await using var pages = new ShopPages(shop);
        var ana = await shop.MemberAsync("ana");
        var maria = await shop.CustomerAsync("María", "Do you ship to Portugal?");
        Guid entry = default;
        Assert.Null(await new KnowledgeDesk(shop.Changes).AddAsync(new("Do you ship to Portugal?", "Yes.", "en", "", Published: true, TeamOnly: false), ana.Id, id => entry = id, Cancel));
        var question = OpenQuestion.Of(maria.Id, Guid.CreateVersion7(), "Do you ship to Portugal?", "en", shop.Clock.Now);
        question.Answer(entry);
        await shop.AddAsync(question);
        var (drafts, other) = (new DraftDesk(shop.Changes), Guid.CreateVersion7());
        Assert.Null(await drafts.BeginAsync(other, maria.Id, ana.Id, DraftSource.Browser, "Your parcel is here", Cancel));
        var page = pages.Open<QuestionsPage>(ana);

        await page.WaitForElementAsync("[data-testid=other-draft]");
        Assert.Empty(page.FindAll("[data-draft]"));
        Assert.True(page.Find("[data-testid=draft-answer]").HasAttribute("disabled"));
        Assert.Null(await drafts.CancelAsync(other, ana.Id, Cancel));
        await SeeAsync("the other draft is over", () => !page.Find("[data-testid=draft-answer]").HasAttribute("disabled"));

        await page.Find("[data-testid=draft-answer]").ClickAsync();
        await SeeAsync("the draft", () => page.FindAll("[data-draft=Composing]").Count == 1);
        await shop.Changes.RunAsync(async change =>
        {
            (await change.Db.Set<Draft>().SingleAsync(d => d.State == DraftState.Composing, Cancel)).Compose("Yes.", "en", null, "test", []);
            change.Tell(Topic.Conversation(maria.Id));
        }, Cancel);
        await SeeAsync("what would leave", () => page.FindAll("[data-draft-send]").Count == 1);
        await page.Find("[data-draft-send]").ClickAsync();
        await SeeAsync("nobody is left to tell", () => page.FindAll("[data-testid=told]").Count == 0);
        Assert.Equal(OpenQuestionState.Told, await shop.ReadAsync(db => db.Set<OpenQuestion>().Select(q => q.State).SingleAsync(Cancel)));

        Task SeeAsync(string what, Func<bool> sees) => Eventually.SeeAsync(what, () =>
        {
            shop.Clock.Advance(LiveFeed.ShortestPause);
            return sees();
        });
    }
}
