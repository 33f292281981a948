using System.Collections.Concurrent;
using System.Data.Common;
using Cosmo.Core.Storage;
using Microsoft.EntityFrameworkCore;
using static Cosmo.Core.Work.Statements;

namespace Cosmo.Core.Work;

/// <summary>
/// What keeps the order of the queue's lanes. All of it runs inside the transaction of the given context. Lanes are locked
/// in one statement and in one order, so two transactions never wait for each other.
/// </summary>
internal static class LaneSql
{
    private static readonly ConcurrentDictionary<int, string> s_insert = new();
    private static readonly ConcurrentDictionary<int, string> s_promote = new();

    /// <summary>Adds items; those whose key is known are left out. Each lane's head is ready, the rest waits.</summary>
    /// <param name="db">The context whose transaction it belongs to.</param>
    /// <param name="items">What to add, in order.</param>
    /// <param name="ended">Lanes whose head has just ended: their next one becomes ready.</param>
    /// <param name="now">Unix milliseconds.</param>
    /// <param name="cancel">Stops waiting.</param>
    /// <returns>Which workers have a head of a lane that was not ready before.</returns>
    public static async Task<ReadyWork> SettleAsync(CosmoContext db, IReadOnlyList<NewWork> items, IEnumerable<string> ended, long now, CancellationToken cancel)
    {
        var open = new HashSet<string>(ended, StringComparer.Ordinal);
        if (db is PostgresContext && items.Count + open.Count > 0)
            await LockAsync(db, [.. items.Select(i => i.Lane).Concat(open).Distinct().Order(StringComparer.Ordinal)], cancel);
        var ready = default(ReadyWork);
        var filled = new HashSet<string>(StringComparer.Ordinal);
        foreach (var some in InParts(items))
            ready = ready.And(await InsertAsync(db, some, filled, open, now, cancel));
        foreach (var some in InParts([.. open]))
            ready = ready.And(await PromoteAsync(db, some, cancel));
        return ready;
    }

    /// <summary>True while nothing stands in a lane but, perhaps, the given item.</summary>
    public static async Task<bool> IsFreeAsync(CosmoContext db, string lane, long exceptId, CancellationToken cancel)
    {
        await using var command = Command(db, "SELECT 1 FROM work WHERE lane = @lane AND state < 3 AND id <> @id LIMIT 1");
        Parameter(command, "@lane", lane);
        Parameter(command, "@id", exceptId);
        return await command.ExecuteScalarAsync(cancel) is null;
    }

    /// <summary>Gives an item the next free id, so that it stands behind everything else in its lane.</summary>
    public static async Task MoveToEndAsync(CosmoContext db, long id, string lane, CancellationToken cancel)
    {
        var next = "(SELECT MAX(id) + 1 FROM work)";
        if (db is PostgresContext)
        {
            await LockAsync(db, [lane], cancel);
            next = "nextval(pg_get_serial_sequence('work', 'id'))";
        }

        await RunAsync(db, $"UPDATE work SET id = {next} WHERE id = @id", cancel, ("@id", id));
    }

    /// <summary>The head of each lane becomes ready if it was waiting. One index look-up per lane, however long the lane is.</summary>
    private static async Task<ReadyWork> PromoteAsync(CosmoContext db, string[] lanes, CancellationToken cancel)
    {
        await using var command = Command(db, s_promote.GetOrAdd(lanes.Length, count =>
            $"UPDATE work SET state = 0 WHERE state = 1 AND id IN ({Repeat(count, i => $"(SELECT id FROM work WHERE lane = @l{i} AND state < 3 ORDER BY id LIMIT 1)")}) RETURNING state, is_external"));
        for (var i = 0; i < lanes.Length; i++)
            Parameter(command, $"@l{i}", lanes[i]);
        return await ReadReadyAsync(command, cancel);
    }

    private static async Task<ReadyWork> ReadReadyAsync(DbCommand command, CancellationToken cancel)
    {
        var ready = default(ReadyWork);
        await using var heads = await command.ExecuteReaderAsync(cancel);
        while (await heads.ReadAsync(cancel))
        {
            if (heads.GetInt32(0) == (int)WorkState.Ready)
                ready = heads.GetBoolean(1) ? ready with { External = true } : ready with { Internal = true };
        }

        return ready;
    }

    /// <summary>Adds items. The first of a lane is ready at once where nothing stands before it, which spares most lanes an update.</summary>
    /// <param name="db">The context whose transaction it belongs to.</param>
    /// <param name="items">What to add, in order.</param>
    /// <param name="filled">Lanes to which something was added before.</param>
    /// <param name="open">Takes the lanes whose head may be none of these: what came first in them may have been known already.</param>
    /// <param name="now">Unix milliseconds.</param>
    /// <param name="cancel">Stops waiting.</param>
    private static async Task<ReadyWork> InsertAsync(
        CosmoContext db, NewWork[] items, HashSet<string> filled, HashSet<string> open, long now, CancellationToken cancel)
    {
        await using var command = Command(db, s_insert.GetOrAdd(items.Length, count =>
            "INSERT INTO work (lane, kind, is_external, dedupe_key, body, state, due_ms, lease_ms, attempts, created_ms, done_ms) VALUES "
            + Repeat(count, i => $"(@l{i},@k{i},@e{i},@d{i},@b{i},CASE WHEN @s{i} OR EXISTS (SELECT 1 FROM work WHERE lane = @l{i} AND state < 3) THEN 1 ELSE 0 END,@t{i},0,0,@now,0)")
            + " ON CONFLICT (dedupe_key) DO NOTHING RETURNING state, is_external"));
        Parameter(command, "@now", now);
        for (var i = 0; i < items.Length; i++)
        {
            var item = items[i];
            var isBehind = !filled.Add(item.Lane);
            if (isBehind)
                open.Add(item.Lane);
            Parameter(command, $"@l{i}", item.Lane);
            Parameter(command, $"@k{i}", item.Kind.Name);
            Parameter(command, $"@e{i}", item.Kind.IsExternal);
            Parameter(command, $"@d{i}", (object?)item.DedupeKey ?? DBNull.Value);
            Parameter(command, $"@b{i}", item.Body);
            Parameter(command, $"@s{i}", isBehind);
            Parameter(command, $"@t{i}", item.Due?.ToUnixTimeMilliseconds() ?? now);
        }

        return await ReadReadyAsync(command, cancel);
    }

    // Without the lock, two transactions could add to one lane and commit in the other order than their ids.
    private static async Task LockAsync(CosmoContext db, string[] lanes, CancellationToken cancel)
    {
        await using var command = Command(db, """
            SELECT pg_advisory_xact_lock(key) FROM (SELECT DISTINCT hashtextextended(lane, 0) AS key FROM unnest(@lanes) AS lane ORDER BY 1) AS keys
            """);
        Parameter(command, "@lanes", lanes);
        await command.ExecuteNonQueryAsync(cancel);
    }
}
