using Cosmo.Core.Assistant;
using Cosmo.Core.Assistant.BuiltIn;
using Cosmo.Core.Assistant.BuiltIn.Language;
using Cosmo.Core.Escalation;
using Cosmo.Core.Storage;
using Cosmo.Core.Team;
using Cosmo.Tests.Conversations;

namespace Cosmo.Tests.Escalation;

public sealed class EscalationDeskTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task Rules_are_kept_switched_and_taken_away(StorageProvider provider)
    {
        await using var shop = await Shop.OpenAsync(provider);
        var olga = await shop.MemberAsync("olga", Role.Owner);
        var sales = Department.Create("Sales", "", false);
        await shop.AddAsync(sales);
        using var queries = new EscalationQueries(shop.Contexts, shop.Live, shop.Clock);
        var desk = new EscalationDesk(shop.Changes);

        Assert.Empty((await queries.BookAsync(Cancel)).Rules);
        Assert.Null(await desk.AddAsync(new("  Wholesale ", "en", sales.Id, false), olga.Id, Cancel));
        Assert.Equal(EscalationDesk.Known, await desk.AddAsync(new("wholesale", "en", null, false), olga.Id, Cancel));
        Assert.Equal(EscalationDesk.NoPhrase, await desk.AddAsync(new(" ! ", null, null, false), olga.Id, Cancel));
        Assert.Equal(EscalationDesk.NotFound, await desk.AddAsync(new("other", null, Guid.NewGuid(), false), olga.Id, Cancel));
        var rule = Assert.Single((await queries.BookAsync(Cancel)).Rules);
        Assert.Equal(("Wholesale", "en", sales.Id, true), (rule.Phrase, rule.Language, rule.DepartmentId, rule.IsOn));

        Assert.Null(await desk.SwitchAsync(rule.Id, false, olga.Id, Cancel));
        Assert.False(Assert.Single((await queries.BookAsync(Cancel)).Rules).IsOn);
        Assert.Null(await desk.RemoveAsync(rule.Id, olga.Id, Cancel));
        Assert.Empty((await queries.BookAsync(Cancel)).Rules);
        Assert.Equal(EscalationDesk.NotFound, await desk.RemoveAsync(rule.Id, olga.Id, Cancel));
    }

    [Fact]
    public async Task Only_administrators_decide()
    {
        await using var shop = await Shop.OpenAsync(StorageProvider.Sqlite);
        var ann = await shop.MemberAsync("ann");
        var desk = new EscalationDesk(shop.Changes);
        Assert.Equal(EscalationDesk.NotAllowed, await desk.AddAsync(new("word", null, null, false), ann.Id, Cancel));
        Assert.Equal(EscalationDesk.NotAllowed, await desk.SetAsync(EscalationPolicy.Default, ann.Id, Cancel));
        Assert.Equal(EscalationDesk.NotAllowed, await desk.MarkAsync(Guid.NewGuid(), true, ann.Id, Cancel));
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task A_correction_is_kept_turned_round_taken_back_and_learnt(StorageProvider provider)
    {
        await using var shop = await Shop.OpenAsync(provider);
        var ann = await shop.MemberAsync("ann");
        var conversation = await shop.CustomerAsync("Rosa", "my parcel says delivered to the garage again");
        var ticket = await shop.TicketAsync(conversation.Id);
        using var queries = new EscalationQueries(shop.Contexts, shop.Live, shop.Clock);
        using var learning = new EscalationLearning(queries, new BuiltInUnderstanding(new LanguageDetector()), shop.Live);
        var desk = new EscalationDesk(shop.Changes);
        Assert.Equal(0, (await learning.CurrentAsync(Cancel)).Of(ticket.Issue));

        Assert.Null(await desk.CorrectAsync(ticket.Id, true, ann.Id, Cancel));
        Assert.True(await queries.VerdictAsync(ticket.Id, Cancel));
        Assert.Null(await desk.CorrectAsync(ticket.Id, false, ann.Id, Cancel));
        Assert.False(await queries.VerdictAsync(ticket.Id, Cancel));
        Assert.Single(await queries.CorrectionsAsync(10, Cancel));
        Assert.True((await learning.CurrentAsync(Cancel)).Of(ticket.Issue) <= 0);
        Assert.Null(await desk.CorrectAsync(ticket.Id, false, ann.Id, Cancel));
        Assert.Null(await queries.VerdictAsync(ticket.Id, Cancel));
        Assert.Equal(EscalationDesk.NotMember, await desk.CorrectAsync(ticket.Id, false, Guid.NewGuid(), Cancel));
        Assert.Equal(EscalationDesk.NotFound, await desk.CorrectAsync(Guid.NewGuid(), false, ann.Id, Cancel));
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task Other_settings_are_tried_on_what_customers_wrote(StorageProvider provider)
    {
        await using var shop = await Shop.OpenAsync(provider);
        await shop.CustomerAsync("Rosa", "The mirror arrived broken");
        await shop.CustomerAsync("Ali", "When do you open?");
        await shop.CustomerAsync("Ben", "I want to talk to a human");
        using var queries = new EscalationQueries(shop.Contexts, shop.Live, shop.Clock);
        var engine = new BuiltInUnderstanding(new LanguageDetector());
        using var learning = new EscalationLearning(queries, engine, shop.Live);
        var replay = new EscalationReplay(shop.Contexts, engine, queries, learning, shop.Clock);

        var quiet = await replay.CompareAsync(EscalationPolicy.Default with { Off = [.. EscalationPolicy.Switches] }, Cancel);
        Assert.Equal((3, 0, 1), (quiet.Messages, quiet.Gained, quiet.Lost));
        Assert.Equal(["The mirror arrived broken"], quiet.LostExamples);
        Assert.Equal((0, 0), await SameAsync(replay, EscalationPolicy.Default));

        shop.Clock.Advance(EscalationReplay.Span + TimeSpan.FromDays(1));
        Assert.Equal(0, (await replay.CompareAsync(EscalationPolicy.Default, Cancel)).Messages);
    }

    private static async Task<(int Gained, int Lost)> SameAsync(EscalationReplay replay, EscalationPolicy policy)
    {
        var result = await replay.CompareAsync(policy, Cancel);
        return (result.Gained, result.Lost);
    }
}
