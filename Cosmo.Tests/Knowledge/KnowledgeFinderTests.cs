using Cosmo.Core.Knowledge;
using Cosmo.Core.Live;
using Cosmo.Core.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging.Abstractions;

namespace Cosmo.Tests.Knowledge;

public sealed class KnowledgeFinderTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task Only_published_public_entries_are_found_and_a_change_is_heard(StorageProvider provider)
    {
        await using var database = await TestDatabase.CreateAsync(provider);
        var live = new LiveFeed(TimeProvider.System, NullLogger<LiveFeed>.Instance);
        using var finder = new KnowledgeFinder(database, live, TimeProvider.System);
        Assert.Empty(await finder.NearestAsync("opening hours", 3, Cancel));

        var open = await WriteAsync(database, "What are your opening hours?", published: true, teamOnly: false);
        await WriteAsync(database, "Opening hours of the staff door", published: true, teamOnly: true);
        var draft = await WriteAsync(database, "Opening hours on holidays", published: false, teamOnly: false);
        Assert.Equal([open], await finder.NearestAsync("¿cuál es el horario?", 3, Cancel));
        Assert.Equal((open, "What are your opening hours?"), await finder.SureAsync("what are your opening hours", "en", Cancel));

        // The same number of entries and the same last change: only the signal tells.
        await PublishAsync(database, open, false);
        await PublishAsync(database, draft, true);
        live.Publish(Topic.Knowledge);
        Assert.Equal([draft], await finder.NearestAsync("opening hours", 3, Cancel));
    }

    [Theory]
    [InlineData("I do not want to know your opening hours")]
    [InlineData("no quiero opening hours")]
    public async Task A_denial_is_no_question(string asked)
    {
        await using var database = await TestDatabase.CreateAsync(StorageProvider.Sqlite);
        await WriteAsync(database, "What are your opening hours?", published: true, teamOnly: false);
        using var finder = new KnowledgeFinder(database, new LiveFeed(TimeProvider.System, NullLogger<LiveFeed>.Instance), TimeProvider.System);
        Assert.Null(await finder.SureAsync(asked, "en", Cancel));
    }

    private static async Task<Guid> WriteAsync(TestDatabase database, string question, bool published, bool teamOnly)
    {
        await using var db = database.CreateDbContext();
        var entry = KnowledgeEntry.Write(question, "From nine to six.", "en", "", DateTimeOffset.UnixEpoch);
        entry.Publish(published);
        entry.KeepInside(teamOnly);
        db.Add(entry);
        await db.SaveChangesAsync(Cancel);
        return entry.Id;
    }

    private static async Task PublishAsync(TestDatabase database, Guid id, bool published)
    {
        await using var db = database.CreateDbContext();
        (await db.Set<KnowledgeEntry>().SingleAsync(e => e.Id == id, Cancel)).Publish(published);
        await db.SaveChangesAsync(Cancel);
    }
}
