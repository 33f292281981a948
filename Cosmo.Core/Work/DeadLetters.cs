using Microsoft.EntityFrameworkCore;

namespace Cosmo.Core.Work;

/// <summary>Work that was given up and waits for a person.</summary>
public sealed class DeadLetters(Changes changes, IEnumerable<IWorkHandler> handlers, IEnumerable<IExternalWorkHandler> externalHandlers)
{
    public static readonly Refusal NotDead = new("health.no-dead-letter", "This work was tried again already.");

    private readonly WorkHandlers _handlers = new(handlers, externalHandlers);

    /// <summary>Gives a dead letter another life, at the end of its lane: what stood behind it may be under way.</summary>
    /// <returns>Null where it lives; else why it does not.</returns>
    public Task<Refusal?> ReviveAsync(long id, CancellationToken cancel = default) => changes.RunAsync(
        async change =>
        {
            if (await change.Db.Set<WorkItem>().AsNoTracking().FirstOrDefaultAsync(w => w.Id == id && w.State == WorkState.Dead, cancel) is not { } item)
                return NotDead;
            if (await _handlers.ReviveAsync(change, item) is { } refused)
                return refused;
            var now = change.Now.ToUnixTimeMilliseconds();
            if (await change.Db.Set<WorkItem>().Where(w => w.Id == id && w.State == WorkState.Dead)
                .ExecuteUpdateAsync(s => s.SetProperty(w => w.State, WorkState.Waiting).SetProperty(w => w.Attempts, 0).SetProperty(w => w.DueMs, now), cancel) == 0)
                return NotDead;
            await LaneSql.MoveToEndAsync(change.Db, id, item.Lane, cancel);
            change.End(item.Lane);
            return null;
        },
        cancel);
}
