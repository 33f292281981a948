using System.Globalization;
using Cosmo.Core.Storage;
using Cosmo.Core.Work;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Cosmo.Tests.Work;

/// <summary>Several transactions of PostgreSQL add to one lane at once, and it stays a lane.</summary>
public sealed class LaneOrderTests
{
    private static readonly WorkKind Kind = WorkKind.Internal("test");

    [Fact]
    public async Task Whoever_adds_to_a_lane_waits_for_the_one_before_and_no_other_lane_does()
    {
        await using var core = await CoreFixture.CreateAsync(StorageProvider.Postgres);
        await using var first = core.Database.CreateDbContext();
        await using var held = await first.Database.BeginTransactionAsync(TestContext.Current.CancellationToken);
        await AddAsync(first, "lane", "first");

        var second = Task.Run(() => CommitAsync(core, "lane", "second"), TestContext.Current.CancellationToken);
        await Eventually.SeeAsync("the second waits for the lane", () => core.ReadAsync(async db =>
            await db.Database.SqlQuery<int>($"SELECT count(*)::int AS \"Value\" FROM pg_locks WHERE locktype = 'advisory' AND NOT granted AND database = (SELECT oid FROM pg_database WHERE datname = current_database())").SingleAsync() == 1));
        await CommitAsync(core, "other", "beside");
        Assert.False(second.IsCompleted);
        await held.CommitAsync(TestContext.Current.CancellationToken);
        await second;

        var rows = (await core.AllAsync<WorkItem>()).OrderBy(w => w.Id).ToList();
        Assert.Equal(["first", "second"], rows.Where(w => w.Lane == "lane").Select(w => w.Body));
        Assert.Equal(["first", "beside"], rows.Where(w => w.State is WorkState.Ready).Select(w => w.Body));   // one head for each lane
    }

    [Fact]
    public async Task Items_that_two_nodes_add_to_one_lane_at_once_are_done_in_the_order_of_their_commits()
    {
        var done = new Recorder();
        await using var core = await CoreFixture.CreateAsync(StorageProvider.Postgres, services => services.AddSingleton<IWorkHandler>(done));
        await using var other = await core.SecondNodeAsync(services => services.AddSingleton<IWorkHandler>(done));
        var nodes = new[] { core, other };
        const int Writers = 8, Each = 25;
        await Task.WhenAll(
            Task.WhenAll(Enumerable.Range(0, Writers).Select(writer => Task.Run(async () =>
            {
                for (var i = 0; i < Each; i++)
                    await CommitAsync(nodes[writer % 2], "lane", string.Create(CultureInfo.InvariantCulture, $"{writer} {i}"));
            }))),
            Eventually.SeeAsync("everything is done", async () =>
            {
                await Task.WhenAll(core.RunAsync(), other.RunAsync());
                return await core.ReadAsync(db => db.Set<WorkItem>().CountAsync(w => w.State == WorkState.Done)) == Writers * Each;
            }));

        // An item that became visible only after a later one was done would break this.
        Assert.Equal(done.Ids.Order(), done.Ids);
        foreach (var writer in (await core.AllAsync<WorkItem>()).OrderBy(w => w.Id).Select(w => w.Body.Split(' ')).GroupBy(parts => parts[0]))
            Assert.Equal(Enumerable.Range(0, Each), writer.Select(parts => int.Parse(parts[1], CultureInfo.InvariantCulture)));
    }

    private static async Task CommitAsync(CoreFixture core, string lane, string body)
    {
        await using var db = core.Database.CreateDbContext();
        await using var transaction = await db.Database.BeginTransactionAsync();
        await AddAsync(db, lane, body);
        await transaction.CommitAsync();
    }

    private static Task<ReadyWork> AddAsync(CosmoContext db, string lane, string body) =>
        LaneSql.SettleAsync(db, [new(Kind, lane, body)], [], 0, CancellationToken.None);

    private sealed class Recorder : IWorkHandler
    {
        private readonly Lock _gate = new();

        public WorkKind Kind => LaneOrderTests.Kind;
        public List<long> Ids { get; } = [];

        public Task HandleAsync(Change change, WorkItem item, CancellationToken cancel)
        {
            lock (_gate)
            {
                // What was rolled back is done again.
                if (!Ids.Contains(item.Id))
                    Ids.Add(item.Id);
            }

            return Task.CompletedTask;
        }
    }
}
