using Cosmo.Core.Live;
using Cosmo.Core.Storage;
using Microsoft.EntityFrameworkCore;

namespace Cosmo.Core.Work;

/// <summary>
/// The one road of every change: load, decide, save, tell. Rows and the work they make due are one transaction; open
/// pages and workers are told after the commit.
/// </summary>
public sealed class Changes(IDbContextFactory<CosmoContext> contexts, WriteGate gate, WorkSignal signal, LiveFeed live, INodeLink node, TimeProvider clock)
{
    /// <summary>How often a change is decided anew when somebody else saved the same row first.</summary>
    private const int MostTries = 5;

    /// <summary>Runs a change that a rule may refuse. A refusal saves nothing, unless the change keeps it.</summary>
    public async Task<Refusal?> RunAsync(Func<Change, Task<Refusal?>> decide, CancellationToken cancel = default)
    {
        for (var tries = 1; ; tries++)
        {
            try
            {
                return await TryAsync(decide, cancel);
            }
            catch (Exception e) when (IsConflict(e))
            {
                if (tries == MostTries)
                    return CosmoContext.ChangedMeanwhile;
            }
        }
    }

    /// <summary>True where two transactions met and the later one may simply be decided again.</summary>
    internal static bool IsConflict(Exception e) =>
        e is DbUpdateConcurrencyException
        || e is DbUpdateException { InnerException: Npgsql.PostgresException { SqlState: Npgsql.PostgresErrorCodes.UniqueViolation } }
        || e is DbUpdateException { InnerException: Microsoft.Data.Sqlite.SqliteException { SqliteErrorCode: 19 } }
        || (e as Npgsql.PostgresException ?? e.InnerException as Npgsql.PostgresException)?.SqlState
            is Npgsql.PostgresErrorCodes.DeadlockDetected or Npgsql.PostgresErrorCodes.SerializationFailure;

    /// <summary>Runs a change that nothing refuses.</summary>
    /// <exception cref="InvalidOperationException">Others saved the same rows first again and again: nothing was saved.</exception>
    public async Task RunAsync(Func<Change, Task> change, CancellationToken cancel = default)
    {
        var refusal = await RunAsync(
            async c =>
            {
                await change(c);
                return (Refusal?)null;
            },
            cancel);
        if (refusal is not null)
            throw new InvalidOperationException(refusal.Reason);
    }

    private async Task<Refusal?> TryAsync(Func<Change, Task<Refusal?>> decide, CancellationToken cancel)
    {
        Change change;
        Refusal? refusal;
        using (await gate.EnterAsync(cancel))
        {
            await using var db = await contexts.CreateDbContextAsync(cancel);
            await using var transaction = await db.Database.BeginTransactionAsync(cancel);
            change = new Change(db, clock.GetUtcNow());
            refusal = await decide(change);
            if (refusal is not null && !change.SavesRefusal)
                return refusal;
            await change.SaveAsync(cancel);
            await SettleAsync(change, cancel);
            await AnnounceAsync(change, cancel);
            await transaction.CommitAsync(cancel);
        }

        Tell(change);
        return refusal;
    }

    /// <summary>Writes the work that a change makes due; its rows are saved already.</summary>
    /// <returns>For which workers something became ready.</returns>
    internal static async Task<ReadyWork> SettleAsync(Change change, CancellationToken cancel)
    {
        var ready = await LaneSql.SettleAsync(change.Db, change.Work, change.Ended, change.Now.ToUnixTimeMilliseconds(), cancel);
        change.Settled(ready);
        return ready;
    }

    /// <summary>Tells other nodes, with the commit, what changed and whether work is due.</summary>
    internal Task AnnounceAsync(Change change, CancellationToken cancel) => node.AnnounceAsync(change.Db, change.Topics, change.Ready.Any, cancel);

    /// <summary>After the commit: wakes the workers and tells open pages.</summary>
    internal void Tell(Change change)
    {
        signal.Raise(change.Ready);
        foreach (var topic in change.Topics)
            live.Publish(topic);
    }
}

/// <summary>How the nodes of one installation wake each other. On SQLite there is one node, and nothing to do.</summary>
public interface INodeLink
{
    /// <summary>Says, with the commit of the running transaction, what changed and whether work is due.</summary>
    Task AnnounceAsync(CosmoContext db, IReadOnlyCollection<Topic> topics, bool hasWork, CancellationToken cancel);
}

/// <summary>The link of a single node.</summary>
public sealed class SingleNode : INodeLink
{
    public Task AnnounceAsync(CosmoContext db, IReadOnlyCollection<Topic> topics, bool hasWork, CancellationToken cancel) => Task.CompletedTask;
}
