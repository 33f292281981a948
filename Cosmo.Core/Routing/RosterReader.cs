using Cosmo.Core.Hours;
using Cosmo.Core.Storage;
using Cosmo.Core.Team;
using Cosmo.Core.Tickets;
using Microsoft.EntityFrameworkCore;

namespace Cosmo.Core.Routing;

/// <summary>Reads who is who and who is where. Four statements; two more where somebody has a limit or the least loaded come first.</summary>
public static class RosterReader
{
    private static readonly CompiledList<Department> s_departments = new(db => db.Set<Department>().AsNoTracking().OrderBy(d => d.Name));

    private static readonly CompiledList<Row> s_rows = new(db =>
        from member in db.Set<Member>().AsNoTracking()
        where member.IsActive
        join seat in db.Set<DepartmentMember>() on member.Id equals seat.MemberId into seats
        from seat in seats.DefaultIfEmpty()
        orderby member.CreatedAt, member.Id
        select new Row(
            member.Id, member.Name, member.Role, member.IsAway, member.AwayUntil, member.Answers, member.MostWaiting, member.Share,
            seat == null ? null : seat.DepartmentId, seat == null ? null : seat.LastOfferedAt));

    /// <summary>Everybody, as it stands in the context's transaction.</summary>
    /// <param name="now">What weighs a ticket by its age.</param>
    public static async Task<Roster> ReadAsync(CosmoContext db, DateTimeOffset now, CancellationToken cancel)
    {
        var book = await HoursBook.ReadAsync(db);
        var departments = await s_departments.RunAsync(db);
        var rows = await s_rows.RunAsync(db);
        var places = rows.ToLookup(r => r.DepartmentId ?? Guid.Empty, r => new Place(r.Id, r.LastOfferedAt));
        var desks = departments.ConvertAll(d => new Desk(d.Id, d.Name)
        {
            Topics = [.. Enum.GetValues<CaseTopic>().Where(d.Answers)],
            Languages = Split(d.Languages),
            IsFallback = d.IsFallback,
            Strategy = d.Strategy,
            Path = d.Path,
            FirstResponseMinutes = d.FirstResponseMinutes,
            NextResponseMinutes = d.NextResponseMinutes,
            Hours = book.For(d.Id),
            Places = [.. places[d.Id]],
        });
        var candidates = rows.DistinctBy(r => r.Id).Select(r => new Candidate(r.Id, r.Name)
        {
            Role = r.Role,
            IsAway = r.IsAway,
            AwayUntil = r.AwayUntil,
            Languages = Split(r.Answers),
            Hours = book.Own(r.Id) is null ? null : book.For(r.Id),
            MostWaiting = r.MostWaiting,
            Share = r.Share,
        }).ToList();
        var roster = new Roster(desks, candidates, book.For(HoursPlan.Business));
        return roster.AsksForLoad ? roster with { Candidates = await WithLoadsAsync(db, candidates, now, cancel) } : roster;
    }

    // What a member holds, and what nobody else was offered.
    private static async Task<IReadOnlyList<Candidate>> WithLoadsAsync(CosmoContext db, List<Candidate> candidates, DateTimeOffset now, CancellationToken cancel)
    {
        var held = await db.Set<Ticket>().AsNoTracking().Where(t => t.HolderId != null && t.State != TicketState.Closed)
            .Select(t => new { MemberId = t.HolderId!.Value, t.State, t.WaitingSince, t.AnsweredAt }).ToListAsync(cancel);
        var offered = await (
            from ticket in db.Set<Ticket>().AsNoTracking()
            where ticket.State == TicketState.Requested && ticket.HolderId == null
            join offer in db.Set<Offer>() on ticket.Id equals offer.TicketId
            where offer.State == OfferState.Open
            select new { ticket.Id, offer.MemberId, ticket.WaitingSince }).ToListAsync(cancel);
        var alone = offered.GroupBy(o => o.Id).Where(g => g.Count() == 1).Select(g => g.First())
            .Select(o => (o.MemberId, State: TicketState.Requested, Since: o.WaitingSince));
        var tickets = held.Select(t => (t.MemberId, t.State, Since: t.State is TicketState.Answered ? t.AnsweredAt ?? t.WaitingSince : t.WaitingSince))
            .Concat(alone).ToLookup(t => t.MemberId);
        return candidates.ConvertAll(c => c with
        {
            Waiting = tickets[c.MemberId].Count(t => t.State is TicketState.Requested),
            Load = tickets[c.MemberId].Sum(t => Workload.Weight(t.State, t.Since, now)),
        });
    }

    private sealed record Row(
        Guid Id, string Name, Role Role, bool IsAway, DateTimeOffset? AwayUntil, string Answers, int? MostWaiting, int Share, Guid? DepartmentId, DateTimeOffset? LastOfferedAt);

    private static string[] Split(string codes) => codes.Split(',', StringSplitOptions.RemoveEmptyEntries);
}
