using Cosmo.Core;
using Cosmo.Core.Assistant;
using Cosmo.Core.Assistant.Models;
using Cosmo.Core.Channels;
using Cosmo.Core.Conversations;
using Cosmo.Core.Escalation;
using Cosmo.Core.Knowledge;
using Cosmo.Core.Replies;
using Cosmo.Core.Settings;
using Cosmo.Core.Storage;
using Cosmo.Core.Tickets;
using Cosmo.Tests.Assistant.Models;
using Cosmo.Tests.Channels;
using Cosmo.Web.Sandbox;
using Microsoft.EntityFrameworkCore;

namespace Cosmo.Tests.Assistant;

/// <summary>A model's decision over the queue: it counts where nobody has to see the message and no entry plainly answers it, while it still holds.</summary>
public sealed class CounselTurnTests
{
    private const string Vague = "Could you tell me something about delivery and about gift cards?";
    private const string Delivery = "Something about how delivery goes";
    private const string Said = "Delivery takes two days.";
    private static readonly string[] s_first = ["p1"];

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task Each_decision_has_its_effect_and_its_cost_is_kept_with_the_message(StorageProvider provider)
    {
        await using var server = await ModelServer.StartAsync(AssistantProvider.OpenAI);
        await using var core = await ShopAsync(provider, server, Unsure.OfferEntries);

        await SayAsync(core, server, Vague, Decides("AskBack", "Which of both do you mean?", []));
        Assert.Equal("Which of both do you mean?", (await LastAsync(core)).Text);

        // Not twice in a row: the second question back is refused, asked for again, and the built-in engine offers.
        await SayAsync(core, server, Vague + " Please", Decides("AskBack", "Which of both do you mean?", []));
        Assert.Equal(MessageKind.Choice, (await LastAsync(core)).Kind);
        Assert.Contains("""["Answer","Offer","HandOff"]""", server.Requests[^1].Body.Replace("\\u0022", "\"").Replace("\\\"", "\""), StringComparison.Ordinal);

        await SayAsync(core, server, Delivery, Decides("Answer", Said, s_first));
        var answer = await LastAsync(core);
        Assert.Equal(Said, answer.Text);
        Assert.Equal((await core.AllAsync<KnowledgeEntry>()).Single(e => e.Answer == Said).Id.ToString(), answer.Sources);
        Assert.Empty(await core.AllAsync<Ticket>());

        await SayAsync(core, server, "About gift cards and delivery I am in a hurry", Decides("HandOff", "", [], "TooComplex", "in a hurry"));
        var ticket = Assert.Single(await core.AllAsync<Ticket>());
        Assert.Equal((Trigger.TooComplex, "in a hurry"), (ticket.Trigger, ticket.Evidence));

        var uses = (await core.AllAsync<TurnUse>()).OrderBy(u => u.At).ToList();
        Assert.Equal([CounselKind.AskBack, null, CounselKind.Answer, CounselKind.HandOff], uses.Select(u => u.Decided));
        Assert.Equal([2, 3, 2, 2], uses.Select(u => u.Read));
        Assert.All(uses, u => Assert.Equal(ModelServer.ModelName, u.Model));
        // Prices of 2 and 3 for a million tokens: nine were read and nine written.
        var spent = await core.Get<ConversationSpending>().OfAsync((await core.AllAsync<Conversation>())[0].Id, TestContext.Current.CancellationToken);
        Assert.Equal(new(4, 0, 0, 0, 1, new(9, 9), 0.000045m, "USD"), spent);
        Assert.Equal([false, true, false, false], uses.Select(u => u.FellBack));
        Assert.Null(await core.Get<ConversationSpending>().OfAsync(Guid.CreateVersion7(), TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Entries_are_offered_as_the_model_orders_them_and_only_where_the_settings_allow_it()
    {
        await using var server = await ModelServer.StartAsync(AssistantProvider.OpenAI);
        await using var core = await ShopAsync(StorageProvider.Sqlite, server, Unsure.OfferEntries);
        await SayAsync(core, server, Vague, Decides("Offer", "", s_first));
        Assert.DoesNotContain("2. ", (await LastAsync(core)).Text, StringComparison.Ordinal);

        await using var other = await ModelServer.StartAsync(AssistantProvider.OpenAI);
        await using var strict = await ShopAsync(StorageProvider.Sqlite, other, Unsure.HandOff);
        await SayAsync(strict, other, Vague, Decides("Offer", "", s_first));
        Assert.Equal(Trigger.NoAnswer, Assert.Single(await strict.AllAsync<Ticket>()).Trigger);
    }

    [Fact]
    public async Task What_is_plain_or_needs_a_person_costs_no_second_question()
    {
        await using var server = await ModelServer.StartAsync(AssistantProvider.OpenAI);
        await using var core = await ShopAsync(StorageProvider.Sqlite, server, Unsure.OfferEntries);
        await SayAsync(core, server, "How long does delivery take?", Decides("Answer", "Delivery takes an hour.", s_first));
        Assert.Equal(Said, (await LastAsync(core)).Text);
        await SayAsync(core, server, "I want to talk to a human being, please", Decides("Answer", Said, s_first));
        Assert.Equal(Trigger.AsksForPerson, Assert.Single(await core.AllAsync<Ticket>()).Trigger);
        Assert.Equal(2, server.Requests.Count);
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task An_answer_is_dropped_when_its_entry_was_taken_back(StorageProvider provider) => await DroppedAsync(provider, Reads(), async change =>
    {
        foreach (var entry in await change.Db.Set<KnowledgeEntry>().ToListAsync())
            entry.Publish(false);
    });

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task An_answer_is_dropped_when_the_customer_wrote_on(StorageProvider provider) => await DroppedAsync(provider, Reads(), async change =>
        change.Db.Add((await change.Db.Set<Conversation>().SingleAsync()).Receive(new("wamid.on", change.Now, MessageKind.Text, "And about lamps?"))));

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task An_answer_is_dropped_when_another_language_is_spoken_by_now(StorageProvider provider) => await DroppedAsync(provider, Reads(certain: false), async change =>
        (await change.Db.Set<Conversation>().SingleAsync()).Speak("es"));

    [Fact]
    public async Task An_answer_that_nothing_came_between_is_said()
    {
        await using var server = await ModelServer.StartAsync(AssistantProvider.OpenAI);
        await using var core = await MeanwhileAsync(StorageProvider.Sqlite, server, Reads(certain: false), _ => Task.CompletedTask);
        Assert.Equal(Said, (await LastAsync(core)).Text);
    }

    private static async Task DroppedAsync(StorageProvider provider, object reads, Func<Core.Work.Change, Task> meanwhile)
    {
        await using var server = await ModelServer.StartAsync(AssistantProvider.OpenAI);
        await using var core = await MeanwhileAsync(provider, server, reads, meanwhile);
        Assert.Equal(Trigger.NoAnswer, Assert.Single(await core.AllAsync<Ticket>()).Trigger);
        Assert.DoesNotContain(await core.AllAsync<Message>(), m => m.Text == Said);
        Assert.Null(Assert.Single(await core.AllAsync<TurnUse>()).Decided);
    }

    // Something happens while the model thinks about its answer.
    private static async Task<CoreFixture> MeanwhileAsync(StorageProvider provider, ModelServer server, object reads, Func<Core.Work.Change, Task> meanwhile)
    {
        var core = await ShopAsync(provider, server, Unsure.HandOff);
        var thinking = new TaskCompletionSource();
        server.Answers(reads).AnswersAfter(thinking.Task, Decides("Answer", Said, s_first));
        core.Graph.Say(DefaultSandboxCast.Tom.UserId, core.Business.PhoneNumberId, Delivery);
        var turn = core.ReceiveAsync(Webhook.FromCustomer(DefaultSandboxCast.Tom, core.Business.PhoneNumberId, Delivery, core.Clock.Now));
        await server.ArrivedAsync(TestContext.Current.CancellationToken);
        await server.ArrivedAsync(TestContext.Current.CancellationToken);
        await core.ChangeAsync(meanwhile);
        thinking.SetResult();
        await turn;
        return core;
    }

    [Fact]
    public async Task A_question_that_was_asked_back_waits_until_what_follows_is_answered()
    {
        await using var server = await ModelServer.StartAsync(AssistantProvider.OpenAI);
        await using var core = await ShopAsync(StorageProvider.Sqlite, server, Unsure.HandOff);
        await SayAsync(core, server, Vague, Decides("AskBack", "Which of both do you mean?", []));
        Assert.Equal((Vague, OpenQuestionState.Waiting), Assert.Single((await core.AllAsync<OpenQuestion>()).Select(q => (q.Text, q.State))));

        await SayAsync(core, server, Delivery, Decides("Answer", Said, s_first));
        Assert.Equal(OpenQuestionState.Told, Assert.Single(await core.AllAsync<OpenQuestion>()).State);
    }

    [Fact]
    public async Task What_a_member_had_composed_counts_as_well_and_says_where_the_built_in_engine_stood_in()
    {
        await using var server = await ModelServer.StartAsync(AssistantProvider.OpenAI);
        await using var core = await ShopAsync(StorageProvider.Sqlite, server, Unsure.HandOff);
        await SayAsync(core, server, Delivery, Decides("Answer", Said, s_first));
        var (conversation, ana) = ((await core.AllAsync<Conversation>())[0].Id, await core.MemberAsync());
        var desk = core.Get<DraftDesk>();
        server.Restarts().Answers(new { text = "It is on its way.", backTranslation = "", unmatched = Array.Empty<string>() });
        Assert.Null(await desk.BeginAsync(Guid.CreateVersion7(), conversation, ana, DraftSource.Browser, "it is on its way", cancel: TestContext.Current.CancellationToken));
        await core.RunAsync();
        server.Restarts().Refuses(401);
        Assert.Null(await desk.BeginAsync(Guid.CreateVersion7(), conversation, ana, DraftSource.Browser, "it is on its way home", cancel: TestContext.Current.CancellationToken));
        await core.RunAsync();

        Assert.Equal([false, true], (await core.AllAsync<Draft>()).OrderBy(d => d.Id).Select(d => d.FellBack));
        Assert.True((await core.Get<DraftQueries>().WaitingAsync(conversation, ana, TestContext.Current.CancellationToken))!.FellBack);
        var spent = await core.Get<ConversationSpending>().OfAsync(conversation, TestContext.Current.CancellationToken);
        // Two questions about the message, one for the first draft; what was refused was not counted by its server.
        Assert.Equal(new(1, 0, 2, 0, 1, new(3, 3), 0.000015m, "USD"), spent);
    }

    [Fact]
    public async Task Administrators_are_told_once_that_the_model_is_silent_and_again_only_after_it_answered()
    {
        await using var server = await ModelServer.StartAsync(AssistantProvider.OpenAI);
        await using var core = await ShopAsync(StorageProvider.Sqlite, server, Unsure.HandOff);
        var (watch, reader) = (core.Get<ModelWatch>(), core.Get<IUnderstanding>());
        Assert.Equal(ModelState.Unknown, watch.State);
        await FailAsync(6);
        Assert.Equal(("HTTP 401", true), (watch.State.Fault, watch.State.IsFailing));
        Assert.Equal(core.Clock.Now + TimeSpan.FromMinutes(1), watch.State.LeftUntil);
        Assert.Equal(ModelServer.ModelName, Assert.Single(await NoticesAsync()).Raw);

        core.Clock.Advance(TimeSpan.FromMinutes(2));
        await FailAsync(1);
        Assert.Single(await NoticesAsync());

        core.Clock.Advance(TimeSpan.FromMinutes(2));
        server.Restarts().Answers(Reads());
        await reader.UnderstandAsync(new("Hello there", null), TestContext.Current.CancellationToken);
        Assert.Equal((false, null), (watch.State.IsFailing, watch.State.LeftUntil));
        await FailAsync(6);
        Assert.Equal(2, (await NoticesAsync()).Count);

        async Task FailAsync(int times)
        {
            server.Restarts().Refuses(401);
            for (var i = 0; i < times; i++)
                Assert.Equal("built-in", (await reader.UnderstandAsync(new($"Hello {i} {core.Clock.Now}", null), TestContext.Current.CancellationToken)).Engine);
        }

        async Task<List<ChannelNotice>> NoticesAsync() => [.. (await core.AllAsync<ChannelNotice>()).Where(n => n.Field == Trouble.Model)];
    }

    [Fact]
    public async Task A_decision_that_could_not_be_said_is_not_kept_as_followed()
    {
        await using var server = await ModelServer.StartAsync(AssistantProvider.OpenAI);
        await using var core = await ShopAsync(StorageProvider.Sqlite, server, Unsure.HandOff);
        server.Answers(Reads()).Answers(Decides("Answer", Said, s_first));
        await core.ReceiveAsync(Webhook.FromCustomer(DefaultSandboxCast.Tom, core.Business.PhoneNumberId, Vague, core.Clock.Now - ServiceWindow.Length - TimeSpan.FromMinutes(1)));

        Assert.DoesNotContain(await core.AllAsync<Message>(), m => m.Author is Author.Assistant);
        Assert.Equal(Vague, Assert.Single(await core.AllAsync<Ticket>()).Issue);
        Assert.Null(Assert.Single(await core.AllAsync<TurnUse>()).Decided);
    }

    [Fact]
    public async Task A_model_is_shown_published_passages_and_this_conversation_only()
    {
        await using var server = await ModelServer.StartAsync(AssistantProvider.OpenAI);
        await using var core = await ShopAsync(StorageProvider.Sqlite, server, Unsure.HandOff);
        core.Graph.Say(DefaultSandboxCast.Maria.UserId, core.Business.PhoneNumberId, "canary-maria");
        server.Answers(Reads()).Answers(Decides("AskBack", "What do you mean?", []));
        await core.ReceiveAsync(Webhook.FromCustomer(DefaultSandboxCast.Maria, core.Business.PhoneNumberId, "canary-maria and delivery of gift cards", core.Clock.Now));
        await SayAsync(core, server, Vague, Decides("AskBack", "Which of both do you mean?", []));
        var before = server.Requests.Count;
        await SayAsync(core, server, Delivery, Decides("Answer", Said, s_first));

        var asked = server.Requests.Skip(before).Select(r => r.Body).ToList();
        Assert.Contains(asked, body => body.Contains("Which of both do you mean", StringComparison.Ordinal));
        Assert.All(asked, body => Assert.DoesNotContain("canary", body, StringComparison.OrdinalIgnoreCase));
        Assert.All(asked, body => Assert.DoesNotContain(DefaultSandboxCast.Tom.Name, body, StringComparison.Ordinal));
    }

    private static async Task<CoreFixture> ShopAsync(StorageProvider provider, ModelServer server, Unsure unsure)
    {
        var core = await CoreFixture.CreateAsync(provider, null, server.Settings);
        await core.ChangeAsync(change =>
        {
            foreach (var (question, answer) in new[] { ("How long does delivery take?", Said), ("Do you sell gift cards?", "Yes, from 10 EUR.") })
                change.Db.Add(Entry(new(question, answer, "en", "Shop", true, false), change));
            change.Db.Add(Entry(new("Delivery of gift cards, canary-draft", "canary", "en", "Shop", false, false), change));
            change.Db.Add(Entry(new("Delivery of gift cards, canary-team", "canary", "en", "Shop", true, true), change));
            change.Db.Add(new Setting { Key = EscalationPolicy.Key, Value = (EscalationPolicy.Default with { Unsure = unsure }).ToJson() });
            change.Tell(Core.Live.Topic.Knowledge);
            return Task.CompletedTask;
        });
        return core;
    }

    private static KnowledgeEntry Entry(KnowledgeText text, Core.Work.Change change) => KnowledgeEntry.Write(text, change.Now);

    private static async Task SayAsync(CoreFixture core, ModelServer server, string text, object decision)
    {
        core.Clock.Advance(TimeSpan.FromMinutes(2));
        server.Restarts().Answers(Reads()).Answers(decision);
        core.Graph.Say(DefaultSandboxCast.Tom.UserId, core.Business.PhoneNumberId, text);
        await core.ReceiveAsync(Webhook.FromCustomer(DefaultSandboxCast.Tom, core.Business.PhoneNumberId, text, core.Clock.Now));
    }

    private static async Task<Message> LastAsync(CoreFixture core) =>
        (await core.AllAsync<Message>()).Where(m => m.Author is Author.Assistant).MaxBy(m => m.Position)!;

    private static object Reads(bool certain = true) => new
    {
        language = "en",
        languageCertain = certain,
        asksForPerson = Nothing,
        reportsIssue = Nothing,
        frustrated = Nothing,
        smallTalk = "None",
        topic = "General",
    };

    private static object Nothing => new { words = "", score = 0 };

    private static object Decides(string decision, string text, string[] passages, string reason = "NoAnswer", string words = "") => new { decision, text, passages, reason, words };
}
