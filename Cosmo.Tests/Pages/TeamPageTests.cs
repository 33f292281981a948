using System.Globalization;
using Bunit;
using Cosmo.Core.Administration;
using Cosmo.Core.Hours;
using Cosmo.Core.Live;
using Cosmo.Core.Notifications;
using Cosmo.Core.Storage;
using Cosmo.Core.Team;
using Cosmo.Core.TeamThread;
using Cosmo.Core.Work;
using Cosmo.Tests.Conversations;
using Cosmo.Tests.Notifications;
using Cosmo.Web.Components.Pages.Team;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Cosmo.Tests.Pages;

public sealed class TeamPageTests
{
    private static CancellationToken Cancel => Xunit.TestContext.Current.CancellationToken;

    [Fact]
    public async Task An_administrator_adds_a_member_and_sees_the_password_once()
    {
        await using var shop = await Shop.OpenAsync(StorageProvider.Sqlite);
        await using var pages = new ShopPages(shop);
        var page = pages.Open<TeamPage>(await shop.MemberAsync("olga", Role.Owner));
        await page.WaitForElementAsync("[data-testid=member]");

        await page.Find(".c-page__header button").ClickAsync();
        await page.Find("#new-name").ChangeAsync("Ana Silva");
        await page.Find("#new-email").ChangeAsync("ana@example.org");
        await page.Find("form").SubmitAsync();

        var password = (await page.WaitForElementAsync("[data-testid=one-time-password]")).TextContent;
        Assert.Equal(16, password.Length);
        await page.WaitForAssertionAsync(() => Assert.Contains("Ana Silva", page.FindAll("[data-testid=member]").Select(m => m.QuerySelector("bdi")!.TextContent)));
        await page.Find(".c-panel .c-button--primary").ClickAsync();
        Assert.DoesNotContain(password, page.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_administrator_invites_by_a_link_that_is_shown_once_and_can_be_made_anew_or_withdrawn()
    {
        await using var shop = await Shop.OpenAsync(StorageProvider.Sqlite);
        await using var pages = new ShopPages(shop);
        var page = pages.Open<TeamPage>(await shop.MemberAsync("olga", Role.Owner));
        await page.WaitForElementAsync("[data-testid=member]");
        await page.Find(".c-page__header button").ClickAsync();
        await page.Find("#new-name").ChangeAsync("Ana Silva");
        await page.Find("#new-email").ChangeAsync("ana@example.org");
        await page.Find("[data-testid=invite]").ClickAsync();

        var link = (await page.WaitForElementAsync("[data-testid=invitation-link]")).TextContent;
        var desk = new InvitationDesk(shop.Changes, shop.Contexts, shop.Clock);
        Assert.Equal("Ana Silva", (await desk.FindAsync(link.Split("token=")[1], Cancel))?.Name);
        await page.Find(".c-panel .c-button--primary").ClickAsync();
        Assert.DoesNotContain(link, page.Markup, StringComparison.Ordinal);

        await (await page.WaitForElementAsync("[data-testid=renew]")).ClickAsync();
        var second = (await page.WaitForElementAsync("[data-testid=invitation-link]")).TextContent;
        Assert.NotEqual(link, second);
        Assert.Null(await desk.FindAsync(link.Split("token=")[1], Cancel));
        Assert.NotNull(await desk.FindAsync(second.Split("token=")[1], Cancel));
    }

    [Fact]
    public async Task The_mail_of_an_invitation_is_in_the_language_of_the_invited()
    {
        await using var mail = new MailServer();
        await using var shop = await Shop.OpenAsync(StorageProvider.Sqlite);
        await using var pages = new ShopPages(shop);
        pages.Services.AddSingleton(Options.Create(new MailOptions { Host = "127.0.0.1", Port = mail.Port, From = "cosmo@example.com", Encrypt = false, PublicAddress = "https://cosmo.example.com" }));
        var page = pages.Open<TeamPage>(await shop.MemberAsync("olga", Role.Owner));
        await page.WaitForElementAsync("[data-testid=member]");
        await page.Find(".c-page__header button").ClickAsync();
        await page.Find("#new-name").ChangeAsync("Aïda");
        await page.Find("#new-email").ChangeAsync("aida@example.org");
        await page.Find("#new-language").ChangeAsync("fr");
        await page.Find("[data-testid=invite]").ClickAsync();
        await page.WaitForElementAsync("[data-testid=invitation-link]");
        await Eventually.SeeAsync("the mail has arrived", () => Task.FromResult(mail.Taken.Count == 1));

        var text = MailServer.Body(mail.Taken.Single());
        Assert.StartsWith("Bonjour Aïda,", text, StringComparison.Ordinal);
        Assert.Contains("https://cosmo.example.com/account/invitation?token=", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_sign_ins_of_a_member_are_listed_and_ended()
    {
        await using var shop = await Shop.OpenAsync(StorageProvider.Sqlite);
        await using var pages = new ShopPages(shop);
        var (owner, ana) = (await shop.MemberAsync("olga", Role.Owner), await shop.MemberAsync("ana"));
        await shop.AddAsync(new SignInSession { MemberId = ana.Id, CreatedAt = shop.Clock.Now, SeenAt = shop.Clock.Now, Address = "10.0.0.7", Browser = "Firefox, Linux" });
        var page = pages.Open<TeamPage>(owner);
        await page.WaitForElementAsync("[data-testid=member]");

        var hers = page.FindAll("[data-testid=member]").First(m => m.QuerySelector("bdi")!.TextContent == "ana").QuerySelector("[data-testid=sessions]")!;
        await hers.TriggerEventAsync("ontoggle", EventArgs.Empty);
        var session = await page.WaitForElementAsync("[data-testid=session]");
        Assert.Contains("Firefox, Linux", session.TextContent, StringComparison.Ordinal);
        Assert.Contains("10.0.0.7", session.TextContent, StringComparison.Ordinal);
        await session.QuerySelector("button")!.ClickAsync();
        await page.WaitForAssertionAsync(() => Assert.Empty(page.FindAll("[data-testid=session]")));
        Assert.Empty(await shop.ReadAsync(db => db.Set<SignInSession>().ToListAsync(Cancel)));
    }

    [Fact]
    public async Task An_agent_sees_everybody_and_changes_only_themselves()
    {
        await using var shop = await Shop.OpenAsync(StorageProvider.Sqlite);
        await using var pages = new ShopPages(shop);
        await shop.MemberAsync("olga", Role.Owner);
        var page = pages.Open<TeamPage>(await shop.MemberAsync("ana"));
        await page.WaitForElementAsync("[data-testid=member]");

        Assert.Equal(2, page.FindAll("[data-testid=member]").Count);
        Assert.Empty(page.FindAll(".c-page__header button"));
        Assert.Single(page.FindAll("[data-testid=member] button[aria-label]"));
        Assert.Empty(page.FindAll(".c-confirm"));
    }

    [Fact]
    public async Task A_row_says_until_when_a_member_is_off_duty_or_away()
    {
        await using var shop = await Shop.OpenAsync(StorageProvider.Sqlite);
        await using var pages = new ShopPages(shop);
        var (ana, bo, cy) = (await shop.MemberAsync("ana"), await shop.MemberAsync("bo"), await shop.MemberAsync("cy"));
        // Nine on a Monday in London is four in the morning in Bogota.
        await shop.AddAsync(new HoursPlan { OwnerId = bo.Id, Zone = "America/Bogota", Week = WeeklyHours.Office });
        await shop.Changes.RunAsync(async change => Absence.Begin(change, (await change.Db.Set<Member>().FindAsync([cy.Id], Cancel))!, null), Cancel);
        var page = pages.Open<TeamPage>(ana);
        await page.WaitForElementAsync("[data-testid=member]");
        Assert.DoesNotContain("duty", RowOf("ana"), StringComparison.Ordinal);
        Assert.Contains($"Off duty until {new TimeOnly(14, 0).ToString("t", CultureInfo.CurrentCulture)}", RowOf("bo"), StringComparison.Ordinal);
        Assert.Contains("Away", RowOf("cy"), StringComparison.Ordinal);

        string RowOf(string name) => page.FindAll("[data-testid=member]").Single(r => r.QuerySelector(".person__name bdi")!.TextContent == name).QuerySelector(".person__name")!.TextContent;
    }

    [Fact]
    public async Task A_member_says_until_when_they_are_away_by_the_clock_of_the_business()
    {
        await using var shop = await Shop.OpenAsync(StorageProvider.Sqlite);
        await using var pages = new ShopPages(shop) { WithClock = true };
        var ana = await shop.MemberAsync("ana");
        await shop.AddAsync(new HoursPlan { OwnerId = HoursPlan.Business, Zone = "Europe/Madrid", Week = WeeklyHours.AroundTheClock });
        var page = pages.Open<TeamPage>(ana);
        var until = new DateTime(shop.Clock.Now.Year, shop.Clock.Now.Month, shop.Clock.Now.Day, 9, 30, 0, DateTimeKind.Unspecified).AddDays(3);
        await page.WaitForAssertionAsync(() => Assert.Contains("By the clock of Europe/Madrid.", page.Find("[data-testid=away-until]").TextContent, StringComparison.Ordinal));

        await page.Find("[data-testid=away-until] input").ChangeAsync(until.AddYears(-1).ToString("s", CultureInfo.InvariantCulture));
        await page.Find("[data-testid=away-until]").SubmitAsync();
        await page.WaitForAssertionAsync(() => Assert.Contains("within a year", page.Find(".c-notice").TextContent, StringComparison.Ordinal));

        await page.Find("[data-testid=away-until] input").ChangeAsync(until.ToString("s", CultureInfo.InvariantCulture));
        await page.Find("[data-testid=away-until]").SubmitAsync();
        var zone = NodaTime.DateTimeZoneProviders.Tzdb["Europe/Madrid"];
        var expected = zone.AtLeniently(NodaTime.LocalDateTime.FromDateTime(until)).ToDateTimeOffset();
        await Eventually.SeeAsync("the absence is kept", async () =>
            (await shop.ReadAsync(db => db.Set<Member>().AsNoTracking().SingleAsync(m => m.Id == ana.Id, Cancel))) is { IsAway: true, AwayUntil: { } kept } && kept == expected);
        Assert.Equal(1, await shop.ReadAsync(db => db.Set<WorkItem>().CountAsync(w => w.Kind == "member.back", Cancel)));
    }

    [Fact]
    public async Task The_code_is_shown_until_the_phone_is_paired()
    {
        await using var shop = await Shop.OpenAsync(StorageProvider.Sqlite);
        await using var pages = new ShopPages(shop);
        await pages.Directory.ConnectAsync(Cancel);
        var ana = await shop.MemberAsync("ana");
        var page = pages.Open<TeamPage>(ana);
        var pair = await page.WaitForElementAsync(".c-panel .c-button--primary");

        await pair.ClickAsync();

        var code = page.Find("[data-testid=pairing-code]").TextContent;
        Assert.Equal("+34 600 000 002", page.Find("[data-testid=pairing-number]").TextContent);
        Assert.Equal("600", page.Find("[data-countdown]").GetAttribute("data-countdown"));
        Assert.True(await shop.ReadAsync(db => db.Set<PairingCode>().AnyAsync(c => c.MemberId == ana.Id && c.CodeHash == PairingCode.Hash(code), Cancel)));

        await shop.AddAsync(PairedPhone.Pair(ana.Id, pages.Directory.Notification!.Id, null, "34600000009", shop.Clock.Now));
        shop.Live.Publish(Topic.Team);

        await Eventually.SeeAsync("the phone is paired", () =>
        {
            shop.Clock.Advance(LiveFeed.ShortestPause);
            return page.FindAll("[data-testid=paired]").Count == 1;
        });
        Assert.Empty(page.FindAll("[data-testid=pairing-code]"));
        Assert.Contains("+34600000009", page.Find("[data-testid=member]").TextContent, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(82, null)]
    [InlineData(84, "Pair anew by {0}")]
    [InlineData(90, "Has to be paired anew")]
    public async Task Whoever_has_to_pair_anew_soon_sees_it(int days, string? said)
    {
        await using var shop = await Shop.OpenAsync(StorageProvider.Sqlite);
        await using var pages = new ShopPages(shop);
        await pages.Directory.ConnectAsync(Cancel);
        var ana = await shop.MemberAsync("ana");
        await shop.AddAsync(PairedPhone.Pair(ana.Id, pages.Directory.Notification!.Id, null, "34600000009", shop.Clock.Now.AddDays(-days)));
        var end = shop.Clock.Now.AddDays(PhoneRules.UsualRenewDays - days).ToString("d", CultureInfo.CurrentCulture);

        var page = pages.Open<TeamPage>(ana);

        await page.WaitForElementAsync("[data-testid=member]");
        Assert.Equal(said is null ? [] : [string.Format(CultureInfo.CurrentCulture, said, end)], page.FindAll(".person__phone .c-chip").Select(c => c.TextContent.Trim()));
    }
}
