using Cosmo.Core.Storage;
using Cosmo.Core.Work;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;

namespace Cosmo.Tests.Work;

/// <summary>Arrivals that go with the commit of a round.</summary>
public sealed class JoiningTests
{
    private static readonly WorkKind s_kind = WorkKind.Internal("test.joined");

    [Fact]
    public async Task Whoever_joins_is_told_after_the_commit()
    {
        await using var core = await CoreFixture.CreateAsync(StorageProvider.Sqlite);
        var intake = NotRunning(core);
        var kept = intake.AcceptAsync([new(s_kind, "a", "one")]);
        Assert.True(intake.IsAwaited);
        await using (var db = core.Database.CreateDbContext())
        {
            await using var transaction = await db.Database.BeginTransactionAsync(TestContext.Current.CancellationToken);
            var joined = await intake.JoinAsync(db, transaction);
            Assert.False(kept.IsCompleted);
            await transaction.CommitAsync(TestContext.Current.CancellationToken);
            await joined.CommittedAsync();
        }

        await kept;
        Assert.False(intake.IsAwaited);
        Assert.Equal(["one"], await BodiesAsync(core));
    }

    [Fact]
    public async Task A_round_that_comes_to_nothing_leaves_the_arrivals_a_commit_of_their_own()
    {
        await using var core = await CoreFixture.CreateAsync(StorageProvider.Sqlite);
        var intake = NotRunning(core);
        var kept = intake.AcceptAsync([new(s_kind, "a", "one")]);
        await using (var db = core.Database.CreateDbContext())
        {
            await using var transaction = await db.Database.BeginTransactionAsync(TestContext.Current.CancellationToken);
            var joined = await intake.JoinAsync(db, transaction);
            await transaction.RollbackAsync(TestContext.Current.CancellationToken);
            Assert.Empty(await BodiesAsync(core));
            await joined.UndoneAsync();
        }

        await kept;
        Assert.Equal(["one"], await BodiesAsync(core));
    }

    [Fact]
    public async Task An_arrival_that_cannot_be_written_spoils_neither_the_round_nor_the_others()
    {
        await using var core = await CoreFixture.CreateAsync(StorageProvider.Sqlite);
        var intake = NotRunning(core);
        var (good, bad) = (intake.AcceptAsync([new(s_kind, "a", "good")]), intake.AcceptAsync([new(s_kind, "b", "one"), new(s_kind, "b", null!)]));
        await using (var db = core.Database.CreateDbContext())
        {
            await using var transaction = await db.Database.BeginTransactionAsync(TestContext.Current.CancellationToken);
            await LaneSql.SettleAsync(db, [new(s_kind, "c", "round")], [], 0, TestContext.Current.CancellationToken);
            var joined = await intake.JoinAsync(db, transaction);
            await transaction.CommitAsync(TestContext.Current.CancellationToken);
            Assert.Equal(["round"], await BodiesAsync(core));
            await joined.CommittedAsync();
        }

        await good;
        await Assert.ThrowsAnyAsync<Exception>(() => bad);
        Assert.Equal(["good", "round"], await BodiesAsync(core));
    }

    /// <summary>Handlers accept an arrival while their own round is under way, and fail or not.</summary>
    [Theory, InlineData(false), InlineData(true)]
    public async Task What_arrives_during_a_round_is_kept_whatever_becomes_of_the_round(bool fails)
    {
        var handler = new Accepting { Fails = fails };
        await using var core = await CoreFixture.CreateAsync(StorageProvider.Sqlite, services => services.AddSingleton<IWorkHandler>(handler));
        handler.Intake = core.Get<WorkIntake>();
        await handler.Intake.AcceptAsync([new(s_kind, "a", "first")]);
        await core.RunAsync();
        await handler.Arrived;
        await core.RunAsync();

        Assert.Contains("second", handler.Done);
        Assert.Equal(fails ? 0 : 1, handler.Done.Count(d => d == "first"));
    }

    // Nobody takes from its queue but the test.
    private static WorkIntake NotRunning(CoreFixture core) =>
        new(core.Database, core.Get<WriteGate>(), core.Get<WorkSignal>(), new SingleNode(), core.Clock, NullLogger<WorkIntake>.Instance);

    private static Task<List<string>> BodiesAsync(CoreFixture core) =>
        core.ReadAsync(db => db.Set<WorkItem>().OrderBy(w => w.Body).Select(w => w.Body).ToListAsync());

    private sealed class Accepting : IWorkHandler
    {
        public required bool Fails { get; init; }

        public WorkIntake? Intake { get; set; }

        public Task Arrived { get; private set; } = Task.CompletedTask;

        public List<string> Done { get; } = [];

        public WorkKind Kind => s_kind;

        public Task HandleAsync(Change change, WorkItem item, CancellationToken cancel)
        {
            if (item.Body == "first")
            {
                if (Arrived.IsCompleted && Intake is { } intake)
                    Arrived = intake.AcceptAsync([new(s_kind, "b", "second", "once")]);
                if (Fails)
                    throw new InvalidOperationException("as asked");
            }

            Done.Add(item.Body);
            return Task.CompletedTask;
        }
    }
}
