using Cosmo.Core.Storage;
using Cosmo.Core.Work;
using Microsoft.EntityFrameworkCore;

namespace Cosmo.Tests.Work;

/// <summary>Whatever is added and ended, the first of each lane is ready and everything behind it waits.</summary>
public sealed class LaneHeadTests
{
    private static readonly WorkKind s_kind = WorkKind.Internal("test");
    private static readonly string[] s_lanes = ["a", "b", "c", "d"];

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task A_new_item_stands_first_where_the_one_before_it_in_the_batch_was_known(StorageProvider provider)
    {
        await using var core = await CoreFixture.CreateAsync(provider);
        Assert.True((await SettleAsync(core, [new(s_kind, "a", "1", "key")], [])).Internal);
        await EndAsync(core, "a");
        Assert.False((await SettleAsync(core, [new(s_kind, "a", "1 again", "key")], [])).Any);
        Assert.True((await SettleAsync(core, [new(s_kind, "a", "1 again", "key"), new(s_kind, "a", "2")], [])).Internal);
        Assert.False((await SettleAsync(core, [new(s_kind, "a", "3"), new(s_kind, "a", "4")], [])).Any);
        Assert.Equal([("1", WorkState.Done), ("2", WorkState.Ready), ("3", WorkState.Waiting), ("4", WorkState.Waiting)], await RowsAsync(core));
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task Each_lane_has_one_head_after_any_course_of_events(StorageProvider provider)
    {
        await using var core = await CoreFixture.CreateAsync(provider);
        var random = new Random(7);
        for (var step = 0; step < 60; step++)
        {
            var items = Enumerable.Range(0, random.Next(6))
                .Select(_ => new NewWork(s_kind, s_lanes[random.Next(s_lanes.Length)], $"{step}", random.Next(3) == 0 ? $"key {random.Next(20)}" : null)).ToList();
            var ended = s_lanes.Where(_ => random.Next(3) == 0).ToList();
            foreach (var lane in ended)
                await EndAsync(core, lane);
            await SettleAsync(core, items, ended);
            foreach (var lane in (await core.AllAsync<WorkItem>()).Where(w => w.State < WorkState.Done).GroupBy(w => w.Lane))
                Assert.Equal(lane.Select((_, place) => place == 0 ? WorkState.Ready : WorkState.Waiting), lane.OrderBy(w => w.Id).Select(w => w.State));
        }
    }

    private static async Task<ReadyWork> SettleAsync(CoreFixture core, IReadOnlyList<NewWork> items, IReadOnlyList<string> ended)
    {
        await using var db = core.Database.CreateDbContext();
        await using var transaction = await db.Database.BeginTransactionAsync(Cancel);
        var ready = await LaneSql.SettleAsync(db, items, ended, 0, Cancel);
        await transaction.CommitAsync(Cancel);
        return ready;
    }

    private static async Task EndAsync(CoreFixture core, string lane)
    {
        await using var db = core.Database.CreateDbContext();
        await db.Set<WorkItem>().Where(w => w.Lane == lane && w.State == WorkState.Ready)
            .ExecuteUpdateAsync(s => s.SetProperty(w => w.State, WorkState.Done), Cancel);
    }

    private static async Task<List<(string, WorkState)>> RowsAsync(CoreFixture core) =>
        [.. (await core.AllAsync<WorkItem>()).OrderBy(w => w.Id).Select(w => (w.Body, w.State))];
}
