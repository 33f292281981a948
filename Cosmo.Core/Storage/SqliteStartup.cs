using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging;

namespace Cosmo.Core.Storage;

/// <summary>The start of a program with a SQLite file: lock, look, copy, migrate, check the search index.</summary>
internal sealed class SqliteStartup(DatabaseStartup startup, DatabaseAddress address, TimeProvider clock, ILogger log)
{
    /// <summary>How long a start waits for another one to finish with the same file.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    public async Task PrepareAsync(CancellationToken cancel)
    {
        Directory.CreateDirectory(address.Folder);
        if (NetworkFolder.KindOf(address.Folder) is { } kind)
            log.LogWarning("The data directory {Folder} is on {Kind}: SQLite can lose data there. Put it on a local disk, or use PostgreSQL.", address.Folder, kind);

        await using var turn = await LockAsync(cancel);
        var copies = new SqliteCopies(address, clock);
        var applied = await AppliedAsync(cancel);
        var pending = startup.Pending(applied);
        if (copies.Interrupted is { } copy)
        {
            // A migration was killed. Some of its steps cannot be in a transaction, so the copy is the only sound ground.
            if (pending.Count > 0)
            {
                log.LogWarning("An update of the database was interrupted. It starts again from the copy {Copy}.", copy);
                copies.Restore(copy);
                pending = startup.Pending(applied = await AppliedAsync(cancel));
            }
            else
            {
                copies.Finish();
            }
        }

        if (pending.Count > 0)
        {
            if (applied.Count > 0)
                log.LogInformation("Copied the database to {Copy} before updating it", await copies.TakeAsync(pending[0], cancel));
            await ForgetAbandonedLockAsync(cancel);
            await startup.MigrateAsync(pending, cancel);
            copies.Finish();
        }

        await using var connection = await OpenAsync(cancel);
        if (await SqliteSearchIndex.RepairAsync(connection, cancel) is { Count: > 0 } repaired)
            log.LogWarning("Made the search index anew, parts were missing: {Parts}", string.Join(", ", repaired));
        KeptConnections.Clear(address.ConnectionString);   // they know the tables as they were
    }

    // The operating system lets go of it however the program ends. Waiting counts real time, whatever the clock says.
    private async Task<FileStream> LockAsync(CancellationToken cancel)
    {
        var file = Path.Combine(address.Folder, "start.lock");
        for (var began = TimeProvider.System.GetTimestamp(); ;)
        {
            try
            {
                return new FileStream(file, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            }
            catch (IOException) when (File.Exists(file) && TimeProvider.System.GetElapsedTime(began) < Patience)
            {
                await Task.Delay(50, cancel);
            }
            catch (IOException e)
            {
                throw new DatabaseRefusedException($"Another program is starting with the data in {address.Folder}; gave up waiting for it.", e);
            }
        }
    }

    private async Task<IReadOnlyCollection<string>> AppliedAsync(CancellationToken cancel)
    {
        if (!File.Exists(address.File))
            return [];
        await using var connection = await OpenAsync(cancel);
        await using var command = connection.CreateCommand();
        command.CommandText = "SELECT count(*) FROM sqlite_master WHERE name = '__EFMigrationsHistory'";
        if (await command.ExecuteScalarAsync(cancel) is 0L)
            return [];
        command.CommandText = "SELECT \"MigrationId\" FROM \"__EFMigrationsHistory\"";
        await using var rows = await command.ExecuteReaderAsync(cancel);
        var applied = new List<string>();
        while (await rows.ReadAsync(cancel))
            applied.Add(rows.GetString(0));
        return applied;
    }

    // A killed migration leaves its row, and the next one would wait for it for ever. We hold the file lock: nobody is migrating.
    private async Task ForgetAbandonedLockAsync(CancellationToken cancel)
    {
        await using var connection = await OpenAsync(cancel);
        await using var command = connection.CreateCommand();
        command.CommandText = "DROP TABLE IF EXISTS \"__EFMigrationsLock\"";
        await command.ExecuteNonQueryAsync(cancel);
    }

    private async Task<SqliteConnection> OpenAsync(CancellationToken cancel)
    {
        var connection = new SqliteConnection(address.ConnectionString);
        await connection.OpenAsync(cancel);
        SqlitePragmas.Apply(connection);
        return connection;
    }
}
