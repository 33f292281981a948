using Cosmo.Core.Live;
using Cosmo.Core.Team;
using Cosmo.Core.Work;
using Microsoft.EntityFrameworkCore;

namespace Cosmo.Core.Hours;

/// <summary>What administrators do with hours and holidays. Every change is checked here against who asks for it.</summary>
public sealed class HoursDesk(Changes changes)
{
    /// <summary>Sets the week and the time zone.</summary>
    /// <param name="ownerId">A department, a member, or <see cref="HoursPlan.Business"/>.</param>
    /// <param name="zone">A name of <see cref="TimeZones"/>.</param>
    public Task<Refusal?> SetAsync(Guid ownerId, string zone, WeeklyHours week, Guid byMemberId, CancellationToken cancel = default) => AsAdministratorAsync(
        ownerId,
        byMemberId,
        async change =>
        {
            if (TimeZones.Find(zone) is null)
                return HoursRefusals.UnknownZone;
            if (await change.Db.Set<HoursPlan>().FindAsync([ownerId], cancel) is { } plan)
                (plan.Zone, plan.Week) = (zone, week);
            else
                change.Db.Add(new HoursPlan { OwnerId = ownerId, Zone = zone, Week = week });
            return null;
        },
        cancel);

    /// <summary>Forgets what was set: a department follows the business again, a member their departments; the business is open around the clock.</summary>
    public Task<Refusal?> ForgetAsync(Guid ownerId, Guid byMemberId, CancellationToken cancel = default) => AsAdministratorAsync(
        ownerId,
        byMemberId,
        async change =>
        {
            if (await change.Db.Set<HoursPlan>().FindAsync([ownerId], cancel) is { } plan)
                change.Db.Remove(plan);
            return null;
        },
        cancel);

    /// <summary>Adds holidays, all or none. Those that are there already, by first day and name, are left as they are.</summary>
    public Task<Refusal?> AddHolidaysAsync(Guid ownerId, IReadOnlyCollection<HolidayDays> days, Guid byMemberId, CancellationToken cancel = default) => AsAdministratorAsync(
        ownerId,
        byMemberId,
        async change =>
        {
            var known = (await change.Db.Set<Holiday>().Where(h => h.OwnerId == ownerId).Select(h => new { h.FirstDay, h.Name }).ToListAsync(cancel))
                .Select(h => (h.FirstDay, h.Name)).ToHashSet();
            foreach (var one in days)
            {
                var (refusal, holiday) = Holiday.Create(ownerId, one);
                if (holiday is null)
                    return refusal;
                if (known.Add((holiday.FirstDay, holiday.Name)))
                    change.Db.Add(holiday);
            }

            return null;
        },
        cancel);

    public Task<Refusal?> RemoveHolidayAsync(Guid holidayId, Guid byMemberId, CancellationToken cancel = default) => AsAdministratorAsync(
        HoursPlan.Business,
        byMemberId,
        async change =>
        {
            if (await change.Db.Set<Holiday>().FindAsync([holidayId], cancel) is not { } holiday)
                return HoursRefusals.NotFound;
            change.Db.Remove(holiday);
            return null;
        },
        cancel);

    private Task<Refusal?> AsAdministratorAsync(Guid ownerId, Guid byMemberId, Func<Change, Task<Refusal?>> decide, CancellationToken cancel) => changes.RunAsync(
        async change =>
        {
            if (await Administrators.FindAsync(change, byMemberId, cancel) is null)
                return HoursRefusals.NotAllowed;
            if (ownerId != HoursPlan.Business && await change.Db.Set<Department>().FindAsync([ownerId], cancel) is null
                && await change.Db.Set<Member>().FindAsync([ownerId], cancel) is null)
                return HoursRefusals.NotFound;
            change.Tell(Topic.Team);
            change.Add(TeamWork.Timetable());
            return await decide(change);
        },
        cancel);
}
