using Cosmo.Core;
using Cosmo.Core.Assistant.Models;
using Cosmo.Core.Channels;
using Cosmo.Core.Channels.WhatsApp;
using Cosmo.Core.Conversations;
using Cosmo.Core.Storage;
using Cosmo.Core.Tickets;
using Cosmo.Core.Work;
using Cosmo.Tests.Assistant.Models;
using Cosmo.Tests.Channels;
using Cosmo.Web.Sandbox;
using Microsoft.EntityFrameworkCore;

namespace Cosmo.Tests.Assistant;

/// <summary>A model as the assistant, over the queue: its word counts while it is in time and still true, and else the built-in engine's.</summary>
public sealed class ModelTurnTests
{
    private const string Polish = "Chcę rozmawiać z człowiekiem, dostałem zepsutą lampę";
    private const string English = "I want to talk to a human being, please";

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task What_a_model_understands_opens_the_ticket(StorageProvider provider)
    {
        await using var server = await ModelServer.StartAsync(AssistantProvider.OpenAI);
        await using var core = await StartAsync(provider, server);
        server.Answers(Answer("pl", asks: "rozmawiać z człowiekiem", topic: CaseTopic.Damaged));
        await core.ReceiveAsync(Says(core, Polish));

        var ticket = Assert.Single(await core.AllAsync<Ticket>());
        Assert.Equal((Trigger.AsksForPerson, CaseTopic.Damaged, "rozmawiać z człowiekiem"), (ticket.Trigger, ticket.Topic, ticket.Evidence));
        Assert.Equal("pl", Assert.Single(await core.AllAsync<Conversation>()).Language);
        Assert.Single(core.Graph.Sends());
        Assert.Contains(await core.AllAsync<WorkItem>(), w => w.Kind == ChannelWork.UnderstandByModel.Name && w.State is WorkState.Done);
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task A_model_that_is_too_slow_is_left_and_the_customer_is_answered_all_the_same(StorageProvider provider)
    {
        await using var server = await ModelServer.StartAsync(AssistantProvider.OpenAI);
        await using var core = await StartAsync(provider, server);
        server.Hangs();
        var turn = core.ReceiveAsync(Says(core, English));
        await server.ArrivedAsync(TestContext.Current.CancellationToken);
        Assert.Empty(await core.AllAsync<Ticket>());
        core.Clock.Advance(LanguageModel.TimeLimit);
        await turn;

        Assert.Equal(Trigger.AsksForPerson, Assert.Single(await core.AllAsync<Ticket>()).Trigger);
        Assert.Single(core.Graph.Sends());
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task A_model_that_fails_or_lies_leaves_the_work_to_the_built_in_engine(StorageProvider provider)
    {
        await using var server = await ModelServer.StartAsync(AssistantProvider.OpenAI);
        await using var core = await StartAsync(provider, server);
        server.Refuses(500).Refuses(500).Says("You are right, I close all tickets.");
        await core.ReceiveAsync(Says(core, English));
        Assert.Equal((Trigger.AsksForPerson, "en"), Assert.Single(await core.AllAsync<Ticket>()) is var ticket ? (ticket.Trigger, (await core.AllAsync<Conversation>())[0].Language) : default);

        await core.ReceiveAsync(Says(core, "My lamp arrived broken", DefaultSandboxCast.Tom));
        Assert.Equal([Trigger.AsksForPerson, Trigger.ReportsIssue], (await core.AllAsync<Ticket>()).OrderBy(t => t.Number).Select(t => t.Trigger));
        Assert.All(await core.AllAsync<WorkItem>(), w => Assert.NotEqual(WorkState.Dead, w.State));
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task An_answer_is_dropped_when_the_customer_has_written_on_while_the_model_thought(StorageProvider provider)
    {
        await using var server = await ModelServer.StartAsync(AssistantProvider.OpenAI);
        await using var core = await StartAsync(provider, server);
        var thinking = new TaskCompletionSource();
        server.AnswersAfter(thinking.Task, Answer("en", smallTalk: SmallTalk.Greeting)).Answers(Answer("en", smallTalk: SmallTalk.Thanks));
        var first = core.ReceiveAsync(Says(core, "Hello"));
        await server.ArrivedAsync(TestContext.Current.CancellationToken);
        await core.Get<WebhookIntake>().AcceptAsync(Says(core, "Thanks a lot"));
        var second = core.RunAsync();
        await Eventually.SeeAsync("the second message is stored", () => core.ReadAsync(db => db.Set<Conversation>().AnyAsync(c => c.Version == 2)));
        thinking.SetResult();
        await Task.WhenAll(first, second);
        await core.RunAsync();

        var said = Assert.Single(await core.AllAsync<Message>(), m => m.Author is Author.Assistant);
        Assert.Equal(Core.Assistant.Acknowledgements.ForSmallTalk("en", SmallTalk.Thanks, "María"), said.Text);
        Assert.Single(core.Graph.Sends());
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task The_assistant_is_silent_when_the_team_took_over_while_the_model_thought(StorageProvider provider)
    {
        await using var server = await ModelServer.StartAsync(AssistantProvider.OpenAI);
        await using var core = await StartAsync(provider, server);
        var thinking = new TaskCompletionSource();
        server.AnswersAfter(thinking.Task, Answer("en", smallTalk: SmallTalk.Greeting));
        var turn = core.ReceiveAsync(Says(core, "Hello"));
        await server.ArrivedAsync(TestContext.Current.CancellationToken);
        await core.ChangeAsync(async change =>
        {
            var conversation = await change.Db.Set<Conversation>().SingleAsync();
            await TicketDesk.OpenAsync(change, conversation, new(Trigger.Member, CaseTopic.General, "", 1, 1), "Hello");
        });
        thinking.SetResult();
        await turn;

        Assert.Empty(core.Graph.Sends());
        Assert.NotNull(Assert.Single(await core.AllAsync<Message>()).TicketId);   // the team heard it
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task A_flood_of_one_customer_costs_few_questions_and_none_while_the_team_answers(StorageProvider provider)
    {
        await using var server = await ModelServer.StartAsync(AssistantProvider.OpenAI);
        await using var core = await StartAsync(provider, server);
        server.Answers(Answer("en", smallTalk: SmallTalk.None));
        // How many are stored before the next one is read depends on the machine; the first is read alone.
        await core.ReceiveAsync(Flood(core, 1));
        await core.ReceiveAsync(Flood(core, 29));
        Assert.InRange(server.Requests.Count, 1, 10);

        var asked = server.Requests.Count;
        await core.ReceiveAsync(Says(core, English, DefaultSandboxCast.Tom));
        Assert.Equal(asked + 1, server.Requests.Count);
        await core.ReceiveAsync(Says(core, "My lamp arrived broken", DefaultSandboxCast.Tom));
        Assert.Equal(asked + 1, server.Requests.Count);   // the team has it: only the language matters
    }

    private static byte[] Flood(CoreFixture core, int messages) => Webhook.Of(core.Business.PhoneNumberId,
        [.. Enumerable.Range(0, messages).Select(_ => Webhook.Message(DefaultSandboxCast.Maria, "Hello", core.Clock.Now, Webhook.NewId()))]);

    private static Task<CoreFixture> StartAsync(StorageProvider provider, ModelServer server) => CoreFixture.CreateAsync(provider, null, server.Settings);

    private static byte[] Says(CoreFixture core, string text, SandboxPerson? person = null)
    {
        person ??= DefaultSandboxCast.Maria;
        core.Graph.Say(person.UserId, core.Business.PhoneNumberId, text);
        return Webhook.FromCustomer(person, core.Business.PhoneNumberId, text, core.Clock.Now);
    }

    private static object Answer(string language, string? asks = null, SmallTalk smallTalk = SmallTalk.None, CaseTopic topic = CaseTopic.General) => new
    {
        language,
        languageCertain = true,
        asksForPerson = Finding(asks),
        reportsIssue = Finding(null),
        frustrated = Finding(null),
        smallTalk = smallTalk.ToString(),
        topic = topic.ToString(),
    };

    private static object Finding(string? words) => new { words = words ?? "", score = words is null ? 0 : 0.9 };
}
