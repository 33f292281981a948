using Cosmo.Core.Hours;
using Cosmo.Core.Routing;
using Cosmo.Core.Storage;
using Cosmo.Core.Team;
using Cosmo.Core.Tickets;
using Cosmo.Core.Work;

namespace Cosmo.Core.TeamThread;

/// <summary>A member is not there now.</summary>
/// <param name="Until">When they are; null where nobody knows.</param>
internal sealed record OffDuty(DateTimeOffset? Until);

/// <summary>
/// Whether a member is there for a ticket, by the hours that routing goes by. Asked only where a phone would ring: one statement for a
/// member, and two for the hours, which are read once.
/// </summary>
internal sealed class PhoneDuty(Change change)
{
    /// <summary>Whoever wrote on their phone within this time has it in their hands, whatever the timetable says.</summary>
    public static readonly TimeSpan AtHand = TimeSpan.FromMinutes(10);

    private static readonly CompiledList<Guid, Guid, Seat> s_seats = new((db, memberId, ticketId) =>
        from member in db.Set<Member>()
        where member.Id == memberId
        join seat in db.Set<DepartmentMember>() on member.Id equals seat.MemberId into seats
        from seat in seats.DefaultIfEmpty()
        select new Seat(
            member.Role, member.IsAway, member.AwayUntil,
            db.Set<PairedPhone>().Where(p => p.MemberId == memberId && p.SignedOutAt == null).OrderByDescending(p => p.PairedAt).Select(p => p.LastInboundAt).FirstOrDefault(),
            seat == null ? null : seat.DepartmentId,
            seat != null && db.Set<Ticket>().Any(t => t.Id == ticketId && t.DepartmentId == seat.DepartmentId)));

    private HoursBook? _book;

    /// <summary>Why a member's phone is left alone now.</summary>
    /// <param name="ticketId">What it would be told of; <see cref="Guid.Empty"/> where that is no ticket.</param>
    /// <returns>Null where the member is there.</returns>
    public async Task<OffDuty?> OffAsync(Guid memberId, Guid ticketId)
    {
        var seats = await s_seats.RunAsync(change.Db, memberId, ticketId);
        if (seats is [] || IsAtHand(seats[0].HeardAt, change.Now))
            return null;
        var next = await NextAsync(memberId, seats, change.Now);
        return next <= change.Now ? null : new(next);
    }

    /// <summary>The first moment from the given one on at which a member is there for anything; null where nobody knows.</summary>
    public async Task<DateTimeOffset?> FromAsync(Guid memberId, DateTimeOffset at) =>
        await s_seats.RunAsync(change.Db, memberId, Guid.Empty) is { Count: > 0 } seats ? await NextAsync(memberId, seats, at) : null;

    /// <summary>Whether a phone that was heard from at a moment is in its member's hands.</summary>
    public static bool IsAtHand(DateTimeOffset? heardAt, DateTimeOffset now) => heardAt is { } heard && now - heard < AtHand;

    private async Task<DateTimeOffset?> NextAsync(Guid memberId, List<Seat> seats, DateTimeOffset at)
    {
        _book ??= await HoursBook.ReadAsync(change.Db);
        var member = new Candidate(memberId, "")
        {
            IsAway = seats[0].IsAway,
            AwayUntil = seats[0].AwayUntil,
            Hours = _book.Own(memberId) is null ? null : _book.For(memberId),
        };
        return Desks(seats).Select(id => Presence.Next(member, _book.For(id), at)).Min();
    }

    // In the ticket's department its hours count. Whoever stands in for another keeps those of their own, and administrators those of the business.
    private static IEnumerable<Guid> Desks(List<Seat> seats)
    {
        if (seats.Find(s => s.IsTickets) is { DepartmentId: { } own })
            return [own];
        var desks = seats.Where(s => s.DepartmentId is not null).Select(s => s.DepartmentId!.Value);
        return seats[0].Role is Role.Admin or Role.Owner || seats[0].DepartmentId is null ? desks.Append(HoursPlan.Business) : desks;
    }

    private sealed record Seat(Role Role, bool IsAway, DateTimeOffset? AwayUntil, DateTimeOffset? HeardAt, Guid? DepartmentId, bool IsTickets);
}
