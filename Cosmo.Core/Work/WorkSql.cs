using System.Collections.Concurrent;
using System.Data.Common;
using System.Numerics;
using Cosmo.Core.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;

namespace Cosmo.Core.Work;

/// <summary>
/// The queue's statements, by hand: they run on every message. All of them run inside the transaction of the given
/// context. Lanes are locked in one statement and in one order, so two transactions never wait for each other.
/// </summary>
internal static class WorkSql
{
    private const int MostRows = 256;   // SQLite takes 32,766 values in a statement, PostgreSQL 65,535
    private const int LongestError = 4000;
    private const string Columns = "id, lane, kind, dedupe_key, body, state, due_ms, lease_ms, attempts, error, created_ms, done_ms, is_external";

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
        var lanes = items.Select(i => i.Lane).Concat(ended).Distinct().Order(StringComparer.Ordinal).ToArray();
        if (lanes.Length == 0)
            return default;
        if (db.Database.IsNpgsql())
            await LockAsync(db, lanes, cancel);
        foreach (var some in InParts(items))
            await InsertAsync(db, some, now, cancel);
        var ready = default(ReadyWork);
        foreach (var some in InParts(lanes))
            ready = ready.And(await PromoteAsync(db, some, cancel));
        return ready;
    }

    /// <summary>Heads of lanes that are due, oldest first.</summary>
    public static async Task<List<WorkItem>> ClaimAsync(CosmoContext db, bool external, int most, long now, CancellationToken cancel)
    {
        await using var command = Command(db, $"""
            SELECT {Columns} FROM work
            WHERE state = 0 AND is_external = {(external ? "TRUE" : "FALSE")} AND due_ms <= @now
            ORDER BY due_ms, id LIMIT @most{(db.Database.IsNpgsql() ? " FOR UPDATE SKIP LOCKED" : "")}
            """);
        Parameter(command, "@now", now);
        Parameter(command, "@most", most);
        return await ReadAsync(command, cancel);
    }

    /// <summary>Items whose lease has run out.</summary>
    public static async Task<List<WorkItem>> ExpiredAsync(CosmoContext db, long now, int most, CancellationToken cancel)
    {
        await using var command = Command(db, $"""
            SELECT {Columns} FROM work WHERE state = 2 AND lease_ms < @now
            ORDER BY lease_ms LIMIT @most{(db.Database.IsNpgsql() ? " FOR UPDATE SKIP LOCKED" : "")}
            """);
        Parameter(command, "@now", now);
        Parameter(command, "@most", most);
        return await ReadAsync(command, cancel);
    }

    public static Task LeaseAsync(CosmoContext db, IReadOnlyList<WorkItem> items, long until, CancellationToken cancel) =>
        OnEachAsync(db, "UPDATE work SET state = 2, lease_ms = @at WHERE id IN", items, until, cancel);

    public static Task FinishAsync(CosmoContext db, IReadOnlyList<WorkItem> items, long now, CancellationToken cancel) =>
        OnEachAsync(db, "UPDATE work SET state = 3, done_ms = @at WHERE id IN", items, now, cancel);

    /// <summary>True while the lease is the caller's.</summary>
    public static async Task<bool> IsLeasedAsync(CosmoContext db, WorkItem item, CancellationToken cancel)
    {
        await using var command = Command(db, "SELECT 1 FROM work WHERE id = @id AND state = 2 AND lease_ms = @lease");
        Parameter(command, "@id", item.Id);
        Parameter(command, "@lease", item.LeaseMs);
        return await command.ExecuteScalarAsync(cancel) is not null;
    }

    /// <summary>Ends one leased item, if the lease is still the caller's.</summary>
    public static async Task<bool> EndLeaseAsync(CosmoContext db, WorkItem item, WorkState state, long due, int attempts, string? error, long now, CancellationToken cancel) =>
        await RunAsync(db,
            "UPDATE work SET state = @state, due_ms = @due, attempts = @attempts, error = @error, done_ms = @done WHERE id = @id AND state = 2 AND lease_ms = @lease",
            cancel, ("@state", (int)state), ("@due", due), ("@attempts", attempts), ("@error", (object?)Plain(error) ?? DBNull.Value),
            ("@done", state is WorkState.Done or WorkState.Dead ? now : 0L), ("@id", item.Id), ("@lease", item.LeaseMs)) == 1;

    /// <summary>Puts off one item that was claimed in this transaction or found failed, or gives it up.</summary>
    public static Task PutOffAsync(CosmoContext db, long id, WorkState state, long due, int attempts, string error, long now, CancellationToken cancel) =>
        RunAsync(db, "UPDATE work SET state = @state, due_ms = @due, attempts = @attempts, error = @error, done_ms = @done WHERE id = @id AND state < 3",
            cancel, ("@state", (int)state), ("@due", due), ("@attempts", attempts), ("@error", Plain(error)),
            ("@done", state is WorkState.Dead ? now : 0L), ("@id", id));

    /// <summary>Gives an item the next free id, so that it stands behind everything else in its lane.</summary>
    public static async Task MoveToEndAsync(CosmoContext db, long id, string lane, CancellationToken cancel)
    {
        var next = "(SELECT MAX(id) + 1 FROM work)";
        if (db.Database.IsNpgsql())
        {
            await LockAsync(db, [lane], cancel);
            next = "nextval(pg_get_serial_sequence('work', 'id'))";
        }

        await RunAsync(db, $"UPDATE work SET id = {next} WHERE id = @id", cancel, ("@id", id));
    }

    /// <summary>Takes away what has long been done, a few rows at a time. The index holds states from 3: SQLite wants it said in its words.</summary>
    public static Task<int> SweepAsync(CosmoContext db, string kindPrefix, bool only, long before, int most, CancellationToken cancel) =>
        RunAsync(db, $"DELETE FROM work WHERE id IN (SELECT id FROM work WHERE state >= 3 AND state = 3 AND done_ms < @before AND kind {(only ? "" : "NOT ")}LIKE @prefix LIMIT @most)",
            cancel, ("@before", before), ("@prefix", kindPrefix + "%"), ("@most", most));

    public static async Task<int> RunAsync(CosmoContext db, string sql, CancellationToken cancel, params (string Name, object Value)[] parameters)
    {
        await using var command = Command(db, sql);
        foreach (var (name, value) in parameters)
            Parameter(command, name, value);
        return await command.ExecuteNonQueryAsync(cancel);
    }

    /// <summary>The head of each lane becomes ready if it was waiting. One index look-up per lane, however long the lane is.</summary>
    private static async Task<ReadyWork> PromoteAsync(CosmoContext db, string[] lanes, CancellationToken cancel)
    {
        await using var command = Command(db, s_promote.GetOrAdd(lanes.Length, count =>
            $"UPDATE work SET state = 0 WHERE state = 1 AND id IN ({Repeat(count, i => $"(SELECT id FROM work WHERE lane = @l{i} AND state < 3 ORDER BY id LIMIT 1)")}) RETURNING is_external"));
        for (var i = 0; i < lanes.Length; i++)
            Parameter(command, $"@l{i}", lanes[i]);
        var ready = default(ReadyWork);
        await using var promoted = await command.ExecuteReaderAsync(cancel);
        while (await promoted.ReadAsync(cancel))
            ready = promoted.GetBoolean(0) ? ready with { External = true } : ready with { Internal = true };
        return ready;
    }

    private static async Task InsertAsync(CosmoContext db, NewWork[] items, long now, CancellationToken cancel)
    {
        await using var command = Command(db, s_insert.GetOrAdd(items.Length, count =>
            "INSERT INTO work (lane, kind, is_external, dedupe_key, body, state, due_ms, lease_ms, attempts, created_ms, done_ms) VALUES "
            + $"{Repeat(count, i => $"(@l{i},@k{i},@e{i},@d{i},@b{i},1,@t{i},0,0,@now,0)")} ON CONFLICT (dedupe_key) DO NOTHING"));
        Parameter(command, "@now", now);
        for (var i = 0; i < items.Length; i++)
        {
            var item = items[i];
            Parameter(command, $"@l{i}", item.Lane);
            Parameter(command, $"@k{i}", item.Kind.Name);
            Parameter(command, $"@e{i}", item.Kind.IsExternal);
            Parameter(command, $"@d{i}", (object?)item.DedupeKey ?? DBNull.Value);
            Parameter(command, $"@b{i}", item.Body);
            Parameter(command, $"@t{i}", item.Due?.ToUnixTimeMilliseconds() ?? now);
        }

        await command.ExecuteNonQueryAsync(cancel);
    }

    private static async Task OnEachAsync(CosmoContext db, string update, IReadOnlyList<WorkItem> items, long at, CancellationToken cancel)
    {
        foreach (var some in InParts(items))
        {
            await using var command = Command(db, $"{update} ({Repeat(some.Length, i => $"@i{i}")})");
            Parameter(command, "@at", at);
            for (var i = 0; i < some.Length; i++)
                Parameter(command, $"@i{i}", some[i].Id);
            await command.ExecuteNonQueryAsync(cancel);
        }
    }

    /// <summary>In parts of 1, 2, 4 … rows: so few different statements are found prepared again, one for each count never.</summary>
    private static IEnumerable<T[]> InParts<T>(IReadOnlyList<T> all)
    {
        for (var (at, size) = (0, 0); at < all.Count; at += size)
        {
            size = Math.Min(MostRows, 1 << BitOperations.Log2((uint)(all.Count - at)));
            yield return [.. all.Skip(at).Take(size)];
        }
    }

    private static string Repeat(int count, Func<int, FormattableString> part) =>
        string.Join(',', Enumerable.Range(0, count).Select(i => FormattableString.Invariant(part(i))));

    // Without the lock, two transactions could add to one lane and commit in the other order than their ids.
    private static async Task LockAsync(CosmoContext db, string[] lanes, CancellationToken cancel)
    {
        await using var command = Command(db, """
            SELECT pg_advisory_xact_lock(key) FROM (SELECT DISTINCT hashtextextended(lane, 0) AS key FROM unnest(@lanes) AS lane ORDER BY 1) AS keys
            """);
        Parameter(command, "@lanes", lanes);
        await command.ExecuteNonQueryAsync(cancel);
    }

    private static async Task<List<WorkItem>> ReadAsync(DbCommand command, CancellationToken cancel)
    {
        var items = new List<WorkItem>();
        await using var reader = await command.ExecuteReaderAsync(cancel);
        while (await reader.ReadAsync(cancel))
        {
            items.Add(new WorkItem
            {
                Id = reader.GetInt64(0),
                Lane = reader.GetString(1),
                Kind = reader.GetString(2),
                DedupeKey = reader.IsDBNull(3) ? null : reader.GetString(3),
                Body = reader.GetString(4),
                State = (WorkState)reader.GetInt32(5),
                DueMs = reader.GetInt64(6),
                LeaseMs = reader.GetInt64(7),
                Attempts = reader.GetInt32(8),
                Error = reader.IsDBNull(9) ? null : reader.GetString(9),
                CreatedMs = reader.GetInt64(10),
                DoneMs = reader.GetInt64(11),
                IsExternal = reader.GetBoolean(12),
            });
        }

        return items;
    }

    // An error may quote what came from outside: PostgreSQL takes no U+0000 in a text.
    [return: System.Diagnostics.CodeAnalysis.NotNullIfNotNull(nameof(error))]
    private static string? Plain(string? error) =>
        error is null ? null : Cut.To(error, LongestError).Replace('\0', ' ');

    private static DbCommand Command(CosmoContext db, string sql)
    {
        var command = db.Database.GetDbConnection().CreateCommand();
#pragma warning disable CA2100 // built from constants, counters and ids of our own; every value is a parameter
        command.CommandText = sql;
#pragma warning restore CA2100
        command.Transaction = db.Database.CurrentTransaction?.GetDbTransaction();
        return command;
    }

    private static void Parameter(DbCommand command, string name, object value)
    {
        var parameter = command.CreateParameter();
        (parameter.ParameterName, parameter.Value) = (name, value);
        command.Parameters.Add(parameter);
    }
}
