using System.Diagnostics.CodeAnalysis;
using Cosmo.Core.Hours;
using Cosmo.Core.Storage;
using Cosmo.Core.Team;
using Cosmo.Core.TeamThread;
using Cosmo.Core.Tickets;
using Microsoft.EntityFrameworkCore;

namespace Cosmo.Tests.Routing;

/// <summary>
/// A month of duty with a compressed clock: tickets day and night, absences, a holiday, both nights on which clocks are
/// moved, failed notifications, quiet hours, programs that are stopped and started, a clock that is set back, two members who
/// answer at once. After every step everything that must always hold is looked at (<see cref="MonthWatch"/>).
/// </summary>
[SuppressMessage("Security", "CA5394", Justification = "The month has to be the same each time it is run.")]
public sealed class SimulatedMonthTests
{
    // The first holds Madrid's night of 29 March, the second that of 25 October.
    public static TheoryData<StorageProvider, int, int, bool> Months => new()
    {
        { StorageProvider.Sqlite, 3, 1200, false }, { StorageProvider.Postgres, 10, 100, true },
    };

    [Theory, MemberData(nameof(Months))]
    public async Task Whoever_waits_has_somebody_or_a_named_opening_at_every_step(StorageProvider provider, int month, int tickets, bool twoNodes)
    {
        await using var duty = await DutyFixture.StartAsync(provider, d => d.Strategy = RoutingStrategy.LeastLoaded);
        duty.Clock.Now = new(2026, month, 2, 6, 0, 0, TimeSpan.Zero);
        var team = new List<Guid>();
        foreach (var name in new[] { "Ana", "Bo", "Cy", "Di" })
            team.Add(await duty.MemberAsync(name, set: m => m.MostWaiting = name == "Di" ? 3 : null));
        var chief = await duty.MemberAsync("Chief", Role.Admin);
        await duty.MemberAsync("Owner", Role.Owner);
        await duty.Core.ChangeAsync(change =>
        {
            change.Db.Add(Holiday.Create(duty.Support, new(new(2026, month, 12), new(2026, month, 12), "Feast")).Holiday!);
            change.Db.Add(new HoursPlan { OwnerId = team[0], Zone = "America/New_York", Week = WeeklyHours.Office });
            change.Db.Add(new HoursPlan { OwnerId = chief, Zone = "Europe/Madrid", Week = WeeklyHours.Office });
            // One of them has a phone, and is left alone for a part of the working day.
            change.Db.Add(PairedPhone.Pair(team[1], duty.Core.Notification.Id, null, "34700000002", change.Now));
            var choices = new NotificationChoices { MemberId = team[1] };
            Assert.Null(choices.BeQuiet(10 * 60, 12 * 60, "Europe/Madrid"));
            change.Db.Add(choices);
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
        Assert.True(run.Steps > 3 * tickets && run.Races > tickets / 10 && run.Lost > tickets / 20 && run.Told > tickets / 20 && steps.Count > 5, $"{run.Steps} steps, {run.Races} races, {run.Lost} lost, {run.Told} told, {steps.Count} climbed");
    }
}
