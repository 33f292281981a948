using Cosmo.Core.Storage;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Cosmo.Core.Hours;

/// <summary>The hours of everybody at one moment: what was set, and what follows from it for those where nothing was.</summary>
public sealed class HoursBook(IReadOnlyCollection<HoursPlan> plans, IReadOnlyCollection<Holiday> holidays)
{
    private static readonly CompiledList<HoursPlan> s_plans = new(db => db.Set<HoursPlan>().AsNoTracking());
    private static readonly CompiledList<Holiday> s_holidays = new(db => db.Set<Holiday>().AsNoTracking().OrderBy(h => h.FirstDay).ThenBy(h => h.Name));

    /// <summary>Reads all of it; a business has a handful of plans.</summary>
    public static async Task<HoursBook> ReadAsync(CosmoContext db) => new(
        await s_plans.RunAsync(db),
        await s_holidays.RunAsync(db));

    /// <summary>The owner's own plan; null where it follows the business, or the business is open around the clock.</summary>
    public HoursPlan? Own(Guid ownerId) => plans.FirstOrDefault(p => p.OwnerId == ownerId);

    /// <summary>The clock that a member goes by: that of their own hours, else that of the business.</summary>
    /// <param name="memberId">The member, or <see cref="HoursPlan.Business"/>.</param>
    public DateTimeZone ZoneOf(Guid memberId) => For(Own(memberId) is null ? HoursPlan.Business : memberId).Zone;

    /// <summary>The days on which the owner is closed, those of the whole business included, by first day.</summary>
    public IEnumerable<Holiday> Holidays(Guid ownerId) => holidays.Where(h => h.OwnerId == ownerId || h.OwnerId == HoursPlan.Business);

    /// <summary>When the owner is there: by its own plan, else by that of the business, else always, holidays excepted.</summary>
    /// <param name="ownerId">A department, or <see cref="HoursPlan.Business"/>.</param>
    public BusinessHours For(Guid ownerId)
    {
        var plan = Own(ownerId) ?? Own(HoursPlan.Business);
        // A zone that a newer version no longer knows would otherwise stop everything that asks for hours.
        var zone = plan is null ? null : TimeZones.Find(plan.Zone);
        return new(
            zone ?? BusinessHours.Always.Zone,
            plan?.Week ?? WeeklyHours.AroundTheClock,
            Holidays(ownerId).SelectMany(h => new HolidayDays(h.FirstDay, h.LastDay, h.Name).Days()));
    }
}
