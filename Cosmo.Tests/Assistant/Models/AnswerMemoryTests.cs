using Cosmo.Core;
using Cosmo.Core.Assistant;
using Cosmo.Core.Assistant.Models;
using Cosmo.Core.Escalation;
using Cosmo.Core.Tickets;

namespace Cosmo.Tests.Assistant.Models;

/// <summary>The same question is asked once within the hour, and only where it holds nothing of a customer.</summary>
public sealed class AnswerMemoryTests
{
    private const string Asked = "Hello, can I send back a lamp?";

    [Fact]
    public async Task The_same_question_costs_nothing_within_the_hour()
    {
        await using var fixture = await StartAsync();
        var first = await AskAsync(fixture, Asked);
        Assert.Equal((false, new TokenUse(1, 1)), (first.IsRemembered, first.Tokens));

        fixture.Clock.Advance(AnswerMemory.Lasts - TimeSpan.FromSeconds(1));
        var second = await AskAsync(fixture, Asked);
        Assert.Equal((true, null, first.Counsel!.Text), (second.IsRemembered, second.Tokens, second.Counsel?.Text));
        Assert.Single(fixture.Server.Requests);

        fixture.Clock.Advance(TimeSpan.FromSeconds(1));
        Assert.False((await AskAsync(fixture, Asked)).IsRemembered);
        Assert.Equal(2, fixture.Server.Requests.Count);
    }

    [Theory]
    [InlineData(Asked, "es", false, true, "You can return unused items.")]
    [InlineData("hello, can I send back a lamp?", "en", false, true, "You can return unused items.")]
    [InlineData(Asked, "en", true, true, "You can return unused items.")]                  // something was said before
    [InlineData(Asked, "en", false, false, "You can return unused items.")]                // other settings
    [InlineData(Asked, "en", false, true, "You can return unused items within 14 days.")]  // other knowledge
    public async Task Whatever_differs_is_asked_anew(string text, string language, bool spoken, bool mayOffer, string passage)
    {
        await using var fixture = await StartAsync();
        await AskAsync(fixture, Asked);
        Assert.False((await AskAsync(fixture, text, language, spoken, mayOffer, passage)).IsRemembered);
    }

    [Theory]
    [InlineData("Can I send back the lamp of order A-12345?", false)]
    [InlineData("Can I send back a lamp? Write to me at ana@example.com", false)]
    [InlineData("Can I send back 3 lamps?", false)]
    [InlineData(Asked, true)]
    public async Task Nothing_of_a_customer_is_remembered(string text, bool spoken)
    {
        await using var fixture = await StartAsync();
        await AskAsync(fixture, text, "en", spoken);
        Assert.False((await AskAsync(fixture, text, "en", spoken)).IsRemembered);
        Assert.Equal(2, fixture.Server.Requests.Count);
    }

    [Fact]
    public async Task What_was_refused_is_not_remembered()
    {
        await using var fixture = await ModelFixture.StartAsync(AssistantProvider.OpenAI);
        fixture.Server.Answers(Answer("You can return unused items for free."));
        Assert.Null((await AskAsync(fixture, Asked)).Counsel);
        Assert.Null((await AskAsync(fixture, Asked)).Counsel);
        Assert.Equal(4, fixture.Server.Requests.Count);
    }

    [Fact]
    public void The_oldest_answers_go_where_there_are_too_many()
    {
        var memory = new AnswerMemory(new HandClock());
        for (var i = 0; i <= AnswerMemory.Most; i++)
            memory.Keep(AnswerMemory.KeyOf("", $"{i}"), $"{i}");
        Assert.Null(memory.Find(AnswerMemory.KeyOf("", "0")));
        Assert.Equal("1", memory.Find(AnswerMemory.KeyOf("", "1")));
        Assert.Equal($"{AnswerMemory.Most}", memory.Find(AnswerMemory.KeyOf("", $"{AnswerMemory.Most}")));
    }

    private static async Task<ModelFixture> StartAsync()
    {
        var fixture = await ModelFixture.StartAsync(AssistantProvider.OpenAI);
        fixture.Server.Answers(Answer("You can return unused items."));
        return fixture;
    }

    private static object Answer(string text) => new { decision = "Answer", text, passages = new[] { "p1" }, reason = "NoAnswer", words = "" };

    private static async Task<Consultation> AskAsync(
        ModelFixture fixture, string text, string language = "en", bool spoken = false, bool mayOffer = true, string passage = "You can return unused items.")
    {
        var noAnswer = new Reason(Trigger.NoAnswer, CaseTopic.General, text, 0, 1);
        var open = new Deliberation(
            text, new("en", true, null, null, null, SmallTalk.None, CaseTopic.General, ModelServer.ModelName), language, new(EscalationPolicy.Default, []), default,
            new([new(Guid.Empty, "How do returns work?", "How do returns work?", passage, "en", true, 1, null)], [], null),
            new Decision.HandOff(noAnswer), new TurnOutcome.HandOff(noAnswer));
        return (await fixture.Counsel.AskAsync(open, spoken ? [new("us", "Hello!")] : [], true, mayOffer, ModelFixture.Cancel))!;
    }
}
