using System.Diagnostics;
using System.Threading.Channels;
using Cosmo.Core.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Cosmo.Core.Work;

/// <summary>
/// Takes in what comes from outside. Many callers share one commit, and each is answered only after it: 100,000 rows a
/// second instead of 5,000 single commits on an ordinary disk.
/// </summary>
public sealed class WorkIntake(
    IDbContextFactory<CosmoContext> contexts, WriteGate gate, WorkSignal signal, INodeLink node, TimeProvider clock, ILogger<WorkIntake> log)
    : BackgroundService
{
    /// <summary>Rows in one commit; more would make the first caller wait longer than the disk does.</summary>
    private const int MostInOneCommit = 256;

    /// <summary>Callers that may wait at once; the next one is told to come back (503), which Meta does.</summary>
    private const int MostWaiting = 10_000;

    /// <summary>So many callers in one commit are a flood: more came while one commit took its time than an ordinary minute brings.</summary>
    private const int Flood = 16;

    /// <summary>How long after such a commit the flood is believed to go on.</summary>
    private static readonly TimeSpan s_floodLasts = TimeSpan.FromMilliseconds(100);

    private const string Arrivals = "arrivals";

    private long _flooded;
    private readonly Channel<Entry> _waiting = Channel.CreateBounded<Entry>(new BoundedChannelOptions(MostWaiting) { SingleReader = true });

    /// <summary>Accepts items; returns when they are on disk. Items whose key is known are left out.</summary>
    /// <exception cref="InvalidOperationException">Too many callers are waiting, or the program is stopping.</exception>
    public Task AcceptAsync(IReadOnlyList<NewWork> items)
    {
        if (items.Count == 0)
            return Task.CompletedTask;
        var entry = new Entry(items, new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));
        return _waiting.Writer.TryWrite(entry)
            ? entry.Kept.Task
            : Task.FromException(new InvalidOperationException("The queue takes no more items at the moment."));
    }

    /// <summary>True while somebody waits to be kept.</summary>
    internal bool IsAwaited => _waiting.Reader.TryPeek(out _);

    /// <summary>True while more comes in than is kept one by one: what is on disk already can wait.</summary>
    internal bool IsFlooded => Volatile.Read(ref _flooded) is var last and not 0 && Stopwatch.GetElapsedTime(last) < s_floodLasts;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await Task.Yield();
        try
        {
            while (await _waiting.Reader.WaitToReadAsync(stoppingToken))
            {
                // Whoever came while others wrote may have gone with their commit by now.
                using (await gate.EnterFirstAsync(stoppingToken))
                {
                    if (Take() is { Count: > 0 } batch)
                        await KeepAsync(batch);
                }
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested) { }   // the callers are told below
        finally
        {
            _waiting.Writer.TryComplete();
            while (_waiting.Reader.TryRead(out var entry))
                entry.Kept.TrySetException(new InvalidOperationException("The program is stopping."));
        }
    }

    /// <summary>
    /// Writes whoever waits into the transaction of somebody who has the turn and is about to commit, which saves a
    /// commit. Where one of them cannot be written, all are left out of it.
    /// </summary>
    /// <returns>Who joined: to be told after the commit, or to be kept without it.</returns>
    internal async Task<Joined> JoinAsync(CosmoContext db, IDbContextTransaction transaction)
    {
        var batch = Take();
        if (batch.Count == 0)
            return new(this, batch, default, IsWritten: true);
        await transaction.CreateSavepointAsync(Arrivals);
        try
        {
            var ready = await SettleAsync(db, batch);
            await transaction.ReleaseSavepointAsync(Arrivals);
            return new(this, batch, ready, IsWritten: true);
        }
        catch (Exception e)
        {
            log.LogWarning(e, "{Count} arrivals could not join a commit and are kept by themselves", batch.Count);
            await transaction.RollbackToSavepointAsync(Arrivals);
            return new(this, batch, default, IsWritten: false);
        }
    }

    private List<Entry> Take()
    {
        var batch = new List<Entry>();
        for (var rows = 0; rows < MostInOneCommit && _waiting.Reader.TryRead(out var entry); rows += entry.Items.Count)
            batch.Add(entry);
        if (batch.Count >= Flood)
            Volatile.Write(ref _flooded, Stopwatch.GetTimestamp());
        return batch;
    }

    private async Task KeepAsync(List<Entry> batch)
    {
        try
        {
            Tell(batch, await InsertAsync(batch));
        }
        catch (Exception) when (batch.Count > 1)
        {
            // One bad caller must not spoil the others: each on its own.
            foreach (var entry in batch)
                await KeepAsync([entry]);
        }
        catch (Exception e)
        {
            log.LogError(e, "Could not keep {Count} incoming items", batch[0].Items.Count);
            batch[0].Kept.SetException(e);
        }
    }

    private void Tell(List<Entry> batch, ReadyWork ready)
    {
        Failpoint.Hit("after-commit-before-200");
        foreach (var entry in batch)
            entry.Kept.SetResult();
        signal.Raise(ready);
    }

    private async Task<ReadyWork> InsertAsync(List<Entry> batch)
    {
        await using var db = await contexts.CreateDbContextAsync(CancellationToken.None);
        await using var transaction = await db.Database.BeginTransactionAsync(CancellationToken.None);
        var ready = await SettleAsync(db, batch);
        await node.AnnounceAsync(db, [], ready.Any, CancellationToken.None);
        Failpoint.Hit("before-commit");
        await transaction.CommitAsync(CancellationToken.None);
        return ready;
    }

    private Task<ReadyWork> SettleAsync(CosmoContext db, List<Entry> batch) =>
        LaneSql.SettleAsync(db, [.. batch.SelectMany(e => e.Items)], [], clock.GetUtcNow().ToUnixTimeMilliseconds(), CancellationToken.None);

    /// <summary>Arrivals in somebody else's transaction.</summary>
    internal readonly record struct Joined(WorkIntake Intake, List<Entry> Batch, ReadyWork Ready, bool IsWritten)
    {
        /// <summary>After the commit, the turn still held: who is in it is told, others are kept in a transaction of their own.</summary>
        public Task CommittedAsync()
        {
            if (!IsWritten)
                return UndoneAsync();
            if (Batch.Count > 0)
                Intake.Tell(Batch, Ready);
            return Task.CompletedTask;
        }

        /// <summary>After a rollback, the turn still held: all are kept in a transaction of their own.</summary>
        public Task UndoneAsync() => Batch is { Count: > 0 } ? Intake.KeepAsync(Batch) : Task.CompletedTask;
    }

    internal sealed record Entry(IReadOnlyList<NewWork> Items, TaskCompletionSource Kept);
}
