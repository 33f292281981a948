using System.Data.Common;
using Cosmo.Core.Storage;
using Microsoft.EntityFrameworkCore;
using static Cosmo.Core.Work.Statements;

namespace Cosmo.Core.Work;

/// <summary>
/// The queue's statements, by hand: they run on every message. All of them run inside the transaction of the given
/// context. What keeps the order of the lanes is <see cref="LaneSql"/>.
/// </summary>
internal static class WorkSql
{
    private const int LongestError = 4000;
    private const string Columns = "id, lane, kind, dedupe_key, body, state, due_ms, lease_ms, attempts, error, created_ms, done_ms, is_external";

    /// <summary>Heads of lanes that are due, oldest first.</summary>
    public static async Task<List<WorkItem>> ClaimAsync(CosmoContext db, bool external, int most, long now, CancellationToken cancel)
    {
        await using var command = Command(db, $"""
            SELECT {Columns} FROM work
            WHERE state = 0 AND is_external = {(external ? "TRUE" : "FALSE")} AND due_ms <= @now
            ORDER BY due_ms, id LIMIT @most{(db is PostgresContext ? " FOR UPDATE SKIP LOCKED" : "")}
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
            ORDER BY lease_ms LIMIT @most{(db is PostgresContext ? " FOR UPDATE SKIP LOCKED" : "")}
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

    /// <summary>Puts off one item whose claim was undone, or gives it up. What another node has begun meanwhile is that node's.</summary>
    /// <returns>False where it is not the caller's any more.</returns>
    public static async Task<bool> PutOffAsync(CosmoContext db, long id, WorkState state, long due, int attempts, string error, long now, CancellationToken cancel) =>
        await RunAsync(db, "UPDATE work SET state = @state, due_ms = @due, attempts = @attempts, error = @error, done_ms = @done WHERE id = @id AND state = 0",
            cancel, ("@state", (int)state), ("@due", due), ("@attempts", attempts), ("@error", Plain(error)),
            ("@done", state is WorkState.Dead ? now : 0L), ("@id", id)) == 1;

    /// <summary>Takes away what has long been done, a few rows at a time. The index holds states from 3: SQLite wants it said in its words.</summary>
    public static Task<int> SweepAsync(CosmoContext db, string kindPrefix, bool only, long before, int most, CancellationToken cancel) =>
        RunAsync(db, $"DELETE FROM work WHERE id IN (SELECT id FROM work WHERE state >= 3 AND state = 3 AND done_ms < @before AND kind {(only ? "" : "NOT ")}LIKE @prefix LIMIT @most)",
            cancel, ("@before", before), ("@prefix", kindPrefix + "%"), ("@most", most));

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
}
