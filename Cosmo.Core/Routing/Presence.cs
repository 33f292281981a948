using Cosmo.Core.Hours;

namespace Cosmo.Core.Routing;

/// <summary>Whether a member is there for a department, and when they are next. Pure.</summary>
public static class Presence
{
    /// <summary>Two timetables that have not met after so many openings never will in any sensible week.</summary>
    private const int MostOpenings = 400;

    /// <summary>Away, and not back by then.</summary>
    public static bool IsAway(Candidate member, DateTimeOffset at) => member.IsAway && !(member.AwayUntil <= at);

    /// <summary>Within the department's hours and the member's own.</summary>
    /// <param name="member">Who.</param>
    /// <param name="desk">The department's hours, or the business's for administrators.</param>
    /// <param name="at">When.</param>
    public static bool IsOnDuty(Candidate member, BusinessHours desk, DateTimeOffset at) =>
        desk.IsOpen(at) && member.Hours?.IsOpen(at) is not false;

    /// <summary>On duty and not away.</summary>
    public static bool IsThere(Candidate member, BusinessHours desk, DateTimeOffset at) => !IsAway(member, at) && IsOnDuty(member, desk, at);

    /// <summary>The first moment, from the given one on, at which the member is there.</summary>
    /// <returns>Null where nobody knows: away without an end, or hours that never meet.</returns>
    public static DateTimeOffset? Next(Candidate member, BusinessHours desk, DateTimeOffset at)
    {
        if (member.IsAway && member.AwayUntil is null)
            return null;
        var when = member.IsAway && member.AwayUntil > at ? member.AwayUntil.Value : at;
        for (var i = 0; i < MostOpenings; i++)
        {
            if (desk.NextOpening(when) is not { } opening)
                return null;
            if (member.Hours is not { } own)
                return opening;
            if (own.NextOpening(opening) is not { } both)
                return null;
            if (both == opening)
                return opening;
            when = both;
        }

        return null;
    }
}
