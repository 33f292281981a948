using System.IO.Compression;
using Cosmo.Core.Storage;
using Npgsql;

namespace Cosmo.Tests.Storage;

/// <summary>
/// Databases as the program of 2026-11-22 left them on disk: the sample business after the story of the broken parcel (a ticket,
/// its draft, messages, sends, finished work). What people have must open in every later program.
/// </summary>
internal static class PublishedDatabase
{
    /// <summary>Words of an entry in it, in one language only.</summary>
    public const string KnownWord = "aceptamos";

    private static readonly string Folder = Path.Combine(AppContext.BaseDirectory, "Storage", "Published");

    /// <summary>Puts the published tables and rows into a database that is empty so far.</summary>
    public static async Task RestoreAsync(TestDatabase empty, CancellationToken cancel)
    {
        if (empty.Provider is StorageProvider.Sqlite)
        {
            await using var packed = Unpack("2026-11-22.sqlite.gz");
            await using var file = File.Create(empty.Address.File);
            await packed.CopyToAsync(file, cancel);
            return;
        }

        await PostgresCluster.Running.ExecuteAsync($"CREATE DATABASE {new NpgsqlConnectionStringBuilder(empty.Address.ConnectionString).Database}");
        using var script = new StreamReader(Unpack("2026-11-22.postgres.gz"));
        // The script turns off the search path of its connection, which must not go back to a pool.
        await using var connection = new NpgsqlConnection($"{empty.Address.ConnectionString};Pooling=false");
        await connection.OpenAsync(cancel);
        await using var command = new NpgsqlCommand(await script.ReadToEndAsync(cancel), connection);
        await command.ExecuteNonQueryAsync(cancel);
    }

    private static GZipStream Unpack(string name) => new(File.OpenRead(Path.Combine(Folder, name)), CompressionMode.Decompress);
}
