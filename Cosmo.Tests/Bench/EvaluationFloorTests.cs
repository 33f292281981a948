extern alias bench;

using System.Runtime.CompilerServices;
using bench::Cosmo.Bench.Evaluation;

namespace Cosmo.Tests.Bench;

/// <summary>
/// What the built-in engine understands of the labelled sets, with room of three points below what was measured (docs/performance.md):
/// a change of a word list, a threshold or the classifier that breaks understanding is seen here.
/// </summary>
public sealed class EvaluationFloorTests
{
    [Theory]
    [InlineData("escalation-held-out", 0.97, 0.94, 0.97, 0.97, 0.97, 0.97)]
    [InlineData("escalation-held-out-2", 0.95, 0.97, 0.94, 0.97, 0.97, 0.97)]
    [InlineData("escalation-held-out-3", 0.97, 0.94, 0.93, 0.93, 0.97, 0.97)]
    [InlineData("escalation-held-out-4", 0.97, 0.97, 0.93, 0.97, 0.97, 0.97)]
    [InlineData("escalation-held-out-5", 0.97, 0.91, 0.87, 0.97, 0.97, 0.97)]
    [InlineData("escalation-held-out-6", 0.97, 0.94, 0.97, 0.97, 0.95, 0.97)]
    [InlineData("escalation-held-out-7", 0.94, 0.97, 0.79, 0.94, 0.90, 0.92)]
    public void What_a_person_must_see_is_seen(
        string set, double personRecall, double personPrecision, double englishPrecision, double englishRecall, double otherPrecision, double otherRecall)
    {
        var measured = EscalationEvaluation.Run(Set(set));
        Assert.Multiple(
            () => AtLeast(personRecall, measured.Person.Recall),
            () => AtLeast(personPrecision, measured.Person.Precision),
            () => AtLeast(englishPrecision, measured.English.Precision),
            () => AtLeast(englishRecall, measured.English.Recall),
            () => AtLeast(otherPrecision, measured.Other.Precision),
            () => AtLeast(otherRecall, measured.Other.Recall));
    }

    [Theory]
    [InlineData("language-held-out", 0.96)]
    [InlineData("language-held-out-2", 0.95)]
    public void The_language_of_a_short_message_is_told(string set, double accuracy) => AtLeast(accuracy, LanguageEvaluation.Run(Set(set)).Accuracy);

    private static void AtLeast(double floor, double? measured) => Assert.InRange(measured ?? 0, floor, 1);

    private static string Set(string name, [CallerFilePath] string here = "") =>
        Path.GetFullPath(Path.Combine(Path.GetDirectoryName(here)!, "../../Cosmo.Bench/Evaluation/Sets", name + ".tsv"));
}
