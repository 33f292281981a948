using System.Globalization;
using Cosmo.Core.Notifications;
using Cosmo.Core.Storage;
using Cosmo.Core.Team;
using Cosmo.Core.TeamThread;
using Cosmo.Core.Work;
using Cosmo.Tests.TeamThread;
using Microsoft.EntityFrameworkCore;

namespace Cosmo.Tests.Notifications;

/// <summary>Who is told what, how, and when not; and a log that says what became of it.</summary>
public sealed class NotificationTests
{
    private const string AnaPhone = "34700000001";
    private const string Complaint = "Hola, mi pedido llegó dañado y quiero un reembolso";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task A_ticket_rings_by_the_chosen_ways_and_the_log_says_what_became_of_each(StorageProvider provider)
    {
        await using var mail = new MailServer();
        await using var cosmo = await StartAsync(provider, mail);
        var ana = await cosmo.MemberAsync("Ana", AnaPhone, "es");
        Assert.Null(await cosmo.Notifications.ChooseAsync(ana, NotificationEvent.NewTicket, Ways.Email | Ways.Browser, Cancel));
        await cosmo.SayAsync("34600000001", Complaint);
        // At once: what nobody showed for a while rings no more, and waiting for the mail moves the clock.
        var shown = Assert.Single(await cosmo.Log.WaitingAsync(ana, Cancel));
        await cosmo.Notifications.ShownAsync(ana, [shown.Id], Cancel);
        Assert.Empty(await cosmo.Log.WaitingAsync(ana, Cancel));
        await WaitAsync(cosmo, () => mail.Taken.Count == 1);

        Assert.DoesNotContain(await cosmo.ToldAsync(ana), m => m.Kind is TeamMessageKind.Notification);
        var message = mail.Taken.Single();
        Assert.Contains("To: Ana@example.com", message, StringComparison.OrdinalIgnoreCase);
        var body = MailServer.Body(message);
        Assert.StartsWith("Caso nuevo (#1)", body, StringComparison.Ordinal);
        Assert.Contains("https://cosmo.example.com/inbox/", body, StringComparison.Ordinal);
        Assert.DoesNotContain("María", body, StringComparison.Ordinal);   // the settings do not allow customers in e-mail
        Assert.DoesNotContain("reembolso", body, StringComparison.Ordinal);
        var log = await cosmo.Log.LogAsync(ana, Cancel);
        Assert.Contains(log, n => n is { Way: Ways.Email, State: NoticeState.Sent, Event: NotificationEvent.NewTicket, TicketNumber: 1 });
        Assert.Contains(await cosmo.Log.LogAsync(ana, Cancel), n => n is { Way: Ways.Browser, State: NoticeState.Shown });
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task All_open_pages_of_a_member_ring_and_a_page_that_is_opened_later_does_not(StorageProvider provider)
    {
        await using var mail = new MailServer();
        await using var cosmo = await StartAsync(provider, mail);
        var ana = await cosmo.MemberAsync("Ana", AnaPhone);
        Assert.Null(await cosmo.Notifications.ChooseAsync(ana, NotificationEvent.NewTicket, Ways.Browser, Cancel));
        Assert.Null(await cosmo.Notifications.SoundAsync(ana, true, Cancel));
        await cosmo.SayAsync("34600000001", Complaint);
        var waiting = Assert.Single(await cosmo.Log.WaitingAsync(ana, Cancel));

        var rings = await Task.WhenAll(Enumerable.Range(0, 5).Select(_ => cosmo.Fresh.TakeAsync(ana, Cancel)));

        Assert.All(rings, ring => Assert.Equal((waiting.Id, true), (Assert.Single(ring.Lines).Id, ring.Sound)));
        Assert.Empty(await cosmo.Log.WaitingAsync(ana, Cancel));
        cosmo.Clock.Advance(TimeSpan.FromSeconds(5));
        Assert.Empty((await cosmo.Fresh.TakeAsync(ana, Cancel)).Lines);
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task A_phone_that_cannot_be_reached_is_made_up_for_by_e_mail(StorageProvider provider)
    {
        await using var mail = new MailServer();
        await using var cosmo = await StartAsync(provider, mail);
        var bo = await cosmo.StrangerAsync("Bo");
        await cosmo.SayAsync("34600000001", Complaint);
        await WaitAsync(cosmo, () => mail.Taken.Count == 1);
        await WaitForAsync(cosmo, bo, n => n is { Way: Ways.Email, State: NoticeState.Sent });
        var log = await cosmo.Log.LogAsync(bo, Cancel);
        Assert.Contains(log, n => n is { Way: Ways.Phone, State: NoticeState.Failed, Why: "no-phone" });
        Assert.Contains(log, n => n is { Way: Ways.Email, State: NoticeState.Sent });
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task Whoever_a_step_of_the_path_turns_to_is_told_that_it_climbed_and_by_every_way(StorageProvider provider)
    {
        await using var mail = new MailServer();
        await using var cosmo = await StartAsync(provider, mail);
        var ana = await cosmo.MemberAsync("Ana", AnaPhone);
        await cosmo.SayAsync("34600000001", Complaint);
        Assert.DoesNotContain(await cosmo.Log.LogAsync(ana, Cancel), n => n.Event is NotificationEvent.Escalated);
        Assert.Empty(mail.Taken);   // a new ticket rings without e-mail, a step that was taken does not

        cosmo.Clock.Advance(TimeSpan.FromMinutes(31));   // nobody answered: the group of one is reminded
        await WaitAsync(cosmo, () => mail.Taken.Count == 1);
        await WaitForAsync(cosmo, ana, n => n is { Way: Ways.Email, State: NoticeState.Sent });

        var log = (await cosmo.Log.LogAsync(ana, Cancel)).Where(n => n.Event is NotificationEvent.Escalated).ToList();
        Assert.Equal([Ways.Phone, Ways.Email, Ways.Browser], log.Select(n => n.Way).Order());
        Assert.All(log, n => Assert.Equal((1, n.Way is Ways.Browser ? NoticeState.Waiting : NoticeState.Sent), (n.TicketNumber, n.State)));
        Assert.Equal(2, (await cosmo.ToldAsync(ana)).Count(m => m.Kind is TeamMessageKind.Notification));
        Assert.StartsWith(ThreadTexts.Say("en", "event.Escalated"), MailServer.Body(mail.Taken.Single()), StringComparison.Ordinal);
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task What_climbed_goes_by_e_mail_where_the_phone_cannot_be_reached_chosen_or_not(StorageProvider provider)
    {
        await using var mail = new MailServer();
        await using var cosmo = await StartAsync(provider, mail);
        var bo = await cosmo.StrangerAsync("Bo");
        Assert.Null(await cosmo.Notifications.ChooseAsync(bo, NotificationEvent.NewTicket, Ways.Browser, Cancel));
        Assert.Null(await cosmo.Notifications.ChooseAsync(bo, NotificationEvent.Escalated, Ways.Phone, Cancel));
        await cosmo.SayAsync("34600000001", Complaint);
        Assert.Empty(mail.Taken);

        cosmo.Clock.Advance(TimeSpan.FromMinutes(31));
        await WaitAsync(cosmo, () => mail.Taken.Count == 1);
        await WaitForAsync(cosmo, bo, n => n is { Way: Ways.Email, State: NoticeState.Sent });

        var log = (await cosmo.Log.LogAsync(bo, Cancel)).Where(n => n.Event is NotificationEvent.Escalated).ToList();
        Assert.Equal([(Ways.Phone, NoticeState.Failed), (Ways.Email, NoticeState.Sent)], log.OrderBy(n => n.Way).Select(n => (n.Way, n.State)));
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task A_busy_mail_server_is_asked_again_and_a_refusing_one_is_not(StorageProvider provider)
    {
        await using var mail = new MailServer { Answer = "451 later" };
        await using var cosmo = await StartAsync(provider, mail);
        var bo = await cosmo.StrangerAsync("Bo");
        Assert.Null(await cosmo.Notifications.TestAsync(bo, Ways.Email, Cancel));
        await WaitAsync(cosmo, () => mail.Asked > 0);
        mail.Answer = "250 OK";
        await WaitAsync(cosmo, () => mail.Taken.Count == 1);
        await WaitForAsync(cosmo, bo, n => n is { Event: NotificationEvent.Test, State: NoticeState.Sent });

        mail.Answer = "554 no";
        var asked = mail.Asked;
        Assert.Null(await cosmo.Notifications.TestAsync(bo, Ways.Email, Cancel));
        await WaitForAsync(cosmo, bo, n => n is { Event: NotificationEvent.Test, State: NoticeState.Failed });
        cosmo.Clock.Advance(TimeSpan.FromHours(1));
        await cosmo.SettleAsync();
        Assert.Equal((asked + 1, 1), (mail.Asked, mail.Taken.Count));
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task In_quiet_hours_nothing_rings_and_the_morning_brings_it_in_one_message(StorageProvider provider)
    {
        await using var mail = new MailServer();
        await using var cosmo = await StartAsync(provider, mail);
        var ana = await cosmo.MemberAsync("Ana", AnaPhone);
        cosmo.Clock.Now = new(2026, 3, 2, 21, 59, 0, TimeSpan.Zero);
        Assert.Equal(NotificationChoices.QuietHours, await cosmo.Notifications.BeQuietAsync(ana, 60, 60, "UTC", Cancel));
        Assert.Null(await cosmo.Notifications.BeQuietAsync(ana, 22 * 60, 7 * 60, "UTC", Cancel));
        cosmo.Clock.Now = new(2026, 3, 2, 22, 0, 0, TimeSpan.Zero);
        foreach (var customer in new[] { "34600000001", "34600000002", "34600000003" })
            await cosmo.SayAsync(customer, Complaint);
        var before = await cosmo.ToldAsync(ana);
        Assert.DoesNotContain(before, m => m.Kind is TeamMessageKind.Notification);
        Assert.Equal(3, (await cosmo.Log.LogAsync(ana, Cancel)).Count(n => n is { Way: Ways.Phone, State: NoticeState.Held, Why: News.Quiet }));
        Assert.Empty(mail.Taken);

        // One of them is over by the morning.
        Assert.Null(await cosmo.Tickets.CloseAsync((await cosmo.AllTicketsAsync())[2].Id, ana, "spam", Cancel));
        cosmo.Clock.Now = new(2026, 3, 2, 23, 30, 0, TimeSpan.Zero);   // what nobody answered has climbed by then
        await cosmo.SettleAsync();
        // And goes on climbing all night.
        for (var hour = 0; hour < 7; hour++)
        {
            cosmo.Clock.Now = new(2026, 3, 3, hour, 45, 0, TimeSpan.Zero);
            await cosmo.SettleAsync();
        }

        Assert.DoesNotContain(await cosmo.ToldAsync(ana), m => m.Kind is TeamMessageKind.Notification);
        cosmo.Clock.Now = new(2026, 3, 3, 7, 0, 0, TimeSpan.Zero);
        await cosmo.SettleAsync();
        var morning = Assert.Single(await cosmo.ToldAsync(ana), m => m.Kind is TeamMessageKind.Notification);
        Assert.StartsWith("Good morning. Open: 2 · waiting for an answer: 2 · near or past their target: 2 · held back meanwhile: 2", morning.Text, StringComparison.Ordinal);
        Assert.Contains("#1 ", morning.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("#3 ", morning.Text, StringComparison.Ordinal);
        Assert.Contains(await cosmo.Log.LogAsync(ana, Cancel), n => n is { Why: "over", State: NoticeState.Skipped });
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task Five_at_once_are_one_message(StorageProvider provider)
    {
        await using var mail = new MailServer();
        await using var cosmo = await StartAsync(provider, mail);
        var ana = await cosmo.MemberAsync("Ana", AnaPhone);
        await cosmo.StrangerAsync("Bo");   // or Ana would get them all the same
        await cosmo.ChangeAsync(async change => (await change.Db.Set<Member>().SingleAsync(m => m.Id == ana, Cancel)).IsAway = true);
        for (var i = 1; i <= 6; i++)
            await cosmo.SayAsync(string.Create(CultureInfo.InvariantCulture, $"3460000000{i}"), Complaint);
        await cosmo.ChangeAsync(async change =>
        {
            foreach (var ticket in await change.Db.Set<Cosmo.Core.Tickets.Ticket>().Select(t => t.Id).ToListAsync(Cancel))
            {
                if (!await change.Db.Set<Cosmo.Core.Tickets.Offer>().AnyAsync(o => o.TicketId == ticket && o.MemberId == ana, Cancel))
                    change.Db.Add(Cosmo.Core.Tickets.Offer.To(ana, ticket, change.Now));
                change.Add(new NewWork(Cosmo.Core.Tickets.TicketWork.Notify, $"notify:{ticket}:{ana}", $"{ticket} {ana}"));
            }
        });
        await cosmo.SettleAsync();
        var told = Assert.Single(await cosmo.ToldAsync(ana), m => m.Kind is TeamMessageKind.Notification);
        Assert.StartsWith("6 customers wait for you.", told.Text, StringComparison.Ordinal);
        Assert.Equal(6, (await cosmo.Log.LogAsync(ana, Cancel)).Count(n => n is { Way: Ways.Phone, State: NoticeState.Sent }));
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task Links_in_e_mail_begin_with_the_public_address_of_the_place_where_mail_has_none_of_its_own(StorageProvider provider)
    {
        await using var mail = new MailServer();
        await using var cosmo = await ThreadFixture.StartAsync(provider, 0,
            ("Mail:Host", "127.0.0.1"), ("Mail:Port", mail.Port.ToString(CultureInfo.InvariantCulture)), ("Mail:From", "Cosmo <cosmo@example.com>"),
            ("Mail:Encrypt", "false"), ("PublicUrl", "https://desk.example.com/"));
        await cosmo.StrangerAsync("Bo");
        await cosmo.SayAsync("34600000001", Complaint);
        await WaitAsync(cosmo, () => mail.Taken.Count == 1);

        Assert.Contains("\nhttps://desk.example.com/inbox/", MailServer.Body(mail.Taken.Single()).ReplaceLineEndings("\n"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Look at this, @Ana Silva please", "Ana Silva")]
    [InlineData("@bo: yours", "Bo Berg")]
    [InlineData("@ana who of them?", null)]
    [InlineData("ana@example.com wrote", null)]
    [InlineData("@Bobby", null)]
    public void Whoever_is_named_in_a_note_is_told(string note, string? named)
    {
        Member[] members = [new() { Name = "Ana Silva" }, new() { Name = "Ana Torres" }, new() { Name = "Bo Berg" }];
        Assert.Equal(named is null ? [] : [named], Mentions.In(note, members).Select(m => m.Name));
    }

    [Theory]
    [InlineData(22 * 60, 7 * 60, "Europe/Madrid", "2026-03-28T22:30:00Z", "2026-03-29T05:00:00Z")]   // the clock goes forward in that night
    [InlineData(22 * 60, 7 * 60, "Europe/Madrid", "2026-10-24T21:30:00Z", "2026-10-25T06:00:00Z")]   // and back in this one
    [InlineData(22 * 60, 2 * 60 + 30, "Europe/Madrid", "2026-03-28T23:30:00Z", "2026-03-29T01:30:00Z")]   // half past two is missing: half past three
    [InlineData(13 * 60, 14 * 60, "UTC", "2026-03-02T13:59:59Z", "2026-03-02T14:00:00Z")]
    [InlineData(13 * 60, 14 * 60, "UTC", "2026-03-02T14:00:00Z", null)]
    [InlineData(22 * 60, 7 * 60, "UTC", "2026-03-02T21:59:59Z", null)]
    // Madrid shows the hour from two twice on 25 October, and leaves it out on 29 March.
    [InlineData(22 * 60, 150, "Europe/Madrid", "2026-10-25T00:29:00Z", "2026-10-25T00:30:00Z")]
    [InlineData(22 * 60, 150, "Europe/Madrid", "2026-10-25T01:15:00Z", null)]
    [InlineData(150, 7 * 60, "Europe/Madrid", "2026-10-25T01:15:00Z", "2026-10-25T06:00:00Z")]
    [InlineData(22 * 60, 150, "Europe/Madrid", "2026-03-29T01:15:00Z", "2026-03-29T01:30:00Z")]
    public void Quiet_hours_end_by_the_walls_clock(int from, int to, string zone, string now, string? end)
    {
        var choices = new NotificationChoices { MemberId = Guid.Empty };
        Assert.Null(choices.BeQuiet(from, to, zone));
        Assert.Equal(end is null ? null : DateTimeOffset.Parse(end, CultureInfo.InvariantCulture), choices.QuietUntil(DateTimeOffset.Parse(now, CultureInfo.InvariantCulture)));
    }

    internal static Task<ThreadFixture> StartAsync(StorageProvider provider, MailServer mail, params (string Key, string? Value)[] settings) => ThreadFixture.StartAsync(provider, 0, [
        ("Mail:Host", "127.0.0.1"), ("Mail:Port", mail.Port.ToString(CultureInfo.InvariantCulture)), ("Mail:From", "Cosmo <cosmo@example.com>"),
        ("Mail:Encrypt", "false"), ("Mail:PublicAddress", "https://cosmo.example.com"), .. settings]);

    // A call to the mail server ends on its own time; what it brought is written by the next round.
    internal static Task WaitAsync(ThreadFixture cosmo, Func<bool> seen) => Eventually.SeeAsync("the mail server was asked", async () =>
    {
        await cosmo.SettleAsync();
        return seen();
    });

    internal static Task WaitForAsync(ThreadFixture cosmo, Guid member, Func<NoticeLine, bool> seen) => Eventually.SeeAsync("the log says so", async () =>
    {
        await cosmo.SettleAsync();
        return (await cosmo.Log.LogAsync(member, Cancel)).Any(seen);
    });
}
