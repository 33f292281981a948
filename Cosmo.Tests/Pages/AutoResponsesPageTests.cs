using Bunit;
using Cosmo.Core.Administration;
using Cosmo.Core.Assistant.AutoResponses;
using Cosmo.Core.Storage;
using Cosmo.Core.Team;
using Cosmo.Tests.Conversations;
using Cosmo.Web.Components.Pages.AutoResponses;

namespace Cosmo.Tests.Pages;

public sealed class AutoResponsesPageTests
{
    [Fact]
    public async Task What_is_sent_without_a_text_is_shown_and_a_text_is_previewed_while_it_is_written()
    {
        await using var shop = await Shop.OpenAsync(StorageProvider.Sqlite);
        await using var pages = new ShopPages(shop);
        var page = pages.Open<AutoResponsesPage>(await shop.MemberAsync("olga", Role.Owner));
        var preview = await page.WaitForElementAsync("[data-testid=preview-Inside]");
        Assert.Equal("Hi María, thank you for your message. A person from our team will answer you here. That usually takes about 20 minutes.", preview.TextContent);
        Assert.Equal("Open around the clock", page.Find("[data-testid=open-now]").TextContent.Trim());
        Assert.EndsWith("open again on Tuesday at 9:00.", page.Find("[data-testid=preview-Outside]").TextContent, StringComparison.Ordinal);

        await page.Find("#text-Inside").InputAsync("{customer}: #{number} at {business}");
        Assert.Equal("María: ##42 at Cosmo", page.Find("[data-testid=preview-Inside]").TextContent);

        await page.Find("#text-Inside").InputAsync("We open {opens}");
        Assert.Contains("{opens}", page.Find("[data-testid=text-Inside] [role=alert]").TextContent, StringComparison.Ordinal);
        Assert.True(page.Find("[data-testid=text-Inside] .c-button--primary").HasAttribute("disabled"));

        await page.Find("#text-Inside").InputAsync("Hello {customer}");
        await page.Find("[data-testid=text-Inside]").SubmitAsync();
        await page.WaitForElementAsync("[data-testid=text-Inside] [role=status]");
        Assert.Equal("Hello {customer}", (await new AutoResponseDesk(shop.Changes, shop.Contexts).ReadAsync(Xunit.TestContext.Current.CancellationToken)).TextOf(AutoKind.Inside, "en"));

        await page.Find("#auto-language").ChangeAsync("de");
        Assert.StartsWith("Hallo María", page.Find("[data-testid=preview-Inside]").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_switched_off_stays_off()
    {
        await using var shop = await Shop.OpenAsync(StorageProvider.Sqlite);
        await using var pages = new ShopPages(shop);
        var page = pages.Open<AutoResponsesPage>(await shop.MemberAsync("olga", Role.Owner));
        await page.WaitForElementAsync("#auto-minutes");
        await page.Find("[data-testid=auto-LongWait]").ChangeAsync(false);
        await page.Find("#auto-minutes").ChangeAsync("45");
        await page.Find(".auto-switches").SubmitAsync();

        var book = await new AutoResponseDesk(shop.Changes, shop.Contexts).ReadAsync(Xunit.TestContext.Current.CancellationToken);
        Assert.Equal((false, true, 45), (book.IsOn(AutoKind.LongWait), book.IsOn(AutoKind.Inside), book.WaitMinutes));
    }

    [Fact]
    public async Task A_member_who_may_not_decide_only_reads()
    {
        await using var shop = await Shop.OpenAsync(StorageProvider.Sqlite);
        await using var pages = new ShopPages(shop);
        var page = pages.Open<AutoResponsesPage>(await shop.MemberAsync("ann"));
        await page.WaitForElementAsync("#text-Inside");
        Assert.True(page.Find("#text-Inside").HasAttribute("disabled"));
        Assert.Empty(page.FindAll("button"));
    }
}
