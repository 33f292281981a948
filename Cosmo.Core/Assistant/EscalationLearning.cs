using Cosmo.Core.Assistant.BuiltIn;
using Cosmo.Core.Escalation;
using Cosmo.Core.Live;

namespace Cosmo.Core.Assistant;

/// <summary>
/// Keeps what was learnt from the team's corrections, and learns anew when one comes or goes. A signal may be lost, and may come
/// while it is learning: what was learnt before the last signal, or too long ago, does not count.
/// </summary>
public sealed class EscalationLearning : IDisposable
{
    /// <summary>The newest corrections are learnt from; older ones speak of another business.</summary>
    private const int MostLessons = 500;

    private readonly EscalationQueries _rules;
    private readonly BuiltInUnderstanding _understanding;
    private readonly IDisposable _tap;
    private readonly TimeProvider _clock;
    private volatile Known? _known;
    private long _version;

    /// <summary>Hears of changes from the live feed.</summary>
    public EscalationLearning(EscalationQueries rules, BuiltInUnderstanding understanding, LiveFeed live, TimeProvider clock)
    {
        (_rules, _understanding, _clock) = (rules, understanding, clock);
        _tap = live.Tap(topic =>
        {
            if (topic == Topic.Rules)
                Interlocked.Increment(ref _version);
        });
    }

    /// <summary>What the corrections say now.</summary>
    public async Task<LearnedShift> CurrentAsync(CancellationToken cancel = default)
    {
        var (version, now) = (Interlocked.Read(ref _version), _clock.GetUtcNow());
        if (_known is { } known && known.Version == version && now - known.At < EscalationQueries.Believed)
            return known.Learned;
        var corrections = await _rules.CorrectionsAsync(MostLessons, cancel);
        var lessons = corrections.Reverse().Select(c => new Lesson(c.Text, Score(_understanding.Understand(new(c.Text, null))), c.ShouldOpen)).ToList();
        var learned = LearnedShift.From(lessons);
        _known = new(learned, version, now);
        return learned;
    }

    /// <inheritdoc />
    public void Dispose() => _tap.Dispose();

    private sealed record Known(LearnedShift Learned, long Version, DateTimeOffset At);

    private static double Score(Understood understood) => new[]
    {
        understood.ReportsIssue?.Score ?? 0, understood.Frustrated?.Score ?? 0, understood.TooComplex?.Score ?? 0, understood.Concern,
    }.Max();
}
