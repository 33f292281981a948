using System.Globalization;
using Cosmo.Core.Settings;
using Cosmo.Core.Work;
using Microsoft.EntityFrameworkCore;

namespace Cosmo.Core.TeamThread;

/// <summary>What phones may show, and how long one that is silent stays paired.</summary>
/// <param name="MasksCustomers">Names, numbers and addresses of customers are shown in part only; what would be sent is always shown whole.</param>
/// <param name="SilentDays">A phone that was silent for so long has to be paired anew; 0: never.</param>
/// <param name="RenewDays">A phone has to be paired anew after so many days, however much it is used; 0: never.</param>
public sealed record PhoneRules(bool MasksCustomers, int SilentDays, int RenewDays)
{
    /// <summary>The setting of <see cref="MasksCustomers"/>: "true" or "false".</summary>
    public const string MaskKey = "Thread:MaskCustomers";

    /// <summary>The setting of <see cref="SilentDays"/>, a whole number.</summary>
    public const string SilentKey = "Thread:SilentDays";

    /// <summary>The setting of <see cref="RenewDays"/>, a whole number.</summary>
    public const string RenewKey = "Thread:RenewDays";

    /// <summary>The setting of <see cref="RenewSince"/>, in Unix milliseconds.</summary>
    public const string RenewSinceKey = "Thread:RenewSince";

    /// <summary>Where nobody has chosen: a phone in the wrong hands is used as well, so a code from the browser is asked for each quarter.</summary>
    public const int UsualRenewDays = 90;

    /// <summary>Where nobody has chosen: a number that lay idle for two months may belong to somebody else.</summary>
    public const int UsualSilentDays = 60;

    /// <summary>No phone is asked to pair again sooner: whoever was ill for a week goes on.</summary>
    public const int FewestSilentDays = 7;

    /// <summary>A pairing is good for so many days at least: whoever has to renew it each week stops looking at what they confirm.</summary>
    public const int FewestRenewDays = 30;

    /// <summary>So long before its end a member is told that the pairing has to be renewed.</summary>
    public static readonly TimeSpan Notice = TimeSpan.FromDays(7);

    /// <summary>Since when <see cref="RenewDays"/> holds: no pairing ends by it sooner than <see cref="Notice"/> later. Null: since ever.</summary>
    public DateTimeOffset? RenewSince { get; init; }

    /// <summary>The value that <see cref="MaskKey"/> has where customers are masked.</summary>
    internal const string On = "true";

    /// <summary>What was chosen.</summary>
    public static async Task<PhoneRules> ReadAsync(DbContext db, CancellationToken cancel = default)
    {
        var kept = await db.Set<Setting>().AsNoTracking().Where(s => s.Key == MaskKey || s.Key == SilentKey || s.Key == RenewKey || s.Key == RenewSinceKey).ToDictionaryAsync(s => s.Key, s => s.Value, cancel);
        return new(
            kept.GetValueOrDefault(MaskKey) == On,
            Days(kept.GetValueOrDefault(SilentKey), FewestSilentDays, UsualSilentDays),
            Days(kept.GetValueOrDefault(RenewKey), FewestRenewDays, UsualRenewDays))
        {
            RenewSince = long.TryParse(kept.GetValueOrDefault(RenewSinceKey), NumberStyles.None, CultureInfo.InvariantCulture, out var since)
                ? DateTimeOffset.FromUnixTimeMilliseconds(since)
                : null,
        };
    }

    /// <summary>Remembers at the first start since when pairings end, so that those of an older program are told before theirs does.</summary>
    public static Task BeginAsync(Changes changes, CancellationToken cancel = default) => changes.RunAsync(
        async change =>
        {
            if (await change.Db.Set<Setting>().FindAsync([RenewSinceKey], cancel) is null)
                change.Db.Add(new Setting { Key = RenewSinceKey, Value = Since(change.Now) });
        },
        cancel);

    /// <summary>The value of <see cref="RenewSinceKey"/> for a rule that holds from then on.</summary>
    internal static string Since(DateTimeOffset now) => now.ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture);

    /// <summary>True when a phone has been silent for so long that it has to be paired anew.</summary>
    public bool IsTooSilent(PairedPhone phone, DateTimeOffset now) =>
        SilentDays > 0 && now - (phone.LastInboundAt ?? phone.PairedAt) > TimeSpan.FromDays(SilentDays);

    /// <summary>Until when a phone that was paired then is listened to; null where pairings do not end.</summary>
    public DateTimeOffset? RenewsAt(DateTimeOffset pairedAt)
    {
        if (RenewDays == 0)
            return null;
        var end = pairedAt.AddDays(RenewDays);
        return RenewSince + Notice is { } told && told > end ? told : end;
    }

    /// <summary>True when a phone was paired so long ago that it has to be paired anew.</summary>
    public bool IsTooOld(PairedPhone phone, DateTimeOffset now) => RenewsAt(phone.PairedAt) <= now;

    /// <summary>True when it is worth asking: most phones were heard lately, and paired not long ago.</summary>
    internal static bool MayHaveEnded(PairedPhone phone, DateTimeOffset now) =>
        now - (phone.LastInboundAt ?? phone.PairedAt) > TimeSpan.FromDays(FewestSilentDays) || MayBeTooOld(phone, now);

    /// <summary>The same for the age of the pairing alone.</summary>
    internal static bool MayBeTooOld(PairedPhone phone, DateTimeOffset now) => now - phone.PairedAt >= TimeSpan.FromDays(FewestRenewDays);

    private static int Days(string? kept, int fewest, int usual) => int.TryParse(kept, NumberStyles.None, CultureInfo.InvariantCulture, out var days)
        ? days == 0 ? 0 : Math.Max(days, fewest)
        : usual;
}
