using System.Data.Common;
using System.Globalization;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace Cosmo.Core.Storage;

/// <summary>
/// Sets on each opened SQLite connection what the promises rest on, and refuses the connection where it does not hold:
/// a confirmed commit survives a power cut (FULL), readers never wait for the writer (WAL), nothing dangles (foreign keys).
/// </summary>
internal sealed class SqlitePragmas : DbConnectionInterceptor
{
    /// <summary>
    /// Pages of 4 KB in the write-ahead log before they are copied into the database: 32 MB instead of SQLite's 4. Pages of an
    /// index that many messages change are copied once and not with every few commits, on which a flood spent a fifth of its
    /// writer's time (docs/performance.md).
    /// </summary>
    private const string LogPages = "8000";

    private static readonly (string Name, string Set, object Holds, bool AnswersAtOnce)[] Pragmas =
    [
        ("busy_timeout", "5000", 5000L, true),   // milliseconds; first, because the next one may have to wait
        ("journal_mode", "WAL", "wal", true),
        ("synchronous", "FULL", 2L, false),
        ("foreign_keys", "ON", 1L, false),
        ("temp_store", "MEMORY", 2L, false),
        ("wal_autocheckpoint", LogPages, long.Parse(LogPages, CultureInfo.InvariantCulture), true),
    ];

    private static readonly string Statements =
        string.Concat(Pragmas.Select(p => p.AnswersAtOnce ? $"PRAGMA {p.Name}={p.Set};" : $"PRAGMA {p.Name}={p.Set};PRAGMA {p.Name};"));

    public override void ConnectionOpened(DbConnection connection, ConnectionEndEventData eventData) => Apply(connection);

    public override Task ConnectionOpenedAsync(DbConnection connection, ConnectionEndEventData eventData, CancellationToken cancellationToken = default)
    {
        Apply(connection);   // SQLite has nothing to wait for: its asynchronous calls are synchronous
        return Task.CompletedTask;
    }

    /// <summary>Sets the pragmas and reads them back.</summary>
    /// <exception cref="InvalidOperationException">SQLite did not take one of them.</exception>
    public static void Apply(DbConnection connection)
    {
        if (connection is not SqliteConnection)
            return;
        using var command = connection.CreateCommand();
        command.CommandText = Statements;
        using var answers = command.ExecuteReader();
        foreach (var (name, set, holds, _) in Pragmas)
        {
            // Each pragma gives one row, be it when it is set or when it is asked for.
            var answer = answers.Read() ? answers.GetValue(0) : null;
            if (!holds.Equals(answer))
                throw new InvalidOperationException($"SQLite does not keep PRAGMA {name}={set} on {connection.DataSource}: it answers {answer ?? "nothing"}.");
            answers.NextResult();
        }
    }
}
