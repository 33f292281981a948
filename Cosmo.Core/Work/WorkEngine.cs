using System.Collections.Concurrent;
using System.Diagnostics;
using Cosmo.Core.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Cosmo.Core.Work;

/// <summary>
/// Does what is due. Internal work is claimed, done and ended in one transaction, so its effects happen exactly once.
/// External work is leased, called, and recorded one by one; a lease that runs out is handed to its handler, which
/// knows whether trying again could do harm.
/// </summary>
public sealed class WorkEngine(
    IDbContextFactory<CosmoContext> contexts, WriteGate gate, WorkSignal signal, Changes changes, INodeLink node,
    IEnumerable<IWorkHandler> handlers, IEnumerable<IExternalWorkHandler> externalHandlers,
    IHostApplicationLifetime lifetime, TimeProvider clock, ILogger<WorkEngine> log)
    : BackgroundService
{
    /// <summary>How long a call may take before others believe the worker dead: three times the longest HTTP time-out.</summary>
    public static readonly TimeSpan Lease = TimeSpan.FromSeconds(60);

    /// <summary>How often the database is asked when no signal comes.</summary>
    private static readonly TimeSpan s_poll = TimeSpan.FromMilliseconds(500);

    /// <summary>How long one transaction may gather work; whoever accepts webhooks waits for it on SQLite.</summary>
    private static readonly TimeSpan s_longestTransaction = TimeSpan.FromMilliseconds(10);

    private const int MostInOneTransaction = 64;
    private const int MostCallsAtOnce = 16;
    private const int WorkersOnPostgres = 2;

    /// <summary>How many times more often a conflict may happen than any other failure before the item is given up.</summary>
    private const int TriesPerConflict = 5;

    private readonly Dictionary<string, IWorkHandler> _handlers = handlers.ToDictionary(h => h.Kind.Name);
    private readonly Dictionary<string, IExternalWorkHandler> _externalHandlers = externalHandlers.ToDictionary(h => h.Kind.Name);
    private readonly ConcurrentDictionary<long, Task> _calls = [];

    private long Now => clock.GetUtcNow().ToUnixTimeMilliseconds();

    /// <summary>Does everything that is due, until nothing is left; for tests and orderly shutdowns.</summary>
    public async Task RunUntilIdleAsync(CancellationToken cancel = default)
    {
        int done;
        do
        {
            done = await DoInternalAsync(cancel) + await StartCallsAsync(cancel);
            await Task.WhenAll(_calls.Values);
        }
        while (done > 0);
    }

    protected override Task ExecuteAsync(CancellationToken stoppingToken) => Task.Run(
        async () =>
        {
            try
            {
                await lifetime.StartedAsync(stoppingToken);
            }
            catch (OperationCanceledException)
            {
                return;   // the host never came up
            }

            if (gate.HasOneWriter)
                await ReleaseOwnLeasesAsync(stoppingToken);
            var workers = Enumerable.Range(0, gate.HasOneWriter ? 1 : WorkersOnPostgres)
                .Select(_ => LoopAsync(DoInternalAsync, external: false, stoppingToken))
                .Append(LoopAsync(StartCallsAsync, external: true, stoppingToken));
            await Task.WhenAll(workers);
            await Task.WhenAll(_calls.Values);
        },
        CancellationToken.None);

    private async Task LoopAsync(Func<CancellationToken, Task<int>> round, bool external, CancellationToken cancel)
    {
        while (!cancel.IsCancellationRequested)
        {
            try
            {
                if (await round(cancel) == 0)
                    await signal.WaitAsync(external, s_poll, cancel);
            }
            catch (Exception) when (cancel.IsCancellationRequested)
            {
                return;
            }
            catch (Exception e)
            {
                log.LogError(e, "A round of work failed; trying again");
                await Task.Delay(s_poll, clock, CancellationToken.None);
            }
        }
    }

    private async Task<int> DoInternalAsync(CancellationToken cancel)
    {
        var done = await DoInternalAsync(MostInOneTransaction, cancel);
        // One of several failed. Each is done alone, up to the one that failed: the others must not wait for it.
        for (var alone = -done; alone > 0; alone--)
            done = await DoInternalAsync(1, cancel);
        return Math.Abs(done);
    }

    /// <returns>How many items were done; less than nothing: that many have to be done alone, the last of them failed.</returns>
    private async Task<int> DoInternalAsync(int most, CancellationToken cancel)
    {
        var ended = new List<WorkItem>();
        Change change;
        using (await gate.EnterAsync(cancel))
        {
            await using var db = await contexts.CreateDbContextAsync(cancel);
            await using var transaction = await db.Database.BeginTransactionAsync(cancel);
            var items = await WorkSql.ClaimAsync(db, external: false, most, Now, cancel);
            if (items.Count == 0)
                return 0;

            change = new Change(db, clock.GetUtcNow());
            try
            {
                var started = Stopwatch.GetTimestamp();
                foreach (var item in items)
                {
                    await Handler(item).HandleAsync(change, item, cancel);
                    await db.SaveChangesAsync(cancel);
                    db.ChangeTracker.Clear();
                    ended.Add(item);
                    if (Stopwatch.GetElapsedTime(started) > s_longestTransaction)
                        break;   // the rest is claimed in the next round
                }

                await WorkSql.FinishAsync(db, ended, Now, cancel);
                await WorkSql.SettleAsync(db, change.Work, ended.Select(i => i.Lane), Now, cancel);
                await node.AnnounceAsync(db, change.Topics, hasWork: true, cancel);
                await transaction.CommitAsync(cancel);
            }
            catch (Exception e) when (!cancel.IsCancellationRequested)
            {
                await transaction.RollbackAsync(CancellationToken.None);
                if (items.Count > 1)
                    return -Math.Min(ended.Count + 1, items.Count);
                await FailAsync(items[0], _handlers.GetValueOrDefault(items[0].Kind)?.Kind ?? WorkKind.Internal(items[0].Kind), e);
                return 1;
            }
        }

        changes.Tell(change);
        return ended.Count;
    }

    private async Task FailAsync(WorkItem item, WorkKind kind, Exception e)
    {
        // Two transactions that met are no fault of the item: it gets more tries, and soon. Not for ever, though: what
        // meets something at every try is broken itself.
        var isConflict = Changes.IsConflict(e);
        var attempts = item.Attempts + 1;
        var dead = attempts >= (isConflict ? kind.MostAttempts * TriesPerConflict : kind.MostAttempts);
        log.Log(dead ? LogLevel.Error : LogLevel.Warning, e, "Work {Id} ({Kind}) failed, attempt {Attempt}", item.Id, item.Kind, attempts);

        await using var db = await contexts.CreateDbContextAsync(CancellationToken.None);
        await using var transaction = await db.Database.BeginTransactionAsync(CancellationToken.None);
        var due = Now + (long)kind.DelayAfter(isConflict ? 1 : attempts, Random.Shared.NextDouble()).TotalMilliseconds;
        await WorkSql.PutOffAsync(db, item.Id, dead ? WorkState.Dead : WorkState.Ready, due, attempts, e.ToString(), Now, CancellationToken.None);
        await WorkSql.SettleAsync(db, [], [item.Lane], Now, CancellationToken.None);
        await transaction.CommitAsync(CancellationToken.None);
    }

    private async Task<int> StartCallsAsync(CancellationToken cancel)
    {
        var lost = await SettleExpiredAsync(cancel);
        var free = MostCallsAtOnce - _calls.Count;
        if (free <= 0)
            return lost;

        List<WorkItem> items;
        using (await gate.EnterAsync(cancel))
        {
            await using var db = await contexts.CreateDbContextAsync(cancel);
            await using var transaction = await db.Database.BeginTransactionAsync(cancel);
            items = await WorkSql.ClaimAsync(db, external: true, free, Now, cancel);
            if (items.Count == 0)
                return lost;
            await LeaseAsync(db, items, cancel);
            await transaction.CommitAsync(cancel);
        }

        Failpoint.Hit("after-claim-before-send");
        foreach (var item in items)
        {
            _calls[item.Id] = Task.CompletedTask;   // takes the place before the call may already have ended
            _calls[item.Id] = CallAsync(item);
        }

        return items.Count + lost;
    }

    private async Task CallAsync(WorkItem item)
    {
        await Task.Yield();
        try
        {
            RecordOutcome record;
            try
            {
                // Never cancelled: whoever stops a call that has begun no longer knows what it did.
                record = await ExternalHandler(item).CallAsync(item, CancellationToken.None);
            }
            catch (Exception e)
            {
                log.LogWarning(e, "Work {Id} ({Kind}) failed, attempt {Attempt}", item.Id, item.Kind, item.Attempts + 1);
                record = _ => Task.FromResult(WorkOutcome.RetryAt(
                    clock.GetUtcNow() + KindOf(item).DelayAfter(item.Attempts + 1, Random.Shared.NextDouble()), e.ToString()));
            }

            Failpoint.Hit("after-response-before-record");
            await RecordAsync(item, record);
        }
        catch (Exception e)
        {
            // Not recorded: the lease runs out, and the handler decides what that means.
            log.LogError(e, "Work {Id} ({Kind}) could not be recorded", item.Id, item.Kind);
        }
        finally
        {
            _calls.TryRemove(item.Id, out _);
            signal.Raise();
        }
    }

    private async Task RecordAsync(WorkItem item, RecordOutcome record)
    {
        var conflict = await changes.RunAsync(async change =>
        {
            var outcome = await record(change);
            var attempts = item.Attempts + (outcome.Counts ? 1 : 0);
            var state = outcome.Due is null ? WorkState.Done : attempts >= KindOf(item).MostAttempts ? WorkState.Dead : WorkState.Ready;
            var due = outcome.Due?.ToUnixTimeMilliseconds() ?? 0;
            if (state is WorkState.Dead && _externalHandlers.TryGetValue(item.Kind, out var handler))
                await handler.GiveUpAsync(change, item);
            // Rows of the change are saved before the lease ends, so that a lease lost meanwhile undoes nothing that is true.
            await change.Db.SaveChangesAsync();
            if (await WorkSql.EndLeaseAsync(change.Db, item, state, due, attempts, outcome.Reason, Now, CancellationToken.None))
                change.End(item.Lane);
            return null;
        });
        if (conflict is { } refusal)
            throw new InvalidOperationException(refusal.Reason);
    }

    private async Task<int> SettleExpiredAsync(CancellationToken cancel)
    {
        var expired = await TakeOverExpiredAsync(cancel);
        foreach (var item in expired)
        {
            log.LogWarning("The lease of work {Id} ({Kind}) ran out", item.Id, item.Kind);
            try
            {
                await RecordAsync(item, change => _externalHandlers.TryGetValue(item.Kind, out var handler)
                    ? handler.LoseAsync(change, item)
                    : Task.FromResult(WorkOutcome.RetryAt(change.Now + KindOf(item).DelayAfter(item.Attempts + 1, Random.Shared.NextDouble()), "no handler")));
            }
            catch (Exception e)
            {
                // One that cannot be settled must not stop the others; its new lease runs out as well.
                log.LogError(e, "The lost work {Id} ({Kind}) could not be settled", item.Id, item.Kind);
            }
        }

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
        var expired = (await WorkSql.ExpiredAsync(db, Now, MostCallsAtOnce, cancel)).Where(i => !_calls.ContainsKey(i.Id)).ToList();
        if (expired.Count == 0)
            return expired;
        await LeaseAsync(db, expired, cancel);
        await transaction.CommitAsync(cancel);
        return expired;
    }

    private async Task LeaseAsync(CosmoContext db, List<WorkItem> items, CancellationToken cancel)
    {
        var until = (clock.GetUtcNow() + Lease).ToUnixTimeMilliseconds();
        await WorkSql.LeaseAsync(db, items, until, cancel);
        foreach (var item in items)
            item.LeaseMs = until;
    }

    // One node: whatever is leased when it starts was leased by the process that died.
    private async Task ReleaseOwnLeasesAsync(CancellationToken cancel)
    {
        using var turn = await gate.EnterAsync(cancel);
        await using var db = await contexts.CreateDbContextAsync(cancel);
        await db.Set<WorkItem>().Where(w => w.State == WorkState.Leased).ExecuteUpdateAsync(s => s.SetProperty(w => w.LeaseMs, 0), cancel);
    }

    private IWorkHandler Handler(WorkItem item) => _handlers.TryGetValue(item.Kind, out var handler)
        ? handler
        : throw new InvalidOperationException($"No handler for work of kind '{item.Kind}'.");

    private WorkKind KindOf(WorkItem item) => _externalHandlers.TryGetValue(item.Kind, out var handler) ? handler.Kind : WorkKind.External(item.Kind);

    private IExternalWorkHandler ExternalHandler(WorkItem item) => _externalHandlers.TryGetValue(item.Kind, out var handler)
        ? handler
        : throw new InvalidOperationException($"No handler for work of kind '{item.Kind}'.");
}
