using System.Globalization;
using System.Resources;
using Bunit;
using Cosmo.Core.Assistant.Models;
using Cosmo.Core.Channels;
using Cosmo.Core.Channels.WhatsApp;
using Cosmo.Core.Conversations;
using Cosmo.Core.Live;
using Cosmo.Core.Storage;
using Cosmo.Core.Team;
using Cosmo.Core.Work;
using Cosmo.Tests.Conversations;
using Cosmo.Web.Components.Layout;
using Cosmo.Web.Components.Pages.Health;
using Cosmo.Web.Resources;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Cosmo.Tests.Pages;

public sealed class HealthPageTests
{
    private static CancellationToken Cancel => Xunit.TestContext.Current.CancellationToken;

    [Fact]
    public void Each_reason_why_a_number_stops_has_words_in_every_language()
    {
        var stops = GraphErrors.KnownCodes.Select(code => GraphErrors.Classify(code))
            .Where(rule => rule.Class is SendErrorClass.TokenExpired or SendErrorClass.ChannelFatal or SendErrorClass.PauseChannel or SendErrorClass.PauseTemplates).Select(rule => rule.Key).Distinct();
        var texts = new ResourceManager(typeof(InboxText));
        foreach (var language in new[] { "", "es", "ar" })
        {
            var own = texts.GetResourceSet(CultureInfo.GetCultureInfo(language), createIfNotExists: true, tryParents: false)!;
            Assert.All(stops, key => Assert.False(string.IsNullOrEmpty(own.GetString($"Failure.{key}")), $"{language} Failure.{key}"));
        }
    }

    [Fact]
    public async Task A_stopped_number_says_why_and_can_go_on()
    {
        await using var shop = await Shop.OpenAsync(StorageProvider.Sqlite);
        await using var pages = new ShopPages(shop);
        var paused = ChannelAccount.Connect(ChannelKind.WhatsApp, AccountPurpose.Notification, "300", "+34 600 000 003");
        paused.Pause(shop.Clock.Now.AddYears(10), GraphErrors.Classify(190).Key);
        await shop.AddAsync(paused);
        var page = pages.Open<HealthPage>(await shop.MemberAsync("olga", Role.Owner));

        var row = (await page.WaitForElementsAsync("[data-testid=account]")).Single(r => r.TextContent.Contains(paused.DisplayNumber, StringComparison.Ordinal));
        Assert.Contains(GraphErrors.Classify(190).Happened, row.TextContent, StringComparison.Ordinal);
        Assert.Empty(page.FindAll("[data-testid=all-well]"));

        await row.QuerySelector("button")!.ClickAsync();

        Assert.Null(await shop.ReadAsync(db => db.Set<ChannelAccount>().Where(a => a.Id == paused.Id).Select(a => a.PauseReason).SingleAsync(Cancel)));
        await page.WaitForElementAsync("[data-testid=all-well]");
    }

    [Theory, InlineData(Role.Owner), InlineData(Role.Agent)]
    public async Task A_stopped_number_is_said_on_every_page_until_it_goes_on(Role role)
    {
        await using var shop = await Shop.OpenAsync(StorageProvider.Sqlite);
        await using var pages = new ShopPages(shop);
        var (stopped, rests) = (Number("300", "+34 600 000 003"), Number("400", "+34 600 000 004"));
        stopped.Pause(shop.Clock.Now.AddYears(10), GraphErrors.Classify(190).Key);
        rests.Pause(shop.Clock.Now.AddHours(1), GraphErrors.Classify(190).Key);
        await shop.AddAsync(stopped, rests);
        var member = await shop.MemberAsync("olga", role);
        pages.SetRendererInfo(new("Server", isInteractive: true));

        var banner = pages.Render<StoppedNumbers>(p => p.Add(b => b.Me, new CurrentMember(member.Id, member.Name, role, "en")));

        var said = Assert.Single(await banner.WaitForElementsAsync("[data-testid=stopped]")).TextContent;
        Assert.Contains(stopped.DisplayNumber, said, StringComparison.Ordinal);
        Assert.Contains(GraphErrors.Classify(190).Happened, said, StringComparison.Ordinal);
        Assert.Equal(role is Role.Owner, banner.FindAll("a[href=health]").Count == 1);

        await shop.ReadAsync(async db =>
        {
            (await db.Set<ChannelAccount>().SingleAsync(a => a.Id == stopped.Id, Cancel)).Resume();
            return await db.SaveChangesAsync(Cancel);
        });
        shop.Live.Publish(Topic.Channels);
        await banner.WaitForAssertionAsync(() => Assert.Empty(banner.FindAll("[data-testid=stopped]")));

        static ChannelAccount Number(string id, string shown) => ChannelAccount.Connect(ChannelKind.WhatsApp, AccountPurpose.Notification, id, shown);
    }

    [Fact]
    public async Task Whoever_sees_that_something_may_not_have_arrived_gets_to_the_conversation()
    {
        await using var shop = await Shop.OpenAsync(StorageProvider.Sqlite);
        await using var pages = new ShopPages(shop);
        var conversation = await shop.CustomerAsync("Maria");
        await shop.Changes.RunAsync(async change =>
        {
            var said = (await change.Db.Set<Conversation>().SingleAsync(Cancel)).Say(new(Author.Assistant, "At nine.", "en"), change.Now);
            var sent = Outgoing.ForMessage(shop.Account.Id, said.Id, Guid.CreateVersion7(), "{}", change.Now);
            sent.Begin(change.Now);
            sent.Lose("no-answer");
            change.Db.AddRange(said, sent);
        }, Cancel);
        var page = pages.Open<HealthPage>(await shop.MemberAsync("olga", Role.Owner));

        var row = await page.WaitForElementAsync("[data-testid=uncertain-message]");
        Assert.Equal(("Maria", $"inbox/{conversation.Id}"), (row.QuerySelector("a")!.TextContent, row.QuerySelector("a")!.GetAttribute("href")));
        Assert.Contains("From the assistant", row.TextContent, StringComparison.Ordinal);
        Assert.Contains("At nine.", row.TextContent, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("quarantine", "es", "Un webhook firmado")]
    [InlineData("quarantine.message", "es", "Un mensaje que no se pudo leer")]
    [InlineData("quarantine.Edit.not-theirs", "es", "otra persona")]
    [InlineData("quarantine.Revoke.unknown-target", "en", "not known here")]
    [InlineData("quarantine.Edit", "es", "as it was kept")]   // from before reasons had names
    public async Task What_nobody_could_read_says_why_in_the_readers_language(string field, string language, string words)
    {
        await using var shop = await Shop.OpenAsync(StorageProvider.Sqlite);
        await using var pages = new ShopPages(shop);
        CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo(language);
        var panel = pages.Render<NoticePanel>(p => p.Add(n => n.Title, "t").Add(n => n.Hint, "h").Add(n => n.Notices, [new(Guid.CreateVersion7(), field, "as it was kept", "{}", shop.Clock.Now)]));

        Assert.Contains(words, panel.Find("summary").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_was_given_up_says_so_in_words_and_keeps_the_programs_own_under_the_details()
    {
        await using var shop = await Shop.OpenAsync(StorageProvider.Sqlite);
        await using var pages = new ShopPages(shop);
        CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo("es");
        var panel = pages.Render<DeadLetterPanel>(p => p.Add(d => d.Total, 1).Add(d => d.Letters, [new(1, "send", "lane", "body", "System.Exception: boom", 3, shop.Clock.Now)]));

        Assert.Contains("Falló", panel.Find(".letters__why").TextContent, StringComparison.Ordinal);
        Assert.DoesNotContain("boom", panel.Find(".letters__why").TextContent, StringComparison.Ordinal);
        Assert.Contains("boom", panel.Find("pre").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_waits_is_read_again_by_itself_and_says_as_of_when()
    {
        await using var shop = await Shop.OpenAsync(StorageProvider.Sqlite);
        await using var pages = new ShopPages(shop);
        var page = pages.Open<HealthPage>(await shop.MemberAsync("olga", Role.Owner));
        Assert.Equal("0", (await page.WaitForElementAsync("[data-testid=due]")).TextContent);
        var first = page.Find("[data-testid=as-of]").TextContent;

        await shop.AddAsync(new WorkItem { Lane = "x", Kind = "send", Body = "1" });
        shop.Clock.Advance(TimeSpan.FromSeconds(5));

        await page.WaitForAssertionAsync(() => Assert.Equal("1", page.Find("[data-testid=due]").TextContent));
        Assert.NotEqual(first, page.Find("[data-testid=as-of]").TextContent);
    }

    [Fact]
    public async Task Given_up_work_says_how_much_of_it_is_shown_and_shows_the_rest()
    {
        await using var shop = await Shop.OpenAsync(StorageProvider.Sqlite);
        await using var pages = new ShopPages(shop);
        await shop.AddAsync([.. Enumerable.Range(0, 53).Select(n => new WorkItem { Lane = "x", Kind = "send", Body = "1", State = WorkState.Dead, Error = $"gave up {n}", DoneMs = n })]);
        var page = pages.Open<HealthPage>(await shop.MemberAsync("olga", Role.Owner));

        Assert.Equal("50 of 53 shown", (await page.WaitForElementAsync("[data-testid=letters-shown]")).TextContent);
        Assert.Equal("53", page.Find("[data-testid=dead]").TextContent);
        Assert.Equal(50, page.FindAll("[data-testid=dead-letter]").Count);

        await page.Find("[data-testid=letters-more]").ClickAsync();

        await page.WaitForAssertionAsync(() => Assert.Equal(53, page.FindAll("[data-testid=dead-letter]").Count));
        Assert.Empty(page.FindAll("[data-testid=letters-shown]"));
    }

    [Fact]
    public async Task A_model_whose_money_is_spent_says_so_and_comes_back_with_the_next_day()
    {
        await using var shop = await Shop.OpenAsync(StorageProvider.Sqlite);
        await using var pages = new ShopPages(shop);
        pages.Services.AddSingleton(Options.Create(new AssistantOptions
        {
            Provider = AssistantProvider.OpenAI,
            Model = "m",
            ReadPrice = 2,
            WritePrice = 8,
            DailyLimit = 0.5m,
            Currency = "EUR",
        }));
        var page = pages.Open<HealthPage>(await shop.MemberAsync("olga", Role.Owner));
        Assert.Contains("In use", (await page.WaitForElementAsync("[data-testid=model]")).TextContent, StringComparison.Ordinal);
        Assert.NotEmpty(page.FindAll("[data-testid=all-well]"));

        await pages.Services.GetRequiredService<ModelBudget>().AddAsync("m", new(50_000, 50_000), Cancel);
        shop.Clock.Advance(TimeSpan.FromSeconds(5));

        await page.WaitForAssertionAsync(() => Assert.Equal("0.50 of 0.50 EUR", page.Find("[data-testid=model-today]").TextContent));
        Assert.Contains("the built-in engine does the work", page.Find("[data-testid=model] [role=alert]").TextContent, StringComparison.Ordinal);
        Assert.Empty(page.FindAll("[data-testid=all-well]"));

        shop.Clock.Advance(TimeSpan.FromDays(1));
        await page.WaitForAssertionAsync(() => Assert.Contains("In use", page.Find("[data-testid=model]").TextContent, StringComparison.Ordinal));
        Assert.Equal("0.00 of 0.50 EUR", page.Find("[data-testid=model-today]").TextContent);
        Assert.Equal("0.50 EUR", page.Find("[data-testid=model-month]").TextContent);
    }

    [Fact]
    public async Task A_model_that_fails_says_why_and_how_long_it_is_left_alone()
    {
        await using var shop = await Shop.OpenAsync(StorageProvider.Sqlite);
        await using var pages = new ShopPages(shop);
        pages.Services.AddSingleton(Options.Create(new AssistantOptions { Provider = AssistantProvider.OpenAI, Model = "m" }));
        var page = pages.Open<HealthPage>(await shop.MemberAsync("olga", Role.Owner));
        await page.WaitForElementAsync("[data-testid=model]");
        Assert.Empty(page.FindAll("[data-testid=model-fault]"));
        var watch = pages.Services.GetRequiredService<ModelWatch>();

        Assert.NotEmpty(page.FindAll("[data-testid=all-well]"));
        await watch.FailedAsync("m", "HTTP 401", null);
        await SeeAsync("Its last answer was none: HTTP 401");
        Assert.Empty(page.FindAll("[data-testid=model] [role=alert]"));

        Assert.Empty(page.FindAll("[data-testid=all-well]"));

        await watch.FailedAsync("m", "time-out", shop.Clock.Now.AddDays(1));
        await SeeAsync("Its last answer was none: time-out");
        Assert.Contains("left alone until", page.Find("[data-testid=model] [role=alert]").TextContent, StringComparison.Ordinal);

        watch.Answered();
        await SeeAsync("It answers. It failed last on");
        Assert.Empty(page.FindAll("[data-testid=model] [role=alert]"));
        Assert.NotEmpty(page.FindAll("[data-testid=all-well]"));

        // The page reads again after a while, counted from its last reading.
        Task SeeAsync(string words) => Eventually.SeeAsync($"the page says {words}", () =>
        {
            shop.Clock.Advance(TimeSpan.FromSeconds(5));
            return page.FindAll("[data-testid=model-fault]").Any(f => f.TextContent.Contains(words, StringComparison.Ordinal));
        });
    }

    [Fact]
    public async Task Agents_are_told_that_it_is_not_for_them()
    {
        await using var shop = await Shop.OpenAsync(StorageProvider.Sqlite);
        await using var pages = new ShopPages(shop);
        var page = pages.Open<HealthPage>(await shop.MemberAsync("ana"));

        await page.WaitForElementAsync(".c-state--nopermission");
        Assert.Empty(page.FindAll("[data-testid=account]"));
    }
}
