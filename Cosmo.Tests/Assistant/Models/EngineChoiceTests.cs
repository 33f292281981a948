using Cosmo.Core;
using Cosmo.Core.Administration;
using Cosmo.Core.Assistant;
using Cosmo.Core.Assistant.Models;
using Cosmo.Core.Settings;
using Cosmo.Core.Storage;
using Cosmo.Core.Team;
using Microsoft.Extensions.DependencyInjection;

namespace Cosmo.Tests.Assistant.Models;

/// <summary>The engine is chosen in the pages: without a restart, on every node, and its key goes to the server it was meant for only.</summary>
public sealed class EngineChoiceTests
{
    private static readonly EngineChoice s_priced = new(AssistantProvider.OpenAI, "", ModelServer.ModelName, 1_000_000, 1_000_000, "EUR", 0, 0);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task A_choice_holds_from_the_next_question_on_and_a_second_node_hears_of_it(StorageProvider provider)
    {
        await using var server = await ModelServer.StartAsync(AssistantProvider.OpenAI);
        await using var core = await StartAsync(provider);
        await using var other = await core.SecondNodeAsync(services => services.AddSingleton<AssistantDesk>());
        var owner = await core.OwnerAsync();
        server.Answers(Reads());
        Assert.Equal("built-in", await EngineOfAsync(core));
        Assert.Equal("built-in", await EngineOfAsync(other));

        Assert.Null(await core.Get<AssistantDesk>().SetEngineAsync(At(server), ModelServer.Key, owner, Cancel));
        Assert.Equal(ModelServer.ModelName, await EngineOfAsync(core));
        // The topic travels with PostgreSQL's notification; here the other node has at most to wait until it believes itself no longer.
        core.Clock.Advance(Manners.Believed);
        Assert.Equal(ModelServer.ModelName, await EngineOfAsync(other));
        Assert.All(server.Requests, r => Assert.Equal($"Bearer {ModelServer.Key}", r.Key));

        Assert.Null(await core.Get<AssistantDesk>().SetEngineAsync(EngineChoice.BuiltIn, null, owner, Cancel));
        Assert.Equal("built-in", await EngineOfAsync(core));
    }

    [Fact]
    public async Task A_question_that_is_under_way_finishes_with_the_model_it_was_begun_with()
    {
        await using var server = await ModelServer.StartAsync(AssistantProvider.OpenAI);
        await using var next = await ModelServer.StartAsync(AssistantProvider.OpenAI);
        await using var core = await StartAsync(StorageProvider.Sqlite);
        var owner = await core.OwnerAsync();
        Assert.Null(await core.Get<AssistantDesk>().SetEngineAsync(At(server), ModelServer.Key, owner, Cancel));
        var thinking = new TaskCompletionSource();
        server.AnswersAfter(thinking.Task, Reads());
        next.Answers(Reads());
        var asked = core.Get<IUnderstanding>().UnderstandAsync(new("Hello 1", null), Cancel).AsTask();
        await server.ArrivedAsync(Cancel);

        Assert.Null(await core.Get<AssistantDesk>().SetEngineAsync(At(next) with { Model = "next" }, "sk-next", owner, Cancel));
        Assert.Equal("next", await EngineOfAsync(core));
        thinking.SetResult();
        Assert.Equal(ModelServer.ModelName, (await asked).Engine);
        Assert.Equal([ModelServer.ModelName, "next"], (await core.AllAsync<ModelUse>()).Select(u => u.Model).OrderDescending());
        Assert.Equal(["Bearer sk-next"], next.Requests.Select(r => r.Key));
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task A_raised_limit_opens_at_once_and_the_key_stays(StorageProvider provider)
    {
        await using var server = await ModelServer.StartAsync(AssistantProvider.OpenAI);
        await using var core = await StartAsync(provider);
        var owner = await core.OwnerAsync();
        server.Answers(Reads());
        Assert.Null(await core.Get<AssistantDesk>().SetEngineAsync(At(server) with { DailyLimit = 2 }, ModelServer.Key, owner, Cancel));
        Assert.Equal([ModelServer.ModelName, "built-in"], [await EngineOfAsync(core), await EngineOfAsync(core)]);

        Assert.Null(await core.Get<AssistantDesk>().SetEngineAsync(At(server) with { DailyLimit = 3 }, null, owner, Cancel));
        Assert.Equal(ModelServer.ModelName, await EngineOfAsync(core));
        Assert.Equal(2, server.Requests.Count(r => r.Key == $"Bearer {ModelServer.Key}"));
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task A_key_is_kept_unreadable_and_never_goes_to_another_server(StorageProvider provider)
    {
        await using var server = await ModelServer.StartAsync(AssistantProvider.OpenAI);
        await using var thief = await ModelServer.StartAsync(AssistantProvider.OpenAI);
        await using var core = await StartAsync(provider);
        var (owner, desk) = (await core.OwnerAsync(), core.Get<AssistantDesk>());
        Assert.Null(await desk.SetEngineAsync(At(server), $" {ModelServer.Key} ", owner, Cancel));
        Assert.DoesNotContain(await core.AllAsync<Setting>(), s => s.Value.Contains(ModelServer.Key, StringComparison.Ordinal));
        var view = (await desk.ReadAsync(owner, Cancel))!;
        Assert.True(view.HasKey);
        Assert.DoesNotContain(ModelServer.Key, $"{view}", StringComparison.Ordinal);

        thief.Answers(Probe());
        Assert.Equal(EngineRules.KeyElsewhere, (await desk.TryEngineAsync(At(thief), null, owner, Cancel)).Refusal);
        Assert.Equal(EngineRules.KeyElsewhere, await desk.SetEngineAsync(At(thief), null, owner, Cancel));
        Assert.Empty(thief.Requests);
        // With none, on purpose, or with its own.
        Assert.Null((await desk.TryEngineAsync(At(thief), "", owner, Cancel)).Result!.Fault);
        Assert.Null((await desk.TryEngineAsync(At(thief), "sk-own", owner, Cancel)).Result!.Fault);
        Assert.Equal(["Bearer none", "Bearer sk-own"], thief.Requests.Select(r => r.Key));
    }

    [Fact]
    public async Task The_configuration_holds_until_somebody_chooses_and_again_afterwards()
    {
        await using var server = await ModelServer.StartAsync(AssistantProvider.OpenAI);
        await using var core = await StartAsync(StorageProvider.Sqlite,
            ("Assistant:Provider", "OpenAI"), ("Assistant:Endpoint", server.Options.Endpoint!.ToString()), ("Assistant:ApiKey", ModelServer.Key), ("Assistant:Model", "configured"));
        var (owner, desk) = (await core.OwnerAsync(), core.Get<AssistantDesk>());
        server.Answers(Reads());
        var view = (await desk.ReadAsync(owner, Cancel))!;
        Assert.Equal((true, true, "configured", EngineState.Ready), (view.IsConfigured, view.HasKey, view.Engine.Model, view.State));
        Assert.Equal("configured", await EngineOfAsync(core));

        // The key of the configuration goes along, for its own server.
        Assert.Null(await desk.SetEngineAsync(view.Engine with { Model = "chosen" }, null, owner, Cancel));
        Assert.Equal("chosen", await EngineOfAsync(core));
        Assert.Equal($"Bearer {ModelServer.Key}", server.Requests[^1].Key);
        Assert.DoesNotContain(await core.AllAsync<Setting>(), s => s.Value.Contains(ModelServer.Key, StringComparison.Ordinal));
        Assert.Null(await desk.UseConfigurationAsync(owner, Cancel));
        Assert.Equal("configured", await EngineOfAsync(core));
    }

    [Fact]
    public async Task A_key_that_cannot_be_opened_any_more_is_asked_for_and_stops_nothing()
    {
        await using var server = await ModelServer.StartAsync(AssistantProvider.OpenAI);
        await using var core = await StartAsync(StorageProvider.Sqlite);
        var (owner, desk) = (await core.OwnerAsync(), core.Get<AssistantDesk>());
        await core.Get<SettingsStore>().KeepAsync(EngineChoice.Key, At(server).ToJson("CfDJ8-of-other-keys"), Cancel);
        core.Clock.Advance(Manners.Believed);
        Assert.Equal("built-in", await EngineOfAsync(core));
        Assert.Equal(EngineState.NoKey, (await desk.ReadAsync(owner, Cancel))!.State);
        Assert.Equal(EngineRules.KeyLost, await desk.SetEngineAsync(At(server), null, owner, Cancel));
        server.Answers(Reads());
        Assert.Null(await desk.SetEngineAsync(At(server), ModelServer.Key, owner, Cancel));
        Assert.Equal(ModelServer.ModelName, await EngineOfAsync(core));
    }

    [Theory]
    [InlineData("OpenAI", "ftp://host/", "m", "k", 0, 0, "engine.endpoint")]
    [InlineData("OpenAI", "https://user:secret@host/v1", "m", "k", 0, 0, "engine.endpoint")]
    [InlineData("OpenAI", "localhost:11434", "m", "k", 0, 0, "engine.endpoint")]
    [InlineData("OpenAI", "", " ", "k", 0, 0, "engine.model")]
    [InlineData("OpenAI", "", "m", "", 0, 0, "engine.key")]
    [InlineData("Anthropic", "https://host", "m", "", 0, 0, "engine.key")]
    [InlineData("OpenAI", "", "m", "a b", 0, 0, "engine.key-signs")]
    [InlineData("OpenAI", "", "m", "k", 0, 5, "engine.prices")]
    [InlineData("OpenAI", "", "m", "k", -1, 0, "engine.money")]
    [InlineData("OpenAI", "http://localhost:11434/v1", "m", "", 0, 0, null)]
    [InlineData("OpenAI", "", "m", "k", 1, 5, null)]
    public async Task A_choice_that_cannot_work_is_refused(string provider, string endpoint, string model, string key, int price, int limit, string? refusal)
    {
        await using var core = await StartAsync(StorageProvider.Sqlite);
        var choice = new EngineChoice(Enum.Parse<AssistantProvider>(provider), endpoint, model, price, price, "USD", limit, 0);
        Assert.Equal(refusal, (await core.Get<AssistantDesk>().SetEngineAsync(choice, key, await core.OwnerAsync(), Cancel))?.Code);
    }

    [Theory]
    [InlineData(401, ProbeFault.Refused)]
    [InlineData(404, ProbeFault.NotFound)]
    [InlineData(429, ProbeFault.TooMany)]
    [InlineData(503, ProbeFault.Server)]
    public async Task Trying_tells_the_plain_fault_and_nothing_that_the_server_said(int status, ProbeFault fault)
    {
        await using var server = await ModelServer.StartAsync(AssistantProvider.OpenAI);
        await using var core = await StartAsync(StorageProvider.Sqlite);
        server.Refuses(status);
        var (refusal, result) = await core.Get<AssistantDesk>().TryEngineAsync(At(server), ModelServer.Key, await core.OwnerAsync(), Cancel);
        Assert.Null(refusal);
        Assert.Equal((fault, status), (result!.Fault, result.Status));
        Assert.DoesNotContain(ModelServer.Key, $"{result}", StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(AssistantProvider.OpenAI)]
    [InlineData(AssistantProvider.Anthropic)]
    public async Task Trying_asks_a_tiny_question_counts_it_and_follows_no_redirect(AssistantProvider provider)
    {
        await using var server = await ModelServer.StartAsync(provider);
        await using var elsewhere = await ModelServer.StartAsync(provider);
        await using var core = await StartAsync(StorageProvider.Sqlite);
        var (owner, desk) = (await core.OwnerAsync(), core.Get<AssistantDesk>());
        server.Answers(Probe());
        var good = (await desk.TryEngineAsync(At(server), ModelServer.Key, owner, Cancel)).Result!;
        Assert.Equal((null, new(1, 1), 2m), (good.Fault, good.Tokens, good.Cost));
        Assert.Equal(new(1, 1), Assert.Single(await core.AllAsync<ModelUse>()) is var use ? new TokenUse(use.Read, use.Written) : null);

        server.Restarts().Answers(new { word = "lamp", letters = 5 });
        Assert.Equal(ProbeFault.Unusable, (await desk.TryEngineAsync(At(server), ModelServer.Key, owner, Cancel)).Result!.Fault);
        elsewhere.Answers(Probe());
        server.Restarts().Does(http =>
        {
            http.Response.StatusCode = 307;
            http.Response.Headers.Location = elsewhere.Options.Endpoint!.ToString();
            return Task.CompletedTask;
        });
        Assert.Equal((ProbeFault.Redirects, 307), (await desk.TryEngineAsync(At(server), ModelServer.Key, owner, Cancel)).Result is { } sent ? (sent.Fault, sent.Status) : default);
        Assert.Empty(elsewhere.Requests);
        await server.StopAsync();
        Assert.Equal(ProbeFault.Unreachable, (await desk.TryEngineAsync(At(server), ModelServer.Key, owner, Cancel)).Result!.Fault);
    }

    [Fact]
    public async Task Only_administrators_choose_and_try()
    {
        await using var server = await ModelServer.StartAsync(AssistantProvider.OpenAI);
        await using var core = await StartAsync(StorageProvider.Sqlite);
        var (agent, desk) = (await core.MemberAsync(), core.Get<AssistantDesk>());
        Assert.Equal(TeamRefusals.NotAllowed, (await desk.TryEngineAsync(At(server), ModelServer.Key, agent, Cancel)).Refusal);
        Assert.Null(await desk.ReadAsync(agent, Cancel));
        Assert.Empty(server.Requests);
    }

    private static EngineChoice At(ModelServer server) => s_priced with { Provider = server.Options.Provider, Endpoint = server.Options.Endpoint!.ToString() };

    private static Task<CoreFixture> StartAsync(StorageProvider provider, params (string Key, string? Value)[] settings) =>
        CoreFixture.CreateAsync(provider, services => services.AddSingleton<AssistantDesk>(), settings);

    private static int s_asked;

    private static async Task<string> EngineOfAsync(CoreFixture core) =>
        // With a number in it nothing is remembered.
        (await core.Get<IUnderstanding>().UnderstandAsync(new($"Hello {Interlocked.Increment(ref s_asked)}", null), Cancel)).Engine;

    private static object Probe() => new { word = "lamp", letters = 4 };

    private static object Reads() => new
    {
        language = "en",
        languageCertain = true,
        asksForPerson = Nothing,
        reportsIssue = Nothing,
        frustrated = Nothing,
        smallTalk = "Greeting",
        topic = "General",
    };

    private static object Nothing => new { words = "", score = 0 };
}
