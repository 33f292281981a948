using System.Collections.Concurrent;
using Cosmo.Core.Live;
using Cosmo.Core.Storage;
using Cosmo.Core.Work;
using Microsoft.EntityFrameworkCore;

namespace Cosmo.Tests.Work;

/// <summary>What one node commits, another one hears, over PostgreSQL's NOTIFY.</summary>
public sealed class PostgresLinkTests
{
    private static readonly WorkKind Kind = WorkKind.Internal("test");

    [Fact]
    public async Task A_commit_wakes_the_other_node_and_does_so_again_after_its_connection_was_lost()
    {
        await using var core = await CoreFixture.CreateAsync(StorageProvider.Postgres);
        await using var other = await core.SecondNodeAsync();
        var heard = new ConcurrentDictionary<Topic, bool>();
        using var tap = other.Get<LiveFeed>().Tap(topic => heard[topic] = true);
        using var everything = other.Get<LiveFeed>().Subscribe(Topic.Knowledge, () => Task.CompletedTask);
        var link = other.Get<PostgresLink>();
        await link.StartAsync(TestContext.Current.CancellationToken);
        try
        {
            await Eventually.SeeAsync("the other node listens", async () => heard.ContainsKey(Topic.Knowledge) && await ListenersAsync(core) == 1);
            await HearsAsync(core, other, heard);

            heard.Clear();
            await core.ReadAsync(db => db.Database.ExecuteSqlRawAsync(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE query = 'LISTEN cosmo' AND datname = current_database()"));
            // It connects again after a pause, and what was missed meanwhile is read again: every topic is told.
            await Eventually.SeeAsync("the other node listens again", () =>
            {
                core.Clock.Advance(TimeSpan.FromSeconds(1));
                return heard.ContainsKey(Topic.Knowledge);
            });
            Assert.Equal(1, await ListenersAsync(core));
            await HearsAsync(core, other, heard);
        }
        finally
        {
            await link.StopAsync(CancellationToken.None);
        }
    }

    [Fact]
    public async Task A_node_does_not_hear_itself()
    {
        await using var core = await CoreFixture.CreateAsync(StorageProvider.Postgres);
        var heard = new ConcurrentQueue<Topic>();
        var link = core.Get<PostgresLink>();
        await link.StartAsync(TestContext.Current.CancellationToken);
        await Eventually.SeeAsync("it listens", async () => await ListenersAsync(core) == 1);
        using var tap = core.Get<LiveFeed>().Tap(heard.Enqueue);
        await using var other = await core.SecondNodeAsync();   // connecting tells the topic of the channels
        await Eventually.SeeAsync("the other's news", () => !heard.IsEmpty);

        // Topics that nobody else tells of.
        var (ours, theirs) = (Topic.Conversation(Guid.CreateVersion7()), Topic.Conversation(Guid.CreateVersion7()));
        await TellAsync(core, ours, work: false);
        await TellAsync(other, theirs, work: false);
        await Eventually.SeeAsync("the other's news came after our own", () => heard.Contains(theirs));
        Assert.Equal([ours, theirs], heard.Where(t => t == ours || t == theirs));   // our own once: told at the commit, not by the echo
        await link.StopAsync(CancellationToken.None);
    }

    private static async Task HearsAsync(CoreFixture teller, CoreFixture hearer, ConcurrentDictionary<Topic, bool> heard)
    {
        var topic = Topic.Conversation(Guid.CreateVersion7());   // nobody else tells of it
        var signal = hearer.Get<WorkSignal>();
        while (await signal.WaitAsync(external: false, TimeSpan.Zero, CancellationToken.None))
            continue;   // what was signalled before
        await TellAsync(teller, topic, work: true);
        Assert.True(await signal.WaitAsync(external: false, Patience.Limit, TestContext.Current.CancellationToken));
        await Eventually.SeeAsync("the topic is heard", () => heard.ContainsKey(topic));
    }

    private static Task TellAsync(CoreFixture core, Topic topic, bool work) => core.ChangeAsync(change =>
    {
        change.Tell(topic);
        if (work)
            change.Add(new(Kind, $"lane:{topic.Name}", "later", Due: change.Now.AddDays(1)));   // the head of its lane: what stands behind another wakes nobody
        return Task.CompletedTask;
    });

    private static Task<int> ListenersAsync(CoreFixture core) => core.ReadAsync(db => db.Database.SqlQuery<int>(
        $"SELECT count(*)::int AS \"Value\" FROM pg_stat_activity WHERE query = 'LISTEN cosmo' AND datname = current_database()").SingleAsync());
}
