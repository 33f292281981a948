using Cosmo.Core;
using Cosmo.Core.Escalation;
using Cosmo.Core.Tickets;

namespace Cosmo.Tests.Escalation;

public sealed class EscalationPolicyTests
{
    private static readonly Evidence Found = new("words", 0.9, 0.5);
    private static readonly PlainAnswer Answer = new(Guid.NewGuid(), "At nine", "en");

    [Fact]
    public void Asking_for_a_person_works_whatever_is_switched_off_or_learnt()
    {
        var nothing = EscalationPolicy.Default with { Off = [.. Enum.GetValues<Trigger>()], AnnoyedFrom = 0.95, ComplexFrom = 0.95 };
        Assert.Equal(Trigger.AsksForPerson, Opened(Read() with { AsksForPerson = Found }, nothing, learned: -0.5));
    }

    [Theory]
    [InlineData(Trigger.ReportsIssue)]
    [InlineData(Trigger.Frustrated)]
    [InlineData(Trigger.TooComplex)]
    public void What_is_switched_off_opens_nothing(Trigger trigger)
    {
        var understood = trigger switch
        {
            Trigger.ReportsIssue => Read() with { ReportsIssue = Found },
            Trigger.Frustrated => Read() with { Frustrated = Found },
            _ => Read() with { TooComplex = Found },
        };
        Assert.Equal(trigger, Opened(understood, EscalationPolicy.Default));
        Assert.Equal(Trigger.NoAnswer, Opened(understood, EscalationPolicy.Default with { Off = [trigger] }));
    }

    [Theory]
    [InlineData(0.3, 0.55, false)]
    [InlineData(0.3, 0.25, true)]
    [InlineData(0.7, 0.55, true)]
    [InlineData(0.7, 0.75, false)]
    public void The_sensitivity_decides_how_much_annoyance_is_too_much(double annoyance, double from, bool opens) => Assert.Equal(
        opens ? Trigger.Frustrated : Trigger.NoAnswer, Opened(Read() with { Annoyance = annoyance }, EscalationPolicy.Default with { AnnoyedFrom = from }));

    [Fact]
    public void The_reason_says_score_and_threshold()
    {
        var reason = Decided("what a day", Read() with { Annoyance = 0.7 }, EscalationPolicy.Default, default).Reason;
        Assert.Equal(("what a day", 0.7, 0.55), (reason.Evidence, reason.Score, reason.Threshold));
    }

    [Fact]
    public void A_weak_finding_gives_way_to_an_entry_that_answers()
    {
        var weak = Read() with { ReportsIssue = new("words", 0.6, 0.55) };
        Assert.IsType<Decision.Answer>(EscalationDecision.Decide("x", weak, Book(EscalationPolicy.Default), Answer, default));
        Assert.Equal(Trigger.ReportsIssue, Opened(weak, EscalationPolicy.Default));
    }

    [Fact]
    public void What_was_learnt_moves_a_finding_over_the_border_and_back()
    {
        Assert.Equal(Trigger.NoAnswer, Opened(Read() with { ReportsIssue = new("words", 0.9, 0.6) }, EscalationPolicy.Default, learned: -0.4));
        Assert.Equal(Trigger.NoAnswer, Opened(Read() with { Concern = 0.3 }, EscalationPolicy.Default));
        Assert.Equal(Trigger.ReportsIssue, Opened(Read() with { Concern = 0.3 }, EscalationPolicy.Default, learned: 0.4));
    }

    [Fact]
    public void An_important_contact_is_answered_by_people_but_greeted_by_anybody()
    {
        var vip = new Circumstances(true, 0);
        Assert.Equal("VIP", Decided("Do you sell tents?", Read(), EscalationPolicy.Default, vip).Reason.Evidence);
        Assert.IsType<Decision.Courtesy>(EscalationDecision.Decide("Hi", Read() with { SmallTalk = SmallTalk.Greeting }, Book(EscalationPolicy.Default), null, vip));
        Assert.Equal(Trigger.NoAnswer, Decided("Do you sell tents?", Read(), EscalationPolicy.Default with { VipsToPeople = false }, vip).Reason.Trigger);
    }

    [Theory]
    [InlineData("I call the boss now", "en", true)]
    [InlineData("I call the boss now", "es", false)]
    [InlineData("bosses", "en", false)]
    public void A_rule_may_hold_in_one_language_only(string text, string language, bool fires) =>
        Assert.Equal(fires, new EscalationRule { Phrase = "Boss", Language = "en" }.Fires(text, language));

    [Theory]
    [InlineData("Red lamp!", true)]
    [InlineData("do you sell a red lamp", false)]
    [InlineData("", false)]
    public void A_phrase_for_calling_by_hand_must_be_the_whole_message(string text, bool fires) =>
        Assert.Equal(fires, new EscalationRule { Phrase = "red lamp", IsManual = true }.Fires(text, "en"));

    [Fact]
    public void A_rule_names_the_department()
    {
        var department = Guid.NewGuid();
        var book = new EscalationBook(EscalationPolicy.Default, [new EscalationRule { Phrase = "lawyer", DepartmentId = department }]);
        Assert.Equal(department, Assert.IsType<Decision.HandOff>(EscalationDecision.Decide("my lawyer", Read(), book, Answer, default)).Reason.DepartmentId);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("not json")]
    [InlineData("{\"AnnoyedFrom\":0.5}")]
    public void A_setting_that_cannot_be_read_is_the_default(string? json) => Assert.Equal(EscalationPolicy.Default, EscalationPolicy.Read(json));

    [Fact]
    public void A_policy_comes_back_as_it_was_kept_inside_its_bounds()
    {
        var policy = new EscalationPolicy(0.3, 2, [Trigger.Frustrated], false, Unsure.OfferEntries);
        Assert.Equal(policy with { ComplexFrom = EscalationPolicy.Highest }, EscalationPolicy.Read(policy.ToJson()));
    }

    private static Trigger Opened(Understood understood, EscalationPolicy policy, double learned = 0) =>
        Decided("some words", understood, policy, new(false, learned)).Reason.Trigger;

    private static Decision.HandOff Decided(string text, Understood understood, EscalationPolicy policy, Circumstances around) =>
        Assert.IsType<Decision.HandOff>(EscalationDecision.Decide(text, understood, Book(policy), null, around));

    private static EscalationBook Book(EscalationPolicy policy) => new(policy, []);

    private static Understood Read() => new("en", true, null, null, null, SmallTalk.None, CaseTopic.General, "test");
}
