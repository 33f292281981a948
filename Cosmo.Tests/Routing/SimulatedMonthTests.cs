using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using Cosmo.Core.Hours;
using Cosmo.Core.Notifications;
using Cosmo.Core.Storage;
using Cosmo.Core.Team;
using Cosmo.Core.TeamThread;
using Cosmo.Core.Tickets;
using Cosmo.Tests.Notifications;
using Cosmo.Web.Sandbox;
using Microsoft.EntityFrameworkCore;

namespace Cosmo.Tests.Routing;

/// <summary>
/// A month of duty with a compressed clock: tickets day and night, absences, a holiday, both nights on which clocks are
/// moved, failed notifications, quiet hours, programs that are stopped and started, a clock that is set back, two members who
/// answer at once. Five members in two time zones, each with a phone and hours of their own, some with e-mail. After every step everything that must always hold is looked at (<see cref="MonthWatch"/>).
/// </summary>
[SuppressMessage("Security", "CA5394", Justification = "The month has to be the same each time it is run.")]
public sealed class SimulatedMonthTests
{
    // The first holds Madrid's night of 29 March, the second that of 25 October.
    public static TheoryData<StorageProvider, int, int, bool> Months => new()
    {
        { StorageProvider.Sqlite, 3, 1200, false }, { StorageProvider.Postgres, 10, 200, true },
    };

    private static readonly WeeklyHours s_late = WeeklyHours.Of([.. Enumerable.Range(1, 5).Select(day => new OpenSpan((DayOfWeek)day, 12 * 60, 20 * 60))]).Week!;

    [Theory, MemberData(nameof(Months))]
    public async Task Whoever_waits_has_somebody_or_a_named_opening_at_every_step(StorageProvider provider, int month, int tickets, bool twoNodes)
    {
        await using var mail = new MailServer();
        await using var duty = await DutyFixture.StartAsync(
            provider, d => d.Strategy = RoutingStrategy.LeastLoaded, ("Mail:Host", "127.0.0.1"), ("Mail:Port", mail.Port.ToString(CultureInfo.InvariantCulture)),
            ("Mail:From", "Cosmo <cosmo@example.com>"), ("Mail:Encrypt", "false"));
        duty.Clock.Now = new(2026, month, 2, 6, 0, 0, TimeSpan.Zero);
        var team = new List<Guid>();
        foreach (var name in new[] { "Ana", "Bo", "Cy", "Di", "Ed" })
            team.Add(await duty.MemberAsync(name, set: m => (m.MostWaiting, m.Email) = (name == "Di" ? 3 : null, $"{name}@example.com")));
        var chief = await duty.MemberAsync("Chief", Role.Admin);
        await duty.MemberAsync("Owner", Role.Owner);
        foreach (var i in Enumerable.Range(0, team.Count))
            duty.Core.Graph.Add(new SandboxPerson(User(i), $"Member {i}", $"+3470000000{i}", IsMember: true));
        await duty.Core.ChangeAsync(change =>
        {
            change.Db.Add(Holiday.Create(duty.Support, new(new(2026, month, 12), new(2026, month, 12), "Feast")).Holiday!);
            change.Db.Add(new HoursPlan { OwnerId = chief, Zone = "Europe/Madrid", Week = WeeklyHours.Office });
            // Each with a phone and hours of their own: three by Madrid's clock, two by New York's, who come when it is afternoon in Madrid.
            foreach (var (member, i) in team.Select((m, i) => (m, i)))
            {
                change.Db.Add(new HoursPlan { OwnerId = member, Zone = i % 2 == 0 && i < 4 ? "America/New_York" : "Europe/Madrid", Week = i == 3 ? s_late : WeeklyHours.Office });
                change.Db.Add(PairedPhone.Pair(member, duty.Core.Notification.Id, User(i), $"3470000000{i}", change.Now - TimeSpan.FromMinutes(15)));
            }

            // One is left alone for a part of the working day, one wants e-mail as well, and one nothing but e-mail.
            var (quiet, both, mails) = (new NotificationChoices { MemberId = team[1] }, new NotificationChoices { MemberId = team[0] }, new NotificationChoices { MemberId = team[4] });
            Assert.Null(quiet.BeQuiet(10 * 60, 12 * 60, "Europe/Madrid"));
            both.Choose(NotificationEvent.NewTicket, Ways.Phone | Ways.Email | Ways.Browser);
            mails.Choose(NotificationEvent.NewTicket, Ways.Email);
            change.Db.AddRange(quiet, both, mails);
            return Task.CompletedTask;
        });
        if (twoNodes)
            await duty.TwoNodesAsync();

        var run = new SimulatedMonth(duty, team, new Random(month), duty.Clock.Now.AddDays(31));
        await run.RunAsync(tickets);

        var steps = await duty.Core.ReadAsync(db => db.Set<TicketMark>().Where(m => m.Name.StartsWith("step")).GroupBy(m => m.TicketId).Select(g => new { g.Key, Count = g.Count() }).ToDictionaryAsync(g => g.Key, g => g.Count));
        var told = await duty.Core.ReadAsync(db => db.Set<TicketEvent>().Where(e => e.Step == TicketStep.Escalated).GroupBy(e => e.TicketId).Select(g => new { g.Key, Count = g.Count() }).ToDictionaryAsync(g => g.Key, g => g.Count));
        Assert.Equal(steps.OrderBy(s => s.Key), told.OrderBy(s => s.Key));
        Assert.Equal(run.Answered, await duty.Core.ReadAsync(db => db.Set<TicketEvent>().CountAsync(e => e.Step == TicketStep.Answered)));
        Assert.Equal(tickets, run.Opened);
        Assert.True(run.Steps > 3 * tickets && run.Races > tickets / 10 && run.Lost > tickets / 20 && run.Told > tickets / 2 && run.Arrived > tickets / 4 && run.Restarts > 5 && steps.Count > 5,
            $"{run.Steps} steps, {run.Races} races, {run.Lost} lost, {run.Told} told, {run.Arrived} arrived, {run.Restarts} restarts, {steps.Count} climbed");
        await ThereIsEverythingAsync(duty, mail);
    }

    // What a month is to show really happened in it.
    private static async Task ThereIsEverythingAsync(DutyFixture duty, MailServer mail)
    {
        var notices = await duty.Core.AllAsync<Notice>();
        Assert.Contains(notices, n => n is { Event: NotificationEvent.QuietSoon, Way: Ways.Phone, State: NoticeState.Sent or NoticeState.Failed });
        Assert.Contains(notices, n => n is { Event: NotificationEvent.Woken, Way: Ways.Phone });
        Assert.Contains(notices, n => n is { Event: NotificationEvent.Escalated, Way: Ways.Phone });
        Assert.Contains(notices, n => n is { Event: NotificationEvent.FollowUp, Way: Ways.Phone, State: NoticeState.Sent or NoticeState.Failed });
        Assert.Contains(notices, n => n is { Way: Ways.Email, State: NoticeState.Sent });
        // What a customer wrote in the night was told in the morning.
        Assert.Contains(notices, n => n is { Event: NotificationEvent.FollowUp, Way: Ways.Phone, SentAt: { } sent } && sent - n.At > TimeSpan.FromHours(3));
        // No telling of anything waits for longer than to the next opening.
        Assert.DoesNotContain(notices, n => n.State is NoticeState.Held or NoticeState.Grouped && duty.Clock.Now - n.At > TimeSpan.FromDays(4));
        Assert.NotEmpty(mail.Taken);
        Assert.Contains(await duty.Core.AllAsync<TicketEvent>(), e => e is { Step: TicketStep.Closed, Detail: "quiet" });
    }

    private static string User(int member) => $"ES.3470000000{member}";
}
