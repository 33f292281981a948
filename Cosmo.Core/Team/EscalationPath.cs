using System.Collections.Immutable;
using System.Globalization;

namespace Cosmo.Core.Team;

/// <summary>Whom a step of an escalation path turns to: the next member who is there, everybody of a department, the administrators.</summary>
public enum EscalationTarget { NextMember, Department, Administrators }

/// <summary>One step of an escalation path.</summary>
/// <param name="AfterMinutes">Minutes of the department's business hours since the customer has been waiting.</param>
/// <param name="DepartmentId">With <see cref="EscalationTarget.Department"/>: which one; null for the ticket's own.</param>
public readonly record struct EscalationStep(int AfterMinutes, EscalationTarget Target, Guid? DepartmentId = null);

/// <summary>What happens to a ticket that nobody answers: steps in the order of their minutes. The last one should be the administrators.</summary>
public sealed class EscalationPath : IEquatable<EscalationPath>
{
    /// <summary>More steps than anybody follows.</summary>
    public const int MostSteps = 8;

    /// <summary>The latest step: a week of round-the-clock hours, in minutes.</summary>
    public const int LatestMinutes = 7 * 24 * 60;

    /// <summary>
    /// Until somebody sets another: the next member after 15 minutes, everybody after 30, the administrators at 60, which is
    /// the moment at which the usual target is missed.
    /// </summary>
    public static readonly EscalationPath Usual = new([
        new(15, EscalationTarget.NextMember), new(30, EscalationTarget.Department), new(60, EscalationTarget.Administrators)]);

    private EscalationPath(ImmutableArray<EscalationStep> steps) => Steps = steps;

    /// <summary>In order; empty where nothing is to happen by time.</summary>
    public ImmutableArray<EscalationStep> Steps { get; }

    /// <summary>Makes a path.</summary>
    /// <param name="steps">In any order.</param>
    /// <returns>The path, or why it is none: too many steps, minutes below 1 or above <see cref="LatestMinutes"/>, two at the same minute.</returns>
    public static (Refusal? Refusal, EscalationPath? Path) Of(IEnumerable<EscalationStep> steps)
    {
        ImmutableArray<EscalationStep> sorted = [.. steps.OrderBy(s => s.AfterMinutes)];
        if (sorted.Length > MostSteps)
            return (TeamRefusals.TooManySteps, null);
        if (sorted.Any(s => s.AfterMinutes is < 1 or > LatestMinutes || !Enum.IsDefined(s.Target)))
            return (TeamRefusals.StepMinutes, null);
        return sorted.DistinctBy(s => s.AfterMinutes).Count() < sorted.Length ? (TeamRefusals.SameMinute, null) : (null, new(sorted));
    }

    /// <summary>As it is stored: "15 NextMember;30 Department;60 Administrators", a department's id behind its word.</summary>
    public override string ToString() => string.Join(';', Steps.Select(s =>
        string.Create(CultureInfo.InvariantCulture, $"{s.AfterMinutes} {s.Target}{(s.DepartmentId is { } id ? $" {id}" : "")}")));

    /// <summary>Reads what <see cref="ToString"/> wrote.</summary>
    /// <exception cref="FormatException">It is nothing that we wrote.</exception>
    public static EscalationPath Parse(string stored) => Of(stored.Split(';', StringSplitOptions.RemoveEmptyEntries).Select(step =>
    {
        var parts = step.Split(' ');
        return new EscalationStep(
            int.Parse(parts[0], NumberStyles.None, CultureInfo.InvariantCulture),
            Enum.Parse<EscalationTarget>(parts[1]),
            parts.Length > 2 ? Guid.Parse(parts[2]) : null);
    })).Path ?? throw new FormatException($"No path: {stored}");

    public bool Equals(EscalationPath? other) => other is not null && Steps.SequenceEqual(other.Steps);

    public override bool Equals(object? obj) => Equals(obj as EscalationPath);

    public override int GetHashCode() => ToString().GetHashCode(StringComparison.Ordinal);
}
