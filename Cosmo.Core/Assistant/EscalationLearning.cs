using Cosmo.Core.Assistant.BuiltIn;
using Cosmo.Core.Escalation;
using Cosmo.Core.Live;

namespace Cosmo.Core.Assistant;

/// <summary>Keeps what was learnt from the team's corrections, and learns anew when one comes or goes.</summary>
public sealed class EscalationLearning : IDisposable
{
    /// <summary>The newest corrections are learnt from; older ones speak of another business.</summary>
    private const int MostLessons = 500;

    private readonly EscalationQueries _rules;
    private readonly BuiltInUnderstanding _understanding;
    private readonly IDisposable _tap;
    private volatile LearnedShift? _learned;

    /// <summary>Hears of changes from the live feed.</summary>
    public EscalationLearning(EscalationQueries rules, BuiltInUnderstanding understanding, LiveFeed live)
    {
        (_rules, _understanding) = (rules, understanding);
        _tap = live.Tap(topic =>
        {
            if (topic == Topic.Rules)
                _learned = null;
        });
    }

    /// <summary>What the corrections say now.</summary>
    public async Task<LearnedShift> CurrentAsync(CancellationToken cancel = default)
    {
        if (_learned is { } known)
            return known;
        var corrections = await _rules.CorrectionsAsync(MostLessons, cancel);
        var lessons = corrections.Reverse().Select(c => new Lesson(c.Text, Score(_understanding.Understand(new(c.Text, null))), c.ShouldOpen)).ToList();
        return _learned = LearnedShift.From(lessons);
    }

    /// <inheritdoc />
    public void Dispose() => _tap.Dispose();

    private static double Score(Understood understood) => new[]
    {
        understood.ReportsIssue?.Score ?? 0, understood.Frustrated?.Score ?? 0, understood.TooComplex?.Score ?? 0, understood.Concern,
    }.Max();
}
