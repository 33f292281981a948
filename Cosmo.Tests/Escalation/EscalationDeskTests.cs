using Cosmo.Core.Assistant;
using Cosmo.Core.Assistant.BuiltIn;
using Cosmo.Core.Assistant.BuiltIn.Language;
using Cosmo.Core.Conversations;
using Cosmo.Core.Escalation;
using Cosmo.Core.Inbox;
using Cosmo.Core.Storage;
using Cosmo.Core.Team;
using Cosmo.Core.Tickets;
using Cosmo.Tests.Conversations;
using Microsoft.EntityFrameworkCore;

namespace Cosmo.Tests.Escalation;

public sealed class EscalationDeskTests
{
    private const string Garage = "do you know the way to the garage?";

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
        var conversation = await shop.CustomerAsync("Rosa", Garage);
        var ticket = await shop.TicketAsync(conversation.Id);
        using var queries = new EscalationQueries(shop.Contexts, shop.Live, shop.Clock);
        using var learning = new EscalationLearning(queries, new BuiltInUnderstanding(new LanguageDetector()), shop.Live, shop.Clock);
        var desk = new CorrectionDesk(shop.Changes);
        Assert.Equal(0, (await learning.CurrentAsync(Cancel)).Of(Garage));

        Assert.Null(await desk.CorrectAsync(ticket.Id, true, ann.Id, Cancel));
        Assert.True(await queries.VerdictAsync(ticket.Id, Cancel));
        Assert.Equal(Garage, Assert.Single(await queries.CorrectionsAsync(10, Cancel)).Text);
        Assert.True((await learning.CurrentAsync(Cancel)).Of(Garage) > 0);
        Assert.Null(await desk.CorrectAsync(ticket.Id, false, ann.Id, Cancel));
        Assert.False(await queries.VerdictAsync(ticket.Id, Cancel));
        Assert.Single(await queries.CorrectionsAsync(10, Cancel));
        // It opens nothing by itself, so there is nothing to learn from being told so.
        Assert.Equal(0, (await learning.CurrentAsync(Cancel)).Of(Garage));
        Assert.Null(await desk.CorrectAsync(ticket.Id, false, ann.Id, Cancel));
        Assert.Null(await queries.VerdictAsync(ticket.Id, Cancel));
        Assert.Equal(EscalationDesk.NotMember, await desk.CorrectAsync(ticket.Id, false, Guid.NewGuid(), Cancel));
        Assert.Equal(EscalationDesk.NotFound, await desk.CorrectAsync(Guid.NewGuid(), false, ann.Id, Cancel));
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task A_ticket_taken_by_hand_teaches_what_the_customer_wrote_last_before_it(StorageProvider provider)
    {
        await using var shop = await Shop.OpenAsync(provider);
        var ann = await shop.MemberAsync("ann");
        var conversation = await shop.CustomerAsync("Rosa", Garage);
        Ticket? ticket = null;
        await shop.Changes.RunAsync(
            async change =>
            {
                var known = await change.Db.Set<Conversation>().SingleAsync(c => c.Id == conversation.Id, Cancel);
                change.Db.Add(known.Say(new(Author.Assistant, "We deliver in two days.", "en"), change.Now));
                (ticket, _) = await TicketDesk.OpenAsync(change, known, new(Trigger.Member, Core.CaseTopic.General, "", 1, 1), known.Preview);
            },
            Cancel);
        shop.Clock.Advance(TimeSpan.FromMinutes(1));
        await shop.WritesAsync(conversation.Id, "thank you, that is all");
        using var queries = new EscalationQueries(shop.Contexts, shop.Live, shop.Clock);

        Assert.Null(await new CorrectionDesk(shop.Changes).CorrectAsync(ticket!.Id, true, ann.Id, Cancel));
        Assert.Equal(Garage, Assert.Single(await queries.CorrectionsAsync(10, Cancel)).Text);
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task An_answer_of_the_assistant_is_corrected_and_taken_back(StorageProvider provider)
    {
        await using var shop = await Shop.OpenAsync(provider);
        var ann = await shop.MemberAsync("ann");
        var conversation = await shop.CustomerAsync("Rosa", Garage);
        Message? answer = null;
        await shop.Changes.RunAsync(
            async change =>
            {
                var known = await change.Db.Set<Conversation>().SingleAsync(c => c.Id == conversation.Id, Cancel);
                change.Db.Add(answer = known.Say(new(Author.Assistant, "We deliver in two days.", "en") { Sources = Guid.CreateVersion7().ToString() }, change.Now));
            },
            Cancel);
        await shop.WritesAsync(conversation.Id, "thank you");
        var (desk, threads) = (new CorrectionDesk(shop.Changes), new ThreadQueries(shop.Contexts));
        using var queries = new EscalationQueries(shop.Contexts, shop.Live, shop.Clock);

        Assert.Null(await desk.CorrectAnswerAsync(answer!.Id, ann.Id, Cancel));
        Assert.Equal((Garage, true, answer.Id), Assert.Single((await queries.CorrectionsAsync(10, Cancel)).Select(c => (c.Text, c.ShouldOpen, c.MessageId!.Value))));
        Assert.Equal([answer.Id], (await threads.ReadAsync(conversation.Id, 10, Cancel)).Messages.Where(m => m.ShouldBeTicket).Select(m => m.Id));
        Assert.Null(await desk.CorrectAnswerAsync(answer.Id, ann.Id, Cancel));
        Assert.Empty(await queries.CorrectionsAsync(10, Cancel));
        Assert.Equal(EscalationDesk.NotFound, await desk.CorrectAnswerAsync(Guid.NewGuid(), ann.Id, Cancel));
    }

    [Fact]
    public async Task What_is_learnt_heals_by_itself_where_nobody_told_of_a_change()
    {
        await using var shop = await Shop.OpenAsync(StorageProvider.Sqlite);
        using var queries = new EscalationQueries(shop.Contexts, shop.Live, shop.Clock);
        using var learning = new EscalationLearning(queries, new BuiltInUnderstanding(new LanguageDetector()), shop.Live, shop.Clock);
        Assert.Equal(0, (await learning.CurrentAsync(Cancel)).Of(Garage));
        await shop.AddAsync(Correction.OfAnswer(Guid.CreateVersion7(), Garage, Guid.CreateVersion7(), shop.Clock.Now));

        Assert.Equal(0, (await learning.CurrentAsync(Cancel)).Of(Garage));
        shop.Clock.Advance(EscalationQueries.Believed);
        Assert.True((await learning.CurrentAsync(Cancel)).Of(Garage) > 0);
    }

    [Fact]
    public void A_long_text_is_cut_between_characters() =>
        Assert.Equal(Correction.LongestText - 1, Correction.OfAnswer(Guid.NewGuid(), new string('a', Correction.LongestText - 1) + "😀", Guid.NewGuid(), default).Text.Length);

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task Words_of_promises_are_kept_once_per_language_and_taken_away(StorageProvider provider)
    {
        await using var shop = await Shop.OpenAsync(provider);
        var olga = await shop.MemberAsync("olga", Role.Owner);
        using var queries = new EscalationQueries(shop.Contexts, shop.Live, shop.Clock);
        var desk = new EscalationDesk(shop.Changes);
        Assert.Null(await desk.AddPromiseAsync(new("en", " Best price "), olga.Id, Cancel));
        Assert.Equal(EscalationDesk.Known, await desk.AddPromiseAsync(new("en", "best PRICE"), olga.Id, Cancel));
        Assert.Equal(EscalationDesk.NoPhrase, await desk.AddPromiseAsync(new("en", "!"), olga.Id, Cancel));
        Assert.Null(await desk.AddPromiseAsync(new("de", "Bestpreis"), olga.Id, Cancel));
        Assert.Equal([new("en", "Best price"), new("de", "Bestpreis")], (await queries.BookAsync(Cancel)).Promises);
        Assert.Null(await desk.RemovePromiseAsync(new("en", "Best price"), olga.Id, Cancel));
        Assert.Equal(EscalationDesk.NotFound, await desk.RemovePromiseAsync(new("en", "Best price"), olga.Id, Cancel));
        Assert.Single((await queries.BookAsync(Cancel)).Promises);
    }
}
