using Cosmo.Core.Storage;
using Cosmo.Core.Work;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Cosmo.Core.Hours;

/// <summary>The hours of everybody at one moment: what was set, and what follows from it for those where nothing was.</summary>
public sealed class HoursBook(IReadOnlyCollection<HoursPlan> plans, IReadOnlyCollection<Holiday> holidays)
{
    // By hand: every message that the team has asks whether somebody is there (docs/performance.md).
    private const string Everything = """
        SELECT "OwnerId", "Zone", "Week" FROM "HoursPlan";
        SELECT "Id", "OwnerId", "FirstDay", "LastDay", "Name" FROM "Holiday" ORDER BY "FirstDay", "Name"
        """;

    /// <summary>Reads all of it; a business has a handful of plans.</summary>
    public static async Task<HoursBook> ReadAsync(CosmoContext db)
    {
        await db.Database.OpenConnectionAsync();
        try
        {
            return await ReadAllAsync(db);
        }
        finally
        {
            await db.Database.CloseConnectionAsync();
        }
    }

    private static async Task<HoursBook> ReadAllAsync(CosmoContext db)
    {
        await using var command = Statements.Command(db, Everything);
        await using var rows = await command.ExecuteReaderAsync();
        var (plans, holidays) = (new List<HoursPlan>(), new List<Holiday>());
        while (await rows.ReadAsync())
            plans.Add(new() { OwnerId = rows.GetGuid(0), Zone = rows.GetString(1), Week = WeeklyHours.Parse(rows.GetString(2)) });
        await rows.NextResultAsync();
        while (await rows.ReadAsync())
            holidays.Add(Holiday.Stored(rows.GetGuid(0), rows.GetGuid(1), new(rows.GetFieldValue<DateOnly>(2), rows.GetFieldValue<DateOnly>(3), rows.GetString(4))));
        return new(plans, holidays);
    }

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
