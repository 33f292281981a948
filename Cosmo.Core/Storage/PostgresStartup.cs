using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Storage;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace Cosmo.Core.Storage;

/// <summary>The start of a node with PostgreSQL: lock, look, migrate. Copies are the operator's: a server has its own tools for them.</summary>
internal sealed class PostgresStartup(DatabaseStartup startup, IDbContextFactory<CosmoContext> contexts, DatabaseAddress address, ILogger log)
{
    // Any fixed number will do, as long as nothing else in this database locks it.
    private const long StartLock = 0x436F736D6F;

    public async Task PrepareAsync(CancellationToken cancel)
    {
        await using var connection = await ConnectAsync(cancel);
        // Ends with the connection, also when the node is killed; the other nodes wait here.
        await ExecuteAsync(connection, $"SELECT pg_advisory_lock({StartLock})", cancel);
        var applied = await AppliedAsync(connection, cancel);
        var pending = startup.Pending(applied);
        if (pending.Count > 0)
        {
            if (applied.Count > 0)
                log.LogWarning("The database on {Host} is updated without a copy: on PostgreSQL the dump is yours to take (pg_dump).", connection.Host);
            await startup.MigrateAsync(pending, cancel);
        }

        await ExecuteAsync(connection, $"SELECT pg_advisory_unlock({StartLock})", cancel);
    }

    private async Task<NpgsqlConnection> ConnectAsync(CancellationToken cancel)
    {
        // Not from the pool: the lock belongs to the session.
        var own = new NpgsqlConnectionStringBuilder(address.ConnectionString) { Pooling = false, CommandTimeout = 300 };
        var connection = new NpgsqlConnection(own.ConnectionString);
        try
        {
            await connection.OpenAsync(cancel);
        }
        catch (PostgresException e) when (e.SqlState == PostgresErrorCodes.InvalidCatalogName)
        {
            await CreateDatabaseAsync(cancel);
            await connection.OpenAsync(cancel);
        }

        return connection;
    }

    private async Task CreateDatabaseAsync(CancellationToken cancel)
    {
        await using var db = await contexts.CreateDbContextAsync(cancel);
        try
        {
            await db.GetService<IRelationalDatabaseCreator>().CreateAsync(cancel);
        }
        catch (PostgresException e) when (e.SqlState is PostgresErrorCodes.DuplicateDatabase or PostgresErrorCodes.UniqueViolation)
        {
            log.LogInformation("Another node made the database first");
        }
    }

    private static async Task<IReadOnlyCollection<string>> AppliedAsync(NpgsqlConnection connection, CancellationToken cancel)
    {
        await using var look = new NpgsqlCommand("SELECT to_regclass('\"__EFMigrationsHistory\"') IS NOT NULL", connection);
        if (await look.ExecuteScalarAsync(cancel) is not true)
            return [];
        await using var read = new NpgsqlCommand("SELECT \"MigrationId\" FROM \"__EFMigrationsHistory\"", connection);
        await using var rows = await read.ExecuteReaderAsync(cancel);
        var applied = new List<string>();
        while (await rows.ReadAsync(cancel))
            applied.Add(rows.GetString(0));
        return applied;
    }

    private static async Task ExecuteAsync(NpgsqlConnection connection, string sql, CancellationToken cancel)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync(cancel);
    }
}
