using System.Globalization;
using Cosmo.Core.Live;
using Cosmo.Core.Replies;
using Cosmo.Core.Settings;
using Cosmo.Core.Storage;
using Cosmo.Core.Team;
using Cosmo.Core.TeamThread;
using Cosmo.Core.Tickets;
using Cosmo.Core.Work;
using Microsoft.EntityFrameworkCore;

namespace Cosmo.Core.Administration;

/// <summary>The rules of answering that administrators choose.</summary>
/// <param name="HoldSeconds">How long a confirmed answer can be taken back, 0 to 30 seconds.</param>
/// <param name="MasksCustomers">Phones show customers in part only.</param>
/// <param name="SilentDays">A phone that was silent for so long has to be paired anew; 0: never.</param>
/// <param name="QuietHours">An answered ticket closes after so many hours without a word; 0: never.</param>
public sealed record Rules(int HoldSeconds, bool MasksCustomers, int SilentDays, int QuietHours)
{
    /// <summary>A phone has to be paired anew after so many days, 30 to 365; 0: never.</summary>
    public int RenewDays { get; init; } = PhoneRules.UsualRenewDays;

    /// <summary>The first answer closes its ticket as soon as it has left.</summary>
    public bool ClosesOnFirstAnswer { get; init; }
}

/// <summary>Reads and changes the rules of answering.</summary>
public sealed class RulesDesk(Changes changes, IDbContextFactory<CosmoContext> contexts)
{
    public static readonly Refusal OutOfRange = new("rules.range", "Choose 0 to 30 seconds, 0 to 720 hours, 0 or 7 to 365 days of silence, and 0 or 30 to 365 days for a pairing.");

    private const int MostDays = 365;

    /// <summary>What holds now.</summary>
    public async Task<Rules> ReadAsync(CancellationToken cancel = default)
    {
        await using var db = await contexts.CreateDbContextAsync(cancel);
        var phones = await PhoneRules.ReadAsync(db, cancel);
        return new(
            (int)(await UndoHold.ReadAsync(db, cancel)).TotalSeconds, phones.MasksCustomers, phones.SilentDays,
            (int)((await QuietTickets.ReadAsync(db, cancel))?.TotalHours ?? 0))
        {
            RenewDays = phones.RenewDays,
            ClosesOnFirstAnswer = await FirstAnswer.ClosesAsync(db, cancel),
        };
    }

    /// <summary>Sets all of them.</summary>
    public Task<Refusal?> SetAsync(Rules rules, Guid byMemberId, CancellationToken cancel = default) => changes.RunAsync(
        async change =>
        {
            if (await Administrators.FindAsync(change, byMemberId, cancel) is null)
                return TeamRefusals.NotAllowed;
            if (rules.HoldSeconds < 0 || rules.HoldSeconds > UndoHold.Longest.TotalSeconds || rules.QuietHours is < 0 or > QuietTickets.MostHours
                || rules.SilentDays is not (0 or (>= PhoneRules.FewestSilentDays and <= MostDays))
                || rules.RenewDays is not (0 or (>= PhoneRules.FewestRenewDays and <= MostDays)))
                return OutOfRange;
            // Whoever shortens it must end no pairing that nobody was told of.
            if ((await PhoneRules.ReadAsync(change.Db, cancel)).RenewDays != rules.RenewDays)
                await KeepAsync(change, PhoneRules.RenewSinceKey, PhoneRules.Since(change.Now), cancel);
            await KeepAsync(change, UndoHold.Key, rules.HoldSeconds.ToString(CultureInfo.InvariantCulture), cancel);
            await KeepAsync(change, PhoneRules.MaskKey, rules.MasksCustomers ? "true" : "false", cancel);
            await KeepAsync(change, PhoneRules.SilentKey, rules.SilentDays.ToString(CultureInfo.InvariantCulture), cancel);
            await KeepAsync(change, PhoneRules.RenewKey, rules.RenewDays.ToString(CultureInfo.InvariantCulture), cancel);
            await KeepAsync(change, QuietTickets.Key, rules.QuietHours.ToString(CultureInfo.InvariantCulture), cancel);
            await KeepAsync(change, FirstAnswer.Key, rules.ClosesOnFirstAnswer ? "true" : "false", cancel);
            change.Tell(Topic.Team);
            return null;
        },
        cancel);

    private static async Task KeepAsync(Change change, string key, string value, CancellationToken cancel)
    {
        if (await change.Db.Set<Setting>().FindAsync([key], cancel) is { } setting)
            setting.Value = value;
        else
            change.Db.Add(new Setting { Key = key, Value = value });
    }
}
