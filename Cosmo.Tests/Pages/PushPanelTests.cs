using Bunit;
using Cosmo.Core.Live;
using Cosmo.Core.Notifications.Push;
using Cosmo.Core.Storage;
using Cosmo.Core.Team;
using Cosmo.Core.TeamThread;
using Cosmo.Tests.Conversations;
using Cosmo.Tests.Notifications.Push;
using Cosmo.Web.Components.Pages.Notifications;
using Microsoft.Extensions.DependencyInjection;

namespace Cosmo.Tests.Pages;

/// <summary>Which browsers tell a member, on the page of notifications.</summary>
public sealed class PushPanelTests
{
    private const string Laptop = "https://push.example.com/laptop", Phone = "https://push.example.com/phone";

    private static CancellationToken Cancel => Xunit.TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("off", true)]
    [InlineData("failed", true)]
    [InlineData("blocked", false)]
    [InlineData("insecure", false)]
    [InlineData("install", false)]
    [InlineData("unsupported", false)]
    public async Task What_stands_in_the_way_is_said_and_the_switch_is_there_where_it_helps(string state, bool switches)
    {
        await using var shop = await Shop.OpenAsync(StorageProvider.Sqlite);
        await using var pages = new ShopPages(shop);
        Says(pages, new(state));
        var page = pages.Open<NotificationsPage>(await shop.MemberAsync("ana", Role.Agent));

        var said = await page.WaitForElementAsync($"[data-push={state}]");
        Assert.DoesNotContain("Push.State", said.TextContent, StringComparison.Ordinal);   // a text, not its key
        Assert.Equal(switches, page.FindAll("[data-push-switch=on]").Count == 1);
        Assert.Empty(page.FindAll("[data-push-switch=off]"));
    }

    [Fact]
    public async Task The_browser_in_hand_is_marked_and_another_one_is_removed()
    {
        await using var shop = await Shop.OpenAsync(StorageProvider.Sqlite);
        await using var pages = new ShopPages(shop);
        var ana = await shop.MemberAsync("ana", Role.Agent);
        Says(pages, new("on", Laptop));
        using var keys = new FakeBrowser();
        var page = pages.Open<NotificationsPage>(ana);
        var desk = pages.Services.GetRequiredService<PushDesk>();
        // The list does not have it yet: then it is off, whatever the browser believes.
        await page.WaitForElementAsync("[data-push=off]");
        var session = await pages.Services.GetRequiredService<SignInSessions>().BeginAsync(ana.Id, "127.0.0.1", "Firefox, Linux", Cancel);
        Assert.Null(await desk.SubscribeAsync(ana.Id, session, keys.At(Laptop), "Firefox, Linux", isChosen: true, cancel: Cancel));
        Assert.Null(await desk.SubscribeAsync(ana.Id, session, keys.At(Phone), "Chrome, Android", isChosen: true, cancel: Cancel));
        await SeeAsync(shop, "both are listed", () => page.FindAll("[data-push-browser]").Count == 2);

        Assert.Single(page.FindAll("[data-push=on]"));
        Assert.True(page.Find("[aria-label='New ticket by Push']").HasAttribute("checked"));
        var here = Assert.Single(page.FindAll("[data-push-browser]:has([data-push-switch=off])"));
        Assert.Contains("Firefox, Linux", here.TextContent, StringComparison.Ordinal);
        Assert.Contains("This browser", here.TextContent, StringComparison.Ordinal);

        await page.Find("[aria-label='Remove Chrome, Android']").ClickAsync();
        await SeeAsync(shop, "one is left", () => page.FindAll("[data-push-browser]").Count == 1);
        Assert.Equal(Laptop, Assert.Single(await desk.OfAsync(ana.Id, Cancel)).Endpoint);
    }

    [Fact]
    public async Task A_refused_switch_says_why_in_words()
    {
        await using var shop = await Shop.OpenAsync(StorageProvider.Sqlite);
        await using var pages = new ShopPages(shop);
        Says(pages, new("off"));
        var page = pages.Open<NotificationsPage>(await shop.MemberAsync("ana", Role.Agent));
        await page.WaitForElementAsync("[data-push=off]");

        await page.InvokeAsync(() => page.FindComponent<PushPanel>().Instance.LearnAsync(new("off", Refusal: PushDesk.TooMany.Code)));

        Assert.Contains("ten browsers", page.Find("[role=alert]").TextContent, StringComparison.Ordinal);
    }

    private static void Says(ShopPages pages, PushHere here) =>
        pages.JSInterop.SetupModule("./js/push.js").Setup<PushHere>("watch", _ => true).SetResult(here);

    private static Task SeeAsync(Shop shop, string what, Func<bool> seen) => Eventually.SeeAsync(what, () =>
    {
        shop.Clock.Advance(LiveFeed.ShortestPause);
        return seen();
    });
}
