using Cosmo.Core;
using Cosmo.Core.Assistant;
using Cosmo.Core.Channels;
using Cosmo.Core.Conversations;
using Cosmo.Core.Knowledge;
using Cosmo.Core.Live;
using Cosmo.Core.Storage;
using Cosmo.Core.Tickets;
using Cosmo.Core.Work;
using Cosmo.Tests.Channels;
using Cosmo.Web.Sandbox;
using Microsoft.Extensions.DependencyInjection;

namespace Cosmo.Tests.Assistant;

/// <summary>What the assistant does with several messages, and where it must not go on.</summary>
public sealed class AssistantTurnTests
{
    private static readonly KnowledgeEntry s_hours = Entry("What are your opening hours?", "We are open from 9 to 18 on weekdays.");
    private static readonly KnowledgeEntry s_shipping = Entry("How long does delivery to Spain take?", "Parcels to Spain take three days.");

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task Questions_asked_in_a_row_are_answered_together(StorageProvider provider)
    {
        await using var core = await StartAsync(provider);
        await SayAsync(core, "What are your opening hours?", "How long does delivery to Spain take?", "thanks!");

        var said = Assert.Single(await core.AllAsync<Message>(), m => m.Author is Author.Assistant);
        Assert.Equal($"{s_hours.Answer}\n\n{s_shipping.Answer}", said.Text);
        Assert.Equal($"{s_hours.Id},{s_shipping.Id}", said.Sources);
        Assert.Empty(await core.AllAsync<Ticket>());
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task What_was_answered_or_asked_long_ago_is_not_answered_again(StorageProvider provider)
    {
        await using var core = await StartAsync(provider);
        await SayAsync(core, "What are your opening hours?");
        await SayAsync(core, "How long does delivery to Spain take?");
        Assert.Equal([s_hours.Answer, s_shipping.Answer], await SaidAsync(core));

        await core.ChangeAsync(change => Reception.ReceiveAsync(
            change, Maria(core), new("wamid.old", core.Clock.Now, MessageKind.Text, "What are your opening hours?"), CancellationToken.None));
        core.Clock.Advance(TimeSpan.FromMinutes(6));
        await SayAsync(core, "How long does delivery to Spain take?");
        Assert.Equal(s_shipping.Answer, (await SaidAsync(core))[^1]);
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task Two_machines_that_answer_each_other_end_at_a_person(StorageProvider provider)
    {
        await using var core = await StartAsync(provider);
        for (var i = 0; i < 20; i++)
            await SayAsync(core, "Hello!");

        Assert.Equal(Trigger.TooComplex, Assert.Single(await core.AllAsync<Ticket>()).Trigger);
        Assert.Equal(7, (await SaidAsync(core)).Count);   // six greetings and the acknowledgement
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task Who_greets_now_and_then_is_greeted(StorageProvider provider)
    {
        await using var core = await StartAsync(provider);
        for (var i = 0; i < 8; i++)
        {
            await SayAsync(core, "Hello!");
            core.Clock.Advance(TimeSpan.FromMinutes(2));
        }

        Assert.Equal(8, (await SaidAsync(core)).Count);
        Assert.Empty(await core.AllAsync<Ticket>());
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task A_message_that_cannot_be_understood_gets_a_person(StorageProvider provider)
    {
        await using var core = await StartAsync(provider, services => services.AddKeyedSingleton<IUnderstanding>(BuiltInTurn.Reader, new Deaf()));
        await SayAsync(core, "What are your opening hours?");
        for (var attempt = 0; attempt < 6; attempt++)
        {
            core.Clock.Advance(WorkKind.LongestDelay);
            await core.RunAsync();
        }

        Assert.Equal("What are your opening hours?", Assert.Single(await core.AllAsync<Ticket>()).Issue);
        Assert.Single(await SaidAsync(core));
        Assert.Single(await core.AllAsync<WorkItem>(), w => w.State is WorkState.Dead);
    }

    [Theory]
    [InlineData(StorageProvider.Sqlite, "What are your opening hours?")]
    [InlineData(StorageProvider.Postgres, "What are your opening hours?")]
    [InlineData(StorageProvider.Sqlite, "Hello!")]
    public async Task What_the_assistant_may_not_say_any_more_a_person_looks_at(StorageProvider provider, string text)
    {
        await using var core = await StartAsync(provider);
        await core.ReceiveAsync(Webhook.Of(core.Business.PhoneNumberId, Webhook.Message(DefaultSandboxCast.Maria, text, core.Clock.Now - ServiceWindow.Length - TimeSpan.FromMinutes(1), Webhook.NewId())));

        Assert.Empty(await SaidAsync(core));
        var ticket = Assert.Single(await core.AllAsync<Ticket>());
        Assert.Equal((Trigger.NoAnswer, text), (ticket.Trigger, ticket.Issue));
        Assert.Equal(Handler.Team, Assert.Single(await core.AllAsync<Conversation>()).Handler);
        Assert.Empty(await core.AllAsync<OpenQuestion>());   // the knowledge has its answer
    }

    [Theory]
    [InlineData(StorageProvider.Sqlite, MessageKind.Location, "Hello")]   // a café of that name
    [InlineData(StorageProvider.Postgres, MessageKind.Contacts, "What are your opening hours?")]
    [InlineData(StorageProvider.Sqlite, MessageKind.Order, "I want to talk to a person (2 × lamp at 30 USD)")]
    [InlineData(StorageProvider.Postgres, MessageKind.Unsupported, "edit")]
    [InlineData(StorageProvider.Sqlite, MessageKind.Unsupported, "thanks")]
    public async Task What_only_stands_for_something_is_not_read_as_the_customers_words(StorageProvider provider, MessageKind kind, string text)
    {
        await using var core = await StartAsync(provider);
        await core.ChangeAsync(async change =>
        {
            if (await Reception.ReceiveAsync(change, Maria(core), new("wamid.wordless", core.Clock.Now, kind, text), CancellationToken.None) is ({ } conversation, { } stored))
                change.Add(new(ChannelWork.Understand, ChannelWork.ConversationLane(conversation.Id), $"{conversation.Id} {stored.Id}"));
        });
        await core.RunAsync();

        var ticket = Assert.Single(await core.AllAsync<Ticket>());   // a person looks at it
        Assert.Equal((Trigger.NoAnswer, $"[{kind}: {text}]"), (ticket.Trigger, ticket.Issue));
        Assert.Empty(await core.AllAsync<OpenQuestion>());
        Assert.Contains(await core.AllAsync<Message>(), m => m.IsInbound && m.Text == text);
    }

    private static async Task<CoreFixture> StartAsync(StorageProvider provider, Action<IServiceCollection>? configure = null)
    {
        var core = await CoreFixture.CreateAsync(provider, configure);
        await core.ChangeAsync(change =>
        {
            change.Db.AddRange(s_hours, s_shipping);
            change.Tell(Topic.Knowledge);
            return Task.CompletedTask;
        });
        return core;
    }

    private static async Task SayAsync(CoreFixture core, params string[] texts)
    {
        foreach (var text in texts)
            core.Graph.Say(DefaultSandboxCast.Maria.UserId, core.Business.PhoneNumberId, text);
        await core.ReceiveAsync(Webhook.Of(core.Business.PhoneNumberId, [.. texts.Select(text => Webhook.Message(DefaultSandboxCast.Maria, text, core.Clock.Now, Webhook.NewId()))]));
    }

    private static async Task<List<string>> SaidAsync(CoreFixture core) =>
        [.. (await core.AllAsync<Message>()).Where(m => m.Author is Author.Assistant).OrderBy(m => m.Position).Select(m => m.Text)];

    private static Sender Maria(CoreFixture core) =>
        new(core.Business.Id, DefaultSandboxCast.Maria.UserId, DefaultSandboxCast.Maria.WaId, DefaultSandboxCast.Maria.Name, null);

    private static KnowledgeEntry Entry(string question, string answer)
    {
        var entry = KnowledgeEntry.Write(question, answer, "en", "", DateTimeOffset.UnixEpoch);
        entry.Publish(true);
        return entry;
    }

    private sealed class Deaf : IUnderstanding
    {
        public ValueTask<Understood> UnderstandAsync(CustomerTurn turn, CancellationToken cancel = default) =>
            throw new InvalidOperationException("It hears nothing");
    }
}
