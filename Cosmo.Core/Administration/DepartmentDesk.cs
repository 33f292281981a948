using Cosmo.Core.Hours;
using Cosmo.Core.Live;
using Cosmo.Core.Team;
using Cosmo.Core.Tickets;
using Cosmo.Core.Work;
using Microsoft.EntityFrameworkCore;

namespace Cosmo.Core.Administration;

/// <summary>A department as an administrator wants it.</summary>
/// <param name="Description">What it answers, in words for people.</param>
public sealed record DepartmentPlan(string Name, string Description)
{
    public IReadOnlyCollection<CaseTopic> Topics { get; init; } = [];

    /// <summary>ISO 639-1 codes of the languages it answers in; empty for any.</summary>
    public IReadOnlyCollection<string> Languages { get; init; } = [];
    public RoutingStrategy Strategy { get; init; }
    public EscalationPath Path { get; init; } = EscalationPath.Usual;

    /// <summary>Targets of a first answer and of every later one, in minutes of business hours.</summary>
    public int FirstResponseMinutes { get; init; } = Department.UsualTarget;
    public int NextResponseMinutes { get; init; } = Department.UsualTarget;

    /// <summary>Takes what no other department answers; of all departments one does.</summary>
    public bool IsFallback { get; init; }
    public IReadOnlyCollection<Guid> Members { get; init; } = [];
}

/// <summary>What administrators do with departments. Every change is checked here against who asks for it, and counts at once.</summary>
public sealed class DepartmentDesk(Changes changes)
{
    /// <summary>Longest name and description, in characters.</summary>
    public const int NameLength = 60, DescriptionLength = 500;

    /// <summary>Makes a department, or changes one.</summary>
    /// <param name="id">Null for a new one.</param>
    public Task<Refusal?> SaveAsync(Guid? id, DepartmentPlan plan, Guid byMemberId, CancellationToken cancel = default) => AsAdministratorAsync(
        byMemberId,
        async change =>
        {
            var all = await change.Db.Set<Department>().ToListAsync(cancel);
            var department = all.Find(d => d.Id == id);
            if (id is not null && department is null)
                return TeamRefusals.NoDepartment;
            if (Check(plan, all, department) is { } refusal)
                return refusal;
            if (department is null)
                change.Db.Add(department = Department.Create(plan.Name.Trim(), "", false));
            department.Name = plan.Name.Trim();
            department.Description = plan.Description.Trim();
            department.Take(plan.Topics);
            department.Languages = string.Join(',', plan.Languages.Distinct().Order(StringComparer.Ordinal));
            (department.Strategy, department.Path) = (plan.Strategy, plan.Path);
            (department.FirstResponseMinutes, department.NextResponseMinutes) = (plan.FirstResponseMinutes, plan.NextResponseMinutes);
            if (plan.IsFallback)
                all.ForEach(d => d.IsFallback = false);
            department.IsFallback = plan.IsFallback;
            await PlaceAsync(change, department.Id, plan.Members, cancel);
            return null;
        },
        cancel);

    /// <summary>Takes a department away. Its open tickets go where their topics lead then.</summary>
    public Task<Refusal?> RemoveAsync(Guid id, Guid byMemberId, CancellationToken cancel = default) => AsAdministratorAsync(
        byMemberId,
        async change =>
        {
            if (await change.Db.Set<Department>().FindAsync([id], cancel) is not { } department)
                return TeamRefusals.NoDepartment;
            if (department.IsFallback)
                return TeamRefusals.OneFallback;
            change.Db.RemoveRange(await change.Db.Set<DepartmentMember>().Where(m => m.DepartmentId == id).ToListAsync(cancel));
            change.Db.RemoveRange(await change.Db.Set<HoursPlan>().Where(p => p.OwnerId == id).ToListAsync(cancel));
            change.Db.RemoveRange(await change.Db.Set<Holiday>().Where(h => h.OwnerId == id).ToListAsync(cancel));
            change.Db.Remove(department);
            foreach (var ticketId in await change.Db.Set<Ticket>().Where(t => t.DepartmentId == id && t.State == TicketState.Requested).Select(t => t.Id).ToListAsync(cancel))
                change.Add(TicketWork.Of(TicketWork.Route, ticketId));
            return null;
        },
        cancel);

    private static Refusal? Check(DepartmentPlan plan, List<Department> all, Department? department)
    {
        if (plan.Name.Trim() is not { Length: > 0 and <= NameLength } name || plan.Description.Trim().Length > DescriptionLength)
            return TeamRefusals.DepartmentNameless;
        if (all.Exists(d => d != department && string.Equals(d.Name, name, StringComparison.OrdinalIgnoreCase)))
            return TeamRefusals.DepartmentTaken;
        if (new[] { plan.FirstResponseMinutes, plan.NextResponseMinutes }.Any(m => m is < 1 or > EscalationPath.LatestMinutes))
            return TeamRefusals.TargetMinutes;
        // What no department answers would have nowhere to go.
        return !plan.IsFallback && !all.Exists(d => d != department && d.IsFallback) ? TeamRefusals.OneFallback : null;
    }

    private static async Task PlaceAsync(Change change, Guid departmentId, IReadOnlyCollection<Guid> members, CancellationToken cancel)
    {
        var places = await change.Db.Set<DepartmentMember>().Where(m => m.DepartmentId == departmentId).ToListAsync(cancel);
        var active = await change.Db.Set<Member>().Where(m => m.IsActive).Select(m => m.Id).ToListAsync(cancel);
        // The place of somebody who has left stays as it is: they may come back.
        change.Db.RemoveRange(places.Where(p => active.Contains(p.MemberId) && !members.Contains(p.MemberId)));
        foreach (var memberId in members.Distinct().Where(m => active.Contains(m) && places.TrueForAll(p => p.MemberId != m)))
            change.Db.Add(new DepartmentMember { DepartmentId = departmentId, MemberId = memberId });
    }

    private Task<Refusal?> AsAdministratorAsync(Guid byMemberId, Func<Change, Task<Refusal?>> decide, CancellationToken cancel) => changes.RunAsync(
        async change =>
        {
            if (await Administrators.FindAsync(change, byMemberId, cancel) is null)
                return TeamRefusals.NotAllowed;
            change.Tell(Topic.Team);
            change.Add(TeamWork.Timetable());
            return await decide(change);
        },
        cancel);
}
