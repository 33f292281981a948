using System.Globalization;
using Cosmo.Core.Team;
using Cosmo.Core.Tickets;

namespace Cosmo.Core.Routing;

/// <summary>A moment of a wait.</summary>
/// <param name="Mark">Under which name it is kept that it has happened.</param>
/// <param name="Due">When.</param>
/// <param name="Step">The step of the path; null for the two of the target.</param>
public sealed record WaitMoment(string Mark, DateTimeOffset Due, EscalationStep? Step = null);

/// <summary>What happens while a customer waits, and when: the steps of the path, the target near and missed. All of it in business hours. Pure.</summary>
public static class WaitClock
{
    /// <summary>So much of the target is over when the team is told that it comes near: of an hour, 48 minutes.</summary>
    public const double Near = 0.8;

    public const string NearMark = "near";
    public const string BreachMark = "breach";

    /// <summary>Under which name a step is kept, counted from 0.</summary>
    public static string StepMark(int index) => string.Create(CultureInfo.InvariantCulture, $"step {index + 1}");

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

    /// <summary>Everything that happens while one customer waits, by time; at one moment the target comes before the step.</summary>
    /// <param name="since">Since when the customer waits.</param>
    public static IReadOnlyList<WaitMoment> Of(Desk desk, DateTimeOffset since, bool isFirst, Priority priority)
    {
        var moments = new List<WaitMoment>();
        var target = Target(desk, isFirst, priority);
        Add(NearMark, target * Near, null);
        Add(BreachMark, target, null);
        for (var i = 0; i < desk.Path.Steps.Length; i++)
            Add(StepMark(i), TimeSpan.FromMinutes(desk.Path.Steps[i].AfterMinutes), desk.Path.Steps[i]);
        return [.. moments.OrderBy(m => m.Due)];

        void Add(string mark, TimeSpan after, EscalationStep? step)
        {
            if (desk.Hours.Add(since, after) is { } due)
                moments.Add(new(mark, due, step));
        }
    }
}
