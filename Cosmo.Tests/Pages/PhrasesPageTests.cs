using Bunit;
using Cosmo.Core.Administration;
using Cosmo.Core.Storage;
using Cosmo.Core.Team;
using Cosmo.Tests.Conversations;
using Cosmo.Web.Components.Pages.Phrases;

namespace Cosmo.Tests.Pages;

public sealed class PhrasesPageTests
{
    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task A_phrase_is_added_and_tried_on_the_page(StorageProvider provider)
    {
        await using var shop = await Shop.OpenAsync(provider);
        await using var pages = new ShopPages(shop);
        var page = pages.Open<PhrasesPage>(await shop.MemberAsync("olga", Role.Owner));
        await page.WaitForElementAsync("#own-says");
        await page.Find("#own-says").InputAsync("ferry on {date}");
        await page.Find("#own-text").InputAsync("The ferry leaves on {date}.");
        await page.Find("[data-testid=own-form]").SubmitAsync();
        var desk = new PhraseDesk(shop.Changes, shop.Contexts);
        var own = Assert.Single((await desk.ReadAsync(Xunit.TestContext.Current.CancellationToken)).Own);
        Assert.Equal("ferry on {date}", own.Sides["en"].Says);

        await page.WaitForElementAsync("[data-testid=own-phrase]");
        await page.Find("#phrase-try").InputAsync("ferry on 12 March");
        Assert.Contains("The ferry leaves on 12 March.", page.Find("[data-testid=phrase-preview]").TextContent, StringComparison.Ordinal);
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task Built_in_phrases_are_reworded_switched_off_and_brought_back(StorageProvider provider)
    {
        await using var shop = await Shop.OpenAsync(provider);
        var cancel = Xunit.TestContext.Current.CancellationToken;
        var owner = (await shop.MemberAsync("olga", Role.Owner)).Id;
        var desk = new PhraseDesk(shop.Changes, shop.Contexts);
        Assert.Null(await desk.RewordAsync("refund.amount", "en", "You get {amount} back.", owner, cancel));
        Assert.Equal("phrases.slots", (await desk.RewordAsync("refund.amount", "en", "You get it back.", owner, cancel))?.Code);
        Assert.Null(await desk.SwitchAsync("refund.within", on: false, owner, cancel));
        var choices = await desk.ReadAsync(cancel);
        Assert.Equal("You get {amount} back.", choices.Texts[("refund.amount", "en")]);
        Assert.Contains("refund.within", choices.Off);

        Assert.Null(await desk.RewordAsync("refund.amount", "en", "", owner, cancel));
        Assert.Null(await desk.SwitchAsync("refund.within", on: true, owner, cancel));
        Assert.True((await desk.ReadAsync(cancel)).IsNone);
    }
}
