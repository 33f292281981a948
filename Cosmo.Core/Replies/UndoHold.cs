using System.Globalization;
using Cosmo.Core.Settings;
using Microsoft.EntityFrameworkCore;

namespace Cosmo.Core.Replies;

/// <summary>
/// How long a confirmed answer waits before it leaves, so that whoever confirmed it can take it back. The wait is the
/// due time of its send: it outlives a restart, and there is nothing to forget.
/// </summary>
public static class UndoHold
{
    /// <summary>The setting, in whole seconds.</summary>
    public const string Key = "Replies:UndoHoldSeconds";

    /// <summary>Where nobody has chosen.</summary>
    public static readonly TimeSpan Usual = TimeSpan.FromSeconds(5);

    /// <summary>A customer who waits for a person should not wait longer for a second thought.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromSeconds(30);

    /// <summary>The wait that was chosen, from 0 to <see cref="Longest"/>.</summary>
    public static async Task<TimeSpan> ReadAsync(DbContext db, CancellationToken cancel = default) =>
        Parse(await db.Set<Setting>().AsNoTracking().Where(s => s.Key == Key).Select(s => s.Value).FirstOrDefaultAsync(cancel));

    /// <summary>A stored value; <see cref="Usual"/> for what is no number.</summary>
    public static TimeSpan Parse(string? seconds) =>
        int.TryParse(seconds, NumberStyles.None, CultureInfo.InvariantCulture, out var chosen)
            ? TimeSpan.FromSeconds(Math.Min(chosen, Longest.TotalSeconds))
            : Usual;
}
