namespace Cosmo.Core.Hours;

public static class HoursRefusals
{
    public static readonly Refusal NotAllowed = new("hours.not-allowed", "Only an owner or admin can do this.");
    public static readonly Refusal NotFound = new("hours.not-found", "This no longer exists.");
    public static readonly Refusal Backwards = new("hours.backwards", "Each part of a day has to end after it begins.");
    public static readonly Refusal Overlapping = new("hours.overlapping", "Two parts of the same day overlap.");
    public static readonly Refusal TooMany = new("hours.too-many-parts", "A day can have six parts at most.");
    public static readonly Refusal UnknownZone = new("hours.unknown-zone", "Choose one of the time zones.");
    public static readonly Refusal HolidayNameless = new("hours.holiday-nameless", "Give the holiday a name.");
    public static readonly Refusal HolidayBackwards = new("hours.holiday-backwards", "The last day has to be the first one or later, and within a year of it.");
    public static readonly Refusal UnreadableCalendar = new("hours.calendar-unreadable", "This is no calendar file (.ics) that can be read.");
    public static readonly Refusal CalendarTooLarge = new("hours.calendar-too-large", "This calendar file is larger than 1 MB.");
}
