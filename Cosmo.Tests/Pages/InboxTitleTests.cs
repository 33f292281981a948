using System.Globalization;
using Bunit;
using Cosmo.Core.Inbox;
using Cosmo.Core.Live;
using Cosmo.Core.Storage;
using Cosmo.Tests.Conversations;
using Cosmo.Web.Components.Pages.Inbox;
using Microsoft.AspNetCore.Components.Web;
using Microsoft.Extensions.DependencyInjection;

namespace Cosmo.Tests.Pages;

/// <summary>The title of the inbox's tab: how many wait that nobody has looked into.</summary>
public sealed class InboxTitleTests
{
    private static CancellationToken Cancel => Xunit.TestContext.Current.CancellationToken;

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task What_waits_for_the_team_and_was_not_looked_into_is_counted(StorageProvider provider)
    {
        await using var shop = await Shop.OpenAsync(provider);
        using var inbox = new InboxQueries(shop.Contexts, shop.Live, shop.Clock);
        await shop.CustomerAsync("With the assistant");
        var waiting = await shop.CustomerAsync("Waiting");
        await shop.TicketAsync(waiting.Id);
        await shop.TicketAsync((await shop.CustomerAsync("Waiting too")).Id);
        await shop.WritesAsync(waiting.Id, "Hello?");
        Assert.Equal(2, await inbox.UnreadAsync(Cancel));   // conversations, not messages

        Assert.Null(await new ConversationDesk(shop.Changes).SeenAsync(waiting.Id, Cancel));
        shop.Clock.Advance(TimeSpan.FromSeconds(3));
        Assert.Equal(1, await inbox.UnreadAsync(Cancel));
    }

    [Fact]
    public async Task The_title_follows_what_happens()
    {
        await using var shop = await Shop.OpenAsync(StorageProvider.Sqlite);
        await using var pages = new ShopPages(shop);
        pages.Services.AddSingleton<InboxQueries>();
        var page = pages.Open<InboxTitle>(await shop.MemberAsync("ana"));
        var title = page.FindComponent<PageTitle>();
        await SeeAsync("Inbox · Cosmo");

        var customer = await shop.CustomerAsync("Maria");
        await shop.TicketAsync(customer.Id);
        await SeeAsync("(1) Inbox · Cosmo");
        Assert.Null(await new ConversationDesk(shop.Changes).SeenAsync(customer.Id, Cancel));
        await SeeAsync("Inbox · Cosmo");

        Task SeeAsync(string said) => Eventually.SeeAsync(said, () =>
        {
            shop.Clock.Advance(LiveFeed.ShortestPause);
            return pages.Render(title.Instance.ChildContent!).Markup == said;
        });
    }

    [Theory]
    [InlineData("es", "(1) Bandeja de entrada · Cosmo")]
    [InlineData("ar", "(1) صندوق الوارد · Cosmo")]
    public async Task The_title_is_in_the_readers_language(string language, string said)
    {
        await using var shop = await Shop.OpenAsync(StorageProvider.Sqlite);
        await using var pages = new ShopPages(shop);
        pages.Services.AddSingleton<InboxQueries>();
        await shop.TicketAsync((await shop.CustomerAsync("Maria")).Id);
        var ana = await shop.MemberAsync("ana");
        var (culture, words) = (CultureInfo.CurrentCulture, CultureInfo.CurrentUICulture);
        try
        {
            CultureInfo.CurrentCulture = CultureInfo.CurrentUICulture = new(language);
            var page = pages.Open<InboxTitle>(ana);
            await Eventually.SeeAsync(said, () => pages.Render(page.FindComponent<PageTitle>().Instance.ChildContent!).Markup == said);
        }
        finally
        {
            (CultureInfo.CurrentCulture, CultureInfo.CurrentUICulture) = (culture, words);
        }
    }
}
