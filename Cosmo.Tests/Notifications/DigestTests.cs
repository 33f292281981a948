using System.Globalization;
using Cosmo.Core.Hours;
using Cosmo.Core.Notifications;
using Cosmo.Core.Storage;
using Cosmo.Core.Team;
using Cosmo.Core.TeamThread;
using Cosmo.Tests.Routing;
using Cosmo.Tests.TeamThread;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Cosmo.Tests.Notifications;

/// <summary>What a member is told in the morning, and who is left alone.</summary>
public sealed class DigestTests
{
    private const string AnaPhone = "34700000001";
    private const string Complaint = "Hola, mi pedido llegó dañado y quiero un reembolso";
    private static readonly DateTimeOffset s_monday = new(2026, 3, 2, 0, 0, 0, TimeSpan.Zero);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task A_member_with_open_tickets_is_told_once_in_the_morning_by_their_ways(StorageProvider provider)
    {
        await using var mail = new MailServer();
        await using var cosmo = await StartAsync(provider, mail);
        var ana = await cosmo.MemberAsync("Ana", AnaPhone);
        Assert.Null(await cosmo.Notifications.ChooseAsync(ana, NotificationEvent.Digest, Ways.Phone | Ways.Email | Ways.Browser, Cancel));
        await cosmo.SayAsync("34600000001", Complaint);
        await cosmo.SayAsync("34600000002", Complaint);
        Assert.Empty(await DigestsAsync(cosmo, ana));

        // Every node begins, and begins again after a restart.
        await cosmo.Digests.BeginAsync(Cancel);
        await cosmo.Digests.BeginAsync(Cancel);
        await cosmo.SettleAsync();
        await AtAsync(cosmo, s_monday.AddHours(31.9));
        Assert.Empty(await DigestsAsync(cosmo, ana));
        await AtAsync(cosmo, s_monday.AddHours(32));
        await AtAsync(cosmo, s_monday.AddHours(33));
        await AtAsync(cosmo, s_monday.AddHours(36));

        var told = Assert.Single(await cosmo.ToldAsync(ana), m => m.Text.StartsWith("Good morning. Open: 2 · waiting for an answer: 2 · near or past their target: 2 · held back meanwhile: 0\n#1 ", StringComparison.Ordinal));
        Assert.Null(told.TicketId);   // an answer that quotes it could mean either
        Assert.Equal([Ways.Phone, Ways.Email, Ways.Browser], (await DigestsAsync(cosmo, ana)).Select(n => n.Way).Order());
        await Eventually.SeeAsync("the mail has arrived", async () =>
        {
            await cosmo.SettleAsync();
            return mail.Taken.Any(m => MailServer.Body(m).StartsWith("Good morning. Open: 2", StringComparison.Ordinal));
        });
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task Who_has_the_day_off_is_away_or_has_nothing_open_is_left_alone(StorageProvider provider)
    {
        await using var mail = new MailServer();
        await using var cosmo = await StartAsync(provider, mail);
        var (ana, bo) = (await cosmo.MemberAsync("Ana", AnaPhone), await cosmo.StrangerAsync("Bo"));
        await cosmo.SayAsync("34600000001", Complaint);
        await cosmo.ChangeAsync(async change =>
        {
            change.Db.Add(new HoursPlan { OwnerId = ana, Zone = "UTC", Week = WeeklyHours.Parse("3 540-1080") });   // Wednesdays only
            (await change.Db.Set<Member>().SingleAsync(m => m.Id == bo, Cancel)).IsAway = true;
        });
        await cosmo.Digests.BeginAsync(Cancel);
        await cosmo.SettleAsync();
        await AtAsync(cosmo, s_monday.AddHours(32));
        Assert.Empty(await DigestsAsync(cosmo, ana));
        Assert.Empty(await DigestsAsync(cosmo, bo));

        foreach (var ticket in await cosmo.AllTicketsAsync())
            Assert.Null(await cosmo.Tickets.CloseAsync(ticket.Id, ana, "done", Cancel));
        await AtAsync(cosmo, s_monday.AddHours(33));
        await AtAsync(cosmo, s_monday.AddHours(56));
        Assert.Empty(await DigestsAsync(cosmo, ana));
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task It_waits_until_the_work_begins_however_late_that_is(StorageProvider provider)
    {
        await using var mail = new MailServer();
        await using var cosmo = await StartAsync(provider, mail);
        await cosmo.OfficeAsync();
        var (ana, bo) = (await cosmo.MemberAsync("Ana", AnaPhone), await cosmo.StrangerAsync("Bo"));
        await cosmo.ChangeAsync(change =>
        {
            change.Db.Add(new HoursPlan { OwnerId = bo, Zone = "UTC", Week = WeeklyHours.Parse("1 540-1080;2 780-1080") });   // on Tuesdays from one o'clock
            return Task.CompletedTask;
        });
        await cosmo.SayAsync("34600000001", Complaint);
        await cosmo.Digests.BeginAsync(Cancel);
        await cosmo.SettleAsync();
        await AtAsync(cosmo, s_monday.AddHours(32));
        Assert.Empty(await DigestsAsync(cosmo, ana));
        await AtAsync(cosmo, s_monday.AddHours(33));
        Assert.Single(await DigestsAsync(cosmo, ana), n => n.Way is Ways.Phone);
        Assert.Empty(await DigestsAsync(cosmo, bo));
        await AtAsync(cosmo, s_monday.AddHours(37));
        Assert.Single(await DigestsAsync(cosmo, bo), n => n.Way is Ways.Email);
        await AtAsync(cosmo, s_monday.AddHours(61.5));   // the program stood still for the whole of Wednesday's morning
        Assert.Single(await DigestsAsync(cosmo, ana), n => n.Way is Ways.Phone);
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task Another_clock_moves_the_morning_and_does_not_double_it(StorageProvider provider)
    {
        await using var mail = new MailServer();
        await using var cosmo = await StartAsync(provider, mail);
        var ana = await cosmo.MemberAsync("Ana", AnaPhone);
        await cosmo.SayAsync("34600000001", Complaint);
        await cosmo.Digests.BeginAsync(Cancel);
        await cosmo.SettleAsync();
        Assert.Null(await cosmo.Notifications.BeQuietAsync(ana, 23 * 60, 6 * 60, "UTC", Cancel));
        await AtAsync(cosmo, s_monday.AddHours(10.5));   // the plan of the next hour sees it
        await AtAsync(cosmo, s_monday.AddHours(30));
        Assert.Single(await DigestsAsync(cosmo, ana), n => n.Way is Ways.Phone);
        await AtAsync(cosmo, s_monday.AddHours(32));
        Assert.Single(await DigestsAsync(cosmo, ana), n => n.Way is Ways.Phone);
    }

    // Quiet hours that end at half past two, in the hour that the clock leaves out or has twice.
    public static MatrixTheoryData<StorageProvider, string> ClockNights => new([StorageProvider.Sqlite, StorageProvider.Postgres], ["2026-03-29", "2026-10-25"]);

    [Theory, MemberData(nameof(ClockNights))]
    public async Task A_day_on_which_clocks_are_moved_has_one_summary_like_the_others(StorageProvider provider, string day)
    {
        await using var mail = new MailServer();
        await using var cosmo = await StartAsync(provider, mail);
        var begin = DateTimeOffset.Parse(day, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal).AddDays(-1).AddHours(12);
        cosmo.Clock.Now = begin;
        var ana = await cosmo.StrangerAsync("Ana");
        Assert.Null(await cosmo.Notifications.ChooseAsync(ana, NotificationEvent.Digest, Ways.Browser, Cancel));
        Assert.Null(await cosmo.Notifications.BeQuietAsync(ana, 22 * 60, 150, "Europe/Madrid", Cancel));
        await cosmo.SayAsync("34600000001", Complaint);
        await cosmo.Digests.BeginAsync(Cancel);
        for (var minutes = 30; minutes <= 48 * 60; minutes += 30)
            await AtAsync(cosmo, begin.AddMinutes(minutes));

        var madrid = DateTimeZoneProviders.Tzdb["Europe/Madrid"];
        var told = await DigestsAsync(cosmo, ana);
        var days = told.Where(n => n.Way is Ways.Browser).Select(n => Instant.FromDateTimeOffset(n.At).InZone(madrid)).OrderBy(at => at.ToInstant()).ToList();
        Assert.Equal([LocalDate.FromDateTime(begin.UtcDateTime).PlusDays(1), LocalDate.FromDateTime(begin.UtcDateTime).PlusDays(2)], days.Select(at => at.Date));
        Assert.Equal(day == "2026-03-29" ? 3 : 2, days[0].Hour);
    }

    [Fact]
    public async Task Where_quiet_hours_end_on_one_node_and_the_morning_comes_on_another_the_summary_is_told_once()
    {
        await using var duty = await DutyFixture.StartAsync(StorageProvider.Postgres);
        var members = new List<Guid>();
        for (var i = 0; i < 12; i++)
            members.Add(await duty.MemberAsync(string.Create(System.Globalization.CultureInfo.InvariantCulture, $"Member {i}")));
        duty.Clock.Now = new(2026, 3, 3, 8, 30, 0, TimeSpan.Zero);
        var ticket = await duty.TicketAsync();
        Assert.Equal(12, (await duty.OfferedAsync(ticket)).Count);
        await duty.TwoNodesAsync();
        await duty.Core.ChangeAsync(change =>
        {
            foreach (var member in members)
            {
                var held = Notice.To(member, NotificationEvent.NewTicket, Ways.Phone, ticket, null, change.Now);
                held.Put(NoticeState.Held, News.Quiet);
                change.Db.Add(held);
                change.Add(new(NotificationWork.Digest, $"morning:{member}", member.ToString()));
                change.Add(Ringing.Gathering(member, change.Now));
            }

            return Task.CompletedTask;
        });
        await duty.RunAsync();

        var told = await duty.Core.ReadAsync(db => db.Set<Notice>().AsNoTracking().Where(n => n.Event == NotificationEvent.Digest && n.Way == Ways.Phone).ToListAsync(Cancel));
        Assert.Equal(members.Order(), told.Select(n => n.MemberId).Order());
    }

    private static async Task<List<Notice>> DigestsAsync(ThreadFixture cosmo, Guid memberId)
    {
        await using var db = cosmo.Read();
        return await db.Set<Notice>().AsNoTracking().Where(n => n.MemberId == memberId && n.Event == NotificationEvent.Digest).ToListAsync(Cancel);
    }

    private static async Task AtAsync(ThreadFixture cosmo, DateTimeOffset at)
    {
        cosmo.Clock.Now = at;
        await cosmo.SettleAsync();
    }

    private static Task<ThreadFixture> StartAsync(StorageProvider provider, MailServer mail) => ThreadFixture.StartAsync(provider, 0,
        ("Mail:Host", "127.0.0.1"), ("Mail:Port", mail.Port.ToString(System.Globalization.CultureInfo.InvariantCulture)), ("Mail:From", "Cosmo <cosmo@example.com>"), ("Mail:Encrypt", "false"));
}
