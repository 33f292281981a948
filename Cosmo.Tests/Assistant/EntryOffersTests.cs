using System.Text.Json.Nodes;
using Cosmo.Core.Assistant;
using Cosmo.Core.Assistant.BuiltIn;
using Cosmo.Core.Assistant.BuiltIn.Language;
using Cosmo.Core.Channels.WhatsApp;
using Cosmo.Core.Conversations;
using Cosmo.Core.Escalation;
using Cosmo.Core.Knowledge;
using Cosmo.Core.Settings;
using Cosmo.Core.Storage;
using Cosmo.Core.Tickets;
using Cosmo.Tests.Channels;
using Cosmo.Web.Sandbox;
using Microsoft.EntityFrameworkCore;

namespace Cosmo.Tests.Assistant;

public sealed class EntryOffersTests
{
    private static readonly string[] s_mild =
    [
        "Is it usual that the parcel stands at the neighbour?", "Why does my parcel show no news since Monday?", "My order still says packed, is that usual?",
        "The lamp looks a bit darker than in the picture, is that usual?", "The receipt shows another price, is that right?", "Can you look at my order once more?",
        "The colour is not quite what I expected, is that how it should be?", "Where is my order?", "Is something with my delivery?", "Why is the shop so slow today?",
    ];

    private const string Vague = "Could you tell me something about delivery and about gift cards?";

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task Entries_are_offered_and_the_chosen_one_is_answered(StorageProvider provider)
    {
        await using var core = await ShopAsync(provider, Unsure.OfferEntries);
        await SayAsync(core, Vague);

        var offer = Assert.Single(await core.AllAsync<Message>(), m => m.Author is Author.Assistant);
        Assert.Equal(Core.Conversations.MessageKind.Choice, offer.Kind);
        Assert.Contains("1. ", offer.Text, StringComparison.Ordinal);
        Assert.Empty(await core.AllAsync<Ticket>());

        var wanted = offer.Text.Split('\n').Single(line => line.Contains("gift cards", StringComparison.Ordinal))[..1];
        await SayAsync(core, wanted);
        Assert.Contains(await core.AllAsync<Message>(), m => m.Author is Author.Assistant && m.Text == "Yes, from 10 EUR.");
        Assert.Empty(await core.AllAsync<Ticket>());
        // It was open until the choice settled it.
        Assert.Equal((Vague, OpenQuestionState.Told), Assert.Single((await core.AllAsync<OpenQuestion>()).Select(q => (q.Text, q.State))));
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task A_question_that_was_met_by_an_offer_waits_for_an_answer_where_a_person_is_chosen(StorageProvider provider)
    {
        await using var core = await ShopAsync(provider, Unsure.OfferEntries);
        await SayAsync(core, Vague);
        Assert.Equal(OpenQuestionState.Waiting, Assert.Single(await core.AllAsync<OpenQuestion>()).State);

        await SayAsync(core, Acknowledgements.OfferPerson("en"));
        Assert.Equal(Trigger.AsksForPerson, Assert.Single(await core.AllAsync<Ticket>()).Trigger);
        Assert.Equal((Vague, OpenQuestionState.Waiting), Assert.Single((await core.AllAsync<OpenQuestion>()).Select(q => (q.Text, q.State))));
    }

    [Fact]
    public async Task An_answer_settles_what_was_offered_before_it_and_no_older_question()
    {
        await using var core = await ShopAsync(StorageProvider.Sqlite, Unsure.OfferEntries);
        await SayAsync(core, Vague);
        await SayAsync(core, "How long does delivery take?");
        Assert.Equal(OpenQuestionState.Told, Assert.Single(await core.AllAsync<OpenQuestion>()).State);

        await SayAsync(core, "Something about delivery and about gift cards, please?");
        await SayAsync(core, "Thank you");
        await SayAsync(core, "Do you sell gift cards?");
        Assert.All(await core.AllAsync<OpenQuestion>(), q => Assert.Equal(OpenQuestionState.Told, q.State));

        await SayAsync(core, "Could you tell me something about delivery of gift cards to the mountains?");
        await core.ChangeAsync(async change =>
        {
            var conversation = await change.Db.Set<Conversation>().SingleAsync();
            change.Db.Add(conversation.Say(new(Author.Member, "I will look it up", "en"), change.Now));
        });
        await SayAsync(core, "How long does delivery take?");
        Assert.Single(await core.AllAsync<OpenQuestion>(), q => q.State is OpenQuestionState.Waiting);
    }

    [Fact]
    public async Task Without_tickets_for_missing_answers_the_customer_is_told_how_to_get_a_person()
    {
        await using var core = await ShopAsync(StorageProvider.Sqlite, Unsure.HandOff, Trigger.NoAnswer);
        await SayAsync(core, "Do you know the way to the zoo?");
        Assert.Empty(await core.AllAsync<Ticket>());
        Assert.Equal(Acknowledgements.Unknown("en"), Assert.Single(await core.AllAsync<Message>(), m => m.Author is Author.Assistant).Text);
        Assert.Equal(("Do you know the way to the zoo?", OpenQuestionState.Waiting), Assert.Single((await core.AllAsync<OpenQuestion>()).Select(q => (q.Text, q.State))));

        await SayAsync(core, Acknowledgements.OfferPerson("en"));
        Assert.Equal(Trigger.AsksForPerson, Assert.Single(await core.AllAsync<Ticket>()).Trigger);
    }

    [Fact]
    public async Task What_a_member_says_should_be_a_ticket_becomes_one_the_next_time()
    {
        // Something that worries a little, and opens no ticket by itself.
        var reader = new BuiltInUnderstanding(new LanguageDetector());
        var mild = s_mild.First(text => reader.Understand(new(text, null)) is { Concern: > 0.2 and < 0.55, AsksForPerson: null, ReportsIssue: null, Frustrated: null, TooComplex: null, SmallTalk: Core.SmallTalk.None, Language: "en" });
        await using var core = await ShopAsync(StorageProvider.Sqlite, Unsure.HandOff, Trigger.NoAnswer);
        await SayAsync(core, mild);
        Assert.Empty(await core.AllAsync<Ticket>());
        var answer = Assert.Single(await core.AllAsync<Message>(), m => m.Author is Author.Assistant);
        Assert.Null(await core.Get<CorrectionDesk>().CorrectAnswerAsync(answer.Id, await core.MemberAsync(), TestContext.Current.CancellationToken));

        await SayAsync(core, mild);
        Assert.Equal(Trigger.ReportsIssue, Assert.Single(await core.AllAsync<Ticket>()).Trigger);
    }

    [Fact]
    public async Task What_holds_no_words_gets_a_person_in_any_case()
    {
        await using var core = await ShopAsync(StorageProvider.Sqlite, Unsure.HandOff, Trigger.NoAnswer);
        core.Graph.Say(DefaultSandboxCast.Tom.UserId, core.Business.PhoneNumberId, "x");
        var value = Webhook.Message(DefaultSandboxCast.Tom, "x", core.Clock.Now, Webhook.NewId());
        var message = value["messages"]![0]!.AsObject();
        message.Remove("text");
        (message["type"], message["location"]) = ("location", new JsonObject { ["latitude"] = 38.7, ["longitude"] = -9.1 });
        await core.ReceiveAsync(Webhook.Of(core.Business.PhoneNumberId, value));
        Assert.Equal(Trigger.NoAnswer, Assert.Single(await core.AllAsync<Ticket>()).Trigger);
        Assert.Empty(await core.AllAsync<OpenQuestion>());
    }

    [Fact]
    public async Task Whoever_is_not_helped_by_an_offer_gets_a_person()
    {
        await using var core = await ShopAsync(StorageProvider.Sqlite, Unsure.OfferEntries);
        await SayAsync(core, Vague);
        await SayAsync(core, "Could you say more about delivery to the mountains with gift cards?");
        Assert.Single(await core.AllAsync<Ticket>());
    }

    [Fact]
    public async Task Where_nothing_is_near_or_nothing_is_to_be_offered_a_person_answers()
    {
        await using var offering = await ShopAsync(StorageProvider.Sqlite, Unsure.OfferEntries);
        await SayAsync(offering, "Do you know the way to the zoo?");
        Assert.Single(await offering.AllAsync<Ticket>());

        await using var plain = await ShopAsync(StorageProvider.Sqlite, Unsure.HandOff);
        await SayAsync(plain, Vague);
        Assert.Single(await plain.AllAsync<Ticket>());
    }

    [Fact]
    public void The_last_row_asks_for_a_person_in_every_language()
    {
        var engine = new BuiltInUnderstanding(new LanguageDetector());
        foreach (var language in (string[])["en", "es", "pt", "fr", "de", "it", "nl", "tr", "id", "ar", "hi"])
        {
            var row = Acknowledgements.OfferPerson(language);
            Assert.True(row.Length <= WhatsAppLimits.RowTitle, row);
            Assert.True(Acknowledgements.OfferButton(language).Length <= WhatsAppLimits.ListButton, language);
            Assert.True(engine.Understand(new(row, language)).AsksForPerson is not null, row);
            Assert.Contains(row, Acknowledgements.Unknown(language), StringComparison.Ordinal);
        }
    }

    private static async Task<CoreFixture> ShopAsync(StorageProvider provider, Unsure unsure, params Trigger[] off)
    {
        var core = await CoreFixture.CreateAsync(provider);
        await core.ChangeAsync(change =>
        {
            foreach (var (question, answer) in new[] { ("How long does delivery take?", "Two days."), ("Do you sell gift cards?", "Yes, from 10 EUR.") })
            {
                var entry = KnowledgeEntry.Write(question, answer, "en", "Shop", change.Now);
                entry.Publish(true);
                change.Db.Add(entry);
            }

            change.Db.Add(new Setting { Key = EscalationPolicy.Key, Value = (EscalationPolicy.Default with { Unsure = unsure, Off = off }).ToJson() });
            return Task.CompletedTask;
        });
        return core;
    }

    private static async Task SayAsync(CoreFixture core, string text)
    {
        core.Clock.Advance(TimeSpan.FromMinutes(1));
        core.Graph.Say(DefaultSandboxCast.Tom.UserId, core.Business.PhoneNumberId, text);
        await core.ReceiveAsync(Webhook.FromCustomer(DefaultSandboxCast.Tom, core.Business.PhoneNumberId, text, core.Clock.Now));
    }
}
