using Cosmo.Core.Team;

namespace Cosmo.Core.Routing;

/// <summary>Whom a step of the escalation path turns to.</summary>
/// <param name="Members">Empty where it found nobody whom it could still turn to.</param>
/// <param name="PostponedUntil">Those it turns to are off duty: the step is taken when the first of them comes.</param>
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
    /// <param name="again">
    /// The path is over, and this is its last step once more: it reminds those who have the ticket where nobody else is left, and
    /// where nobody is expected turns to whoever answers for the place.
    /// </param>
    public static Climb Take(EscalationStep step, Desk desk, Wanted wanted, Roster roster, IReadOnlySet<Guid> offered, bool again = false)
    {
        switch (step.Target)
        {
            case EscalationTarget.NextMember:
                var inTurn = Router.InTurn(desk, wanted, roster, []);
                List<Guid> next = [.. inTurn.Where(m => !offered.Contains(m)).Take(1)];
                return FoundOf(new(RouteCode.NextMember), again && next.Count == 0 ? inTurn : next, desk);
            case EscalationTarget.Department:
                var group = step.DepartmentId is { } id ? roster.DeskOf(id) : desk;
                return FoundOf(
                    new(RouteCode.Group, group.Name),
                    [.. roster.Of(group).Where(m => Presence.IsThere(m.Member, group.Hours, wanted.At)).Select(m => m.Member.MemberId)],
                    group);
            default:
                if (Router.AdministratorsThere(roster, wanted.At) is { } administrators)
                    return Found(new(RouteCode.Administrators), administrators);
                return roster.Candidates.Where(c => c.IsAdministrator).Select(c => Presence.Next(c, roster.Business, wanted.At)).Min() is { } opening
                    ? new([], [], opening)
                    : Found(new(RouteCode.LastResort), Router.LastResort(roster));
        }

        // Where nobody at all is there the step would be spent on nothing: it waits for the first who comes.
        Climb FoundOf(RouteReason reason, IReadOnlyList<Guid> members, Desk of)
        {
            if (members.Count > 0 || (!again && roster.Of(of).Any(m => Presence.IsThere(m.Member, of.Hours, wanted.At))))
                return Found(reason, members);
            if (roster.Of(of).Select(m => Presence.Next(m.Member, of.Hours, wanted.At)).Where(at => at > wanted.At).Min() is { } coming)
                return new([], [], coming);
            return again ? Found(new(RouteCode.LastResort), Router.LastResort(roster)) : Found(reason, members);
        }

        static Climb Found(RouteReason reason, IReadOnlyList<Guid> members) =>
            new(members, members.Count > 0 ? [reason] : [reason, new(RouteCode.NobodyLeft)]);
    }
}
