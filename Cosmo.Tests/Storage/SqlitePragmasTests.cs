using Cosmo.Core.Storage;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;

namespace Cosmo.Tests.Storage;

public sealed class SqlitePragmasTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("journal_mode", "wal")]
    [InlineData("synchronous", "2")]
    [InlineData("foreign_keys", "1")]
    [InlineData("busy_timeout", "5000")]
    [InlineData("temp_store", "2")]
    [InlineData("wal_autocheckpoint", "8000")]
    public async Task Each_opened_connection_keeps_what_the_promises_rest_on(string pragma, string value)
    {
        await using var database = await TestDatabase.CreateAsync(StorageProvider.Sqlite);
        await using var first = database.CreateDbContext();
        await using var second = database.CreateDbContext();
        foreach (var db in new[] { first, second })
        {
            await db.Database.OpenConnectionAsync(Cancel);
            await using var command = db.Database.GetDbConnection().CreateCommand();
            command.CommandText = $"PRAGMA {pragma}";
            Assert.Equal(value, $"{await command.ExecuteScalarAsync(Cancel)}");
        }
    }

    [Theory]
    [InlineData("synchronous", "2")]
    [InlineData("foreign_keys", "1")]
    [InlineData("busy_timeout", "5000")]
    [InlineData("temp_store", "2")]
    [InlineData("wal_autocheckpoint", "8000")]
    public async Task What_a_connection_was_set_to_before_does_not_stay(string pragma, string value)
    {
        await using var database = await TestDatabase.CreateAsync(StorageProvider.Sqlite);
        await using var connection = new SqliteConnection(database.Address.ConnectionString);
        await connection.OpenAsync(Cancel);
        await using var command = connection.CreateCommand();
        command.CommandText = "PRAGMA synchronous=OFF; PRAGMA foreign_keys=OFF; PRAGMA busy_timeout=1; PRAGMA temp_store=FILE; PRAGMA wal_autocheckpoint=0;";
        await command.ExecuteNonQueryAsync(Cancel);
        SqlitePragmas.Apply(connection);
        command.CommandText = $"PRAGMA {pragma}";
        Assert.Equal(value, $"{await command.ExecuteScalarAsync(Cancel)}");
    }

    [Fact]
    public async Task A_database_that_does_not_keep_them_is_refused()
    {
        await using var memory = new SqliteConnection("Data Source=:memory:");   // has no write-ahead log
        await memory.OpenAsync(Cancel);
        var refused = Assert.Throws<InvalidOperationException>(() => SqlitePragmas.Apply(memory));
        Assert.Contains("journal_mode", refused.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/srv/cosmo/data", "nfs4")]
    [InlineData("/srv/cosmo", "nfs4")]
    [InlineData("/srv/cosmos", null)]
    [InlineData("/srv/cosmo/fast", null)]
    [InlineData("/home", null)]
    [InlineData("/mnt/my share/x", "cifs")]
    public void A_folder_on_a_network_is_told_from_a_local_one(string folder, string? kind) =>
        Assert.Equal(kind, NetworkFolder.KindOf(folder,
        [
            "/dev/sda1 / ext4 rw 0 0", "host:/x /srv/cosmo nfs4 rw 0 0", "/dev/sdb1 /srv/cosmo/fast ext4 rw 0 0", @"//nas/s /mnt/my\040share cifs rw 0 0",
        ]));
}
