using System.Globalization;
using Cosmo.Core.Hours;
using Cosmo.Core.Team;
using Cosmo.Core.Work;
using NodaTime;

namespace Cosmo.Core.TeamThread;

/// <summary>Away, away until, back.</summary>
internal static class ThreadAbsence
{
    public static async Task HearAsync(Change change, Listener listener, ThreadCommand command, CancellationToken cancel)
    {
        if (command.Ask is Ask.Back)
        {
            Absence.End(change, listener.Member);
            await SayAsync(change, listener, listener.Say("away.off"), cancel);
            return;
        }

        if (command.Text.Length == 0)
        {
            Absence.Begin(change, listener.Member, null);
            await SayAsync(change, listener, listener.Say("away.on"), cancel);
            return;
        }

        // Members name times as pages show them: by their own clock where they have one, else by that of the business.
        var hours = await HoursBook.ReadAsync(change.Db);
        var zone = hours.ZoneOf(listener.Member.Id);
        var now = Instant.FromDateTimeOffset(change.Now).InZone(zone).LocalDateTime;
        if (Until.Read(command.Text, listener.Language, now) is not { } until)
        {
            await SayAsync(change, listener, listener.Say("away.unread", ("text", Cut.Shown(command.Text, 60))), cancel);
            return;
        }

        var end = zone.AtLeniently(until).ToDateTimeOffset();
        Absence.Begin(change, listener.Member, end);
        await SayAsync(change, listener, listener.Say("away.until", ("until", At(listener, hours, end, "ddd d MMM HH:mm"))), cancel);
    }

    /// <summary>A moment by the clock of a member, with the zone's name where it is not that of the business.</summary>
    internal static string At(Listener listener, HoursBook hours, DateTimeOffset at, string format)
    {
        var zone = hours.ZoneOf(listener.Member.Id);
        var said = Instant.FromDateTimeOffset(at).InZone(zone).LocalDateTime.ToString(format, CultureInfo.GetCultureInfo(listener.Language));
        return zone.Id == hours.ZoneOf(HoursPlan.Business).Id ? said : $"{said} ({zone.Id})";
    }

    private static Task<TeamMessage> SayAsync(Change change, Listener listener, string text, CancellationToken cancel) =>
        ThreadVoice.SayAsync(change, listener, TeamMessageKind.Info, text, cancel: cancel);
}
