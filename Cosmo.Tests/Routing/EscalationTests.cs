using Cosmo.Core.Conversations;
using Cosmo.Core.Routing;
using Cosmo.Core.Storage;
using Cosmo.Core.Team;
using Cosmo.Core.Tickets;
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
