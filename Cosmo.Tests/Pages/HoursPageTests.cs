using System.Globalization;
using Bunit;
using Cosmo.Core.Hours;
using Cosmo.Core.Live;
using Cosmo.Core.Storage;
using Cosmo.Core.Team;
using Cosmo.Tests.Conversations;
using Cosmo.Web.Components.Pages.Hours;
using Microsoft.AspNetCore.Components.Forms;

namespace Cosmo.Tests.Pages;

public sealed class HoursPageTests
{
    // The shop's clock shows a Monday, 2 March 2026, 9:00 UTC.
    private const string Calendar =
        "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//Test//EN\r\nBEGIN:VEVENT\r\nUID:1\r\nDTSTART;VALUE=DATE:20260319\r\nSUMMARY:San José\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n";

    private static CancellationToken Cancel => Xunit.TestContext.Current.CancellationToken;

    [Fact]
    public async Task An_administrator_sets_the_week_and_the_page_says_when_it_opens()
    {
        await using var shop = await Shop.OpenAsync(StorageProvider.Sqlite);
        await using var pages = new ShopPages(shop);
        var page = pages.Open<HoursPage>(await shop.MemberAsync("olga", Role.Owner));
        await page.WaitForElementAsync("[data-testid=owner]");
        Assert.Contains("Open around the clock", page.Find("[data-testid=owner]").TextContent, StringComparison.Ordinal);

        await page.Find("#hours-zone").ChangeAsync("America/Bogota");   // four in the morning there
        var times = page.FindAll("[data-testid=day-1] input[type=time]");
        await times[0].ChangeAsync("09:00:00");
        await page.FindAll("[data-testid=day-1] input[type=time]")[1].ChangeAsync("18:00:00");
        await page.Find("[data-testid=day-0] .week__span button").ClickAsync();
        await page.Find("form").SubmitAsync();

        await SeeAsync(shop, "the hours are there", () => page.Find("[data-testid=owner]").TextContent.Contains("America/Bogota", StringComparison.Ordinal));
        var nine = new TimeOnly(9, 0).ToString("t", CultureInfo.CurrentCulture);
        Assert.Equal($"Closed, opens {nine}", page.Find("[data-testid=owner] .c-chip").TextContent.Trim());
        using var hours = new HoursQueries(shop.Contexts, shop.Live, shop.Clock);
        Assert.Equal(
            "1 540-1080;2 0-1440;3 0-1440;4 0-1440;5 0-1440;6 0-1440",
            (await hours.BookAsync(Cancel)).Own(HoursPlan.Business)!.Week.ToString());
    }

    [Fact]
    public async Task What_is_open_now_changes_by_itself()
    {
        await using var shop = await Shop.OpenAsync(StorageProvider.Sqlite);
        await using var pages = new ShopPages(shop);
        var page = pages.Open<HoursPage>(await shop.MemberAsync("olga", Role.Owner));
        await page.WaitForElementAsync("[data-testid=owner]");
        var times = page.FindAll("[data-testid=day-1] input[type=time]");
        await times[0].ChangeAsync("08:00:00");
        await page.FindAll("[data-testid=day-1] input[type=time]")[1].ChangeAsync("10:00:00");
        await page.Find("form").SubmitAsync();
        await SeeAsync(shop, "open until ten", () => page.Find("[data-testid=owner] .c-chip").TextContent.Contains("Open", StringComparison.Ordinal) && !page.Find("[data-testid=owner]").TextContent.Contains("around", StringComparison.Ordinal));

        shop.Clock.Advance(TimeSpan.FromMinutes(61));
        await page.WaitForAssertionAsync(() => Assert.StartsWith("Closed", page.Find("[data-testid=owner] .c-chip").TextContent.Trim(), StringComparison.Ordinal));
    }

    [Fact]
    public async Task At_midnight_the_calendar_goes_on_to_the_next_day_by_itself()
    {
        await using var shop = await Shop.OpenAsync(StorageProvider.Sqlite);
        await using var pages = new ShopPages(shop);
        var page = pages.Open<HoursPage>(await shop.MemberAsync("olga", Role.Owner));
        await page.WaitForElementAsync("[data-testid=owner]");
        Assert.Equal("2026-03-02", page.Find("[aria-current=date]").GetAttribute("data-day"));

        shop.Clock.Advance(TimeSpan.FromHours(15));
        await page.WaitForAssertionAsync(() => Assert.Equal("2026-03-03", page.Find("[aria-current=date]").GetAttribute("data-day")));
    }

    [Fact]
    public async Task Parts_that_overlap_are_refused_aloud()
    {
        await using var shop = await Shop.OpenAsync(StorageProvider.Sqlite);
        await using var pages = new ShopPages(shop);
        var page = pages.Open<HoursPage>(await shop.MemberAsync("olga", Role.Owner));
        await page.WaitForElementAsync("[data-testid=owner]");

        await page.Find("[data-testid=day-1] > button").ClickAsync();
        await page.Find("form").SubmitAsync();

        Assert.Contains("overlap", page.Find("[role=alert]").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_calendar_file_is_shown_before_it_is_added()
    {
        await using var shop = await Shop.OpenAsync(StorageProvider.Sqlite);
        await using var pages = new ShopPages(shop);
        var page = pages.Open<HoursPage>(await shop.MemberAsync("olga", Role.Owner));
        await page.WaitForElementAsync("[data-testid=owner]");

        page.FindComponent<InputFile>().UploadFiles(InputFileContent.CreateFromText(Calendar, "days.ics"));
        await page.WaitForElementAsync("[data-testid=preview]");
        Assert.Empty(page.FindAll("[data-testid=holiday]"));
        await page.Find("[data-testid=import]").ClickAsync();

        await SeeAsync(shop, "the holiday is listed", () => page.FindAll("[data-testid=holiday]").Count == 1);
        Assert.Empty(page.FindAll("[data-testid=preview]"));
        Assert.Contains("San José", page.Find("[data-day='2026-03-19']").TextContent, StringComparison.Ordinal);
        await page.Find("[data-testid=month-after]").ClickAsync();
        Assert.Empty(page.FindAll("[data-day='2026-03-19']"));
    }

    [Fact]
    public async Task An_agent_reads_and_changes_nothing()
    {
        await using var shop = await Shop.OpenAsync(StorageProvider.Sqlite);
        await using var pages = new ShopPages(shop);
        var page = pages.Open<HoursPage>(await shop.MemberAsync("ana"));
        await page.WaitForElementAsync("[data-testid=owner]");

        Assert.True(page.Find("fieldset.week").HasAttribute("disabled"));
        Assert.Empty(page.FindAll("[data-testid=save-week], [data-testid=add-holiday], #holiday-file"));
    }

    private static Task SeeAsync(Shop shop, string what, Func<bool> seen) => Eventually.SeeAsync(what, () =>
    {
        shop.Clock.Advance(LiveFeed.ShortestPause);
        return seen();
    });
}
