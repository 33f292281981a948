using System.Globalization;
using Microsoft.Data.Sqlite;

namespace Cosmo.Core.Storage;

/// <summary>
/// Whole copies of the SQLite database from before each update, in <c>backups</c> beside it. A marker file names the copy while
/// the update runs, so that the next start knows of one that was killed.
/// </summary>
internal sealed class SqliteCopies(DatabaseAddress address, TimeProvider clock)
{
    public const int Kept = 5;

    private string Folder => Path.Combine(address.Folder, "backups");
    private string Marker => Path.Combine(address.Folder, "updating");

    /// <summary>The copy that was taken for an update which never ended; null when none was interrupted.</summary>
    public string? Interrupted => File.Exists(Marker) && File.ReadAllText(Marker) is { Length: > 0 } copy && File.Exists(copy) ? copy : null;

    /// <summary>Copies the database as it is, checks the copy, and marks the update as begun.</summary>
    /// <returns>The file of the copy.</returns>
    public async Task<string> TakeAsync(string migration, CancellationToken cancel)
    {
        Directory.CreateDirectory(Folder);
        var stamp = clock.GetUtcNow().ToString("yyyyMMdd'T'HHmmssfff'Z'", CultureInfo.InvariantCulture);
        var copy = Path.Combine(Folder, $"before-{migration}-{stamp}.db");
        var unfinished = copy + ".part";
        File.Delete(unfinished);
        // Not a copy of the file: what is still in the write-ahead log belongs to the database too.
        await AnswerAsync(address.ConnectionString, "VACUUM INTO $file", unfinished, cancel);
        var verdict = await AnswerAsync($"Data Source={unfinished};Pooling=False", "PRAGMA integrity_check", null, cancel);
        if (verdict is not "ok")
            throw new InvalidOperationException($"The copy of the database from before the update is not sound, so there is no update: {verdict}");

        File.Move(unfinished, copy, overwrite: true);
        foreach (var old in Directory.GetFiles(Folder, "before-*.db").OrderByDescending(File.GetLastWriteTimeUtc).Where(f => f != copy).Skip(Kept - 1))
            File.Delete(old);
        Write(Marker, copy);
        return copy;
    }

    /// <summary>Puts the copy in the place of the database. Nothing may have the database open.</summary>
    public void Restore(string copy)
    {
        KeptConnections.Clear(address.ConnectionString);
        using (var connection = new SqliteConnection(address.ConnectionString))
            SqliteConnection.ClearPool(connection);
        var restored = address.File + ".restored";
        File.Copy(copy, restored, overwrite: true);
        File.Delete(address.File + "-wal");
        File.Delete(address.File + "-shm");
        File.Move(restored, address.File, overwrite: true);
        File.Delete(Marker);
    }

    /// <summary>The update is over.</summary>
    public void Finish() => File.Delete(Marker);

    private static void Write(string file, string text)
    {
        using var stream = new FileStream(file, FileMode.Create);
        using var writer = new StreamWriter(stream);
        writer.Write(text);
        writer.Flush();
        stream.Flush(flushToDisk: true);
    }

    private static async Task<string?> AnswerAsync(string connectionString, string sql, string? file, CancellationToken cancel)
    {
        await using var connection = new SqliteConnection(connectionString);
        await connection.OpenAsync(cancel);
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        if (file is not null)
            command.Parameters.AddWithValue("$file", file);
        return await command.ExecuteScalarAsync(cancel) as string;
    }
}
