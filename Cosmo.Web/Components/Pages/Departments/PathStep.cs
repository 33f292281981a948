using Cosmo.Core.Team;
using Microsoft.AspNetCore.Components;

namespace Cosmo.Web.Components.Pages.Departments;

/// <summary>A step of an escalation path while it is edited.</summary>
public sealed class PathStep
{
    public int Minutes { get; set; }

    /// <summary>A target's name, or the id of another department.</summary>
    public string Whom { get; set; } = nameof(EscalationTarget.NextMember);

    /// <summary>Where its minutes are typed.</summary>
    public ElementReference Field { get; set; }

    /// <summary>As it goes to the core.</summary>
    public EscalationStep Step => Guid.TryParse(Whom, out var department)
        ? new(Minutes, EscalationTarget.Department, department)
        : new(Minutes, Enum.Parse<EscalationTarget>(Whom));

    public static PathStep Of(EscalationStep step) => new() { Minutes = step.AfterMinutes, Whom = step.DepartmentId?.ToString() ?? step.Target.ToString() };
}
