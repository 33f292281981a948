using Cosmo.Core.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;

namespace Cosmo.Core.Work;

/// <summary>Puts off what failed, or gives it up and tells whoever waits for it.</summary>
internal sealed class FailedWork(IDbContextFactory<CosmoContext> contexts, Changes changes, WorkHandlers handlers, TimeProvider clock, ILogger log)
{
    /// <summary>How many times more often a conflict may happen than any other failure before the item is given up.</summary>
    private const int TriesPerConflict = 5;

    private long Now => clock.GetUtcNow().ToUnixTimeMilliseconds();

    /// <summary>Puts off an item that failed in a round, or gives it up. The caller has the turn to write.</summary>
    public async Task PutOffAsync(WorkItem item, Exception e)
    {
        // Two transactions that met are no fault of the item: it gets more tries, and soon. Not for ever, though: what
        // meets something at every try is broken itself.
        var kind = handlers.KindOf(item);
        var isConflict = Changes.IsConflict(e);
        var attempts = item.Attempts + 1;
        var dead = attempts >= (isConflict ? kind.MostAttempts * TriesPerConflict : kind.MostAttempts);
        log.Log(dead ? LogLevel.Error : LogLevel.Warning, e, "Work {Id} ({Kind}) failed, attempt {Attempt}", item.Id, item.Kind, attempts);

        var due = Now + (long)kind.DelayAfter(isConflict ? 1 : attempts, Random.Shared.NextDouble()).TotalMilliseconds;
        try
        {
            await PutOffAsync(item, dead ? WorkState.Dead : WorkState.Ready, due, attempts, e, tells: dead);
        }
        catch (Exception untold) when (dead)
        {
            // It ends all the same, or it would be claimed for ever, and before all others.
            log.LogError(untold, "Nobody could be told that work {Id} ({Kind}) was given up", item.Id, item.Kind);
            await PutOffAsync(item, WorkState.Dead, due, attempts, e, tells: false);
        }
    }

    private async Task PutOffAsync(WorkItem item, WorkState state, long due, int attempts, Exception e, bool tells)
    {
        await using var db = await contexts.CreateDbContextAsync(CancellationToken.None);
        await using var transaction = await db.Database.BeginTransactionAsync(CancellationToken.None);
        var change = new Change(db, clock.GetUtcNow());
        if (!await WorkSql.PutOffAsync(db, item.Id, state, due, attempts, e.ToString(), Now, CancellationToken.None))
            return;   // another node has it now, and nobody is told that it was given up
        if (tells)
        {
            await handlers.GiveUpAsync(change, item);
            await change.SaveAsync(CancellationToken.None);
        }

        change.End(item.Lane);
        await Changes.SettleAsync(change, CancellationToken.None);
        await changes.AnnounceAsync(change, CancellationToken.None);
        await transaction.CommitAsync(CancellationToken.None);
        changes.Tell(change);
    }
}
