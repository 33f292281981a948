using System.Runtime.CompilerServices;
using Cosmo.Core.Assistant;

namespace Cosmo.Core.Trials;

/// <summary>How a saved question came out.</summary>
/// <param name="Passed">What happened is what should.</param>
public sealed record QuestionVerdict(SavedRow Question, SavedOutcome Happened, bool Passed);

/// <summary>A question in two states of knowledge and rules.</summary>
public sealed record QuestionDifference(SavedRow Question, QuestionVerdict Before, QuestionVerdict After)
{
    /// <summary>Something else would become of it.</summary>
    public bool Changes => Before.Happened != After.Happened;
}

/// <summary>Asks saved questions, one after the other; changes nothing and sends nothing.</summary>
public sealed class QuestionRun(AssistantTrial trial)
{
    /// <summary>Asks them all, and tells each one as soon as it is known.</summary>
    /// <param name="questions">What is asked.</param>
    /// <param name="ground">The knowledge and the rules to ask by.</param>
    /// <param name="engine">Who reads them.</param>
    /// <param name="cancel">Stops after the question that is being asked.</param>
    public async IAsyncEnumerable<QuestionVerdict> AskAsync(IReadOnlyList<SavedRow> questions, Ground ground, TrialEngine engine, [EnumeratorCancellation] CancellationToken cancel = default)
    {
        foreach (var question in questions)
        {
            cancel.ThrowIfCancellationRequested();
            var happened = (await trial.AskAsync(question.Message with { Engine = engine }, ground, cancel)).Deliberation.Outcome;
            var outcome = SavedOutcome.Of(happened);
            // An answer may cite several entries; the one that is expected has to be among them.
            if (happened is TurnOutcome.Answer answer && question.Expected.EntryId is { } wanted && answer.Sources.Contains(wanted))
                outcome = outcome with { EntryId = wanted };
            yield return new(question, outcome, question.Expected.Allows(outcome));
        }
    }

    /// <summary>Puts two runs over the same questions side by side, what would change first.</summary>
    public static IReadOnlyList<QuestionDifference> Compare(IEnumerable<QuestionVerdict> before, IEnumerable<QuestionVerdict> after)
    {
        var then = after.ToDictionary(v => v.Question.Id);
        return [.. before.Where(b => then.ContainsKey(b.Question.Id)).Select(b => new QuestionDifference(b.Question, b, then[b.Question.Id])).OrderByDescending(d => d.Changes)];
    }
}
