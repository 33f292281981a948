using Cosmo.Core.Knowledge;
using Cosmo.Core.Storage;
using Cosmo.Core.Storage.Migrations;
using Cosmo.Core.Tickets;
using Cosmo.Core.Work;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging.Abstractions;

namespace Cosmo.Tests.Storage;

public sealed class DatabaseStartupTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task A_database_that_does_not_exist_is_made_whole(StorageProvider provider)
    {
        await using var database = TestDatabase.Unmigrated(provider);
        await database.Startup().PrepareAsync(Cancel);
        await AssertWholeAsync(database);
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task Starts_at_the_same_moment_do_not_race(StorageProvider provider)
    {
        await using var database = TestDatabase.Unmigrated(provider);
        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() => database.Startup().PrepareAsync(Cancel), Cancel)));
        await AssertWholeAsync(database);
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task Every_migration_of_the_program_is_written_down(StorageProvider provider)
    {
        await using var database = await TestDatabase.CreateAsync(provider);
        await using var db = database.CreateDbContext();
        Assert.Equal(db.Database.GetMigrations(), KnownMigrations.Of(provider));   // EF Core looks among all types
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task When_nothing_is_pending_no_context_is_made(StorageProvider provider)
    {
        await using var database = await TestDatabase.CreateAsync(provider);
        var startup = new DatabaseStartup(new NoContexts(), database.Address, TimeProvider.System, NullLogger<DatabaseStartup>.Instance);
        await startup.PrepareAsync(Cancel);
        Assert.False(Directory.Exists(BackupsOf(database)));
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task A_database_of_a_newer_program_is_refused_and_left_alone(StorageProvider provider)
    {
        await using var database = await TestDatabase.CreateAsync(provider);
        await ExecuteAsync(database, """INSERT INTO "__EFMigrationsHistory" VALUES ('29990101000000_Later', '99.0')""");

        var refused = await Assert.ThrowsAsync<DatabaseRefusedException>(() => database.Startup().PrepareAsync(Cancel));

        Assert.Contains("29990101000000_Later", refused.Message, StringComparison.Ordinal);
        await using var db = database.CreateDbContext();
        Assert.Contains(db.Database.GetMigrations().Last(), refused.Message, StringComparison.Ordinal);
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task An_older_database_is_updated_with_what_is_in_it(StorageProvider provider)
    {
        await using var database = await OlderAsync(provider);
        await database.Startup().PrepareAsync(Cancel);

        await AssertWholeAsync(database);
        Assert.Single(await TextSearch.On(provider, database).KnowledgeAsync(PublishedDatabase.KnownWord, 5, Cancel));
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task Tickets_that_waited_before_there_were_targets_get_their_clocks(StorageProvider provider)
    {
        var database = await OlderAsync(provider);
        await ExecuteAsync(database, """UPDATE "Ticket" SET "State" = 'Requested', "HolderId" = NULL, "ClosedAt" = NULL""");
        await database.Startup().PrepareAsync(Cancel);

        await using var core = await CoreFixture.OverAsync(database);
        // The update wrote by the real clock when its row is due.
        core.Clock.Now = DateTimeOffset.FromUnixTimeMilliseconds(await core.ReadAsync(db => db.Set<WorkItem>().MaxAsync(w => w.DueMs, Cancel)));
        await core.RunAsync();
        var ticket = await core.ReadAsync(db => db.Set<Ticket>().SingleAsync(Cancel));
        Assert.NotNull(ticket.AnswerBy);
        Assert.Contains(await core.ReadAsync(db => db.Set<TicketMark>().Select(m => m.Name).ToListAsync(Cancel)), m => m == "breach");
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task An_update_killed_at_any_command_is_done_by_the_next_start(StorageProvider provider)
    {
        var killed = true;
        for (var command = 1; killed; command++)
        {
            var power = new PowerCut();
            await using var database = await OlderAsync(provider, power);
            power.CommandsLeft = command;
            killed = await IsKilledAsync(database.Startup());

            power.CommandsLeft = int.MaxValue;
            await database.Startup().PrepareAsync(Cancel);
            await AssertWholeAsync(database);
            Assert.Single(await TextSearch.On(provider, database).KnowledgeAsync(PublishedDatabase.KnownWord, 5, Cancel));
        }
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task A_first_start_killed_half_way_is_done_by_the_next_one(StorageProvider provider)
    {
        var killed = true;
        for (var command = 1; killed; command *= 4)
        {
            var power = new PowerCut { CommandsLeft = command };
            await using var database = TestDatabase.Unmigrated(provider, power);
            killed = await IsKilledAsync(database.Startup());

            power.CommandsLeft = int.MaxValue;
            await database.Startup().PrepareAsync(Cancel);
            await AssertWholeAsync(database);
        }
    }

    [Fact]
    public async Task A_migrations_lock_that_a_killed_program_left_keeps_nobody_waiting()
    {
        await using var database = await OlderAsync(StorageProvider.Sqlite);
        await ExecuteAsync(database, """
            CREATE TABLE IF NOT EXISTS "__EFMigrationsLock" ("Id" INTEGER NOT NULL CONSTRAINT "PK___EFMigrationsLock" PRIMARY KEY, "Timestamp" TEXT NOT NULL);
            INSERT INTO "__EFMigrationsLock" VALUES (1, '2026-01-01 00:00:00');
            """);
        await database.Startup().PrepareAsync(Cancel);
        await AssertWholeAsync(database);
    }

    private static async Task<bool> IsKilledAsync(DatabaseStartup startup)
    {
        try
        {
            await startup.PrepareAsync(Cancel);
            return false;
        }
        catch (PowerCutException)
        {
            return true;
        }
    }

    private static async Task<TestDatabase> OlderAsync(StorageProvider provider, params PowerCut[] power)
    {
        var database = TestDatabase.Unmigrated(provider, power);
        await PublishedDatabase.RestoreAsync(database, Cancel);
        return database;
    }

    private static async Task AssertWholeAsync(TestDatabase database)
    {
        await using var db = database.CreateDbContext();
        Assert.Empty(await db.Database.GetPendingMigrationsAsync(Cancel));
        db.Add(KnowledgeEntry.Write("Whole", "", "en", "", DateTimeOffset.UnixEpoch));
        await db.SaveChangesAsync(Cancel);
        Assert.Single(await TextSearch.On(database.Provider, database).KnowledgeAsync("whole", 5, Cancel));
    }

    private static async Task ExecuteAsync(TestDatabase database, string sql)
    {
        await using var db = database.CreateDbContext();
        await db.Database.ExecuteSqlRawAsync(sql, Cancel);
    }

    private static string BackupsOf(TestDatabase database) =>
        database.Provider is StorageProvider.Sqlite ? Path.Combine(database.Address.Folder, "backups") : "none";

    private sealed class NoContexts : IDbContextFactory<CosmoContext>
    {
        public CosmoContext CreateDbContext() => throw new InvalidOperationException("No context was to be made.");
    }
}
