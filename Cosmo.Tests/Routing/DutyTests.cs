using Cosmo.Core;
using Cosmo.Core.Conversations;
using Cosmo.Core.Hours;
using Cosmo.Core.Routing;
using Cosmo.Core.Storage;
using Cosmo.Core.Team;
using Cosmo.Core.Tickets;
using Cosmo.Core.Work;
using Microsoft.EntityFrameworkCore;

namespace Cosmo.Tests.Routing;

/// <summary>Routing as it runs, on both databases: offers, openings, absences, limits.</summary>
public sealed class DutyTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task A_ticket_of_the_night_is_offered_when_the_department_opens_and_says_so(StorageProvider provider)
    {
        await using var duty = await DutyFixture.StartAsync(provider);
        await duty.MemberAsync("Ana");
        await duty.MemberAsync("Chief", Role.Admin);
        duty.Clock.Now = new(2026, 3, 6, 20, 0, 0, TimeSpan.Zero);   // a Friday night
        var id = await duty.TicketAsync();

        Assert.Empty(await duty.OfferedAsync(id));
        Assert.Empty(await duty.HistoryAsync(id, TicketStep.Offered));
        var opening = new DateTimeOffset(2026, 3, 9, 9, 0, 0, TimeSpan.FromHours(1));
        var ticket = await duty.ReadAsync(id);
        Assert.Equal(opening, ticket.WaitsUntil);
        Assert.Equal(opening.AddHours(1), ticket.AnswerBy);
        Assert.Contains(new RouteReason(RouteCode.WaitsUntil, "2026-03-09T09:00:00.0000000+01:00"), RouteReason.Read(Assert.Single(await duty.HistoryAsync(id, TicketStep.Waiting)).Detail)!);

        duty.Clock.Now = opening - Minute;
        await duty.Core.RunAsync();
        Assert.Empty(await duty.OfferedAsync(id));
        duty.Clock.Now = opening;
        await duty.Core.RunAsync();
        Assert.Equal(["Ana"], await duty.OfferedAsync(id));
        Assert.Null((await duty.ReadAsync(id)).WaitsUntil);
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task Whoever_has_gone_home_does_not_keep_a_customer_who_writes_on_but_keeps_what_they_move_themselves(StorageProvider provider)
    {
        await using var duty = await DutyFixture.StartAsync(provider);
        var ana = await duty.MemberAsync("Ana");
        await duty.MemberAsync("Bo");
        await duty.ThenAsync(change =>
        {
            change.Db.Add(new HoursPlan { OwnerId = ana, Zone = "Asia/Tokyo", Week = WeeklyHours.Office });   // until nine o'clock in Greenwich
            return Task.CompletedTask;
        });
        duty.Clock.Now = new(2026, 3, 3, 8, 10, 0, TimeSpan.Zero);
        var id = await duty.TicketAsync();
        Assert.Null(await duty.AnswerAsync(id, ana));
        duty.Clock.Now = new(2026, 3, 3, 8, 50, 0, TimeSpan.Zero);
        await WriteAsync();
        Assert.Equal(ana, (await duty.ReadAsync(id)).HolderId);   // she is there

        duty.Clock.Now = new(2026, 3, 3, 9, 2, 0, TimeSpan.Zero);   // before the first step
        Assert.Null(await duty.Core.Get<TicketDesk>().PrioritiseAsync(id, Priority.Urgent, ana, Cancel));
        await duty.RunAsync();
        Assert.Equal(ana, (await duty.ReadAsync(id)).HolderId);   // and here she is at it

        Assert.Null(await duty.AnswerAsync(id, ana));
        await WriteAsync();
        Assert.Null((await duty.ReadAsync(id)).HolderId);
        Assert.Equal(["Bo"], await duty.OfferedAsync(id));

        async Task WriteAsync() => await duty.ThenAsync(async change =>
        {
            var conversation = (await change.Db.Set<Conversation>().FindAsync([(await duty.ReadAsync(id)).ConversationId], Cancel))!;
            var message = conversation.Say(new(Author.Member, "…", "en"), change.Now);
            change.Db.Add(message);
            await TicketDesk.FollowUpAsync(change, conversation, message, Cancel);
        });
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task Round_robin_goes_from_one_to_the_next(StorageProvider provider)
    {
        await using var duty = await DutyFixture.StartAsync(provider, d => d.Strategy = RoutingStrategy.RoundRobin);
        foreach (var name in new[] { "Ana", "Bo", "Cy" })
        {
            await duty.MemberAsync(name);
            duty.Clock.Advance(TimeSpan.FromSeconds(1));
        }

        var offered = new List<string>();
        for (var i = 0; i < 6; i++)
        {
            offered.AddRange(await duty.OfferedAsync(await duty.TicketAsync()));
            duty.Clock.Advance(TimeSpan.FromSeconds(1));
        }

        Assert.Equal(["Ana", "Bo", "Cy", "Ana", "Bo", "Cy"], offered);
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task Two_tickets_at_once_never_take_the_same_turn(StorageProvider provider)
    {
        await using var duty = await DutyFixture.StartAsync(provider, d => d.Strategy = RoutingStrategy.RoundRobin);
        await duty.MemberAsync("Ana");
        await duty.MemberAsync("Bo");
        var tickets = new List<Guid>();
        for (var i = 0; i < 4; i++)
            tickets.Add(await duty.TicketAsync(run: false));
        await duty.Core.RunAsync();

        var offers = new List<string>();
        foreach (var id in tickets)
            offers.AddRange(await duty.OfferedAsync(id));
        Assert.Equal(["Ana", "Ana", "Bo", "Bo"], offers.Order());
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task The_least_loaded_gets_the_next_one(StorageProvider provider)
    {
        await using var duty = await DutyFixture.StartAsync(provider, d => d.Strategy = RoutingStrategy.LeastLoaded);
        var ana = await duty.MemberAsync("Ana");
        await duty.MemberAsync("Bo");
        var first = await duty.TicketAsync();
        await duty.Core.ChangeAsync(async change => (await change.Db.Set<Ticket>().FindAsync([first], Cancel))!.Assign(ana));
        Assert.Equal(["Bo"], await duty.OfferedAsync(await duty.TicketAsync()));
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task A_limit_sends_tickets_to_the_administrators_until_somebody_has_room(StorageProvider provider)
    {
        await using var duty = await DutyFixture.StartAsync(provider, d => d.Strategy = RoutingStrategy.RoundRobin);
        var ana = await duty.MemberAsync("Ana", set: m => m.MostWaiting = 1);
        await duty.MemberAsync("Chief", Role.Admin);
        var first = await duty.TicketAsync();
        var second = await duty.TicketAsync();
        Assert.Equal(["Ana"], await duty.OfferedAsync(first));
        Assert.Equal(["Chief"], await duty.OfferedAsync(second));
        Assert.NotNull((await duty.ReadAsync(second)).SeeksSince);

        Assert.Null(await duty.AnswerAsync(first, ana));
        await duty.Core.RunAsync();
        Assert.Equal(["Ana", "Chief"], (await duty.OfferedAsync(second)).Order());
        Assert.Null((await duty.ReadAsync(second)).SeeksSince);
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task Whoever_goes_leaves_nothing_behind_and_whoever_comes_gets_what_waits(StorageProvider provider)
    {
        await using var duty = await DutyFixture.StartAsync(provider, d => d.Strategy = RoutingStrategy.RoundRobin);
        var ana = await duty.MemberAsync("Ana");
        await duty.MemberAsync("Chief", Role.Admin);
        var (offered, held) = (await duty.TicketAsync(), await duty.TicketAsync());
        await duty.ThenAsync(async change => (await change.Db.Set<Ticket>().FindAsync([held], Cancel))!.Assign(ana));

        await duty.AwayAsync(ana, true);
        Assert.Equal(["Chief"], await duty.OfferedAsync(offered));
        Assert.Equal(["Chief"], await duty.OfferedAsync(held));
        Assert.Null((await duty.ReadAsync(held)).HolderId);

        await duty.AwayAsync(ana, false);
        Assert.Contains("Ana", await duty.OfferedAsync(offered));
        Assert.Contains("Ana", await duty.OfferedAsync(held));
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task Hours_that_are_changed_count_at_once(StorageProvider provider)
    {
        await using var duty = await DutyFixture.StartAsync(provider);
        await duty.MemberAsync("Ana");
        duty.Clock.Now = new(2026, 3, 6, 20, 0, 0, TimeSpan.Zero);
        var id = await duty.TicketAsync();
        await duty.ThenAsync(async change =>
        {
            var plan = (await change.Db.Set<Cosmo.Core.Hours.HoursPlan>().FindAsync([duty.Support], Cancel))!;
            plan.Week = Cosmo.Core.Hours.WeeklyHours.AroundTheClock;
            change.Add(TeamWork.Timetable());
        });
        Assert.Equal(["Ana"], await duty.OfferedAsync(id));
        Assert.Equal(duty.Clock.Now.AddHours(1), (await duty.ReadAsync(id)).AnswerBy);
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task An_opening_comes_once_however_often_its_timer_is_set(StorageProvider provider)
    {
        await using var duty = await DutyFixture.StartAsync(provider);
        var ana = await duty.MemberAsync("Ana");
        duty.Clock.Now = new(2026, 3, 6, 20, 0, 0, TimeSpan.Zero);
        var id = await duty.TicketAsync();
        for (var i = 0; i < 5; i++)
            await duty.AwayAsync(ana, i % 2 == 0);
        Assert.Equal(1, await duty.Core.ReadAsync(db => db.Set<WorkItem>().CountAsync(w => w.Kind == "ticket.opening" && w.State == WorkState.Ready, Cancel)));
        await duty.AwayAsync(ana, false);
        duty.Clock.Now = new(2026, 3, 9, 8, 0, 0, TimeSpan.Zero);
        await duty.Core.RunAsync();
        Assert.Single(await duty.HistoryAsync(id, TicketStep.Offered));
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task A_rule_sends_where_it_names_a_department_and_else_the_topic_does(StorageProvider provider)
    {
        await using var duty = await DutyFixture.StartAsync(provider);
        await duty.MemberAsync("Ana");
        duty.Clock.Now = new(2026, 3, 6, 20, 0, 0, TimeSpan.Zero);   // a Friday night: both wait for Monday
        var (orders, claims) = (Department.Create("Orders", "", false), Department.Create("Claims", "", false));
        await duty.ThenAsync(change =>
        {
            change.Db.AddRange(orders, claims);
            return Task.CompletedTask;
        });
        var byTopic = await duty.TicketAsync(because: new(Trigger.Rule, CaseTopic.Order, "lawyer", 1, 1));
        var byRule = await duty.TicketAsync(because: new(Trigger.Rule, CaseTopic.Order, "lawyer", 1, 1) { DepartmentId = claims.Id });
        Assert.Equal((duty.Support, claims.Id), ((await duty.ReadAsync(byTopic)).DepartmentId!.Value, (await duty.ReadAsync(byRule)).DepartmentId!.Value));

        // The topics are given to others: that moves what a topic led here, and nothing that a rule sent.
        await duty.ThenAsync(async change =>
        {
            (await change.Db.Set<Department>().SingleAsync(d => d.Id == duty.Support, Cancel)).Take([CaseTopic.General]);
            (await change.Db.Set<Department>().SingleAsync(d => d.Id == orders.Id, Cancel)).Take([CaseTopic.Order]);
            foreach (var id in new[] { byTopic, byRule })
                change.Add(TicketWork.Of(TicketWork.Route, id));
        });

        Assert.Equal((orders.Id, claims.Id), ((await duty.ReadAsync(byTopic)).DepartmentId!.Value, (await duty.ReadAsync(byRule)).DepartmentId!.Value));
        Assert.Equal((null, claims.Id), ((await duty.ReadAsync(byTopic)).NamedByRule, (await duty.ReadAsync(byRule)).NamedByRule!.Value));
    }
}
