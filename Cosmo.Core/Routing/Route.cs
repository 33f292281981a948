namespace Cosmo.Core.Routing;

/// <summary>What routing has to know of a ticket.</summary>
/// <param name="Language">ISO 639-1 code of the customer's language; null where it is not known.</param>
public sealed record Wanted(CaseTopic Topic, string? Language, DateTimeOffset At)
{
    /// <summary>The department that a rule named; null leaves it to the topic, and so does one that is gone.</summary>
    public Guid? Named { get; init; }
}

/// <summary>Who is offered a ticket, and why.</summary>
/// <param name="DepartmentId">The department by topic; null when there is none.</param>
/// <param name="Members">Everyone who is offered it; empty where it waits for an opening, or where there is nobody at all.</param>
/// <param name="Reasons">For the ticket's history.</param>
public sealed record Route(Guid? DepartmentId, IReadOnlyList<Guid> Members, IReadOnlyList<RouteReason> Reasons)
{
    /// <summary>Nobody of the department itself was free: it is looked at again when somebody is.</summary>
    public bool Seeks { get; init; }

    /// <summary>The opening that it waits for, in the offset of the department; null where somebody is offered it.</summary>
    public DateTimeOffset? WaitsUntil { get; init; }

    /// <summary>For a ticket that seeks: when the next member of the department is expected; null where nobody is.</summary>
    public DateTimeOffset? ExpectedAt { get; init; }

    /// <summary>The department's turn moves on with this ticket: its members are counted as offered.</summary>
    public bool TakesTurns { get; init; }
}
