namespace Cosmo.Core.Hours;

/// <summary>Whole days on which a department, or the whole business, is closed.</summary>
public sealed class Holiday
{
    /// <summary>Longest name that is kept.</summary>
    public const int NameLength = 100;

    private Holiday() { }

    public Guid Id { get; private init; } = Guid.CreateVersion7();

    /// <summary>The department, or <see cref="HoursPlan.Business"/>.</summary>
    public required Guid OwnerId { get; init; }
    public required DateOnly FirstDay { get; init; }

    /// <summary>Closed on this day as well.</summary>
    public required DateOnly LastDay { get; init; }
    public required string Name { get; init; }

    /// <summary>One that was checked before it was stored.</summary>
    internal static Holiday Stored(Guid id, Guid ownerId, HolidayDays days) =>
        new() { Id = id, OwnerId = ownerId, FirstDay = days.FirstDay, LastDay = days.LastDay, Name = days.Name };

    /// <summary>Checks what was typed or read, and makes a holiday of it.</summary>
    public static (Refusal? Refusal, Holiday? Holiday) Create(Guid ownerId, HolidayDays days)
    {
        var name = days.Name.Trim();
        if (name.Length == 0)
            return (HoursRefusals.HolidayNameless, null);
        if (!days.IsSound)
            return (HoursRefusals.HolidayBackwards, null);
        return (null, new Holiday { OwnerId = ownerId, FirstDay = days.FirstDay, LastDay = days.LastDay, Name = Cut.To(name, NameLength) });
    }
}

/// <summary>A holiday as somebody typed it or a calendar has it.</summary>
/// <param name="LastDay">Closed on this day as well.</param>
public sealed record HolidayDays(DateOnly FirstDay, DateOnly LastDay, string Name)
{
    /// <summary>The longest holiday, in days: a year.</summary>
    private const int Longest = 366;

    /// <summary>Whether the last day follows the first within a year.</summary>
    public bool IsSound => LastDay >= FirstDay && LastDay.DayNumber - FirstDay.DayNumber < Longest;

    /// <summary>Each day of it.</summary>
    public IEnumerable<DateOnly> Days() => Enumerable.Range(0, LastDay.DayNumber - FirstDay.DayNumber + 1).Select(n => FirstDay.AddDays(n));
}
