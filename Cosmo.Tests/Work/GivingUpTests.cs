using Cosmo.Core.Storage;
using Cosmo.Core.Work;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;

namespace Cosmo.Tests.Work;

/// <summary>What fails for good ends, even where nobody can be told; what a call brought is kept while the database is away.</summary>
public sealed class GivingUpTests
{
    private static readonly WorkKind s_inside = WorkKind.Internal("test.inside");
    private static readonly WorkKind s_outside = WorkKind.External("test.outside", mostAttempts: 3);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task Whoever_waits_is_told_with_the_end(StorageProvider provider)
    {
        var (inside, outside) = (new Inside(), new Outside());
        await using var core = await StartAsync(provider, inside, outside);
        await ExhaustAsync(core);

        Assert.All(await core.AllAsync<WorkItem>(), item => Assert.Equal(item.Body == "good" ? WorkState.Done : WorkState.Dead, item.State));
        Assert.Equal(1, inside.Told);
        Assert.Equal(["begin", "call"], outside.Told.Order());
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task It_ends_untold_where_telling_fails_and_holds_up_nobody(StorageProvider provider)
    {
        var (inside, outside) = (new Inside { TellingFails = true }, new Outside { TellingFails = true });
        await using var core = await StartAsync(provider, inside, outside);
        await ExhaustAsync(core);

        Assert.All(await core.AllAsync<WorkItem>(), item => Assert.Equal(item.Body == "good" ? WorkState.Done : WorkState.Dead, item.State));
        Assert.Equal(1, inside.Told);
        Assert.Equal(["begin", "call"], outside.Told.Distinct().Order());
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task What_another_node_has_begun_meanwhile_is_neither_put_off_nor_given_up(StorageProvider provider)
    {
        var outside = new Outside();
        await using var core = await CoreFixture.CreateAsync(provider, services => services.AddSingleton<IExternalWorkHandler>(outside));
        await core.Get<WorkIntake>().AcceptAsync([new(s_outside, "lane", "begin")]);
        var item = Assert.Single(await core.AllAsync<WorkItem>());
        item.Attempts = s_outside.MostAttempts - 1;
        // The claim of this node was undone, and the other node's came before it could say that it failed.
        await core.ReadAsync(db => db.Set<WorkItem>().ExecuteUpdateAsync(s => s.SetProperty(w => w.State, WorkState.Leased).SetProperty(w => w.LeaseMs, 4711), Cancel));
        var failed = new FailedWork(core.Database, core.Get<Changes>(), new WorkHandlers([], [outside]), core.Clock, NullLogger.Instance);
        await failed.PutOffAsync(item, new InvalidOperationException("It does not begin"));

        var row = Assert.Single(await core.AllAsync<WorkItem>());
        Assert.Equal((WorkState.Leased, 4711, null), (row.State, row.LeaseMs, row.Error));
        Assert.Empty(outside.Told);
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task What_a_call_brought_is_written_down_when_the_database_is_back(StorageProvider provider)
    {
        var (outside, away) = (new Outside(), new Away());
        await using var core = await CoreFixture.CreateAsync(provider, services =>
        {
            services.AddSingleton<IExternalWorkHandler>(outside);
            var there = services.Last(s => s.ServiceType == typeof(IDbContextFactory<CosmoContext>));
            services.AddSingleton<IDbContextFactory<CosmoContext>>(_ => away.Before((IDbContextFactory<CosmoContext>)there.ImplementationInstance!));
        });
        await core.Get<WorkIntake>().AcceptAsync([.. Enumerable.Range(0, 40).Select(i => new NewWork(s_outside, $"lane{i}", "good"))]);
        outside.Called = () => away.IsAway = true;
        await Assert.ThrowsAsync<InvalidOperationException>(core.RunAsync);
        Assert.Contains(await core.AllAsync<WorkItem>(), item => item.State is WorkState.Leased);

        (outside.Called, away.IsAway) = (null, false);
        await core.RunAsync();
        Assert.All(await core.AllAsync<WorkItem>(), item => Assert.Equal(WorkState.Done, item.State));
        Assert.Equal(40, outside.Calls);   // nothing was called twice
    }

    private static async Task<CoreFixture> StartAsync(StorageProvider provider, Inside inside, Outside outside)
    {
        var core = await CoreFixture.CreateAsync(provider, services => services.AddSingleton<IWorkHandler>(inside).AddSingleton<IExternalWorkHandler>(outside));
        await core.Get<WorkIntake>().AcceptAsync([new(s_inside, "a", "bad"), new(s_outside, "b", "begin"), new(s_outside, "c", "call")]);
        await core.Get<WorkIntake>().AcceptAsync([new(s_inside, "d", "good"), new(s_inside, "a", "good"), new(s_outside, "e", "good"), new(s_outside, "b", "good")]);
        return core;
    }

    private static async Task ExhaustAsync(CoreFixture core)
    {
        for (var attempt = 0; attempt <= s_inside.MostAttempts; attempt++)
        {
            await core.RunAsync();
            core.Clock.Advance(WorkKind.LongestDelay);
        }
    }

    private sealed class Inside : IWorkHandler
    {
        public WorkKind Kind => s_inside;
        public bool TellingFails { get; init; }
        public int Told { get; private set; }

        public Task HandleAsync(Change change, WorkItem item, CancellationToken cancel) =>
            item.Body == "good" ? Task.CompletedTask : throw new InvalidOperationException("It is bad");

        public Task GiveUpAsync(Change change, WorkItem item)
        {
            Told++;
            return TellingFails ? throw new InvalidOperationException("Nobody listens") : Task.CompletedTask;
        }
    }

    private sealed class Outside : IExternalWorkHandler
    {
        private int _calls;

        public WorkKind Kind => s_outside;
        public bool TellingFails { get; init; }
        public List<string> Told { get; } = [];
        public Action? Called { get; set; }
        public int Calls => _calls;

        public Task<ExternalStep> BeginAsync(Change change, WorkItem item) => item.Body == "begin"
            ? throw new InvalidOperationException("It does not begin")
            : Task.FromResult(ExternalStep.Calls(() =>
            {
                Interlocked.Increment(ref _calls);
                Called?.Invoke();
                return item.Body == "good" ? Task.FromResult<RecordOutcome>(_ => Task.FromResult(WorkOutcome.Done)) : throw new InvalidOperationException("It fails");
            }));

        public Task<WorkOutcome> LoseAsync(Change change, WorkItem item) => Task.FromResult(WorkOutcome.RetryAt(change.Now, "lost"));

        public async Task GiveUpAsync(Change change, WorkItem item)
        {
            Told.Add(item.Body);
            if (TellingFails)
                await change.Db.Database.ExecuteSqlRawAsync("SELECT * FROM nowhere", Cancel);   // on PostgreSQL the transaction is over with it
        }
    }

    /// <summary>A database that is not there for a while.</summary>
    private sealed class Away : IDbContextFactory<CosmoContext>
    {
        private IDbContextFactory<CosmoContext>? _there;

        public bool IsAway { get; set; }

        public Away Before(IDbContextFactory<CosmoContext> there)
        {
            _there = there;
            return this;
        }

        public CosmoContext CreateDbContext() =>
            IsAway ? throw new InvalidOperationException("The database is away") : _there!.CreateDbContext();
    }
}
