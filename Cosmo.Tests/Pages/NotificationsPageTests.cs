using Bunit;
using Cosmo.Core.Administration;
using Cosmo.Core.Live;
using Cosmo.Core.Notifications;
using Cosmo.Core.Storage;
using Cosmo.Core.Team;
using Cosmo.Core.TeamThread;
using Cosmo.Tests.Conversations;
using Cosmo.Web.Components.Pages.Notifications;
using Microsoft.Extensions.DependencyInjection;

namespace Cosmo.Tests.Pages;

public sealed class NotificationsPageTests
{
    private static CancellationToken Cancel => Xunit.TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_member_chooses_ways_and_quiet_hours_and_sees_what_became_of_a_test()
    {
        await using var shop = await Shop.OpenAsync(StorageProvider.Sqlite);
        await using var pages = new ShopPages(shop);
        var ana = await shop.MemberAsync("ana", Role.Agent);
        var page = pages.Open<NotificationsPage>(ana);
        await page.WaitForElementAsync(".ways");
        Assert.Empty(page.FindAll(".rules"));   // rules are for administrators
        var queries = pages.Services.GetRequiredService<NotificationQueries>();

        Assert.True(page.Find("[aria-label='New ticket by WhatsApp']").HasAttribute("checked"));
        await page.Find("[aria-label='New ticket by WhatsApp']").ChangeAsync(false);
        Assert.Equal(Ways.Browser, (await queries.ChoicesAsync(ana.Id, Cancel)).For(NotificationEvent.NewTicket));

        await page.Find("#quiet-from").ChangeAsync("22:30:00");
        await page.Find("#quiet-to").ChangeAsync("06:00:00");
        await page.Find(".quiet").SubmitAsync();
        var choices = await queries.ChoicesAsync(ana.Id, Cancel);
        Assert.Equal((22 * 60 + 30, 6 * 60), (choices.QuietFrom, choices.QuietTo));

        await page.Find("[data-test=Phone]").ClickAsync();
        await page.Find("[data-test=Email]").ClickAsync();
        await Eventually.SeeAsync("the log has both", () =>
        {
            shop.Clock.Advance(LiveFeed.ShortestPause);
            return page.FindAll("[data-notice]").Count == 2;
        });
        Assert.Contains("no paired phone", page.Find("[data-notice=Failed]").TextContent, StringComparison.Ordinal);
        Assert.Contains("no mail server", page.Find("[data-notice=Skipped]").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_administrator_sets_the_rules_and_nobody_else_can()
    {
        await using var shop = await Shop.OpenAsync(StorageProvider.Sqlite);
        await using var pages = new ShopPages(shop);
        var (olga, ana) = (await shop.MemberAsync("olga", Role.Owner), await shop.MemberAsync("ana", Role.Agent));
        var desk = new RulesDesk(shop.Changes, shop.Contexts);
        Assert.Equal(TeamRefusals.NotAllowed, await desk.SetAsync(new(0, true, 0, 0), ana.Id, Cancel));
        Assert.Equal(RulesDesk.OutOfRange, await desk.SetAsync(new(31, false, 60, 24), olga.Id, Cancel));
        Assert.Equal(RulesDesk.OutOfRange, await desk.SetAsync(new(5, false, 3, 24), olga.Id, Cancel));
        Assert.Equal(RulesDesk.OutOfRange, await desk.SetAsync(new(5, false, 60, 24) { RenewDays = 29 }, olga.Id, Cancel));

        var page = pages.Open<NotificationsPage>(olga);
        await page.WaitForElementAsync("#rule-hold");
        Assert.Equal(new Rules(5, false, 60, 24), await desk.ReadAsync(Cancel));
        await page.Find("#rule-hold").ChangeAsync("12");
        await page.Find(".rules").SubmitAsync();
        Assert.Equal(new Rules(12, false, 60, 24), await desk.ReadAsync(Cancel));
        await page.Find("#rule-first").ChangeAsync(true);
        await page.Find(".rules").SubmitAsync();
        Assert.Equal(new Rules(12, false, 60, 24) { ClosesOnFirstAnswer = true }, await desk.ReadAsync(Cancel));
        await page.Find("#rule-first").ChangeAsync(false);
        await page.Find(".rules").SubmitAsync();
        Assert.False((await desk.ReadAsync(Cancel)).ClosesOnFirstAnswer);
        await page.Find("#rule-renew").ChangeAsync("180");
        await page.Find(".rules").SubmitAsync();
        Assert.Equal(180, (await desk.ReadAsync(Cancel)).RenewDays);
    }
}
