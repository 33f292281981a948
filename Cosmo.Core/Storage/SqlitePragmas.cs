using System.Data.Common;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace Cosmo.Core.Storage;

/// <summary>
/// Sets on each opened SQLite connection what the promises rest on, and refuses the connection where it does not hold:
/// a confirmed commit survives a power cut (FULL), readers never wait for the writer (WAL), nothing dangles (foreign keys).
/// </summary>
internal sealed class SqlitePragmas : DbConnectionInterceptor
{
    private static readonly (string Name, string Set, object Holds)[] Pragmas =
    [
        ("busy_timeout", "5000", 5000L),   // milliseconds; first, because the next one may have to wait
        ("journal_mode", "WAL", "wal"),
        ("synchronous", "FULL", 2L),
        ("foreign_keys", "ON", 1L),
        ("temp_store", "MEMORY", 2L),
    ];

    private static readonly string Statements =
        string.Concat(Pragmas.Select(p => p.Name is "journal_mode" or "busy_timeout" ? $"PRAGMA {p.Name}={p.Set};" : $"PRAGMA {p.Name}={p.Set};PRAGMA {p.Name};"));

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
        foreach (var (name, set, holds) in Pragmas)
        {
            // Each pragma gives one row; the journal mode and the timeout answer when they are set.
            var answer = answers.Read() ? answers.GetValue(0) : null;
            if (!holds.Equals(answer))
                throw new InvalidOperationException($"SQLite does not keep PRAGMA {name}={set} on {connection.DataSource}: it answers {answer ?? "nothing"}.");
            answers.NextResult();
        }
    }
}
