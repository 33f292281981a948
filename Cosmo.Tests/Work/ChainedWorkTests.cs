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
    public async Task On_sqlite_a_round_goes_on_with_what_it_made_due()
    {
        var next = new Following();
        await using var core = await StartAsync(StorageProvider.Sqlite, next);
        // A round that takes too long leaves the rest to the next one: how many of the four share a commit is up to the machine.
        var tries = 0;
        await Eventually.SeeAsync("one commit holds more than one of them", async () =>
        {
            next.Done.Clear();
            await core.Get<WorkIntake>().AcceptAsync([new(First, $"lane{tries++}", "3")]);
            await core.RunAsync();
            Assert.Equal(["3", "2", "1", "0"], next.Done.Select(d => d.Body));
            return next.Done.Select(d => d.Transaction).Distinct().Count() < next.Done.Count;
        });
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
        public List<(string Body, Guid Transaction)> Done { get; } = [];

        public Task HandleAsync(Change change, WorkItem item, CancellationToken cancel)
        {
            if (item.Body == FailsAt)
                throw new InvalidOperationException("It fails");
            var left = int.Parse(item.Body, null);
            Done.Add((item.Body, change.Db.Database.CurrentTransaction!.TransactionId));
            change.Db.Add(Department.Create($"step {item.Lane} {left}", "", isFallback: false));
            if (left > 0)
                change.Add(new(Next, item.Lane, $"{left - 1}"));
            return Task.CompletedTask;
        }
    }
}
