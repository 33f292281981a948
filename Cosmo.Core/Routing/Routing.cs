namespace Cosmo.Core.Routing;

/// <summary>A member as routing sees them.</summary>
public sealed record Candidate(Guid MemberId, bool IsAdministrator, bool IsAvailable);

/// <summary>A department as routing sees it, with the members in it.</summary>
public sealed record Desk(Guid DepartmentId, string Name, bool Answers, bool IsFallback, IReadOnlyList<Guid> Members);

/// <summary>Who is offered a ticket, and why.</summary>
/// <param name="DepartmentId">The department by topic; null when there is none.</param>
/// <param name="Members">Everyone who is offered it; empty only where there is no administrator either.</param>
/// <param name="Why">For the ticket's history.</param>
public sealed record Route(Guid? DepartmentId, IReadOnlyList<Guid> Members, string Why);

/// <summary>Chooses who is offered a ticket. Pure. Nobody fits: the administrators get it; never nobody.</summary>
public static class Router
{
    public static Route Choose(IReadOnlyList<Desk> desks, IReadOnlyList<Candidate> candidates)
    {
        var desk = desks.FirstOrDefault(d => d.Answers) ?? desks.FirstOrDefault(d => d.IsFallback);
        var available = candidates.Where(c => c.IsAvailable).Select(c => c.MemberId).ToHashSet();
        if (desk is not null && desk.Members.Where(available.Contains).ToList() is { Count: > 0 } members)
            return new(desk.DepartmentId, members, desk.Name);

        var administrators = candidates.Where(c => c.IsAdministrator).ToList();
        var present = administrators.Where(c => c.IsAvailable).ToList();
        return new(desk?.DepartmentId, [.. (present.Count > 0 ? present : administrators).Select(c => c.MemberId)],
            desk is null ? "administrators" : $"{desk.Name}: administrators");
    }
}
