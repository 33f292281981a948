using System.Collections.Concurrent;
using System.Data.Common;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace Cosmo.Core.Storage;

/// <summary>
/// Keeps SQLite connections open, with their statements prepared, from one context to the next. The one given back last
/// is handed out first: writers come one after another, so nearly all of them get the same connection, which finds its
/// statements compiled and its pages in memory. Opening one costs more than a small change (docs/performance.md).
/// </summary>
internal sealed class KeptConnections : DbConnectionInterceptor
{
    /// <summary>More than this are used at once only for moments; those are closed again.</summary>
    private const int MostIdle = 8;

    private static readonly ConcurrentDictionary<string, KeptConnections> s_all = new();

    private readonly ConcurrentStack<KeptConnection> _idle = new();
    private readonly string _connectionString;

    static KeptConnections()
    {
        // Counting what is allocated costs a lock at each piece of memory, and nobody asks for the count.
        SQLitePCL.Batteries_V2.Init();
        _ = SQLitePCL.raw.sqlite3_config(SQLitePCL.raw.SQLITE_CONFIG_MEMSTATUS, 0);   // refused, harmlessly, where SQLite is in use already
        // Closing the last one empties the write-ahead log into the file.
        AppDomain.CurrentDomain.ProcessExit += (_, _) => Rest();
    }

    private KeptConnections(string connectionString) =>
        _connectionString = new SqliteConnectionStringBuilder(connectionString) { Pooling = false }.ToString();   // closed is closed

    /// <summary>The connections of one database; all contexts with the same connection string share them.</summary>
    public static KeptConnections Of(string connectionString) => s_all.GetOrAdd(connectionString, s => new(s));

    /// <summary>Closes the idle connections of one database, before its file is replaced or removed, or after its tables were changed.</summary>
    public static void Clear(string connectionString)
    {
        if (!s_all.TryGetValue(connectionString, out var connections))
            return;
        while (connections._idle.TryPop(out var connection))
            connection.Dispose();
    }

    /// <summary>Closes the idle connections of all databases, with the pages and statements they keep; the next use opens new ones.</summary>
    public static void Rest() => s_all.Keys.ToList().ForEach(Clear);

    public override InterceptionResult<DbConnection> ConnectionCreating(ConnectionCreatingEventData eventData, InterceptionResult<DbConnection> result)
    {
        if (eventData.Context is SqliteContext context)
            context.HoldsConnection = true;
        return InterceptionResult<DbConnection>.SuppressWithResult(_idle.TryPop(out var kept) ? kept : new KeptConnection(_connectionString));
    }

    public override InterceptionResult ConnectionDisposing(DbConnection connection, ConnectionEventData eventData, InterceptionResult result)
    {
        if (connection is not KeptConnection { IsUsable: true } kept || _idle.Count >= MostIdle)
            return result;
        _idle.Push(kept);
        return InterceptionResult.Suppress();
    }

    public override ValueTask<InterceptionResult> ConnectionDisposingAsync(DbConnection connection, ConnectionEventData eventData, InterceptionResult result) =>
        new(ConnectionDisposing(connection, eventData, result));
}
