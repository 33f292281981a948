using System.Globalization;
using Cosmo.Core.Settings;
using Microsoft.EntityFrameworkCore;

namespace Cosmo.Core.TeamThread;

/// <summary>What phones may show, and how long one that is silent stays paired.</summary>
/// <param name="MasksCustomers">Names, numbers and addresses of customers are shown in part only; what would be sent is always shown whole.</param>
/// <param name="SilentDays">A phone that was silent for so long has to be paired anew; 0: never.</param>
public sealed record PhoneRules(bool MasksCustomers, int SilentDays)
{
    /// <summary>The setting of <see cref="MasksCustomers"/>: "true" or "false".</summary>
    public const string MaskKey = "Thread:MaskCustomers";

    /// <summary>The setting of <see cref="SilentDays"/>, a whole number.</summary>
    public const string SilentKey = "Thread:SilentDays";

    /// <summary>Where nobody has chosen: a number that lay idle for two months may belong to somebody else.</summary>
    public const int UsualSilentDays = 60;

    /// <summary>No phone is asked to pair again sooner: whoever was ill for a week goes on.</summary>
    public const int FewestSilentDays = 7;

    /// <summary>The value that <see cref="MaskKey"/> has where customers are masked.</summary>
    internal const string On = "true";

    /// <summary>What was chosen.</summary>
    public static async Task<PhoneRules> ReadAsync(DbContext db, CancellationToken cancel = default)
    {
        var kept = await db.Set<Setting>().AsNoTracking().Where(s => s.Key == MaskKey || s.Key == SilentKey).ToDictionaryAsync(s => s.Key, s => s.Value, cancel);
        return new(kept.GetValueOrDefault(MaskKey) == On, Days(kept.GetValueOrDefault(SilentKey)));
    }

    /// <summary>True when a phone has been silent for so long that it has to be paired anew.</summary>
    public bool IsTooSilent(PairedPhone phone, DateTimeOffset now) =>
        SilentDays > 0 && now - (phone.LastInboundAt ?? phone.PairedAt) > TimeSpan.FromDays(SilentDays);

    /// <summary>True when it is worth asking: nearly every phone was heard lately.</summary>
    internal static bool MayBeTooSilent(PairedPhone phone, DateTimeOffset now) =>
        now - (phone.LastInboundAt ?? phone.PairedAt) > TimeSpan.FromDays(FewestSilentDays);

    private static int Days(string? kept) => int.TryParse(kept, NumberStyles.None, CultureInfo.InvariantCulture, out var days)
        ? days == 0 ? 0 : Math.Max(days, FewestSilentDays)
        : UsualSilentDays;
}
