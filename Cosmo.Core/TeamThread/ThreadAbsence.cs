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

        // The wall's clock of the business: members name times as its pages show them.
        var zone = (await HoursBook.ReadAsync(change.Db)).For(HoursPlan.Business).Zone;
        var now = Instant.FromDateTimeOffset(change.Now).InZone(zone).LocalDateTime;
        if (Until.Read(command.Text, listener.Language, now) is not { } until)
        {
            await SayAsync(change, listener, listener.Say("away.unread", ("text", Cut.Shown(command.Text, 60))), cancel);
            return;
        }

        Absence.Begin(change, listener.Member, zone.AtLeniently(until).ToDateTimeOffset());
        await SayAsync(change, listener, listener.Say("away.until", ("until", until.ToString("ddd d MMM HH:mm", CultureInfo.GetCultureInfo(listener.Language)))), cancel);
    }

    private static Task<TeamMessage> SayAsync(Change change, Listener listener, string text, CancellationToken cancel) =>
        ThreadVoice.SayAsync(change, listener, TeamMessageKind.Info, text, cancel: cancel);
}
