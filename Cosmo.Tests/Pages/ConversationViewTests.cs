using System.Globalization;
using Bunit;
using Cosmo.Core;
using Cosmo.Core.Channels;
using Cosmo.Core.Channels.WhatsApp;
using Cosmo.Core.Conversations;
using Cosmo.Core.Hours;
using Cosmo.Core.Live;
using Cosmo.Core.Replies;
using Cosmo.Core.Storage;
using Cosmo.Core.Team;
using Cosmo.Core.Tickets;
using Cosmo.Tests.Conversations;
using Cosmo.Web.Components.Pages.Inbox;
using Microsoft.EntityFrameworkCore;

namespace Cosmo.Tests.Pages;

/// <summary>
/// What a member does with a ticket beside answering it, in the panel of its conversation, and taking back an answer in its thread. Elements are
/// found and used in one go on the page's own thread: it draws itself again as its parts are read.
/// </summary>
public sealed class ConversationViewTests
{
    private static CancellationToken Cancel => Xunit.TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_ticket_is_put_off_for_an_hour_and_taken_up_again()
    {
        await using var shop = await Shop.OpenAsync(StorageProvider.Sqlite);
        var (ana, ticket) = await TicketAsync(shop);
        await using var pages = new ShopPages(shop);
        var page = Open(pages, ana, ticket);

        await page.WaitForElementAsync("[id^=snooze-] > button");
        await page.InvokeAsync(() => page.Find("[id^=snooze-] > button").Click());
        await SeeAsync(shop, "put off", () => page.FindAll(".moves__off").Count == 1);
        Assert.Equal(shop.Clock.Now.AddHours(1), (await ReadAsync(shop, ticket)).SnoozedUntil!.Value, TimeSpan.FromMinutes(1));

        await page.InvokeAsync(() => page.FindAll(".moves > button").First(b => b.TextContent.Contains("Take up again", StringComparison.Ordinal)).Click());
        await SeeAsync(shop, "taken up again", () => page.FindAll("[data-snooze]").Count == 1);
        Assert.False((await ReadAsync(shop, ticket)).IsSnoozed);
    }

    [Fact]
    public async Task A_ticket_is_put_off_to_a_time_of_ones_own_by_ones_own_clock_and_never_to_the_past()
    {
        await using var shop = await Shop.OpenAsync(StorageProvider.Sqlite);
        var (ana, ticket) = await TicketAsync(shop);
        await shop.AddAsync(
            new HoursPlan { OwnerId = HoursPlan.Business, Zone = "Europe/Madrid", Week = WeeklyHours.AroundTheClock },
            new HoursPlan { OwnerId = ana.Id, Zone = "America/New_York", Week = WeeklyHours.AroundTheClock });
        await using var pages = new ShopPages(shop) { WithClock = true };
        var page = Open(pages, ana, ticket);
        await SeeAsync(shop, "the zone is named", () => page.Markup.Contains("By the clock of America/New_York.", StringComparison.Ordinal));
        var zone = NodaTime.DateTimeZoneProviders.Tzdb["America/New_York"];
        var here = NodaTime.Instant.FromDateTimeOffset(shop.Clock.Now).InZone(zone).LocalDateTime;

        // The business is hours ahead: this is over there, and still to come here.
        await page.InvokeAsync(() => page.Find("[data-snooze-until]").Change(Wall(here.PlusHours(-1))));
        Assert.True(page.Find("[data-snooze-own]").HasAttribute("disabled"));
        Assert.Contains("This time is over.", page.Find("[role=alert]").TextContent, StringComparison.Ordinal);
        await page.InvokeAsync(() => page.Find("[data-snooze-until]").Change(Wall(here.PlusHours(2))));
        Assert.Empty(page.FindAll("[role=alert]"));
        await page.InvokeAsync(() => page.Find("[data-snooze-own]").Click());

        await SeeAsync(shop, "put off", () => page.FindAll(".moves__off").Count == 1);
        var until = zone.AtLeniently(NodaTime.LocalDateTime.FromDateTime(DateTime.Parse(Wall(here.PlusHours(2)), CultureInfo.InvariantCulture))).ToDateTimeOffset();
        Assert.Equal(until, (await ReadAsync(shop, ticket)).SnoozedUntil);
        // What it says, and when it was done, by the same clock.
        Assert.Contains(until.ToOffset(zone.GetUtcOffset(NodaTime.Instant.FromDateTimeOffset(until)).ToTimeSpan()).ToString("g", CultureInfo.CurrentCulture), page.Find(".moves__off").TextContent, StringComparison.Ordinal);
        var opened = page.Find(".ticket__history time");
        Assert.Equal(here.ToDateTimeUnspecified().ToString("t", CultureInfo.CurrentCulture), opened.TextContent);
        Assert.EndsWith("(America/New_York)", opened.GetAttribute("title"), StringComparison.Ordinal);

        static string Wall(NodaTime.LocalDateTime at) => at.ToString("uuuu-MM-dd'T'HH:mm':00'", CultureInfo.InvariantCulture);
    }

    [Fact]
    public async Task A_ticket_is_closed_with_its_reason()
    {
        await using var shop = await Shop.OpenAsync(StorageProvider.Sqlite);
        var (ana, ticket) = await TicketAsync(shop);
        await using var pages = new ShopPages(shop);
        var page = Open(pages, ana, ticket);

        await page.WaitForElementsAsync("[id^=close-] > button");
        await page.InvokeAsync(() => page.FindAll("[id^=close-] > button").Single(b => b.TextContent == "spam").Click());
        await SeeAsync(shop, "it can be opened again", () => page.FindAll("[data-close-as]").Count == 0);
        Assert.Equal((TicketState.Closed, "spam", ana.Id), await ReadAsync(shop, ticket) is var closed ? (closed.State, closed.CloseReason, closed.ClosedById!.Value) : default);
    }

    [Fact]
    public async Task A_ticket_is_handed_over_with_a_word()
    {
        await using var shop = await Shop.OpenAsync(StorageProvider.Sqlite);
        var (ana, ticket) = await TicketAsync(shop);
        var bo = await shop.MemberAsync("bo");
        await using var pages = new ShopPages(shop);
        var page = Open(pages, ana, ticket);

        await page.WaitForElementAsync("select[id^=to-]");
        Assert.True(page.Find("[id^=hand-] .c-button--primary").HasAttribute("disabled"));
        await page.InvokeAsync(() => page.Find("select[id^=to-]").Change(bo.Id.ToString()));
        await page.InvokeAsync(() => page.Find("textarea[id^=note-]").Change("she is a regular"));
        await page.InvokeAsync(() => page.Find("[id^=hand-] .c-button--primary").Click());
        await SeeAsync(shop, "bo has it", () => page.Find(".top__state").TextContent.Contains("bo", StringComparison.Ordinal));
        Assert.Equal(bo.Id, (await ReadAsync(shop, ticket)).HolderId);
        Assert.Equal(("she is a regular", ana.Id), await shop.ReadAsync(db => db.Set<Note>().SingleAsync(Cancel)) is var note ? (note.Text, note.MemberId!.Value) : default);
        await SeeAsync(shop, "the word is in the thread", () => page.FindAll(".thread .note").Any(n => n.TextContent.Contains("she is a regular", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Another_ticket_of_the_same_customer_goes_on_in_its_place()
    {
        await using var shop = await Shop.OpenAsync(StorageProvider.Sqlite);
        var (ana, ticket) = await TicketAsync(shop);
        var account = ChannelAccount.Connect(ChannelKind.WhatsApp, AccountPurpose.Business, "300", "+34 600 000 003");
        var contact = await shop.ReadAsync(db => db.Set<Conversation>().Select(c => c.ContactId).SingleAsync(Cancel));
        var other = Conversation.Start(contact, account.Id, shop.Clock.Now);
        await shop.AddAsync(account, other);
        var sibling = await shop.TicketAsync(other.Id);
        await using var pages = new ShopPages(shop);
        var page = Open(pages, ana, ticket);

        await page.WaitForElementAsync("[id^=merge-] > button");
        await page.InvokeAsync(() => page.Find("[id^=merge-] > button").Click());
        await SeeAsync(shop, "it is over", () => page.FindAll("[data-close-as]").Count == 0);
        Assert.Equal((TicketState.Closed, (Guid?)sibling.Id), await ReadAsync(shop, ticket) is var ended ? (ended.State, ended.MergedIntoId) : default);
        Assert.True((await ReadAsync(shop, sibling)).IsOpen);
    }

    [Fact]
    public async Task An_answer_that_has_not_left_is_taken_back_by_whoever_confirmed_it_and_counts_as_said_no_more()
    {
        await using var shop = await Shop.OpenAsync(StorageProvider.Sqlite);
        var (ana, ticket) = await TicketAsync(shop, "When does it come?");
        var bo = await shop.MemberAsync("bo");
        var draft = Guid.CreateVersion7();
        var desk = new DraftDesk(shop.Changes);
        Assert.Null(await desk.BeginAsync(draft, ticket.ConversationId, ana.Id, DraftSource.Browser, "On Monday", Cancel));
        await shop.Changes.RunAsync(async change => (await change.Db.Set<Draft>().SingleAsync(Cancel)).Compose("On Monday", "en", null, "test", []), Cancel);
        Assert.Null(await desk.ConfirmAsync(draft, ana.Id, (await shop.ReadAsync(db => db.Set<Draft>().SingleAsync(Cancel))).Revision, false, Cancel));
        await using (var colleague = new ShopPages(shop))
        {
            var theirs = Open(colleague, bo, ticket);
            await theirs.WaitForElementAsync(".said--member");
            Assert.Empty(theirs.FindAll("[data-undo]"));
        }

        await using var pages = new ShopPages(shop);
        var page = Open(pages, ana, ticket);
        await page.WaitForElementAsync("[data-undo]");
        Assert.Contains("On Monday", page.Find("[data-testid=summary]").TextContent, StringComparison.Ordinal);
        Assert.Empty(page.FindAll("[data-testid=open-question] q"));
        await page.InvokeAsync(() => page.Find("[data-undo]").Click());

        await SeeAsync(shop, "taken back", () => page.FindAll("[data-delivery=Recalled]").Count == 1 && page.FindAll("[data-undo]").Count == 0);
        Assert.DoesNotContain("On Monday", page.Find("[data-testid=summary]").TextContent, StringComparison.Ordinal);
        Assert.Equal("When does it come?", page.Find("[data-testid=open-question] q").TextContent);
        Assert.Equal(Delivery.Recalled, (await shop.ReadAsync(db => db.Set<Outgoing>().SingleAsync(Cancel))).Delivery);
        Assert.Equal(TicketState.Requested, (await ReadAsync(shop, ticket)).State);
    }

    [Fact]
    public async Task What_a_message_in_another_language_means_stands_below_it()
    {
        await using var shop = await Shop.OpenAsync(StorageProvider.Sqlite);
        var (ana, ticket) = await TicketAsync(shop, "Gracias");
        await shop.WritesAsync(ticket.ConversationId, "Zzyx blorp");
        await shop.Changes.RunAsync(async change => (await change.Db.Set<Conversation>().SingleAsync(Cancel)).Speak("es"), Cancel);
        await using var pages = new ShopPages(shop);
        var page = Open(pages, ana, ticket);

        var meaning = await page.WaitForElementAsync("[data-translation]");
        Assert.Equal("Translation:", meaning.QuerySelector("b")!.TextContent);
        Assert.Contains("hank", meaning.TextContent, StringComparison.Ordinal);
        // Of what nobody can translate only the words are shown.
        Assert.Single(page.FindAll("[data-translation]"));
    }

    private static async Task<(Member Ana, Ticket Ticket)> TicketAsync(Shop shop, string says = "Hello")
    {
        var ana = await shop.MemberAsync("ana");
        var maria = await shop.CustomerAsync("María", says);
        return (ana, await shop.TicketAsync(maria.Id));
    }

    private static IRenderedComponent<ConversationView> Open(ShopPages pages, Member member, Ticket ticket)
    {
        pages.JSInterop.SetupModule(_ => true).Mode = JSRuntimeMode.Loose;
        return pages.Open<ConversationView>(member, p => p.Add(v => v.Id, ticket.ConversationId).Add(v => v.Back, "inbox"));
    }

    private static Task<Ticket> ReadAsync(Shop shop, Ticket ticket) => shop.ReadAsync(db => db.Set<Ticket>().AsNoTracking().SingleAsync(t => t.Id == ticket.Id, Cancel));

    // The feed beats by the shop's clock.
    private static Task SeeAsync(Shop shop, string what, Func<bool> sees) => Eventually.SeeAsync(what, () =>
    {
        shop.Clock.Advance(LiveFeed.ShortestPause);
        return sees();
    });
}
