using Cosmo.Core;
using Cosmo.Core.Assistant;
using Cosmo.Core.Assistant.Models;

namespace Cosmo.Tests.Assistant.Models;

/// <summary>Whatever happens to the model, the built-in engine answers and nobody waits longer than agreed.</summary>
public sealed class FailingModelTests
{
    private static readonly object _greeting = new
    {
        language = "en",
        languageCertain = true,
        asksForPerson = Finding(),
        reportsIssue = Finding(),
        frustrated = Finding(),
        smallTalk = "Greeting",
        topic = "General",
    };

    public static TheoryData<AssistantProvider> Providers => [AssistantProvider.OpenAI, AssistantProvider.Anthropic];

    [Theory, MemberData(nameof(Providers))]
    public async Task A_right_answer_is_the_models(AssistantProvider provider)
    {
        await using var fixture = await ModelFixture.StartAsync(provider);
        fixture.Server.Answers(_greeting);

        var understood = await fixture.UnderstandAsync("Hello");

        Assert.Equal(new Understood("en", true, null, null, null, SmallTalk.Greeting, CaseTopic.General, ModelServer.ModelName) { ModelAsked = ModelServer.ModelName, Tokens = new(1, 1) }, understood);
        Assert.Empty(fixture.Lines);
    }

    [Theory, MemberData(nameof(Providers))]
    public async Task A_model_that_never_answers_is_left_after_twenty_seconds(AssistantProvider provider)
    {
        await using var fixture = await ModelFixture.StartAsync(provider);
        fixture.Server.Hangs();

        var reading = fixture.UnderstandAsync("Hello");
        await fixture.Server.ArrivedAsync(ModelFixture.Cancel);
        fixture.Clock.Advance(TimeSpan.FromSeconds(19));
        Assert.False(reading.IsCompleted);
        fixture.Clock.Advance(TimeSpan.FromSeconds(1));

        Assert.Equal("built-in", (await reading).Engine);
        Assert.Contains("no answer in time", Assert.Single(fixture.Lines));
    }

    [Theory, MemberData(nameof(Providers))]
    public async Task A_caller_who_stops_waiting_gets_the_cancellation_and_not_a_fallback(AssistantProvider provider)
    {
        await using var fixture = await ModelFixture.StartAsync(provider);
        fixture.Server.Hangs();
        using var leaving = new CancellationTokenSource();

        var reading = fixture.Reader.UnderstandAsync(new("Hello", null), leaving.Token).AsTask();
        await fixture.Server.ArrivedAsync(ModelFixture.Cancel);
        await leaving.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => reading);
        Assert.Empty(fixture.Lines);
    }

    [Theory]
    [InlineData(AssistantProvider.OpenAI, "not JSON at all")]
    [InlineData(AssistantProvider.Anthropic, "not JSON at all")]
    [InlineData(AssistantProvider.OpenAI, "{\"language\":\"en\",\"languageCertain\":tr")]
    [InlineData(AssistantProvider.Anthropic, "{\"language\":\"en\",\"languageCertain\":tr")]
    [InlineData(AssistantProvider.OpenAI, "{\"answer\":42}")]
    [InlineData(AssistantProvider.OpenAI, "null")]
    [InlineData(AssistantProvider.OpenAI, "")]
    public async Task Words_instead_of_the_wanted_JSON_are_asked_for_once_more_and_then_left(AssistantProvider provider, string words)
    {
        await using var fixture = await ModelFixture.StartAsync(provider);
        fixture.Server.Says(words);

        Assert.Equal("built-in", (await fixture.UnderstandAsync("Hello")).Engine);
        Assert.Equal(2, fixture.Server.Requests.Count);
    }

    [Theory, MemberData(nameof(Providers))]
    public async Task A_right_answer_after_a_wrong_one_counts(AssistantProvider provider)
    {
        await using var fixture = await ModelFixture.StartAsync(provider);
        fixture.Server.Says("Sure! Here is your JSON:").Answers(_greeting);

        Assert.Equal(ModelServer.ModelName, (await fixture.UnderstandAsync("Hello")).Engine);
    }

    [Theory, MemberData(nameof(Providers))]
    public async Task A_code_fence_around_the_JSON_is_forgiven(AssistantProvider provider)
    {
        await using var fixture = await ModelFixture.StartAsync(provider);
        fixture.Server.Says("```json\n" + System.Text.Json.JsonSerializer.Serialize(_greeting) + "\n```");

        Assert.Equal(ModelServer.ModelName, (await fixture.UnderstandAsync("Hello")).Engine);
    }

    [Theory, MemberData(nameof(Providers))]
    public async Task A_busy_server_is_asked_again(AssistantProvider provider)
    {
        await using var fixture = await ModelFixture.StartAsync(provider);
        fixture.Server.Refuses(429).Answers(_greeting);

        Assert.Equal(ModelServer.ModelName, (await fixture.UnderstandAsync("Hello")).Engine);
        Assert.Equal(2, fixture.Server.Requests.Count);
    }

    [Theory]
    [InlineData(AssistantProvider.OpenAI, 500)]
    [InlineData(AssistantProvider.Anthropic, 500)]
    [InlineData(AssistantProvider.OpenAI, 401)]
    [InlineData(AssistantProvider.Anthropic, 401)]
    [InlineData(AssistantProvider.OpenAI, 302)]
    public async Task A_refusing_server_is_told_by_its_status_and_by_nothing_that_it_says(AssistantProvider provider, int status)
    {
        await using var fixture = await ModelFixture.StartAsync(provider);
        fixture.Server.Refuses(status);

        Assert.Equal("built-in", (await fixture.UnderstandAsync("my canary text")).Engine);
        var line = Assert.Single(fixture.Lines);
        Assert.Contains($"HTTP {status}", line);
        Assert.DoesNotContain(ModelServer.Key, line);
        Assert.DoesNotContain("canary", line);
    }

    [Theory]
    [InlineData(AssistantProvider.OpenAI, "{\"choices\":[{\"mess")]
    [InlineData(AssistantProvider.Anthropic, "{\"content\":[{\"te")]
    [InlineData(AssistantProvider.OpenAI, "{}")]
    [InlineData(AssistantProvider.Anthropic, "{}")]
    [InlineData(AssistantProvider.OpenAI, "<html>")]
    [InlineData(AssistantProvider.Anthropic, "<html>")]
    public async Task A_body_that_is_not_of_the_protocol_falls_back(AssistantProvider provider, string body)
    {
        await using var fixture = await ModelFixture.StartAsync(provider);
        fixture.Server.Sends(body);

        Assert.Equal("built-in", (await fixture.UnderstandAsync("Hello")).Engine);
    }

    [Theory, MemberData(nameof(Providers))]
    public async Task A_connection_that_breaks_off_falls_back(AssistantProvider provider)
    {
        await using var fixture = await ModelFixture.StartAsync(provider);
        fixture.Server.Does(http =>
        {
            http.Abort();
            return Task.CompletedTask;
        });

        Assert.Equal("built-in", (await fixture.UnderstandAsync("Hello")).Engine);
    }

    [Theory, MemberData(nameof(Providers))]
    public async Task A_refused_connection_falls_back(AssistantProvider provider)
    {
        await using var fixture = await ModelFixture.StartAsync(provider);
        await fixture.Server.StopAsync();

        Assert.Equal("built-in", (await fixture.UnderstandAsync("Hello")).Engine);
    }

    [Theory, MemberData(nameof(Providers))]
    public async Task An_endless_body_is_not_read_to_its_end(AssistantProvider provider)
    {
        await using var fixture = await ModelFixture.StartAsync(provider);
        fixture.Server.Does(async http =>
        {
            var kilobytes = new byte[64 * 1024];
            while (!http.RequestAborted.IsCancellationRequested)
                await http.Response.Body.WriteAsync(kilobytes, http.RequestAborted);
        });

        Assert.Equal("built-in", (await fixture.UnderstandAsync("Hello")).Engine);
    }

    [Fact]
    public async Task After_five_failures_the_model_has_a_minute_of_rest()
    {
        await using var fixture = await ModelFixture.StartAsync(AssistantProvider.OpenAI);
        fixture.Server.Refuses(401);
        for (var i = 0; i < 6; i++)
            await fixture.UnderstandAsync("Hello");
        Assert.Equal(5, fixture.Server.Requests.Count);

        fixture.Clock.Advance(TimeSpan.FromSeconds(59));
        await fixture.UnderstandAsync("Hello");
        Assert.Equal(5, fixture.Server.Requests.Count);

        fixture.Clock.Advance(TimeSpan.FromSeconds(1));
        await fixture.UnderstandAsync("Hello");
        await fixture.UnderstandAsync("Hello");
        Assert.Equal(6, fixture.Server.Requests.Count);
    }

    private static object Finding(string words = "", double score = 0) => new { words, score };
}
