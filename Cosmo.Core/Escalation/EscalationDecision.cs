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

/// <summary>One thing that speaks for a ticket, and how strongly.</summary>
/// <param name="Words">The customer's words that show it.</param>
/// <param name="Score">From 0 to 1, with what corrections taught.</param>
/// <param name="Threshold">From this score on it counts.</param>
/// <param name="IsOn">The business wants to hear of it.</param>
public sealed record Weighed(Trigger Trigger, string Words, double Score, double Threshold, bool IsOn)
{
    /// <summary>It opens a ticket where nothing stronger decides otherwise.</summary>
    public bool Counts => IsOn && Score >= Threshold;
}

/// <summary>Who wrote, and what the team said about messages like this one.</summary>
/// <param name="IsVip">The contact is marked as important.</param>
/// <param name="Learned">What corrections add to a score or take from it (-0.5 to 0.5).</param>
public readonly record struct Circumstances(bool IsVip, double Learned);

/// <summary>Decides between answering and handing over. Pure: the same evidence, the same decision.</summary>
public static class EscalationDecision
{
    /// <summary>From this score on a finding counts even where an entry seems to answer.</summary>
    private const double Certain = 0.8;

    /// <summary>From this score on (0 to 1) what the team taught to see opens a ticket, without other evidence.</summary>
    private const double TaughtFrom = 0.6;

    /// <summary>Decides on one message by the default policy.</summary>
    public static Decision Decide(string text, Understood understood, IReadOnlyList<EscalationRule> rules, PlainAnswer? answer) =>
        Decide(text, understood, new EscalationBook(EscalationPolicy.Default, rules), answer, default);

    /// <summary>Decides on one message.</summary>
    /// <param name="text">What the customer wrote; empty for a picture or a sound.</param>
    /// <param name="understood">What it says.</param>
    /// <param name="book">The policy and the rules.</param>
    /// <param name="answer">The entry that plainly answers it, in the customer's language; null if there is none.</param>
    /// <param name="around">Who wrote, and what was learnt.</param>
    public static Decision Decide(string text, Understood understood, EscalationBook book, PlainAnswer? answer, Circumstances around)
    {
        // Whoever asks for a person gets one, whatever else the message says, whatever was switched off or learnt.
        if (understood.AsksForPerson is { } asks)
            return HandOff(Trigger.AsksForPerson, understood.Topic, asks);
        if (book.Policy.IsOn(Trigger.Rule) && book.Rules.FirstOrDefault(r => r.Fires(text, understood.Language)) is { } rule)
            return new Decision.HandOff(new(Trigger.Rule, rule.Topic, rule.Phrase, 1, 1) { DepartmentId = rule.DepartmentId });
        if (around.IsVip && book.Policy.VipsToPeople && understood.SmallTalk is SmallTalk.None)
            return new Decision.HandOff(new(Trigger.Rule, understood.Topic, "VIP", 1, 1));

        var found = Found(text, understood, book.Policy, around.Learned);
        if (found is { Evidence.Score: >= Certain } certain)
            return HandOff(certain.Trigger, understood.Topic, certain.Evidence);
        if (answer is not null)
            return new Decision.Answer(answer.EntryId, answer.Text, answer.Language);
        if (found is { } weak)
            return HandOff(weak.Trigger, understood.Topic, weak.Evidence);
        if (understood.SmallTalk is not SmallTalk.None)
            return new Decision.Courtesy(understood.SmallTalk);
        return new Decision.HandOff(new(Trigger.NoAnswer, understood.Topic, text, 0, 1));
    }

    /// <summary>True when the phrase stands in the text as whole words, regardless of case and accents.</summary>
    public static bool Mentions(string text, string phrase)
    {
        var words = Words(phrase);
        return words.Length > 2 && Words(text).Contains(words, StringComparison.Ordinal);
    }

    /// <summary>The words as they are compared, each between spaces.</summary>
    internal static string Words(string text) =>
        $" {string.Join(' ', SearchText.Fold(text).Split(' ', StringSplitOptions.RemoveEmptyEntries))} ";

    /// <summary>Everything that speaks for a ticket, beside a wish for a person and the rules, in the order it is looked at.</summary>
    /// <param name="text">What the customer wrote.</param>
    /// <param name="understood">What it says.</param>
    /// <param name="policy">Thresholds and switches.</param>
    /// <param name="learned">What corrections add to every score or take from it.</param>
    public static IReadOnlyList<Weighed> Weigh(string text, Understood understood, EscalationPolicy policy, double learned)
    {
        var complex = understood.TooComplex is { Score: >= Certain } || understood.Complexity >= Certain;
        (Trigger Trigger, Evidence? Evidence, double Score, double From)[] reasons =
        [
            (Trigger.ReportsIssue, understood.ReportsIssue, understood.ReportsIssue?.Score ?? 0, understood.ReportsIssue?.Threshold ?? TaughtFrom),
            (Trigger.Frustrated, understood.Frustrated, Math.Max(understood.Frustrated?.Score ?? 0, understood.Annoyance), policy.AnnoyedFrom),
            (Trigger.TooComplex, understood.TooComplex, Math.Max(understood.TooComplex?.Score ?? 0, understood.Complexity), policy.ComplexFrom),
            // What only tells something, without asking, is weak evidence of a wish that somebody acts: it counts below the threshold.
            (Trigger.TooComplex, complex ? null : understood.TooComplex, complex ? 0 : understood.TooComplex?.Score ?? 0, understood.TooComplex?.Threshold ?? 1),
            (Trigger.ReportsIssue, null, learned > 0 ? understood.Concern : 0, TaughtFrom),
        ];
        return [.. reasons.Where(r => r.Score > 0).Select(r => new Weighed(r.Trigger, r.Evidence?.Words ?? text.Trim(), Math.Clamp(r.Score + learned, 0, 1), r.From, policy.IsOn(r.Trigger)))];
    }

    private static (Trigger Trigger, Evidence Evidence)? Found(string text, Understood understood, EscalationPolicy policy, double learned)
    {
        var counting = Weigh(text, understood, policy, learned).Where(w => w.Counts).ToList();
        return (counting.Find(w => w.Score >= Certain) ?? counting.FirstOrDefault()) is { } found
            ? (found.Trigger, new(found.Words, Math.Round(found.Score, 2), found.Threshold))
            : null;
    }

    private static Decision.HandOff HandOff(Trigger trigger, CaseTopic topic, Evidence evidence) =>
        new(new(trigger, topic, evidence.Words, evidence.Score, evidence.Threshold));
}
