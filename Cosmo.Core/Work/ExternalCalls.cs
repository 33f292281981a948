using System.Collections.Concurrent;
using Cosmo.Core.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;

namespace Cosmo.Core.Work;

/// <summary>
/// The calling half of the queue: leases external work, calls, and hands what came of it to a round that writes it down.
/// A lease that runs out is settled by its handler, which knows whether trying again could do harm.
/// </summary>
internal sealed class ExternalCalls(
    IDbContextFactory<CosmoContext> contexts, WriteGate gate, WorkSignal signal, Changes changes, WorkHandlers handlers,
    WorkRounds rounds, FailedWork failed, TimeProvider clock, ILogger log)
{
    private const int MostAtOnce = 16;

    /// <summary>Leases last a minute: a lost one need not be noticed within the second.</summary>
    private static readonly TimeSpan s_lookForLost = TimeSpan.FromSeconds(1);

    private readonly ConcurrentDictionary<long, Task> _calls = [];
    private DateTimeOffset _looked;

    private long Now => clock.GetUtcNow().ToUnixTimeMilliseconds();

    /// <summary>Ends when no call is under way any more.</summary>
    public Task EndedAsync() => Task.WhenAll(_calls.Values);

    /// <summary>One round: leases that ran out, then what is due, as far as places are free.</summary>
    public async Task<Round> StartAsync(CancellationToken cancel)
    {
        var lost = await SettleExpiredAsync(cancel);
        var free = MostAtOnce - _calls.Count;
        if (free <= 0)
            return new(lost, Full: false);
        var round = await LeaseAsync(free, cancel);
        for (var alone = -round.Done; alone > 0; alone--)
            round = await LeaseAsync(1, cancel);
        return round with { Done = round.Done + lost };
    }

    /// <returns>What was begun; less than nothing: so many have to be begun alone, the last of them failed.</returns>
    private async Task<Round> LeaseAsync(int most, CancellationToken cancel)
    {
        var calls = new List<(WorkItem Item, Func<Task<RecordOutcome>> Call)>();
        List<WorkItem> items;
        Change change;
        using (await gate.EnterAsync(cancel))
        {
            await using var db = await contexts.CreateDbContextAsync(cancel);
            await using var transaction = await db.Database.BeginTransactionAsync(cancel);
            items = await WorkSql.ClaimAsync(db, external: true, most, Now, cancel);
            if (items.Count == 0)
                return default;
            change = new Change(db, clock.GetUtcNow());
            var begun = 0;
            try
            {
                await LeaseAsync(db, items, cancel);
                foreach (var item in items)
                {
                    begun++;
                    if (await BeginAsync(change, item) is { } call)
                        calls.Add((item, call));
                }

                await Changes.SettleAsync(change, cancel);
                await changes.AnnounceAsync(change, cancel);
                Failpoint.Hit("before-claim-commit");
                await transaction.CommitAsync(CancellationToken.None);
            }
            catch (Exception e) when (!cancel.IsCancellationRequested)
            {
                await transaction.RollbackAsync(CancellationToken.None);
                if (items.Count > 1)
                    return new(-begun, Full: false);
                await failed.PutOffAsync(items[0], e);
                return new(1, Full: false);
            }
        }

        Failpoint.Hit("after-claim-before-send");
        foreach (var (item, call) in calls)
        {
            _calls[item.Id] = Task.CompletedTask;   // takes the place before the call may already have ended
            _calls[item.Id] = CallAsync(item, call);
        }

        changes.Tell(change);
        return new(items.Count, Full: items.Count == most);
    }

    /// <returns>What to call; null where nothing is.</returns>
    private async Task<Func<Task<RecordOutcome>>?> BeginAsync(Change change, WorkItem item)
    {
        var step = await handlers.ExternalFor(item).BeginAsync(change, item);
        await change.SaveAsync(CancellationToken.None);
        change.Db.ChangeTracker.Clear();
        if (step.Call is { } call)
            return call;
        var ends = step.Outcome;
        var (state, due) = ends.Due is { } again ? (WorkState.Ready, again.ToUnixTimeMilliseconds()) : (WorkState.Done, 0);
        await WorkSql.EndLeaseAsync(change.Db, item, state, due, item.Attempts, ends.Reason, Now, CancellationToken.None);
        change.End(item.Lane);
        return null;
    }

    private async Task CallAsync(WorkItem item, Func<Task<RecordOutcome>> call)
    {
        await Task.Yield();
        RecordOutcome outcome;
        try
        {
            outcome = await call();
        }
        catch (Exception e)
        {
            log.LogWarning(e, "Work {Id} ({Kind}) failed, attempt {Attempt}", item.Id, item.Kind, item.Attempts + 1);
            outcome = _ => Task.FromResult(WorkOutcome.RetryAt(
                clock.GetUtcNow() + handlers.KindOf(item).DelayAfter(item.Attempts + 1, Random.Shared.NextDouble()), e.ToString()));
        }

        Failpoint.Hit("after-response-before-record");
        rounds.Add(new(item, outcome, () => Free(item)));
        signal.Raise(new(Internal: true, External: false));
    }

    private void Free(WorkItem item)
    {
        var wasFull = _calls.Count >= MostAtOnce;
        _calls.TryRemove(item.Id, out _);
        if (wasFull)
            signal.Raise(new(Internal: false, External: true));
    }

    private async Task<int> SettleExpiredAsync(CancellationToken cancel)
    {
        var now = clock.GetUtcNow();
        if ((now - _looked).Duration() < s_lookForLost)
            return 0;
        _looked = now;
        var expired = await TakeOverExpiredAsync(cancel);
        foreach (var item in expired)
        {
            log.LogWarning("The lease of work {Id} ({Kind}) ran out", item.Id, item.Kind);
            rounds.Add(new(
                item,
                change => handlers.FindExternal(item) is { } handler
                    ? handler.LoseAsync(change, item)
                    : Task.FromResult(WorkOutcome.RetryAt(change.Now + handlers.KindOf(item).DelayAfter(item.Attempts + 1, Random.Shared.NextDouble()), "no handler")),
                () => { }));
        }

        if (expired.Count > 0)
            signal.Raise(new(Internal: true, External: false));
        return expired.Count;
    }

    // The lease changes hands before anything is decided, so that two nodes never settle the same item.
    private async Task<List<WorkItem>> TakeOverExpiredAsync(CancellationToken cancel)
    {
        await using var db = await contexts.CreateDbContextAsync(cancel);
        await db.Database.OpenConnectionAsync(cancel);
        // Hardly ever is there one, and to look needs no turn among the writers.
        if ((await WorkSql.ExpiredAsync(db, Now, 1, cancel)).Count == 0)
            return [];
        using var turn = await gate.EnterAsync(cancel);
        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        var expired = (await WorkSql.ExpiredAsync(db, Now, MostAtOnce, cancel)).Where(i => !_calls.ContainsKey(i.Id)).ToList();
        if (expired.Count == 0)
            return expired;
        await LeaseAsync(db, expired, cancel);
        await transaction.CommitAsync(cancel);
        return expired;
    }

    private async Task LeaseAsync(CosmoContext db, List<WorkItem> items, CancellationToken cancel)
    {
        var until = (clock.GetUtcNow() + WorkEngine.Lease).ToUnixTimeMilliseconds();
        await WorkSql.LeaseAsync(db, items, until, cancel);
        foreach (var item in items)
            item.LeaseMs = until;
    }
}
