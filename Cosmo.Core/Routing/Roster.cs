using Cosmo.Core.Hours;
using Cosmo.Core.Team;

namespace Cosmo.Core.Routing;

/// <summary>A member as routing sees them.</summary>
public sealed record Candidate(Guid MemberId, string Name)
{
    public Role Role { get; init; }
    public bool IsAway { get; init; }

    /// <summary>When an absence ends by itself; null where the member says so.</summary>
    public DateTimeOffset? AwayUntil { get; init; }

    /// <summary>ISO 639-1 codes of the languages they answer in; empty where nothing was said.</summary>
    public IReadOnlyList<string> Languages { get; init; } = [];

    /// <summary>Their own working hours; null where the department's count.</summary>
    public BusinessHours? Hours { get; init; }

    /// <summary>No more than so many tickets wait for them at once; null for any number.</summary>
    public int? MostWaiting { get; init; }

    /// <summary>Their part of the work, in percent of a full one.</summary>
    public int Share { get; init; } = Member.FullShare;

    /// <summary>How many tickets wait for them alone.</summary>
    public int Waiting { get; init; }

    /// <summary>What those and the answered ones weigh (<see cref="Workload"/>).</summary>
    public double Load { get; init; }

    public bool IsAdministrator => Role is Role.Admin or Role.Owner;

    /// <summary>Whether nothing more may be offered to them alone.</summary>
    public bool IsFull => MostWaiting is { } most && Waiting >= most;
}

/// <summary>A member's place in a department.</summary>
/// <param name="LastOfferedAt">When the department offered them a ticket alone; null for never.</param>
public sealed record Place(Guid MemberId, DateTimeOffset? LastOfferedAt = null);

/// <summary>A department as routing sees it.</summary>
public sealed record Desk(Guid DepartmentId, string Name)
{
    public IReadOnlyList<CaseTopic> Topics { get; init; } = [];

    /// <summary>ISO 639-1 codes of the languages it answers in; empty for any.</summary>
    public IReadOnlyList<string> Languages { get; init; } = [];

    /// <summary>Takes what no other department answers, and what another cannot.</summary>
    public bool IsFallback { get; init; }
    public RoutingStrategy Strategy { get; init; }
    public EscalationPath Path { get; init; } = EscalationPath.Usual;

    /// <summary>Targets in minutes of business hours: for the first answer, and for every later one.</summary>
    public int FirstResponseMinutes { get; init; } = Department.UsualTarget;
    public int NextResponseMinutes { get; init; } = Department.UsualTarget;
    public BusinessHours Hours { get; init; } = BusinessHours.Always;
    public IReadOnlyList<Place> Places { get; init; } = [];
}

/// <summary>Everybody, at one moment.</summary>
/// <param name="Desks">The departments, by name.</param>
/// <param name="Candidates">The members who have not left, those who joined first at the beginning.</param>
/// <param name="Business">The hours of the whole business; administrators without hours of their own keep them.</param>
public sealed record Roster(IReadOnlyList<Desk> Desks, IReadOnlyList<Candidate> Candidates, BusinessHours Business)
{
    /// <summary>The members of a department with their places.</summary>
    public IEnumerable<(Candidate Member, Place Place)> Of(Desk desk) =>
        from candidate in Candidates
        join place in desk.Places on candidate.MemberId equals place.MemberId
        select (candidate, place);

    /// <summary>The department of a ticket; where there is none, one without members that keeps the usual path in the business's hours.</summary>
    public Desk DeskOf(Guid? departmentId) =>
        Desks.FirstOrDefault(d => d.DepartmentId == departmentId) ?? new Desk(Guid.Empty, "") { Hours = Business };

    /// <summary>True where it matters how much everybody has to do.</summary>
    public bool AsksForLoad => Desks.Any(d => d.Strategy is RoutingStrategy.LeastLoaded) || Candidates.Any(c => c.MostWaiting is not null);

    /// <summary>True where it matters which language the customer writes.</summary>
    public bool AsksForLanguage => Desks.Any(d => d.Languages is not []) || Candidates.Any(c => c.Languages is not []);
}
