using System.Globalization;
using Cosmo.Core.Hours;
using Cosmo.Core.Team;
using Cosmo.Core.Tickets;

namespace Cosmo.Core.Routing;

/// <summary>A moment of a wait.</summary>
/// <param name="Mark">Under which name it is kept that it has happened.</param>
/// <param name="Due">When.</param>
/// <param name="Step">The step of the path; null for the two of the target.</param>
/// <param name="IsAgain">The path is over, and its last step is taken once more.</param>
public sealed record WaitMoment(string Mark, DateTimeOffset Due, EscalationStep? Step = null, bool IsAgain = false);

/// <summary>What happens while a customer waits, and when: the steps of the path, the target near and missed. All of it in business hours. Pure.</summary>
public static class WaitClock
{
    /// <summary>So much of the target is over when the team is told that it comes near: of an hour, 48 minutes.</summary>
    public const double Near = 0.8;

    /// <summary>
    /// So much business time lies between the last step and the next time that it is taken, in minutes: as much as the usual
    /// target, so that a ticket nobody answers is heard of again and again, but a forgotten one rings nobody's phone all day.
    /// </summary>
    public const int AgainAfterMinutes = Department.UsualTarget;

    /// <summary>When the member who has the ticket took it. It is no mark of its own: the history says so.</summary>
    public const string TakenMark = "taken";

    public const string NearMark = "near";
    public const string BreachMark = "breach";

    /// <summary>Under which name a step is kept, counted from 0.</summary>
    public static string StepMark(int index) => string.Create(CultureInfo.InvariantCulture, $"step {index + 1}");

    /// <summary>Under which name it is kept that the last step was taken once more, counted from 1.</summary>
    public static string AgainMark(string step, int times) => string.Create(CultureInfo.InvariantCulture, $"{step} again {times}");

    /// <summary>How much business time the customer is to wait at most.</summary>
    /// <param name="isFirst">The first answer of the ticket, or a later one.</param>
    public static TimeSpan Target(Desk desk, bool isFirst, Priority priority) => TimeSpan.FromMinutes(isFirst ? desk.FirstResponseMinutes : desk.NextResponseMinutes) * priority switch
    {
        Priority.Low => 2,
        Priority.High => 0.5,
        Priority.Urgent => 0.25,
        _ => 1,
    };

    /// <summary>When the customer is to have an answer; null where the hours hold no such moment within two years.</summary>
    public static DateTimeOffset? AnswerBy(Desk desk, DateTimeOffset since, bool isFirst, Priority priority) => desk.Hours.Add(since, Target(desk, isFirst, priority));

    /// <summary>When the team is told that a target comes near.</summary>
    /// <param name="hours">The department's.</param>
    /// <param name="since">Since when the customer waits.</param>
    /// <param name="answerBy">When they are to have an answer.</param>
    public static DateTimeOffset NearAt(BusinessHours hours, DateTimeOffset since, DateTimeOffset answerBy) => hours.Add(since, hours.Between(since, answerBy) * Near) ?? answerBy;

    /// <summary>Everything that happens while one customer waits, by time; at one moment the target comes before the step.</summary>
    /// <param name="since">Since when the customer waits.</param>
    /// <param name="stepsSince">From when on the steps are counted, where that is another moment: nobody could have answered before.</param>
    public static IReadOnlyList<WaitMoment> Of(Desk desk, DateTimeOffset since, bool isFirst, Priority priority, DateTimeOffset? stepsSince = null)
    {
        var moments = new List<WaitMoment>();
        var target = Target(desk, isFirst, priority);
        Add(NearMark, since, target * Near, null);
        Add(BreachMark, since, target, null);
        for (var i = 0; i < desk.Path.Steps.Length; i++)
            Add(StepMark(i), stepsSince ?? since, TimeSpan.FromMinutes(desk.Path.Steps[i].AfterMinutes), desk.Path.Steps[i]);
        return [.. moments.OrderBy(m => m.Due)];

        void Add(string mark, DateTimeOffset from, TimeSpan after, EscalationStep? step)
        {
            if (desk.Hours.Add(from, after) is { } due)
                moments.Add(new(mark, due, step));
        }
    }

    /// <summary>The last step once more, so much business time after it was taken; null before that, and where there is no path.</summary>
    /// <param name="happened">What has happened in this wait, and when.</param>
    /// <param name="stepsSince">Nothing is counted from an earlier moment.</param>
    public static WaitMoment? Again(Desk desk, IReadOnlyDictionary<string, DateTimeOffset> happened, DateTimeOffset stepsSince)
    {
        var last = StepMark(desk.Path.Steps.Length - 1);
        if (desk.Path.Steps.IsEmpty || !happened.TryGetValue(last, out var taken))
            return null;
        var times = 1;
        for (; happened.TryGetValue(AgainMark(last, times), out var later); times++)
            taken = later;
        // Whoever took it after that has as long as everybody else before it climbs over them.
        if (happened.TryGetValue(TakenMark, out var held) && held > taken)
            taken = held;
        return desk.Hours.Add(taken > stepsSince ? taken : stepsSince, TimeSpan.FromMinutes(AgainAfterMinutes)) is { } due
            ? new(AgainMark(last, times), due, desk.Path.Steps[^1], IsAgain: true)
            : null;
    }
}
