using Cosmo.Core.Storage.Migrations;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;

namespace Cosmo.Core.Storage;

/// <summary>
/// Brings the database to this program's version before anything is served: one program at a time, never backwards, and
/// (SQLite) with a copy of what was there. When nothing is to be done it reads one small table and no model.
/// </summary>
public sealed class DatabaseStartup(IDbContextFactory<CosmoContext> contexts, DatabaseAddress address, TimeProvider clock, ILogger<DatabaseStartup> log)
{
    /// <summary>Prepares the database; to be called once, before the host serves.</summary>
    /// <exception cref="DatabaseRefusedException">A newer program made the database, or another start holds it for too long.</exception>
    public Task PrepareAsync(CancellationToken cancel = default) => address.Provider switch
    {
        StorageProvider.Sqlite => new SqliteStartup(this, address, clock, log).PrepareAsync(cancel),
        StorageProvider.Postgres => new PostgresStartup(this, contexts, address, log).PrepareAsync(cancel),
        var other => throw new NotSupportedException($"No database provider for {other}."),
    };

    /// <summary>The migrations that the program has and the database has not, oldest first.</summary>
    /// <exception cref="DatabaseRefusedException">The database has migrations that this program does not know.</exception>
    internal IReadOnlyList<string> Pending(IReadOnlyCollection<string> applied)
    {
        var known = KnownMigrations.Of(address.Provider);
        var unknown = applied.Except(known).Order(StringComparer.Ordinal).ToList();
        if (unknown.Count > 0)
            throw new DatabaseRefusedException(
                $"A newer version of Cosmo made this database: it has {string.Join(", ", unknown)}, and this program knows it up to {known[^1]}. " +
                "Start the newer program, or restore a copy from before the update.");
        return [.. known.Except(applied)];
    }

    /// <summary>Applies what is pending.</summary>
    internal async Task MigrateAsync(IReadOnlyList<string> pending, CancellationToken cancel)
    {
        log.LogInformation("Updating the database: {Migrations}", string.Join(", ", pending));
        await using var db = await contexts.CreateDbContextAsync(cancel);
        await db.Database.MigrateAsync(cancel);
    }
}
