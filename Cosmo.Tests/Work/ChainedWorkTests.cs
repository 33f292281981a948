using Cosmo.Core.Storage;
using Cosmo.Core.Team;
using Cosmo.Core.Work;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Cosmo.Tests.Work;

/// <summary>Work that makes other work due.</summary>
public sealed class ChainedWorkTests
{
    private static readonly WorkKind First = WorkKind.Internal("test.first");
    private static readonly WorkKind Next = WorkKind.Internal("test.next");

    [Fact]
    public async Task On_sqlite_what_follows_at_once_shares_the_commit_and_leaves_no_row()
    {
        var next = new Following();
        await using var core = await StartAsync(StorageProvider.Sqlite, next);
        await core.Get<WorkIntake>().AcceptAsync([new(First, "a", "3")]);
        await core.RunAsync();

        Assert.Equal(["3", "2", "1", "0"], next.Done.Select(d => d.Body));
        Assert.Single(next.Done.Select(d => d.Transaction).Distinct());
        Assert.Equal(First.Name, await core.ReadAsync(db => db.Set<WorkItem>().Select(w => w.Kind).SingleAsync()));
    }

    [Fact]
    public async Task On_postgres_each_step_is_a_row()
    {
        var next = new Following();
        await using var core = await StartAsync(StorageProvider.Postgres, next);
        await core.Get<WorkIntake>().AcceptAsync([new(First, "a", "3")]);
        await core.RunAsync();

        Assert.Equal(["3", "2", "1", "0"], next.Done.Select(d => d.Body));
        Assert.Equal(4, await core.ReadAsync(db => db.Set<WorkItem>().CountAsync(w => w.State == WorkState.Done)));
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task What_stands_in_the_lane_already_comes_before_what_follows(StorageProvider provider)
    {
        var next = new Following();
        await using var core = await StartAsync(provider, next);
        await core.Get<WorkIntake>().AcceptAsync([new(First, "a", "1"), new(First, "a", "101")]);
        await core.RunAsync();

        Assert.Equal(["1", "101", "0", "100"], next.Done.Select(d => d.Body).Take(4));
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task What_follows_into_a_lane_that_waits_waits_with_it(StorageProvider provider)
    {
        var next = new Following { Lane = "b" };
        await using var core = await StartAsync(provider, next);
        await core.Get<WorkIntake>().AcceptAsync([new(First, "b", "0", Due: core.Clock.GetUtcNow().AddMinutes(1)), new(First, "a", "1")]);
        await core.RunAsync();
        Assert.Equal(["1"], next.Done.Select(d => d.Body));

        core.Clock.Advance(TimeSpan.FromMinutes(2));
        await core.RunAsync();
        Assert.Equal(["1", "0", "0"], next.Done.Select(d => d.Body));
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task A_chain_without_an_early_end_is_done_in_several_commits(StorageProvider provider)
    {
        var next = new Following();
        await using var core = await StartAsync(provider, next);
        await core.Get<WorkIntake>().AcceptAsync([new(First, "a", "100")]);
        await core.RunAsync();

        Assert.Equal(101, next.Done.Count);
        Assert.True(next.Done.Select(d => d.Transaction).Distinct().Count() > 1);
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task What_fails_at_the_end_of_a_chain_costs_the_beginning_nothing(StorageProvider provider)
    {
        var next = new Following { FailsAt = "0" };
        await using var core = await StartAsync(provider, next);
        await core.Get<WorkIntake>().AcceptAsync([new(First, "a", "2"), new(First, "b", "1")]);
        await core.RunAsync();

        Assert.Equal(2, await core.ReadAsync(db => db.Set<Department>().CountAsync(d => d.Name.EndsWith(" 1"))));
        Assert.Equal(0, await core.ReadAsync(db => db.Set<Department>().CountAsync(d => d.Name.EndsWith(" 0"))));
        Assert.Equal(2, await core.ReadAsync(db => db.Set<WorkItem>().CountAsync(w => w.State == WorkState.Ready && w.Attempts == 1)));

        next.FailsAt = null;
        core.Clock.Advance(WorkKind.LongestDelay);
        await core.RunAsync();
        Assert.Equal(2, await core.ReadAsync(db => db.Set<Department>().CountAsync(d => d.Name.EndsWith(" 0"))));
        Assert.Equal(5, await core.ReadAsync(db => db.Set<Department>().CountAsync(d => d.Name.StartsWith("step "))));
    }

    private static Task<CoreFixture> StartAsync(StorageProvider provider, Following next) => CoreFixture.CreateAsync(
        provider, services => services.AddSingleton<IWorkHandler>(new Beginning(next)).AddSingleton<IWorkHandler>(next));

    private sealed class Beginning(Following next) : IWorkHandler
    {
        public WorkKind Kind => First;

        public Task HandleAsync(Change change, WorkItem item, CancellationToken cancel) => next.HandleAsync(change, item, cancel);
    }

    /// <summary>Counts down, each number a piece of work and a row.</summary>
    private sealed class Following : IWorkHandler
    {
        public WorkKind Kind => Next;
        public string? FailsAt { get; set; }

        /// <summary>Where the next step goes; null: the same lane.</summary>
        public string? Lane { get; init; }
        public List<(string Body, Guid Transaction)> Done { get; } = [];

        public Task HandleAsync(Change change, WorkItem item, CancellationToken cancel)
        {
            if (item.Body == FailsAt)
                throw new InvalidOperationException("It fails");
            var left = int.Parse(item.Body, null);
            Done.Add((item.Body, change.Db.Database.CurrentTransaction!.TransactionId));
            change.Db.Add(Department.Create($"step {item.Id} {item.Lane} {left}", "", isFallback: false));
            if (left > 0)
                change.Add(new(Next, Lane ?? item.Lane, $"{left - 1}"));
            return Task.CompletedTask;
        }
    }
}
