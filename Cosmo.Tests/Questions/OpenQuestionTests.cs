using Cosmo.Core.Assistant;
using Cosmo.Core.Conversations;
using Cosmo.Core.Knowledge;
using Cosmo.Core.Questions;
using Cosmo.Core.Replies;
using Cosmo.Core.Storage;
using Cosmo.Core.Team;
using Cosmo.Core.Tickets;
using Cosmo.Tests.Conversations;
using Microsoft.EntityFrameworkCore;

namespace Cosmo.Tests.Questions;

public sealed class OpenQuestionTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public void Questions_that_ask_the_same_are_one_group_in_any_language()
    {
        AskedWords[] asked =
        [
            Words("Do you ship to Portugal?", "en"),
            Words("¿Hacéis envíos a Portugal?", "es"),
            Words("Can I pay by card?", "en"),
            Words("do you ship to portugal", "en"),
            Words("Is the shop open on sunday?", "en"),
        ];
        var groups = QuestionGroups.Of(asked);
        Assert.Equal([[asked[0].Id, asked[1].Id, asked[3].Id], [asked[2].Id], [asked[4].Id]], groups);
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task One_answer_closes_a_group_and_is_told_through_a_confirmed_draft_only_inside_the_window(StorageProvider provider)
    {
        await using var shop = await Shop.OpenAsync(provider);
        var (desk, queries, ana) = (new QuestionDesk(shop.Changes, shop.Clock), new QuestionQueries(shop.Contexts, shop.Clock), await shop.MemberAsync("ana"));
        var late = await shop.CustomerAsync("Late", "Do you ship to Portugal?");
        await AskAsync(shop, late, "Do you ship to Portugal?");
        shop.Clock.Advance(TimeSpan.FromHours(30));
        var maria = await shop.CustomerAsync("María", "do you ship to portugal");
        await AskAsync(shop, maria, "do you ship to portugal");
        var other = await shop.CustomerAsync("Bo", "Can I pay by card?");
        await AskAsync(shop, other, "Can I pay by card?");

        var groups = await queries.WaitingAsync(Cancel);
        Assert.Equal([2, 1], groups.Select(g => g.Asked.Count));
        Assert.Equal([("María", true), ("Late", false)], groups[0].Asked.Select(a => (a.Contact, a.CanBeAnswered)));
        Assert.Equal(("do you ship to portugal", false), (groups[0].Proposed().Question, groups[0].Proposed().Published));
        Guid entry = default;
        Assert.Null(await new KnowledgeDesk(shop.Changes).AddAsync(groups[0].Proposed() with { Answer = "Yes, in **three** days." }, ana.Id, id => entry = id, Cancel));
        Assert.Null(await desk.AnswerAsync([.. groups[0].Asked.Select(a => a.Id)], entry, ana.Id, Cancel));
        Assert.Equal(QuestionDesk.NotFound, await desk.DismissAsync([groups[0].Asked[0].Id], ana.Id, Cancel));

        // A draft entry is sent to nobody.
        var told = Assert.Single(await queries.ToldNextAsync(Cancel));
        Assert.Equal(("María", false), (told.Question.Contact, told.IsPublished));
        Assert.Equal(QuestionDesk.NotPublished, await desk.DraftAsync(told.Question.Id, Guid.CreateVersion7(), ana.Id, Cancel));
        Assert.Null(await new KnowledgeDesk(shop.Changes).PublishAsync(entry, true, ana.Id, Cancel));
        Assert.True(Assert.Single(await queries.ToldNextAsync(Cancel)).IsPublished);
        Assert.Null(await desk.DraftAsync(told.Question.Id, Guid.CreateVersion7(), ana.Id, Cancel));

        var draft = await shop.ReadAsync(db => db.Set<Draft>().SingleAsync(Cancel));
        Assert.Equal((maria.Id, "Yes, in *three* days.", DraftState.Composing), (draft.ConversationId, draft.Words, draft.State));
        Assert.False(await shop.ReadAsync(db => db.Set<Message>().AnyAsync(m => m.Author == Author.Member, Cancel)));
        Assert.Null(await desk.ToldAsync(told.Question.Id, ana.Id, Cancel));
        Assert.Empty(await queries.ToldNextAsync(Cancel));
        Assert.Equal("Bo", Assert.Single(Assert.Single(await queries.WaitingAsync(Cancel)).Asked).Contact);
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task What_a_group_proposes_holds_no_names_and_numbers_of_its_customers(StorageProvider provider)
    {
        await using var shop = await Shop.OpenAsync(provider);
        await shop.MemberAsync("Quentin");
        const string Asked = "Quentin, how long does shipping of order A-10234 to Portugal take? María, +34 600 123 456, maria@example.com";
        var maria = await shop.CustomerAsync("María López", Asked);
        await AskAsync(shop, maria, Asked);

        var group = Assert.Single(await new QuestionQueries(shop.Contexts, shop.Clock).WaitingAsync(Cancel));
        Assert.Equal("…, how long does shipping of order … to Portugal take? …, …, …", group.Proposed().Question);
    }

    [Fact]
    public void A_wording_without_gaps_is_the_title_and_the_others_are_variants()
    {
        AskedQuestion Of(string text) => new(Guid.CreateVersion7(), Guid.CreateVersion7(), "Bo", text, "en", DateTimeOffset.UnixEpoch, true);
        var proposed = new QuestionGroup([Of("When will 48120 come?"), Of("When will my order come to me, please?")]).Proposed();
        Assert.Equal("When will my order come to me, please?", proposed.Question);
        Assert.Equal(["When will … come?"], proposed.Variants);
    }

    [Fact]
    public async Task A_closed_ticket_proposes_what_the_member_said_without_names_and_numbers()
    {
        await using var shop = await Shop.OpenAsync(StorageProvider.Sqlite);
        var ana = await shop.MemberAsync("Ana");
        var conversation = await shop.CustomerAsync("María López", "hello");
        var ticket = await shop.TicketAsync(conversation.Id);
        Assert.Null(await new TicketProposal(shop.Contexts).ReadAsync(ticket.Id, Cancel));
        await shop.Changes.RunAsync(async change =>
        {
            var known = await change.Db.Set<Conversation>().SingleAsync(c => c.Id == conversation.Id, Cancel);
            var asked = known.Receive(new("wamid.q", change.Now, MessageKind.Text, "My order A-1234 came late, can I return it? Call +34 600 111 222"));
            asked.TicketId = ticket.Id;
            change.Db.Add(asked);
            change.Db.Add(known.Say(new(Author.Member, "Hi María, order A-1234 can come back within 30 days for 5 €. Mail it to ana@shop.example. Ana", "en") { MemberId = ana.Id, TicketId = ticket.Id }, change.Now));
        }, Cancel);
        Assert.Null(await new TicketProposal(shop.Contexts).ReadAsync(ticket.Id, Cancel));
        Assert.Null(await new TicketDesk(shop.Changes).CloseAsync(ticket.Id, ana.Id, "resolved", Cancel));

        var proposed = (await new TicketProposal(shop.Contexts).ReadAsync(ticket.Id, Cancel))!;
        Assert.Equal("My order … came late, can I return it? Call …", proposed.Question);
        Assert.Equal("Hi …, order … can come back within 30 days for 5 €. Mail it to …. …", proposed.Answer);
        Assert.False(proposed.Published);
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task A_customer_is_told_by_the_draft_of_their_question_and_waits_again_when_that_is_taken_back(StorageProvider provider)
    {
        await using var shop = await Shop.OpenAsync(provider);
        var (desk, queries, drafts) = (new QuestionDesk(shop.Changes, shop.Clock), new QuestionQueries(shop.Contexts, shop.Clock), new DraftDesk(shop.Changes));
        var ana = await shop.MemberAsync("ana");
        var maria = await shop.CustomerAsync("María", "Do you ship to Portugal?");
        await AskAsync(shop, maria, "Do you ship to Portugal?");
        await AskAsync(shop, maria, "do you ship to portugal");
        Guid entry = default;
        Assert.Null(await new KnowledgeDesk(shop.Changes).AddAsync(new("Do you ship to Portugal?", "Yes.", "en", "", Published: true, TeamOnly: false), ana.Id, id => entry = id, Cancel));
        Assert.Null(await desk.AnswerAsync([.. (await queries.WaitingAsync(Cancel)).SelectMany(g => g.Asked.Select(a => a.Id))], entry, ana.Id, Cancel));
        var waiting = Assert.Single(await queries.ToldNextAsync(Cancel));
        Assert.Equal(2, waiting.Asked.Count);

        // What is sent about something else tells nothing of this.
        var other = Guid.CreateVersion7();
        Assert.Null(await drafts.BeginAsync(other, maria.Id, ana.Id, DraftSource.Browser, "Your parcel is here", Cancel));
        Assert.Null(await ConfirmedAsync(other));
        Assert.Single(await queries.ToldNextAsync(Cancel));

        // Put otherwise it is still about the question.
        var first = Guid.CreateVersion7();
        Assert.Null(await desk.DraftAsync(waiting.Question.Id, first, ana.Id, Cancel));
        await ComposeAsync(first);
        Assert.Null(await drafts.RewordAsync(first, ana.Id, Cosmo.Core.Assistant.Wording.Shorter, Cancel));
        var shorter = await shop.ReadAsync(db => db.Set<Draft>().Where(d => d.State == DraftState.Composing).Select(d => d.Id).SingleAsync(Cancel));
        Assert.Null(await ConfirmedAsync(shorter));
        Assert.Empty(await queries.ToldNextAsync(Cancel));

        Assert.Null(await drafts.TakeBackAsync(shorter, ana.Id, Cancel));
        var again = Assert.Single(await queries.ToldNextAsync(Cancel));
        var second = Guid.CreateVersion7();
        Assert.Null(await desk.DraftAsync(again.Question.Id, second, ana.Id, Cancel));
        Assert.Null(await ConfirmedAsync(second));
        Assert.Empty(await queries.ToldNextAsync(Cancel));
        Assert.All(await shop.ReadAsync(db => db.Set<OpenQuestion>().ToListAsync(Cancel)), q => Assert.Equal(OpenQuestionState.Told, q.State));

        Task ComposeAsync(Guid draftId) => shop.Changes.RunAsync(
            async change => (await change.Db.Set<Draft>().SingleAsync(d => d.Id == draftId, Cancel)).Compose("Sí.", "es", null, "test", []), Cancel);

        async Task<Core.Refusal?> ConfirmedAsync(Guid draftId)
        {
            await ComposeAsync(draftId);
            var shown = await shop.ReadAsync(db => db.Set<Draft>().Where(d => d.Id == draftId).Select(d => d.Revision).SingleAsync(Cancel));
            return await drafts.ConfirmAsync(draftId, ana.Id, shown, false, Cancel);
        }
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task A_closed_ticket_proposes_nothing_that_was_taken_back_or_did_not_arrive(StorageProvider provider)
    {
        await using var shop = await Shop.OpenAsync(provider);
        var ana = await shop.MemberAsync("Ana");
        var conversation = await shop.CustomerAsync("María López", "hello");
        var ticket = await shop.TicketAsync(conversation.Id);
        await SayAsync("We give everything back at once", Delivery.Recalled);
        await SayAsync("We charge for returns", Delivery.Failed);
        Assert.Null(await new TicketDesk(shop.Changes).CloseAsync(ticket.Id, ana.Id, "resolved", Cancel));
        Assert.Null(await new TicketProposal(shop.Contexts).ReadAsync(ticket.Id, Cancel));

        await SayAsync("Returns are free", Delivery.Uncertain);   // it may have arrived
        await SayAsync("They take a week", Delivery.Read);
        Assert.Equal("Returns are free\n\nThey take a week", (await new TicketProposal(shop.Contexts).ReadAsync(ticket.Id, Cancel))!.Answer);

        Task SayAsync(string text, Delivery became) => shop.Changes.RunAsync(async change =>
        {
            var known = await change.Db.Set<Conversation>().SingleAsync(c => c.Id == conversation.Id, Cancel);
            var said = known.Say(new(Author.Member, text, "en") { MemberId = ana.Id, TicketId = ticket.Id }, change.Now);
            said.Report(became, null, null, null, null);
            change.Db.Add(said);
        }, Cancel);
    }

    private static AskedWords Words(string text, string language) => new(Guid.CreateVersion7(), text, language);

    private static Task AskAsync(Shop shop, Conversation conversation, string text) =>
        shop.AddAsync(OpenQuestion.Of(conversation.Id, Guid.CreateVersion7(), text, "en", shop.Clock.Now));
}
