using Cosmo.Core.Conversations;
using Cosmo.Core.Hours;
using Cosmo.Core.Routing;
using Cosmo.Core.Storage;
using Cosmo.Core.Team;
using Cosmo.Core.Tickets;
using Cosmo.Core.Work;
using Microsoft.EntityFrameworkCore;

namespace Cosmo.Tests.Routing;

/// <summary>What nobody answers climbs, on both databases: by time, at once, after restarts and with a moved clock, each step once.</summary>
public sealed class EscalationTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private static readonly TimeSpan Quarter = TimeSpan.FromMinutes(15);

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task What_nobody_answers_goes_to_the_next_then_to_all_then_to_the_administrators(StorageProvider provider)
    {
        await using var duty = await StartAsync(provider);
        var id = await duty.TicketAsync();
        Assert.Equal(["Ana"], await duty.OfferedAsync(id));

        await duty.AdvanceAsync(Quarter);
        Assert.Equal(["Ana", "Bo"], await duty.OfferedAsync(id));
        await duty.AdvanceAsync(Quarter);
        Assert.Equal(["Ana", "Bo", "Cy"], (await duty.OfferedAsync(id)).Order());
        Assert.Empty(await duty.HistoryAsync(id, TicketStep.NearBreach));
        await duty.AdvanceAsync(2 * Quarter);
        Assert.Equal(["Ana", "Bo", "Chief", "Cy"], (await duty.OfferedAsync(id)).Order());

        var steps = (await duty.HistoryAsync(id, TicketStep.Escalated)).Select(e => RouteReason.Read(e.Detail)!);
        Assert.Equal([RouteCode.NextMember, RouteCode.Group, RouteCode.Administrators], steps.Select(s => s[1].Code));
        Assert.Equal(["15", "30", "60"], steps.Select(s => s[0].Text));
        Assert.Single(await duty.HistoryAsync(id, TicketStep.NearBreach));
        Assert.Single(await duty.HistoryAsync(id, TicketStep.Breached));
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task An_answer_stops_it_and_a_new_word_of_the_customer_begins_it_anew(StorageProvider provider)
    {
        await using var duty = await StartAsync(provider);
        var id = await duty.TicketAsync();
        var ana = await duty.Core.ReadAsync(db => db.Set<Member>().Where(m => m.Name == "Ana").Select(m => m.Id).SingleAsync(Cancel));
        Assert.Null(await duty.AnswerAsync(id, ana));
        await duty.AdvanceAsync(4 * Quarter);
        Assert.Empty(await duty.HistoryAsync(id, TicketStep.Escalated));
        Assert.Null((await duty.ReadAsync(id)).AnswerBy);

        await WritesAsync(duty, id);
        Assert.Equal(duty.Clock.Now.AddHours(1), (await duty.ReadAsync(id)).AnswerBy);
        await duty.AdvanceAsync(Quarter);
        Assert.Single(await duty.HistoryAsync(id, TicketStep.Escalated));
        var ticket = await duty.ReadAsync(id);
        Assert.Null(ticket.HolderId);
        Assert.Equal(["Ana", "Bo"], (await duty.OfferedAsync(id)).Order());
        Assert.Null(await duty.AnswerAsync(id, ana));
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task A_notification_that_failed_lets_it_climb_at_once_unless_somebody_else_was_reached(StorageProvider provider)
    {
        await using var duty = await StartAsync(provider);
        var id = await duty.TicketAsync();
        var (ana, bo) = (await IdAsync(duty, "Ana"), await IdAsync(duty, "Bo"));
        await duty.ReportAsync(id, ana, delivered: false);
        Assert.Equal(["Ana", "Bo"], (await duty.OfferedAsync(id)).Order());
        Assert.Equal(new RouteReason(RouteCode.Undelivered, "Ana"), RouteReason.Read(Assert.Single(await duty.HistoryAsync(id, TicketStep.Escalated)).Detail)![0]);

        await duty.ReportAsync(id, bo, delivered: true);
        await duty.ReportAsync(id, ana, delivered: false);
        Assert.Single(await duty.HistoryAsync(id, TicketStep.Escalated));

        // The step that was taken early is not taken again by the clock.
        await duty.AdvanceAsync(Quarter);
        Assert.Single(await duty.HistoryAsync(id, TicketStep.Escalated));
        await duty.AdvanceAsync(Quarter);
        Assert.Equal(2, (await duty.HistoryAsync(id, TicketStep.Escalated)).Count);
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task No_step_is_lost_or_doubled_by_a_restart_a_long_stop_or_a_clock_that_goes_back(StorageProvider provider)
    {
        await using var duty = await StartAsync(provider);
        var id = await duty.TicketAsync();
        var begun = duty.Clock.Now;
        await duty.AdvanceAsync(Quarter);
        duty.Clock.Now = begun;   // set back by an administrator
        await duty.Core.RunAsync();
        await duty.AdvanceAsync(Quarter);
        Assert.Single(await duty.HistoryAsync(id, TicketStep.Escalated));

        await using (var other = await duty.Core.SecondNodeAsync())
        {
            duty.Clock.Advance(TimeSpan.FromHours(5));   // nobody ran for hours
            await Task.WhenAll(other.RunAsync(), duty.Core.RunAsync());
        }

        Assert.Equal(3, (await duty.HistoryAsync(id, TicketStep.Escalated)).Count);
        Assert.Single(await duty.HistoryAsync(id, TicketStep.Breached));
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task Minutes_count_in_business_hours_only(StorageProvider provider)
    {
        await using var duty = await StartAsync(provider);
        duty.Clock.Now = new(2026, 3, 6, 16, 50, 0, TimeSpan.Zero);   // ten to six in Madrid, on a Friday
        var id = await duty.TicketAsync();
        await duty.AdvanceAsync(TimeSpan.FromHours(48));
        Assert.Empty(await duty.HistoryAsync(id, TicketStep.Escalated));
        duty.Clock.Now = new(2026, 3, 9, 8, 5, 0, TimeSpan.Zero);
        await duty.Core.RunAsync();
        Assert.Single(await duty.HistoryAsync(id, TicketStep.Escalated));
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task A_priority_moves_the_target(StorageProvider provider)
    {
        await using var duty = await StartAsync(provider);
        var id = await duty.TicketAsync();
        Assert.Null(await duty.Core.Get<TicketDesk>().PrioritiseAsync(id, Priority.Urgent, await IdAsync(duty, "Ana"), Cancel));
        await duty.Core.RunAsync();
        Assert.Equal(duty.Clock.Now + Quarter, (await duty.ReadAsync(id)).AnswerBy);
        await duty.AdvanceAsync(Quarter);
        Assert.Single(await duty.HistoryAsync(id, TicketStep.Breached));
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task What_is_put_off_neither_climbs_nor_misses_its_target_and_begins_anew_when_it_is_taken_up(StorageProvider provider)
    {
        await using var duty = await StartAsync(provider);
        var id = await duty.TicketAsync();
        var ana = await IdAsync(duty, "Ana");
        Assert.Null(await duty.Core.Get<TicketMoves>().SnoozeAsync(id, duty.Clock.Now + (12 * Quarter), ana, Cancel));
        await duty.AdvanceAsync(11 * Quarter);
        await duty.ReportAsync(id, ana, delivered: false);
        Assert.Empty(await duty.HistoryAsync(id, TicketStep.Escalated));
        Assert.Empty(await duty.HistoryAsync(id, TicketStep.Breached));
        Assert.Null((await duty.ReadAsync(id)).AnswerBy);

        Assert.Null(await duty.Core.Get<TicketMoves>().WakeAsync(id, ana, Cancel));
        await duty.Core.RunAsync();
        Assert.Equal(duty.Clock.Now + (4 * Quarter), (await duty.ReadAsync(id)).AnswerBy);
        await duty.AdvanceAsync(Quarter);
        Assert.Single(await duty.HistoryAsync(id, TicketStep.Escalated));
        Assert.Equal(["Ana", "Bo"], await duty.OfferedAsync(id));
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task What_only_somebody_has_who_went_away_while_it_was_put_off_finds_another_when_it_is_taken_up(StorageProvider provider)
    {
        await using var duty = await StartAsync(provider);
        var id = await duty.TicketAsync();
        var ana = await IdAsync(duty, "Ana");
        Assert.Null(await duty.Core.Get<TicketMoves>().SnoozeAsync(id, null, ana, Cancel));
        await duty.AwayAsync(ana, true);
        Assert.Equal(["Ana"], await duty.OfferedAsync(id));
        await WritesAsync(duty, id);
        Assert.Equal(["Bo"], await duty.OfferedAsync(id));
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task The_path_is_not_spent_while_nobody_is_there_and_is_counted_from_the_offer(StorageProvider provider)
    {
        await using var duty = await RoundTheClockAsync(provider);
        duty.Clock.Now = new(2026, 3, 9, 3, 0, 0, TimeSpan.Zero);   // four in the morning in Madrid, late in the evening in New York
        var id = await duty.TicketAsync();
        var opening = new DateTimeOffset(2026, 3, 9, 9, 0, 0, TimeSpan.FromHours(1));
        Assert.Equal(opening, (await duty.ReadAsync(id)).WaitsUntil);
        while (duty.Clock.Now + Quarter < opening)
            await duty.AdvanceAsync(Quarter);
        Assert.Empty(await duty.HistoryAsync(id, TicketStep.Escalated));
        // The target is the department's, and the department says that it is there.
        Assert.Single(await duty.HistoryAsync(id, TicketStep.NearBreach));
        Assert.Single(await duty.HistoryAsync(id, TicketStep.Breached));
        Assert.Empty(await duty.OfferedAsync(id));

        await duty.AdvanceAsync(Quarter);
        Assert.Equal(["Ana"], await duty.OfferedAsync(id));
        Assert.Empty(await duty.HistoryAsync(id, TicketStep.Escalated));
        await duty.AdvanceAsync(Quarter);
        Assert.Equal(["Ana", "Cy"], await duty.OfferedAsync(id));
        await duty.AdvanceAsync(Quarter);
        Assert.Equal(RouteCode.Group, RouteReason.Read((await duty.HistoryAsync(id, TicketStep.Escalated))[^1].Detail)![1].Code);
        Assert.DoesNotContain("Chief", await duty.OfferedAsync(id));
        await duty.AdvanceAsync(2 * Quarter);
        Assert.Contains("Chief", await duty.OfferedAsync(id));
        Assert.Equal(3, (await duty.HistoryAsync(id, TicketStep.Escalated)).Count);
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task Whoever_is_given_a_ticket_that_waits_has_the_whole_path_before_it_climbs(StorageProvider provider)
    {
        await using var duty = await RoundTheClockAsync(provider);
        duty.Clock.Now = new(2026, 3, 9, 3, 0, 0, TimeSpan.Zero);
        var id = await duty.TicketAsync();
        duty.Clock.Now = new(2026, 3, 9, 7, 55, 0, TimeSpan.Zero);
        await duty.Core.RunAsync();
        var ana = await IdAsync(duty, "Ana");
        Assert.Null(await duty.Core.Get<TicketDesk>().AssignAsync(id, ana, ana, Cancel));
        await duty.AdvanceAsync(TimeSpan.FromMinutes(10));
        Assert.Empty(await duty.HistoryAsync(id, TicketStep.Escalated));
        Assert.Equal(ana, (await duty.ReadAsync(id)).HolderId);
        await duty.AdvanceAsync(TimeSpan.FromMinutes(10));
        Assert.Single(await duty.HistoryAsync(id, TicketStep.Escalated));
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task Administrators_who_are_off_duty_hold_up_neither_the_target_nor_a_later_step(StorageProvider provider)
    {
        await using var duty = await DutyFixture.StartAsync(provider, d =>
        {
            d.Strategy = RoutingStrategy.RoundRobin;
            d.Path = EscalationPath.Of([new(5, EscalationTarget.Administrators), new(30, EscalationTarget.NextMember)]).Path!;
        });
        await duty.MemberAsync("Ana");
        duty.Clock.Advance(TimeSpan.FromSeconds(1));
        await duty.MemberAsync("Bo");
        var chief = await duty.MemberAsync("Chief", Role.Admin);
        await OwnHoursAsync(duty, chief, "America/New_York");
        duty.Clock.Now = new(2026, 3, 9, 8, 0, 0, TimeSpan.Zero);   // nine in Madrid; New York begins five hours later
        var id = await duty.TicketAsync();
        await duty.AdvanceAsync(TimeSpan.FromMinutes(5));
        Assert.Empty(await duty.HistoryAsync(id, TicketStep.Escalated));
        await duty.AdvanceAsync(TimeSpan.FromMinutes(25));
        Assert.Equal(["Ana", "Bo"], await duty.OfferedAsync(id));
        await duty.AdvanceAsync(TimeSpan.FromMinutes(18));
        Assert.Single(await duty.HistoryAsync(id, TicketStep.NearBreach));
        await duty.AdvanceAsync(TimeSpan.FromMinutes(12));
        Assert.Single(await duty.HistoryAsync(id, TicketStep.Breached));
        Assert.DoesNotContain("Chief", await duty.OfferedAsync(id));

        duty.Clock.Now = new(2026, 3, 9, 13, 0, 0, TimeSpan.Zero);
        await duty.Core.RunAsync();
        Assert.Contains("Chief", await duty.OfferedAsync(id));
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task After_the_last_step_it_is_taken_again_and_again_until_somebody_answers(StorageProvider provider)
    {
        await using var duty = await StartAsync(provider);
        duty.Clock.Now = new(2026, 3, 9, 8, 0, 0, TimeSpan.Zero);   // nine in Madrid
        var id = await duty.TicketAsync();
        var hour = TimeSpan.FromMinutes(WaitClock.AgainAfterMinutes);
        for (var minutes = 0; minutes < 60; minutes += 15)
            await duty.AdvanceAsync(Quarter);
        Assert.Equal(3, (await duty.HistoryAsync(id, TicketStep.Escalated)).Count);
        var chief = await IdAsync(duty, "Chief");
        Assert.Single(await duty.HistoryAsync(id, TicketStep.Offered), e => e.MemberId == chief);

        await duty.AdvanceAsync(hour - TimeSpan.FromMinutes(1));
        Assert.Equal(3, (await duty.HistoryAsync(id, TicketStep.Escalated)).Count);
        await duty.TwoNodesAsync();
        await duty.AdvanceAsync(TimeSpan.FromMinutes(1));
        await duty.AdvanceAsync(hour);
        var steps = await duty.HistoryAsync(id, TicketStep.Escalated);
        Assert.Equal(["60", "120", "180"], steps[2..].Select(e => RouteReason.Read(e.Detail)![0].Text));
        Assert.All(steps[2..], e => Assert.Equal(RouteCode.Administrators, RouteReason.Read(e.Detail)![1].Code));
        Assert.Equal(3, (await duty.HistoryAsync(id, TicketStep.Offered)).Count(e => e.MemberId == chief));

        // A notification that is lost is no reason to say it at once.
        await duty.ReportAsync(id, chief, delivered: false);
        foreach (var name in new[] { "Ana", "Bo", "Cy" })
            await duty.ReportAsync(id, await IdAsync(duty, name), delivered: false);
        Assert.Equal(5, (await duty.HistoryAsync(id, TicketStep.Escalated)).Count);

        // After a stop of hours once, not once for each.
        duty.Clock.Advance(3 * hour);
        await duty.RunAsync();
        Assert.Equal(6, (await duty.HistoryAsync(id, TicketStep.Escalated)).Count);

        // Whoever took it and stays silent is reminded, and keeps it where nobody else is left.
        await duty.AdvanceAsync(Quarter);
        Assert.Null(await duty.Core.Get<TicketDesk>().AssignAsync(id, chief, chief, Cancel));
        await duty.AdvanceAsync(hour - TimeSpan.FromMinutes(1));
        Assert.Equal(6, (await duty.HistoryAsync(id, TicketStep.Escalated)).Count);
        await duty.AdvanceAsync(TimeSpan.FromMinutes(1));
        Assert.Equal(7, (await duty.HistoryAsync(id, TicketStep.Escalated)).Count);
        Assert.Equal(5, (await duty.HistoryAsync(id, TicketStep.Offered)).Count(e => e.MemberId == chief));
        Assert.Equal(chief, (await duty.ReadAsync(id)).HolderId);
        Assert.Null(await duty.AnswerAsync(id, chief));
        await duty.AdvanceAsync(TimeSpan.FromDays(1));
        Assert.Equal(7, (await duty.HistoryAsync(id, TicketStep.Escalated)).Count);
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task Whoever_takes_a_ticket_after_the_last_step_and_stays_silent_loses_it_to_the_next_repetition(StorageProvider provider)
    {
        await using var duty = await StartAsync(provider);
        duty.Clock.Now = new(2026, 3, 9, 8, 0, 0, TimeSpan.Zero);   // nine in Madrid
        var id = await duty.TicketAsync();
        var (ana, hour) = (await IdAsync(duty, "Ana"), TimeSpan.FromMinutes(WaitClock.AgainAfterMinutes));
        for (var minutes = 0; minutes < 60; minutes += 15)
            await duty.AdvanceAsync(Quarter);
        await duty.TwoNodesAsync();
        await duty.AdvanceAsync(3 * Quarter);
        Assert.Null(await duty.Core.Get<TicketDesk>().AssignAsync(id, ana, ana, Cancel));

        // She has the whole time from then on, not the rest of what was left when she took it.
        await duty.AdvanceAsync(hour - TimeSpan.FromMinutes(1));
        Assert.Equal((3, ana), ((await duty.HistoryAsync(id, TicketStep.Escalated)).Count, (await duty.ReadAsync(id)).HolderId));
        await duty.AdvanceAsync(TimeSpan.FromMinutes(1));
        Assert.Equal((4, null), ((await duty.HistoryAsync(id, TicketStep.Escalated)).Count, (await duty.ReadAsync(id)).HolderId));
        Assert.Equal(["Ana", "Chief"], (await duty.OfferedAsync(id)).Order());
        await duty.AdvanceAsync(hour);
        Assert.Equal(5, (await duty.HistoryAsync(id, TicketStep.Escalated)).Count);
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task A_target_that_is_missed_is_told_to_the_holder_or_to_whoever_of_the_department_is_there(StorageProvider provider)
    {
        await using var duty = await DutyFixture.StartAsync(provider, d => (d.Strategy, d.Path) = (RoutingStrategy.RoundRobin, EscalationPath.Of([]).Path!));
        var (ana, bo) = (await duty.MemberAsync("Ana"), await duty.MemberAsync("Bo"));
        await duty.AwayAsync(await duty.MemberAsync("Cy"), true);
        duty.Clock.Now = new(2026, 3, 9, 8, 0, 0, TimeSpan.Zero);
        var (open, held) = (await duty.TicketAsync(), await duty.TicketAsync());
        Assert.Null(await duty.Core.Get<TicketDesk>().AssignAsync(held, bo, bo, Cancel));
        await duty.AdvanceAsync(4 * Quarter);

        Assert.Equal([ana, bo], await ToldOfClimbingAsync(duty, open));
        Assert.Equal([bo], await ToldOfClimbingAsync(duty, held));
        Assert.Equal(bo, (await duty.ReadAsync(held)).HolderId);
        Assert.Empty(await duty.HistoryAsync(open, TicketStep.Escalated));
    }

    // Whom the thread on the phone was to tell that a ticket climbs.
    private static async Task<List<Guid>> ToldOfClimbingAsync(DutyFixture duty, Guid id)
    {
        var bodies = await duty.Core.ReadAsync(db => db.Set<WorkItem>().Where(w => w.Kind == TicketWork.Notify.Name && w.Body.StartsWith($"{id} {TicketWork.Climbed} ")).Select(w => w.Body).ToListAsync(Cancel));
        return [.. bodies.Select(b => Guid.Parse(b.Split(' ')[^1])).Order()];
    }

    // The department says nothing of hours; Ana, Cy and the administrator work in Madrid, Bo in New York.
    private static async Task<DutyFixture> RoundTheClockAsync(StorageProvider provider)
    {
        var duty = await StartAsync(provider);
        await duty.Core.ChangeAsync(async change => change.Db.Remove((await change.Db.Set<HoursPlan>().FindAsync([duty.Support], Cancel))!));
        foreach (var name in new[] { "Ana", "Bo", "Cy", "Chief" })
            await OwnHoursAsync(duty, await IdAsync(duty, name), name == "Bo" ? "America/New_York" : "Europe/Madrid");
        return duty;
    }

    private static Task OwnHoursAsync(DutyFixture duty, Guid memberId, string zone) => duty.Core.ChangeAsync(change =>
    {
        change.Db.Add(new HoursPlan { OwnerId = memberId, Zone = zone, Week = WeeklyHours.Office });
        return Task.CompletedTask;
    });

    private static async Task<DutyFixture> StartAsync(StorageProvider provider)
    {
        var duty = await DutyFixture.StartAsync(provider, d => d.Strategy = RoutingStrategy.RoundRobin);
        foreach (var name in new[] { "Ana", "Bo", "Cy" })
        {
            await duty.MemberAsync(name);
            duty.Clock.Advance(TimeSpan.FromSeconds(1));
        }

        await duty.MemberAsync("Chief", Role.Admin);
        return duty;
    }

    private static Task<Guid> IdAsync(DutyFixture duty, string name) => duty.Core.ReadAsync(db => db.Set<Member>().Where(m => m.Name == name).Select(m => m.Id).SingleAsync(Cancel));

    private static Task WritesAsync(DutyFixture duty, Guid id) => duty.ThenAsync(async change =>
    {
        var ticket = (await change.Db.Set<Ticket>().FindAsync([id], Cancel))!;
        var conversation = (await change.Db.Set<Conversation>().FindAsync([ticket.ConversationId], Cancel))!;
        var message = conversation.Say(new(Author.Member, "…", "en"), change.Now);
        change.Db.Add(message);
        await TicketDesk.FollowUpAsync(change, conversation, message, CancellationToken.None);
    });
}
