using System.Collections.Concurrent;
using System.Diagnostics;
using Cosmo.Core.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;

namespace Cosmo.Core.Work;

/// <summary>
/// The writing half of the queue. One round is one transaction: it claims internal work, does it and ends it, so that
/// its effects happen exactly once, and writes down what outside calls brought. When one of several fails, they are
/// done one by one, so that it costs the others one try. On SQLite an item is done together with what follows from it
/// (<see cref="WorkSteps"/>), and a round goes on with what stood behind it.
/// </summary>
internal sealed class WorkRounds(
    IDbContextFactory<CosmoContext> contexts, WriteGate gate, Changes changes, WorkIntake intake, WorkHandlers handlers, FailedWork failed,
    TimeProvider clock, ILogger log)
{
    /// <summary>How long one transaction may gather work: the longer, the fewer commits. Other writers wait for it on SQLite.</summary>
    private static readonly TimeSpan s_longest = TimeSpan.FromMilliseconds(6);

    /// <summary>The same while somebody outside waits for the commit, which takes in what has arrived (docs/performance.md).</summary>
    private static readonly TimeSpan s_longestAwaited = TimeSpan.FromMilliseconds(1);

    private const int MostInOneRound = 64;

    private readonly ConcurrentQueue<CallRecord> _records = [];
    private readonly WorkSteps _steps = new(handlers);

    private long Now => clock.GetUtcNow().ToUnixTimeMilliseconds();

    /// <summary>True while something that a call brought is not written down yet.</summary>
    public bool HasRecords => !_records.IsEmpty;

    /// <summary>Writes down, in one of the next rounds, what a call brought.</summary>
    public void Add(CallRecord record) => _records.Enqueue(record);

    /// <summary>One round: what calls brought, then what is due.</summary>
    public async Task<Round> DoAsync(CancellationToken cancel)
    {
        var round = await KeepingAsync(Take(MostInOneRound), MostInOneRound, cancel);
        // One of several failed. Each is done alone, up to the one that failed: the others must not wait for it.
        for (var alone = -round.Done; alone > 0; alone--)
            round = await KeepingAsync(Take(1), 1, cancel);
        return round;
    }

    /// <summary>Only writes down what calls brought; for the end of the process.</summary>
    public async Task RecordAsync()
    {
        for (var left = _records.Count; left > 0; left--)
            await KeepingAsync(Take(1), 1, CancellationToken.None);
    }

    // What calls brought is nowhere else yet. Where the database is not there, it waits for the next round.
    private async Task<Round> KeepingAsync(List<CallRecord> records, int most, CancellationToken cancel)
    {
        try
        {
            return await DoAsync(records, most, cancel);
        }
        finally
        {
            records.ForEach(_records.Enqueue);
        }
    }

    private List<CallRecord> Take(int most)
    {
        var records = new List<CallRecord>();
        while (records.Count < most && _records.TryDequeue(out var record))
            records.Add(record);
        return records;
    }

    /// <summary>Does one transaction. What is left of the records afterwards is not written down yet.</summary>
    /// <returns>What was done; less than nothing: so many have to be done alone, the last of them failed.</returns>
    private async Task<Round> DoAsync(List<CallRecord> records, int most, CancellationToken cancel)
    {
        var begun = 0;
        var followed = 0;
        var ended = 0;
        var full = false;
        Change change;
        using (await gate.EnterAsync(records.Count > 0 ? CancellationToken.None : cancel))
        {
            await using var db = await contexts.CreateDbContextAsync(CancellationToken.None);
            await using var transaction = await db.Database.BeginTransactionAsync(CancellationToken.None);
            var items = records.Count < most && !cancel.IsCancellationRequested
                ? await WorkSql.ClaimAsync(db, external: false, most - records.Count, Now, CancellationToken.None)
                : [];
            if (records.Count + items.Count == 0)
                return default;

            change = new Change(db, clock.GetUtcNow());
            var arrivals = default(WorkIntake.Joined);
            try
            {
                var started = Stopwatch.GetTimestamp();
                foreach (var record in records)
                {
                    begun++;
                    await EndCallAsync(change, record);
                    db.ChangeTracker.Clear();
                }

                for (var due = items; ;)
                {
                    var done = new List<WorkItem>(due.Count);
                    foreach (var item in due)
                    {
                        if (full = begun > 0 && (begun + followed >= most || Stopwatch.GetElapsedTime(started) > (intake.IsAwaited ? s_longestAwaited : s_longest)))
                            break;   // the rest is claimed in the next round
                        begun++;
                        // What is done alone because something failed leaves what follows to a try of its own.
                        if (gate.HasOneWriter && most > 1)
                            followed += await _steps.DoAllAsync(change, item, cancel);
                        else
                            await _steps.DoAsync(change, item, cancel);
                        done.Add(item);
                        change.End(item.Lane);
                    }

                    if (done.Count > 0)
                        await WorkSql.FinishAsync(db, done, Now, CancellationToken.None);
                    ended += done.Count;
                    var ready = await Changes.SettleAsync(change, CancellationToken.None);
                    full |= begun + followed >= most;
                    if (full || !ready.Internal || !gate.HasOneWriter || cancel.IsCancellationRequested)
                        break;
                    due = await WorkSql.ClaimAsync(db, external: false, most - begun, Now, CancellationToken.None);
                    if (due.Count == 0)
                        break;
                }

                await changes.AnnounceAsync(change, CancellationToken.None);
                if (gate.HasOneWriter)
                    arrivals = await intake.JoinAsync(db, transaction);
                await transaction.CommitAsync(CancellationToken.None);
            }
            catch (Exception e)
            {
                await transaction.RollbackAsync(CancellationToken.None);
                await arrivals.UndoneAsync();
                cancel.ThrowIfCancellationRequested();
                if (begun > 1 || records.Count + items.Count > 1 || change.HasTaken)
                    return new(-begun, full);

                if (records is [var record])
                {
                    if (!MayTryAgain(record, e))
                        records.Clear();
                }
                else
                    await failed.PutOffAsync(items[0], e);
                return new(1, full);
            }

            await arrivals.CommittedAsync();
        }

        var written = records.Count;
        records.ForEach(record => record.Written());
        records.Clear();
        changes.Tell(change);
        return new(written + ended, full);
    }

    // Rows of the change are saved before the lease ends, so that a lease lost meanwhile undoes nothing that is true.
    private async Task EndCallAsync(Change change, CallRecord record)
    {
        var item = record.Item;
        if (handlers.FindExternal(item) is not { RecordsLate: true } && !await WorkSql.IsLeasedAsync(change.Db, item, CancellationToken.None))
            return;
        var outcome = await record.Outcome(change);
        var attempts = item.Attempts + (outcome.Counts ? 1 : 0);
        var state = outcome.Due is null ? WorkState.Done : attempts >= handlers.KindOf(item).MostAttempts ? WorkState.Dead : WorkState.Ready;
        record.IsTelling = state is WorkState.Dead && !record.EndsUntold;
        if (record.IsTelling)
            await handlers.GiveUpAsync(change, item);
        await change.SaveAsync(CancellationToken.None);
        record.IsTelling = false;
        var due = outcome.Due?.ToUnixTimeMilliseconds() ?? 0;
        if (await WorkSql.EndLeaseAsync(change.Db, item, state, due, attempts, outcome.Reason, Now, CancellationToken.None))
            change.End(item.Lane);
    }

    private bool MayTryAgain(CallRecord record, Exception e)
    {
        if (record.IsTelling && !Changes.IsConflict(e))
        {
            log.LogError(e, "Nobody could be told that work {Id} ({Kind}) was given up", record.Item.Id, record.Item.Kind);
            record.EndsUntold = true;
            return true;
        }

        if (Changes.IsConflict(e) && record.TryAgain())
            return true;
        // Not recorded: the lease runs out, and the handler decides what that means.
        log.LogError(e, "Work {Id} ({Kind}) could not be recorded", record.Item.Id, record.Item.Kind);
        record.Written();
        return false;
    }
}
