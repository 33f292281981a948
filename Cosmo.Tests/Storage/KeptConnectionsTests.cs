using System.Data;
using Cosmo.Core.Settings;
using Cosmo.Core.Storage;
using Microsoft.EntityFrameworkCore;

namespace Cosmo.Tests.Storage;

public sealed class KeptConnectionsTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_next_context_gets_the_connection_that_was_used_last()
    {
        await using var database = await TestDatabase.CreateAsync(StorageProvider.Sqlite);
        var (first, second) = (database.CreateDbContext(), database.CreateDbContext());
        var (one, other) = (first.Database.GetDbConnection(), second.Database.GetDbConnection());
        Assert.NotSame(one, other);
        await first.Set<Setting>().CountAsync(Cancel);
        await second.Set<Setting>().CountAsync(Cancel);
        await first.DisposeAsync();
        await second.DisposeAsync();

        await using var third = database.CreateDbContext();
        Assert.Same(other, third.Database.GetDbConnection());
        Assert.Equal(ConnectionState.Open, other.State);
        await using var fourth = database.CreateDbContext();
        Assert.Same(one, fourth.Database.GetDbConnection());
    }

    [Fact]
    public async Task What_was_in_use_while_the_others_were_closed_is_closed_the_next_time()
    {
        await using var database = await TestDatabase.CreateAsync(StorageProvider.Sqlite);
        var db = database.CreateDbContext();
        await db.Database.OpenConnectionAsync(Cancel);
        var connection = db.Database.GetDbConnection();

        KeptConnections.Clear(database.Address.ConnectionString);
        Assert.Equal(ConnectionState.Open, connection.State);
        await db.DisposeAsync();
        KeptConnections.Clear(database.Address.ConnectionString);

        Assert.Equal(ConnectionState.Closed, connection.State);
    }

    [Fact]
    public async Task A_transaction_that_was_left_open_is_undone_before_the_next_context()
    {
        await using var database = await TestDatabase.CreateAsync(StorageProvider.Sqlite);
        await using (var db = database.CreateDbContext())
        {
            await db.Database.BeginTransactionAsync(Cancel);
            db.Add(new Setting { Key = "left", Value = "open" });
            await db.SaveChangesAsync(Cancel);
        }

        await using var next = database.CreateDbContext();
        await using var transaction = await next.Database.BeginTransactionAsync(Cancel);
        Assert.False(await next.Set<Setting>().AnyAsync(s => s.Key == "left", Cancel));
    }

    [Fact]
    public async Task A_statement_is_compiled_once_and_has_only_the_values_of_its_user()
    {
        await using var database = await TestDatabase.CreateAsync(StorageProvider.Sqlite);
        await using var db = database.CreateDbContext();
        await db.Database.OpenConnectionAsync(Cancel);
        var connection = (KeptConnection)db.Database.GetDbConnection();
        var taken = connection.Take("SELECT @a");
        connection.GiveBack(taken, isClean: true);
        for (var value = 1; value <= 3; value++)
        {
            await using var command = connection.CreateCommand();
            command.CommandText = "SELECT @a";
            var parameter = command.CreateParameter();
            (parameter.ParameterName, parameter.Value) = ("@a", value);
            command.Parameters.Add(parameter);
            Assert.Equal((long)value, await command.ExecuteScalarAsync(Cancel));
        }

        var again = connection.Take("SELECT @a");
        Assert.Same(taken, again);
        Assert.Empty(again.Parameters);
        Assert.NotSame(again, connection.Take("SELECT @a"));   // two at once have one each
    }

    [Fact]
    public async Task A_result_that_was_not_read_to_its_end_holds_nothing_up()
    {
        await using var database = await TestDatabase.CreateAsync(StorageProvider.Sqlite);
        await using var db = database.CreateDbContext();
        await db.Database.OpenConnectionAsync(Cancel);
        var connection = db.Database.GetDbConnection();
        for (var time = 0; time < 2; time++)
        {
            var command = connection.CreateCommand();
            command.CommandText = "SELECT 1 UNION ALL SELECT 2";
            var reader = await command.ExecuteReaderAsync(Cancel);
            Assert.True(await reader.ReadAsync(Cancel));
            Assert.Equal(1, reader.GetInt32(0));
            await command.DisposeAsync();
        }
    }
}
