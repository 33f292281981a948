using Cosmo.Core.Work;

namespace Cosmo.Core.Team;

/// <summary>What becomes due when it changes who is there.</summary>
public static class TeamWork
{
    /// <summary>Somebody came, went or has room again, or hours were changed: tickets that wait are looked at again. Body: the member, "hours", or nothing.</summary>
    public static readonly WorkKind Changed = WorkKind.Internal("team.changed");

    /// <summary>The body where hours, departments or paths were changed.</summary>
    public const string Hours = "hours";

    // One lane for all: what changed is looked at in order.
    private const string Lane = "team";

    /// <summary>Somebody came, went, or may do something else.</summary>
    public static NewWork Of(Guid memberId) => new(Changed, Lane, memberId.ToString());

    /// <summary>Somebody has room for another ticket.</summary>
    public static NewWork Room() => new(Changed, Lane, "");

    /// <summary>Hours, a department or its path were changed.</summary>
    public static NewWork Timetable() => new(Changed, Lane, Hours);
}
