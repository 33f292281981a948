using System.Globalization;
using Cosmo.Core.Hours;
using Cosmo.Core.Team;

namespace Cosmo.Core.Routing;

/// <summary>
/// Chooses who is offered a ticket. Pure. A closed department's tickets wait for its opening. In an open one they go to those
/// who are there and free, else to the fallback department, else to the administrators who are there; where nobody is, they
/// wait for the first who is expected, and where nobody is expected, whoever answers for the place gets them. Never nobody.
/// </summary>
public static class Router
{
    /// <summary>Chooses for one ticket.</summary>
    public static Route Choose(Wanted wanted, Roster roster)
    {
        var reasons = new List<RouteReason>();
        var desk = DeskFor(wanted, roster.Desks);
        reasons.Add(desk is null ? new(RouteCode.NoDepartment) : new(
            desk.DepartmentId == wanted.Named ? RouteCode.Rule : desk.Topics.Contains(wanted.Topic) ? RouteCode.Topic : RouteCode.Fallback, desk.Name));
        if (desk is null)
            return Administrators(null, wanted, roster, reasons);

        if (!desk.Hours.IsOpen(wanted.At) && desk.Hours.NextOpening(wanted.At) is { } opening)
        {
            reasons.Add(new(RouteCode.Closed, desk.Name));
            return Waits(desk, opening, reasons);
        }

        if (Offer(desk, wanted, roster, reasons) is { Count: > 0 } members)
            return new(desk.DepartmentId, members, reasons) { TakesTurns = desk.Strategy is not RoutingStrategy.Everyone };
        if (roster.Desks.FirstOrDefault(d => d.IsFallback && d != desk) is { } other && other.Hours.IsOpen(wanted.At)
            && Offer(other, wanted, roster, []) is { Count: > 0 } standIns)
        {
            reasons.Add(new(RouteCode.StandIn, other.Name));
            return new(desk.DepartmentId, standIns, reasons)
            {
                Seeks = true,
                ExpectedAt = Expected(desk, wanted, roster),
                TakesTurns = other.Strategy is not RoutingStrategy.Everyone,
            };
        }

        return Administrators(desk, wanted, roster, reasons);
    }

    /// <summary>The department that a rule named, else the one of the topic, one that answers in the customer's language before others; else the fallback.</summary>
    public static Desk? DeskFor(Wanted wanted, IReadOnlyList<Desk> desks)
    {
        if (desks.FirstOrDefault(d => d.DepartmentId == wanted.Named) is { } named)
            return named;
        var answering = desks.Where(d => d.Topics.Contains(wanted.Topic)).ToList();
        return answering.Find(d => wanted.Language is { } language && d.Languages.Contains(language))
            ?? answering.Find(d => d.Languages is [])
            ?? answering.FirstOrDefault()
            ?? desks.FirstOrDefault(d => d.IsFallback);
    }

    /// <summary>Those of a department who are there and free, speakers of the customer's language before others, in the order of its strategy.</summary>
    /// <param name="reasons">What speaks for and against somebody is added.</param>
    public static IReadOnlyList<Guid> InTurn(Desk desk, Wanted wanted, Roster roster, List<RouteReason> reasons)
    {
        var free = new List<(Candidate Member, Place Place)>();
        foreach (var one in roster.Of(desk))
        {
            if (Presence.IsAway(one.Member, wanted.At))
                reasons.Add(new(RouteCode.Away, one.Member.Name));
            else if (!Presence.IsOnDuty(one.Member, desk.Hours, wanted.At))
                reasons.Add(new(RouteCode.OffDuty, one.Member.Name));
            else if (one.Member.IsFull)
                reasons.Add(new(RouteCode.Full, one.Member.Name));
            else
                free.Add(one);
        }

        // Where nobody said what they speak, everybody answers everything: the program translates.
        if (wanted.Language is { } language && free.Count > 0 && roster.Of(desk).Any(m => m.Member.Languages is not []))
        {
            var speakers = free.Where(m => m.Member.Languages.Contains(language)).ToList();
            reasons.Add(new(speakers.Count > 0 ? RouteCode.Language : RouteCode.NoSpeaker, language));
            free = speakers.Count > 0 ? speakers : free;
        }

        return [.. free
            .OrderBy(m => desk.Strategy is RoutingStrategy.LeastLoaded ? m.Member.Load * Member.FullShare / Math.Max(1, m.Member.Share) : 0)
            .ThenBy(m => m.Place.LastOfferedAt ?? DateTimeOffset.MinValue)
            .Select(m => m.Member.MemberId)];
    }

    /// <summary>The administrators who are there; null where none is.</summary>
    public static IReadOnlyList<Guid>? AdministratorsThere(Roster roster, DateTimeOffset at) =>
        roster.Candidates.Where(c => c.IsAdministrator && Presence.IsThere(c, roster.Business, at)).Select(c => c.MemberId).ToList() is { Count: > 0 } there ? there : null;

    /// <summary>Whoever answers for the place, there or not: owners, else administrators, else anybody.</summary>
    public static IReadOnlyList<Guid> LastResort(Roster roster)
    {
        foreach (var role in new[] { Role.Owner, Role.Admin, Role.Agent })
        {
            if (roster.Candidates.Where(c => c.Role == role).Select(c => c.MemberId).ToList() is { Count: > 0 } found)
                return found;
        }

        return [];
    }

    private static IReadOnlyList<Guid> Offer(Desk desk, Wanted wanted, Roster roster, List<RouteReason> reasons)
    {
        var inTurn = InTurn(desk, wanted, roster, reasons);
        if (inTurn.Count == 0)
            return inTurn;
        reasons.Add(new(RouteCode.Strategy, desk.Strategy.ToString()));
        return desk.Strategy is RoutingStrategy.Everyone ? inTurn : [inTurn[0]];
    }

    private static Route Administrators(Desk? desk, Wanted wanted, Roster roster, List<RouteReason> reasons)
    {
        var expected = desk is null ? null : Expected(desk, wanted, roster);
        if (AdministratorsThere(roster, wanted.At) is { } there)
        {
            reasons.Add(new(RouteCode.Administrators));
            return new(desk?.DepartmentId, there, reasons) { Seeks = desk is not null, ExpectedAt = expected };
        }

        // Whoever is there but has enough to do is no opening: an administrator may come before they have room.
        var administrators = roster.Candidates.Where(c => c.IsAdministrator).Select(c => Presence.Next(c, roster.Business, wanted.At)).Min();
        if (new[] { expected, administrators }.Min() is { } opening)
            return Waits(desk, opening, reasons);
        reasons.Add(new(RouteCode.LastResort));
        return new(desk?.DepartmentId, LastResort(roster), reasons) { Seeks = desk is not null };
    }

    // The first of the department who is not there now.
    private static DateTimeOffset? Expected(Desk desk, Wanted wanted, Roster roster) => roster.Of(desk)
        .Select(m => Presence.Next(m.Member, desk.Hours, wanted.At)).Where(next => next > wanted.At).Min();

    private static Route Waits(Desk? desk, DateTimeOffset opening, List<RouteReason> reasons)
    {
        var here = desk is null ? opening : desk.Hours.Here(opening);
        reasons.Add(new(RouteCode.WaitsUntil, here.ToString("O", CultureInfo.InvariantCulture)));
        return new(desk?.DepartmentId, [], reasons) { Seeks = true, WaitsUntil = here, ExpectedAt = here };
    }
}
