using Cosmo.Core.Knowledge;
using Cosmo.Core.Storage;
using Microsoft.EntityFrameworkCore;

namespace Cosmo.Tests.Storage;

public sealed class SqliteSearchIndexTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("""DROP TRIGGER "KnowledgeSearch_insert" """)]
    [InlineData("""DROP TRIGGER "KnowledgeSearch_update" """)]
    [InlineData("""DROP TABLE "KnowledgeSearch" """)]
    [InlineData("""DROP TABLE "KnowledgeSearchWords" """)]
    [InlineData("""DROP TRIGGER "KnowledgeSearch_insert"; CREATE TRIGGER "KnowledgeSearch_insert" AFTER INSERT ON "KnowledgeEntry" BEGIN SELECT 1; END""")]
    public async Task What_a_table_rebuild_dropped_is_back_after_a_start_and_nothing_is_missed(string loss)
    {
        await using var database = await TestDatabase.CreateAsync(StorageProvider.Sqlite);
        var entry = KnowledgeEntry.Write("before", "", "en", "", DateTimeOffset.UnixEpoch);
        await using var db = database.CreateDbContext();
        db.Add(entry);
        await db.SaveChangesAsync(Cancel);
        await db.Database.ExecuteSqlRawAsync(loss, Cancel);
        if (loss.Contains("TRIGGER", StringComparison.Ordinal))
        {
            entry.Edit("meanwhile", "", "en", "", DateTimeOffset.UnixEpoch);
            db.Add(KnowledgeEntry.Write("meanwhile", "", "en", "", DateTimeOffset.UnixEpoch));
            await db.SaveChangesAsync(Cancel);
        }

        await database.Startup().PrepareAsync(Cancel);
        await using var started = database.CreateDbContext();
        started.Attach(entry);
        entry.Edit("after", "", "en", "", DateTimeOffset.UnixEpoch);
        await started.SaveChangesAsync(Cancel);

        var search = TextSearch.On(StorageProvider.Sqlite, database);
        Assert.Equal([entry.Id], (await search.KnowledgeAsync("after", 5, Cancel)).Select(hit => hit.Id));
        Assert.Empty(await search.KnowledgeAsync("before", 5, Cancel));
        Assert.Equal(loss.Contains("TRIGGER", StringComparison.Ordinal) ? 1 : 0, (await search.KnowledgeAsync("meanwhile", 5, Cancel)).Count);
        await started.Database.ExecuteSqlRawAsync("""INSERT INTO "KnowledgeSearch"("KnowledgeSearch", rank) VALUES('integrity-check', 1)""", Cancel);
    }
}
