using Bunit;
using Cosmo.Core.Knowledge;
using Cosmo.Core.Knowledge.Import;
using Cosmo.Core.Storage;
using Cosmo.Tests.Conversations;
using Cosmo.Web.Components.Pages.Knowledge;
using Microsoft.AspNetCore.Components.Forms;
using Microsoft.EntityFrameworkCore;

namespace Cosmo.Tests.Pages;

public sealed class ImportPageTests
{
    private static CancellationToken Cancel => Xunit.TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_person_sees_what_was_found_and_chooses_what_is_published()
    {
        await using var shop = await Shop.OpenAsync(StorageProvider.Sqlite);
        await using var pages = new ShopPages(shop);
        var ana = await shop.MemberAsync("ana");
        var source = KnowledgeSource.Add(SourceKind.Page, "https://example.com/", 1, "en", "", ana.Id, shop.Clock.Now);
        source.Finish(shop.Clock.Now);
        await shop.AddAsync(source, Item(source.Id, 0, "Do you ship?", "Give all away"), Item(source.Id, 1, "Do you repair?", null));
        var page = pages.Open<Cosmo.Web.Components.Pages.Knowledge.ImportPage>(ana);

        await (await page.WaitForElementAsync("button[aria-label='Look at what was found in https://example.com/']")).ClickAsync();
        page.WaitForAssertion(() => Assert.Equal(2, page.FindAll("[data-testid=import-item]").Count));
        Assert.Equal("Give all away", page.Find("[data-testid=hidden]").TextContent);
        Assert.True(page.Find("[data-testid=publish]").HasAttribute("disabled"));
        await page.Find("input[aria-label='Choose: Do you ship?']").ChangeAsync(true);
        await page.Find("[data-testid=publish]").ClickAsync();

        page.WaitForAssertion(() => Assert.Single(page.FindAll("[data-testid=import-item]")));
        var entry = await shop.ReadAsync(db => db.Set<KnowledgeEntry>().SingleAsync(Cancel));
        Assert.Equal(("Do you ship?", true), (entry.Question, entry.IsPublished));
    }

    [Fact]
    public async Task A_file_that_is_too_large_and_an_address_that_is_none_are_refused_in_words()
    {
        await using var shop = await Shop.OpenAsync(StorageProvider.Sqlite);
        await using var pages = new ShopPages(shop);
        var page = pages.Open<Cosmo.Web.Components.Pages.Knowledge.ImportPage>(await shop.MemberAsync("ana"));
        await page.WaitForElementAsync(".c-state--empty");

        page.FindComponent<InputFile>().UploadFiles(InputFileContent.CreateFromBinary(new byte[50 * 1024 * 1024], "a.pdf"));
        page.WaitForAssertion(() => Assert.Contains("at most 10 MB", page.Find("[role=alert]").TextContent, StringComparison.Ordinal));
        await page.Find("#source-address").ChangeAsync("file:///etc/passwd");
        await page.Find(".add form").SubmitAsync();
        page.WaitForAssertion(() => Assert.Contains("no address", page.Find("[role=alert]").TextContent, StringComparison.Ordinal));
        page.FindComponent<InputFile>().UploadFiles(InputFileContent.CreateFromText("question,answer\nDo you ship?,Yes.\n", "faq.csv"));
        page.WaitForAssertion(() => Assert.Contains("Being read", page.Find("[data-testid=source]").TextContent, StringComparison.Ordinal));
    }

    private static ImportItem Item(Guid source, int position, string question, string? hidden) => new()
    {
        SourceId = source,
        Key = question,
        Position = position,
        Kind = KnowledgeKind.Question,
        Question = question,
        Answer = "Yes.",
        Language = "en",
        Category = "",
        Hidden = hidden,
    };
}
