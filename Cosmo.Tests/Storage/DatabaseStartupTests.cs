using Cosmo.Core.Knowledge;
using Cosmo.Core.Storage;
using Microsoft.EntityFrameworkCore;

namespace Cosmo.Tests.Storage;

public sealed class DatabaseStartupTests
{
    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task A_database_that_does_not_exist_is_made_whole(StorageProvider provider)
    {
        await using var database = TestDatabase.Unmigrated(provider);
        await database.Startup().PrepareAsync(TestContext.Current.CancellationToken);

        await using var db = database.CreateDbContext();
        db.Add(KnowledgeEntry.Write("Q", "A", "en", "", DateTimeOffset.UnixEpoch));
        await db.SaveChangesAsync(TestContext.Current.CancellationToken);
        Assert.Empty(await db.Database.GetPendingMigrationsAsync(TestContext.Current.CancellationToken));
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task Each_test_has_a_database_of_its_own(StorageProvider provider)
    {
        await using var one = await TestDatabase.CreateAsync(provider);
        await using var other = await TestDatabase.CreateAsync(provider);
        await using (var db = one.CreateDbContext())
        {
            db.Add(KnowledgeEntry.Write("Q", "A", "en", "", DateTimeOffset.UnixEpoch));
            await db.SaveChangesAsync(TestContext.Current.CancellationToken);
        }

        await using var elsewhere = other.CreateDbContext();
        Assert.False(await elsewhere.Set<KnowledgeEntry>().AnyAsync(TestContext.Current.CancellationToken));
    }
}
