using System.Globalization;
using Cosmo.Core.Hours;
using NodaTime;

namespace Cosmo.Web.Components.Shared;

/// <summary>
/// The clock on the wall that pages show times by: the member's own, where they have hours of their own, else that of the business.
/// <c>[CascadingParameter] public WallClock Wall { get; set; } = WallClock.Unset;</c>
/// </summary>
/// <param name="Zone">Of whoever looks.</param>
/// <param name="Business">Of the whole business, for days that are the same for everybody.</param>
public sealed record WallClock(DateTimeZone Zone, DateTimeZone Business)
{
    /// <summary>Until the hours are read, and where nobody is signed in.</summary>
    public static readonly WallClock Unset = new(DateTimeZone.Utc, DateTimeZone.Utc);

    /// <summary>The zone's name in the database of zones, such as "Europe/Madrid".</summary>
    public string Name => Zone.Id;

    /// <summary>The one that a member goes by; the business's for nobody.</summary>
    public static WallClock Of(HoursBook hours, Guid? memberId) =>
        new(memberId is { } id ? hours.ZoneOf(id) : hours.ZoneOf(HoursPlan.Business), hours.ZoneOf(HoursPlan.Business));

    /// <summary>The same moment, in the offset of the wall.</summary>
    public DateTimeOffset Here(DateTimeOffset at) => Instant.FromDateTimeOffset(at).InZone(Zone).ToDateTimeOffset();

    /// <summary>A moment in the reader's way of writing.</summary>
    /// <param name="format">Of .NET, for a date and time.</param>
    public string Say(DateTimeOffset at, string format = "g") => Here(at).ToString(format, CultureInfo.CurrentCulture);

    /// <summary>The moment at which this wall shows a time; of an hour that spring leaves out, the end of it.</summary>
    public DateTimeOffset At(DateTime wall) => Zone.AtLeniently(LocalDateTime.FromDateTime(wall)).ToDateTimeOffset();

    /// <summary>The first moment of a day of the business.</summary>
    public DateTimeOffset Morning(DateOnly day) => Business.AtStartOfDay(LocalDate.FromDateOnly(day)).ToDateTimeOffset();

    /// <summary>The day of the business that a moment is in.</summary>
    public DateOnly Day(DateTimeOffset at) => Instant.FromDateTimeOffset(at).InZone(Business).Date.ToDateOnly();
}
