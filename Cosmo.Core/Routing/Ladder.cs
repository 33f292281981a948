using Cosmo.Core.Team;

namespace Cosmo.Core.Routing;

/// <summary>Whom a step of the escalation path turns to.</summary>
/// <param name="Members">Empty where it found nobody whom it could still turn to.</param>
/// <param name="PostponedUntil">The administrators are off duty: the step is taken when the first of them comes.</param>
public sealed record Climb(IReadOnlyList<Guid> Members, IReadOnlyList<RouteReason> Reasons, DateTimeOffset? PostponedUntil = null);

/// <summary>Takes one step of the escalation path. Pure. Nobody who is off duty is turned to while somebody else is expected.</summary>
public static class Ladder
{
    /// <summary>Takes a step.</summary>
    /// <param name="step">The step.</param>
    /// <param name="desk">The ticket's department.</param>
    /// <param name="wanted">The ticket, now.</param>
    /// <param name="roster">Everybody.</param>
    /// <param name="offered">Who was offered it already; the next member is none of them.</param>
    public static Climb Take(EscalationStep step, Desk desk, Wanted wanted, Roster roster, IReadOnlySet<Guid> offered)
    {
        switch (step.Target)
        {
            case EscalationTarget.NextMember:
                var next = Router.InTurn(desk, wanted, roster, []).Where(m => !offered.Contains(m)).Take(1).ToList();
                return Found(new(RouteCode.NextMember), next);
            case EscalationTarget.Department:
                var group = step.DepartmentId is { } id ? roster.DeskOf(id) : desk;
                var there = roster.Of(group).Where(m => Presence.IsThere(m.Member, group.Hours, wanted.At)).Select(m => m.Member.MemberId).ToList();
                return Found(new(RouteCode.Group, group.Name), there);
            default:
                if (Router.AdministratorsThere(roster, wanted.At) is { } administrators)
                    return Found(new(RouteCode.Administrators), administrators);
                return roster.Candidates.Where(c => c.IsAdministrator).Select(c => Presence.Next(c, roster.Business, wanted.At)).Min() is { } opening
                    ? new([], [], opening)
                    : Found(new(RouteCode.LastResort), Router.LastResort(roster));
        }

        static Climb Found(RouteReason reason, IReadOnlyList<Guid> members) =>
            new(members, members.Count > 0 ? [reason] : [reason, new(RouteCode.NobodyLeft)]);
    }
}
