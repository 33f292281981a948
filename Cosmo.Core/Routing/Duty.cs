using Cosmo.Core.Hours;

namespace Cosmo.Core.Routing;

/// <summary>There: may be offered tickets. Away: by their own word. OffDuty: outside of the hours.</summary>
public enum DutyState { There, Away, OffDuty }

/// <summary>Whether a member is there, and until when they are not. Pure.</summary>
/// <param name="Until">Null where nobody knows, and for whoever is there.</param>
public readonly record struct Duty(DutyState State, DateTimeOffset? Until)
{
    /// <summary>How it is with a member.</summary>
    /// <param name="desks">The hours of the departments for which it is asked: on duty for one of them is on duty.</param>
    /// <param name="at">When.</param>
    public static Duty Of(Candidate member, IReadOnlyCollection<BusinessHours> desks, DateTimeOffset at) =>
        Presence.IsAway(member, at) ? new(DutyState.Away, member.AwayUntil)
        : desks.Any(d => Presence.IsOnDuty(member, d, at)) ? default
        : new(DutyState.OffDuty, desks.Select(d => Presence.Next(member, d, at)).Min());
}
