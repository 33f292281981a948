using NodaTime;

namespace Cosmo.Core.Hours;

/// <summary>The time zones to choose from, by their names of the IANA database, such as "Europe/Madrid".</summary>
public static class TimeZones
{
    private static readonly IDateTimeZoneProvider s_all = DateTimeZoneProviders.Tzdb;

    /// <summary>The names of places that people look for, in order; "UTC" is the first.</summary>
    public static IReadOnlyList<string> Names { get; } =
        ["UTC", .. NodaTime.TimeZones.TzdbDateTimeZoneSource.Default.ZoneLocations!.Select(z => z.ZoneId).Distinct().Order(StringComparer.Ordinal)];

    /// <summary>The zone of that name; null where there is none.</summary>
    public static DateTimeZone? Find(string name) => s_all.GetZoneOrNull(name);
}
