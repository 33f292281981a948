using Cosmo.Core.Storage;
using Cosmo.Core.Work;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Cosmo.Tests.Work;

/// <summary>What the queue promises: once, in order, one failure for itself alone, nothing forgotten.</summary>
public sealed class QueueTests
{
    private static readonly WorkKind Kind = WorkKind.Internal("test");

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task Work_of_a_lane_is_done_in_order_and_known_keys_are_left_out(StorageProvider provider)
    {
        var done = new Recorder();
        await using var core = await StartAsync(provider, done);
        var intake = core.Get<WorkIntake>();
        await Task.WhenAll(Enumerable.Range(0, 200).Select(i => intake.AcceptAsync([new(Kind, $"lane{i % 5}", $"{i % 5} {i / 5}", $"key{i}")])));
        await intake.AcceptAsync([new(Kind, "lane0", "again", "key0"), new(Kind, "lane0", "0 40")]);
        await core.RunAsync();

        Assert.Equal(201, done.Bodies.Count);
        foreach (var lane in done.Bodies.Select(body => body.Split(' ')).GroupBy(parts => parts[0]))
            Assert.Equal(lane.Select(parts => int.Parse(parts[1], null)).Order(), lane.Select(parts => int.Parse(parts[1], null)));
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task What_fails_is_alone_with_it_and_becomes_a_dead_letter_that_can_be_replayed(StorageProvider provider)
    {
        var done = new Recorder { Poison = "poison" };
        await using var core = await StartAsync(provider, done);
        await core.Get<WorkIntake>().AcceptAsync([.. Enumerable.Range(0, 20).Select(i => new NewWork(Kind, $"lane{i}", i == 7 ? "poison" : $"{i}")), new(Kind, "lane7", "behind")]);
        await core.RunAsync();
        Assert.Equal(19, done.Bodies.Count);   // all but the poison and what stands behind it

        for (var attempt = 1; attempt < Kind.MostAttempts; attempt++)
        {
            core.Clock.Advance(WorkKind.LongestDelay);
            await core.RunAsync();
        }

        var dead = Assert.Single(await core.AllAsync<WorkItem>(), item => item.State is WorkState.Dead);
        Assert.Equal(Kind.MostAttempts, dead.Attempts);
        Assert.Contains("It is poison", dead.Error, StringComparison.Ordinal);
        Assert.Contains("behind", done.Bodies);

        done.Poison = null;
        Assert.Null(await core.Get<DeadLetters>().ReviveAsync(dead.Id, TestContext.Current.CancellationToken));
        Assert.Equal(DeadLetters.NotDead, await core.Get<DeadLetters>().ReviveAsync(dead.Id, TestContext.Current.CancellationToken));
        await core.RunAsync();
        Assert.Contains("poison", done.Bodies);
        Assert.All(await core.AllAsync<WorkItem>(), item => Assert.Equal(WorkState.Done, item.State));
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task A_conflict_that_never_ends_becomes_a_dead_letter_as_well(StorageProvider provider)
    {
        var done = new Recorder { Conflicts = true };
        await using var core = await StartAsync(provider, done);
        await core.Get<WorkIntake>().AcceptAsync([new(Kind, "lane", "one")]);
        for (var attempt = 0; attempt < 40; attempt++)
        {
            await core.RunAsync();
            core.Clock.Advance(WorkKind.LongestDelay);
        }

        Assert.Equal(WorkState.Dead, Assert.Single(await core.AllAsync<WorkItem>()).State);
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task Timers_wait_for_their_time_and_done_rows_go_after_theirs(StorageProvider provider)
    {
        var done = new Recorder();
        await using var core = await StartAsync(provider, done);
        var incoming = WorkKind.Internal(WorkSweeper.IncomingPrefix + "test");
        await core.Get<WorkIntake>().AcceptAsync([new(Kind, "a", "later", Due: core.Clock.Now.AddHours(1)), new(Kind, "b", "now")]);
        await core.RunAsync();
        Assert.Equal(["now"], done.Bodies);
        core.Clock.Advance(TimeSpan.FromHours(1));
        await core.RunAsync();
        Assert.Equal(["now", "later"], done.Bodies);

        core.Clock.Advance(WorkSweeper.KeepOther - TimeSpan.FromHours(1));
        Assert.Equal(0, await core.Get<WorkSweeper>().SweepAsync(TestContext.Current.CancellationToken));
        core.Clock.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal(1, await core.Get<WorkSweeper>().SweepAsync(TestContext.Current.CancellationToken));
        Assert.True(WorkSweeper.KeepIncoming > TimeSpan.FromDays(7), incoming.Name);
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task A_body_of_thousands_of_items_is_kept_at_once(StorageProvider provider)
    {
        var done = new Recorder();
        await using var core = await StartAsync(provider, done);
        await core.Get<WorkIntake>().AcceptAsync([.. Enumerable.Range(0, 8_000).Select(i => new NewWork(Kind, $"lane{i}", "x"))]);
        Assert.Equal(8_000, await core.ReadAsync(db => db.Set<WorkItem>().CountAsync(item => item.State == WorkState.Ready)));
    }

    [Fact]
    public async Task Two_nodes_never_do_one_item_twice()
    {
        var done = new Recorder();
        await using var core = await StartAsync(StorageProvider.Postgres, done);
        await using var other = await core.SecondNodeAsync(services => services.AddSingleton<IWorkHandler>(done));
        var intakes = new[] { core.Get<WorkIntake>(), other.Get<WorkIntake>() };
        await Task.WhenAll(Enumerable.Range(0, 300).Select(i => intakes[i % 2].AcceptAsync([new(Kind, $"lane{i % 20}", $"{i}", $"key{i}")])));
        await Eventually.SeeAsync("everything is done", async () =>
        {
            await Task.WhenAll(core.RunAsync(), other.RunAsync());
            return await core.ReadAsync(db => db.Set<WorkItem>().AllAsync(item => item.State == WorkState.Done));
        });
        Assert.Equal(300, (await core.AllAsync<WorkItem>()).Count);
        // What was rolled back was seen by the handler too, so only the rows can tell; each was ended once.
        Assert.Equal(300, done.Bodies.Distinct().Count());
    }

    [Fact]
    public void A_lease_outlives_the_longest_call() =>
        Assert.True(WorkEngine.Lease > Cosmo.Core.Channels.WhatsApp.GraphOptions.LongestTimeout);

    private static Task<CoreFixture> StartAsync(StorageProvider provider, Recorder recorder) =>
        CoreFixture.CreateAsync(provider, services => services.AddSingleton<IWorkHandler>(recorder));

    private sealed class Recorder : IWorkHandler
    {
        private readonly Lock _gate = new();
        private readonly HashSet<long> _seen = [];

        public WorkKind Kind => QueueTests.Kind;
        public List<string> Bodies { get; } = [];
        public string? Poison { get; set; }
        public bool Conflicts { get; init; }

        public Task HandleAsync(Change change, WorkItem item, CancellationToken cancel)
        {
            if (Conflicts)
                throw new DbUpdateConcurrencyException();
            if (item.Body == Poison)
                throw new InvalidOperationException("It is poison");
            lock (_gate)
            {
                // A transaction that is rolled back is done again: the same item counts once.
                if (_seen.Add(item.Id))
                    Bodies.Add(item.Body);
            }

            return Task.CompletedTask;
        }
    }
}
