using Cosmo.Core.Knowledge;
using Cosmo.Core.Storage;
using Microsoft.EntityFrameworkCore;

namespace Cosmo.Tests.Storage;

public sealed class SqliteCopiesTests
{
    private readonly TestClock _clock = new();
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_copy_brings_everything_back_and_is_searched_like_the_original()
    {
        await using var database = await TestDatabase.CreateAsync(StorageProvider.Sqlite);
        for (var i = 0; i < 20; i++)
            await KnowAsync(database, $"entry{i}");
        await using (var db = database.CreateDbContext())
            await db.Set<KnowledgeEntry>().Where(e => e.Question == "entry3" || e.Question == "entry7").ExecuteDeleteAsync(Cancel);   // gaps in the row numbers
        var copies = new SqliteCopies(database.Address, _clock);

        var copy = await copies.TakeAsync("20990101000000_Next", Cancel);
        await KnowAsync(database, "written after the copy");
        Assert.Equal(copy, copies.Interrupted);
        copies.Restore(copy);

        await using var restored = database.CreateDbContext();
        Assert.Equal(18, await restored.Set<KnowledgeEntry>().CountAsync(Cancel));
        foreach (var entry in await restored.Set<KnowledgeEntry>().ToListAsync(Cancel))
        {
            var found = await TextSearch.On(StorageProvider.Sqlite, database).KnowledgeAsync(entry.Question, 50, Cancel);
            Assert.Contains(entry.Id, found.Select(hit => hit.Id));
        }

        Assert.Null(copies.Interrupted);
    }

    [Fact]
    public async Task The_newest_five_copies_are_kept()
    {
        await using var database = await TestDatabase.CreateAsync(StorageProvider.Sqlite);
        var copies = new SqliteCopies(database.Address, _clock);
        var newest = "";
        for (var i = 0; i < 8; i++)
        {
            _clock.Advance(TimeSpan.FromDays(1));
            newest = await copies.TakeAsync("20990101000000_Next", Cancel);
        }

        var kept = Directory.GetFiles(Path.Combine(database.Address.Folder, "backups"));
        Assert.Equal(SqliteCopies.Kept, kept.Length);
        Assert.Contains(newest, kept);
    }

    private static async Task KnowAsync(TestDatabase database, string question)
    {
        await using var db = database.CreateDbContext();
        var entry = KnowledgeEntry.Write(question, "", "en", "", DateTimeOffset.UnixEpoch);
        entry.Publish(true);
        db.Add(entry);
        await db.SaveChangesAsync(Cancel);
    }
}
