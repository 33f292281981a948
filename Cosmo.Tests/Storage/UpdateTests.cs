using System.Reflection;
using Cosmo.Core.Storage;
using Microsoft.EntityFrameworkCore;

namespace Cosmo.Tests.Storage;

public sealed class UpdateTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    /// <summary>Counted in the published files; both were made by the same story.</summary>
    private static readonly (string Table, int Rows)[] Published =
    [
        ("AspNetUsers", 4), ("Contact", 3), ("Conversation", 3), ("Identity", 5), ("Message", 7), ("Ticket", 1), ("TicketEvent", 7),
        ("Offer", 1), ("Draft", 1), ("TeamMessage", 9), ("Outgoing", 11), ("KnowledgeEntry", 8), ("Template", 42), ("work", 99),
    ];

    /// <summary>A column that was added without a value that its type can have would throw here.</summary>
    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task Every_row_of_a_published_database_can_still_be_read(StorageProvider provider)
    {
        await using var database = TestDatabase.Unmigrated(provider);
        await PublishedDatabase.RestoreAsync(database, Cancel);
        await database.Startup().PrepareAsync(Cancel);

        await using var db = database.CreateDbContext();
        foreach (var type in db.Model.GetEntityTypes().Where(t => !t.IsOwned() && !t.HasSharedClrType))
            await (Task)ReadAllAsync.MakeGenericMethod(type.ClrType).Invoke(null, [db])!;

        var rows = db.ChangeTracker.Entries().CountBy(e => e.Metadata.GetTableName() ?? "").ToDictionary();
        Assert.All(Published, table => Assert.Equal(table.Rows, rows.GetValueOrDefault(table.Table)));
    }

    private static readonly MethodInfo ReadAllAsync = typeof(UpdateTests).GetMethod(nameof(ReadAsync), BindingFlags.NonPublic | BindingFlags.Static)!;

    private static Task ReadAsync<T>(CosmoContext db)
        where T : class => db.Set<T>().LoadAsync(Cancel);
}
