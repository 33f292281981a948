using Cosmo.Core.Assistant;
using Cosmo.Core.Conversations;
using Cosmo.Core.Inbox;
using Cosmo.Core.Knowledge;
using Cosmo.Core.Storage;
using Cosmo.Tests.Conversations;

namespace Cosmo.Tests.Knowledge;

public sealed class KnowledgeHistoryTests
{
    private static readonly KnowledgeText s_hours = new("What are your opening hours?", "From 9 to 18.", "en", "Hours", Published: true, TeamOnly: false);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task Each_change_is_kept_and_an_older_one_comes_back(StorageProvider provider)
    {
        await using var shop = await Shop.OpenAsync(provider);
        var (desk, queries) = (new KnowledgeDesk(shop.Changes), new KnowledgeQueries(shop.Contexts, TextSearch.On(provider, shop.Contexts), shop.Clock));
        var ana = await shop.MemberAsync("ana");
        // As an earlier program wrote it: without a version.
        var entry = KnowledgeEntry.Write("What are your opening hours?", "From 8 to 18.", "en", "", shop.Clock.Now);
        await shop.AddAsync(entry);

        Assert.Null(await desk.EditAsync(entry.Id, s_hours with { Variants = ["When do you open?"] }, ana.Id, seen: entry.Revision, Cancel));
        Assert.Equal(CosmoContext.ChangedMeanwhile, await desk.EditAsync(entry.Id, s_hours, ana.Id, seen: entry.Revision, Cancel));
        Assert.Null(await desk.RestoreAsync(entry.Id, 1, ana.Id, Cancel));

        var now = (await queries.FindAsync(entry.Id, Cancel))!;
        Assert.Equal(("From 8 to 18.", false, 3), (now.Answer, now.IsPublished, now.Revision));
        Assert.Equal(
            [(3, VersionCause.Restored, "ana"), (2, VersionCause.Edited, "ana"), (1, VersionCause.Written, null)],
            (await queries.HistoryAsync(entry.Id, Cancel)).Select(v => (v.Number, v.Cause, v.Member)));
        Assert.Null(await desk.DeleteAsync(entry.Id, ana.Id, Cancel));
    }

    [Theory]
    [InlineData("published", true)]
    [InlineData("a draft", false)]
    [InlineData("team-only", false)]
    [InlineData("expired", false)]
    [InlineData("expires later", true)]
    public async Task The_assistant_answers_only_from_published_public_unexpired_entries(string standing, bool answers)
    {
        await using var shop = await Shop.OpenAsync(StorageProvider.Sqlite);
        var text = standing switch
        {
            "a draft" => s_hours with { Published = false },
            "team-only" => s_hours with { TeamOnly = true },
            "expired" => s_hours with { ExpiresAt = shop.Clock.Now },
            "expires later" => s_hours with { ExpiresAt = shop.Clock.Now.AddDays(1) },
            _ => s_hours,
        };
        var ana = await shop.MemberAsync("ana");
        Assert.Null(await new KnowledgeDesk(shop.Changes).AddAsync(text, ana.Id, cancel: Cancel));
        using var finder = new KnowledgeFinder(shop.Contexts, shop.Live, shop.Clock);
        var answering = new Answering(finder, shop.Contexts, shop.Clock);

        Assert.Equal(answers ? "From 9 to 18." : null, (await answering.FindAsync("what are your opening hours?", "en", Cancel))?.Text);
        shop.Clock.Advance(TimeSpan.FromDays(2));
        Assert.Equal(standing is "published", await answering.FindAsync("what are your opening hours?", "en", Cancel) is not null);
    }

    [Fact]
    public async Task A_variant_and_a_heading_of_an_article_are_answered_in_the_words_of_WhatsApp()
    {
        await using var shop = await Shop.OpenAsync(StorageProvider.Sqlite);
        var (desk, ana) = (new KnowledgeDesk(shop.Changes), await shop.MemberAsync("ana"));
        await desk.AddAsync(s_hours with { Answer = "From **9** to 18.", Variants = ["At what time can I visit the shop?"] }, ana.Id, cancel: Cancel);
        await desk.AddAsync(new("Bicycles", "We sell them.\n\n## Do you repair bicycle brakes?\n\nYes, for 20 €.", "en", "", true, false) { Kind = KnowledgeKind.Article }, ana.Id, cancel: Cancel);
        using var finder = new KnowledgeFinder(shop.Contexts, shop.Live, shop.Clock);
        var answering = new Answering(finder, shop.Contexts, shop.Clock);

        Assert.Equal("From *9* to 18.", (await answering.FindAsync("At what time can I visit the shop?", "en", Cancel))?.Text);
        Assert.Equal("Yes, for 20 €.", (await answering.FindAsync("do you repair bicycle brakes", "en", Cancel))?.Text);
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task What_the_assistant_cited_is_counted(StorageProvider provider)
    {
        await using var shop = await Shop.OpenAsync(provider);
        var (one, other) = (Guid.CreateVersion7(), Guid.CreateVersion7());
        var conversation = await shop.CustomerAsync("María");
        foreach (var sources in (string?[])[$"{one}", $"{one},{other}", null])
            await shop.AddAsync(conversation.Say(new(Author.Assistant, "At nine.", "en") { Sources = sources }, shop.Clock.Now));

        var uses = await new KnowledgeUses(shop.Contexts).ReadAsync(Cancel);
        Assert.Equal((2, 1), (uses[one].Times, uses[other].Times));
        Assert.Equal(shop.Clock.Now, uses[one].LastAt);
    }
}
