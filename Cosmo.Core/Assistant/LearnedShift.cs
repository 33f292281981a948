using Cosmo.Core.Assistant.BuiltIn;
using Cosmo.Core.Assistant.BuiltIn.Classifying;

namespace Cosmo.Core.Assistant;

/// <summary>A message that a member corrected: how strongly it was taken for one that must be seen, and whether it should be.</summary>
public readonly record struct Lesson(string Text, double Score, bool ShouldOpen);

/// <summary>
/// What the team's corrections change: a small linear model over the same features as the classifier's, fitted so that
/// each corrected message falls on the side the team wants, and no further (passive-aggressive updates). What it adds or
/// takes is bounded, so that single corrections move what is like them and nothing else. Immutable; safe from any thread.
/// </summary>
public sealed class LearnedShift
{
    /// <summary>The most that is added to a score or taken from it.</summary>
    public const double Most = 0.5;

    /// <summary>Nothing was corrected.</summary>
    public static readonly LearnedShift None = new([]);

    private const double Border = 0.6;
    private const double Margin = 0.05;
    private const double MostOfLesson = 0.4;
    private const int Rounds = 5;

    private readonly Dictionary<int, double> _weights;

    private LearnedShift(Dictionary<int, double> weights) => _weights = weights;

    /// <summary>Learns from corrections, the oldest first.</summary>
    public static LearnedShift From(IReadOnlyList<Lesson> lessons)
    {
        ArgumentNullException.ThrowIfNull(lessons);
        var learned = new LearnedShift([]);
        var features = lessons.Select(l => Features(l.Text)).ToList();
        for (var round = 0; round < Rounds; round++)
        {
            for (var i = 0; i < lessons.Count; i++)
            {
                var wanted = lessons[i].ShouldOpen ? 1 : -1;
                var missing = Margin - wanted * (lessons[i].Score + learned.Sum(features[i]) - Border);
                if (missing <= 0 || features[i].Count == 0)
                    continue;
                // Every feature has the value 1/√n, so a step of this size moves this very message by as much.
                var step = wanted * Math.Min(missing, MostOfLesson) / Math.Sqrt(features[i].Count);
                foreach (var feature in features[i])
                    learned._weights[feature] = learned._weights.GetValueOrDefault(feature) + step;
            }
        }

        return learned;
    }

    /// <summary>What is added to the scores of a message, between -<see cref="Most"/> and <see cref="Most"/>.</summary>
    public double Of(string text) => _weights.Count == 0 ? 0 : Math.Clamp(Sum(Features(text)), -Most, Most);

    private double Sum(List<int> features) =>
        features.Count == 0 ? 0 : features.Sum(f => _weights.GetValueOrDefault(f)) / Math.Sqrt(features.Count);

    private static List<int> Features(string text) => SentenceFeatures.Of(text, Fold.Words(text));
}
