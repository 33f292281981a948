using Cosmo.Core;
using Cosmo.Core.Escalation;
using Cosmo.Core.Tickets;

namespace Cosmo.Tests.Escalation;

public sealed class EscalationDecisionTests
{
    private static readonly Evidence Found = new("words", 0.9, 0.5);
    private static readonly PlainAnswer Answer = new(Guid.NewGuid(), "At nine", "en");

    [Fact]
    public void Whoever_asks_for_a_person_gets_one_whatever_else_is_said() => Assert.Equal(Trigger.AsksForPerson,
        Opened(Read(person: Found, issue: Found, frustrated: Found, talk: SmallTalk.Greeting), [Rule("lawyer")], Answer, "lawyer"));

    [Fact]
    public void A_rule_comes_before_what_was_understood() =>
        Assert.Equal(Trigger.Rule, Opened(Read(issue: Found), [Rule("lawyer")], Answer, "I call my LAWYER!"));

    [Fact]
    public void A_rule_that_is_off_does_nothing() =>
        Assert.IsType<Decision.Answer>(EscalationDecision.Decide("lawyer", Read(), [new() { Phrase = "lawyer", IsOn = false }], Answer));

    [Fact]
    public void An_issue_comes_before_an_answer() => Assert.Equal(Trigger.ReportsIssue, Opened(Read(issue: Found, frustrated: Found), [], Answer, "x"));

    [Fact]
    public void Anger_comes_before_an_answer() => Assert.Equal(Trigger.Frustrated, Opened(Read(frustrated: Found), [], Answer, "x"));

    [Fact]
    public void What_is_too_complex_comes_before_an_answer_and_after_anger()
    {
        Assert.Equal(Trigger.TooComplex, Opened(Read() with { TooComplex = Found }, [], Answer, "x"));
        Assert.Equal(Trigger.Frustrated, Opened(Read(frustrated: Found) with { TooComplex = Found }, [], Answer, "x"));
    }

    [Fact]
    public void A_mere_statement_comes_after_an_answer()
    {
        var statement = Read() with { TooComplex = new("words", 0.6, 0.6) };
        Assert.IsType<Decision.Answer>(EscalationDecision.Decide("x", statement, [], Answer));
        Assert.Equal(Trigger.TooComplex, Opened(statement, [], null, "x"));   // a weak finding, but the only one
    }

    [Fact]
    public void What_the_knowledge_plainly_answers_is_answered() => Assert.Equal(
        new Decision.Answer(Answer.EntryId, "At nine", "en"), EscalationDecision.Decide("When do you open?", Read(talk: SmallTalk.Greeting), [], Answer));

    [Fact]
    public void A_greeting_is_greeted() => Assert.Equal(new Decision.Courtesy(SmallTalk.Greeting), EscalationDecision.Decide("Hi", Read(talk: SmallTalk.Greeting), [], null));

    [Fact]
    public void What_nobody_can_answer_goes_to_a_person() => Assert.Equal(Trigger.NoAnswer, Opened(Read(), [], null, "Do you sell tents?"));

    [Theory]
    [InlineData("I will sue you", "sue", true)]
    [InlineData("The issue is small", "sue", false)]
    [InlineData("Voy a la POLICÍA", "policia", true)]
    [InlineData("small claims court!", "Small  claims", true)]
    [InlineData("anything", " ", false)]
    public void A_phrase_is_found_on_whole_words_only(string text, string phrase, bool found) => Assert.Equal(found, EscalationDecision.Mentions(text, phrase));

    private static Trigger Opened(Understood understood, EscalationRule[] rules, PlainAnswer? answer, string text) =>
        Assert.IsType<Decision.HandOff>(EscalationDecision.Decide(text, understood, rules, answer)).Reason.Trigger;

    private static EscalationRule Rule(string phrase) => new() { Phrase = phrase };

    private static Understood Read(Evidence? person = null, Evidence? issue = null, Evidence? frustrated = null, SmallTalk talk = SmallTalk.None) =>
        new("en", true, person, issue, frustrated, talk, CaseTopic.General, "test");
}
