using System.Diagnostics;
using System.Globalization;

namespace Cosmo.Core.Work;

/// <summary>
/// Ends the process at a named moment, as a power cut would, so that tests reach the moments that chance misses.
/// Set by the environment variable <c>COSMO_FAILPOINT</c>, for example <c>after-commit-before-200:3</c> for the third
/// time; without it nothing happens.
/// </summary>
public static class Failpoint
{
    private static readonly string? s_name;
    private static int s_left;

    static Failpoint()
    {
        if (Environment.GetEnvironmentVariable("COSMO_FAILPOINT") is not { Length: > 0 } wanted)
            return;
        var parts = wanted.Split(':');
        s_name = parts[0];
        s_left = parts.Length > 1 && int.TryParse(parts[1], CultureInfo.InvariantCulture, out var count) ? count : 1;
    }

    /// <summary>The moment is reached.</summary>
    public static void Hit(string name)
    {
        if (s_name is null || s_name != name || Interlocked.Decrement(ref s_left) != 0)
            return;
        Process.GetCurrentProcess().Kill();   // no handlers, no flushing: like kill -9
        Thread.Sleep(Timeout.Infinite);       // the signal is on its way; nothing may run after this moment
    }
}
