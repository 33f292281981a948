using Cosmo.Core.Knowledge;
using Cosmo.Core.Storage;
using Cosmo.Tests.Conversations;

namespace Cosmo.Tests.Knowledge;

public sealed class KnowledgeDeskTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task An_entry_is_written_found_changed_and_taken_away(StorageProvider provider)
    {
        await using var shop = await Shop.OpenAsync(provider);
        var desk = new KnowledgeDesk(shop.Changes);
        var queries = new KnowledgeQueries(shop.Contexts, TextSearch.On(provider, shop.Contexts), shop.Clock);
        var ana = await shop.MemberAsync("ana");
        var text = new KnowledgeText("When do you open?", "At nine.", "en", "Hours", Published: true, TeamOnly: false);

        Assert.Equal(KnowledgeText.NoQuestion, await desk.AddAsync(text with { Question = " " }, ana.Id, cancel: Cancel));
        Assert.Equal(KnowledgeText.NoAnswer, await desk.AddAsync(text with { Answer = "" }, ana.Id, cancel: Cancel));
        Assert.Equal(KnowledgeText.TooLong, await desk.AddAsync(text with { Question = new string('x', 301) }, ana.Id, cancel: Cancel));
        Assert.Equal(KnowledgeDesk.NotMember, await desk.AddAsync(text, Guid.CreateVersion7(), cancel: Cancel));
        Guid id = default;
        Assert.Null(await desk.AddAsync(text, ana.Id, made => id = made, Cancel));

        Assert.Equal(id, Assert.Single(await queries.ListAsync("open", cancel: Cancel)).Id);
        Assert.Null(await desk.PublishAsync(id, false, ana.Id, Cancel));
        Assert.False((await queries.FindAsync(id, Cancel))!.IsPublished);
        Assert.Null(await desk.EditAsync(id, text with { Question = "Opening times", TeamOnly = true }, ana.Id, cancel: Cancel));
        Assert.Empty(await queries.ListAsync("when", cancel: Cancel));
        Assert.True(Assert.Single(await queries.ListAsync(null, cancel: Cancel)).IsTeamOnly);
        Assert.Null(await desk.DeleteAsync(id, ana.Id, Cancel));
        Assert.Equal(KnowledgeDesk.NotFound, await desk.DeleteAsync(id, ana.Id, Cancel));
    }
}
