using Cosmo.Core.Storage;
using Cosmo.Core.Tickets;

namespace Cosmo.Core.Escalation;

/// <summary>What the assistant does with a customer's message.</summary>
public abstract record Decision
{
    private Decision() { }

    /// <summary>A person is needed.</summary>
    public sealed record HandOff(Reason Reason) : Decision;

    /// <summary>A published entry answers it.</summary>
    public sealed record Answer(Guid EntryId, string Text, string Language) : Decision;

    /// <summary>It greets, thanks or says goodbye.</summary>
    public sealed record Courtesy(SmallTalk SmallTalk) : Decision;
}

/// <summary>An entry of the knowledge that plainly answers, in the language it is written in.</summary>
public sealed record PlainAnswer(Guid EntryId, string Text, string Language);

/// <summary>Decides between answering and handing over. Pure: the same evidence, the same decision.</summary>
public static class EscalationDecision
{
    /// <summary>From this score on something is too complex even where an entry seems to answer it.</summary>
    private const double Certain = 0.8;

    /// <summary>Decides on one message.</summary>
    /// <param name="text">What the customer wrote; empty for a picture or a sound.</param>
    /// <param name="understood">What it says.</param>
    /// <param name="rules">The keyword rules that are on.</param>
    /// <param name="answer">The entry that plainly answers it, in the customer's language; null if there is none.</param>
    public static Decision Decide(string text, Understood understood, IReadOnlyList<EscalationRule> rules, PlainAnswer? answer)
    {
        // Whoever asks for a person gets one, whatever else the message says.
        if (understood.AsksForPerson is { } asks)
            return HandOff(Trigger.AsksForPerson, understood.Topic, asks);
        if (rules.FirstOrDefault(r => r.IsOn && Mentions(text, r.Phrase)) is { } rule)
            return new Decision.HandOff(new(Trigger.Rule, rule.Topic, rule.Phrase, 1, 1));
        if (understood.ReportsIssue is { } issue)
            return HandOff(Trigger.ReportsIssue, understood.Topic, issue);
        if (understood.Frustrated is { } frustrated)
            return HandOff(Trigger.Frustrated, understood.Topic, frustrated);
        if (understood.TooComplex is { Score: >= Certain } complex)
            return HandOff(Trigger.TooComplex, understood.Topic, complex);
        if (answer is not null)
            return new Decision.Answer(answer.EntryId, answer.Text, answer.Language);
        if (understood.SmallTalk is not SmallTalk.None)
            return new Decision.Courtesy(understood.SmallTalk);
        if (understood.TooComplex is { } statement)
            return HandOff(Trigger.TooComplex, understood.Topic, statement);
        return new Decision.HandOff(new(Trigger.NoAnswer, understood.Topic, text, 0, 1));
    }

    /// <summary>True when the phrase stands in the text as whole words, regardless of case and accents.</summary>
    public static bool Mentions(string text, string phrase)
    {
        var words = Words(phrase);
        return words.Length > 2 && Words(text).Contains(words, StringComparison.Ordinal);
    }

    private static string Words(string text) =>
        $" {string.Join(' ', SearchText.Fold(text).Split(' ', StringSplitOptions.RemoveEmptyEntries))} ";

    private static Decision.HandOff HandOff(Trigger trigger, CaseTopic topic, Evidence evidence) =>
        new(new(trigger, topic, evidence.Words, evidence.Score, evidence.Threshold));
}
