using System.Diagnostics;

namespace Cosmo.Tests;

/// <summary>For what another process or thread does in its own time.</summary>
public static class Eventually
{
    private static readonly TimeSpan s_between = TimeSpan.FromMilliseconds(25);

    /// <summary>Looks until it is so; fails after the time, by default the limit of all tests, saying what was awaited.</summary>
    public static async Task SeeAsync(string what, Func<Task<bool>> isSo, TimeSpan? most = null)
    {
        var limit = most ?? Patience.Limit;
        var started = Stopwatch.GetTimestamp();
        using var ticks = new PeriodicTimer(s_between);
        while (!await isSo())
        {
            if (Stopwatch.GetElapsedTime(started) > limit)
                Assert.Fail($"After {limit.TotalSeconds:0} seconds it was still not so: {what}.");
            await ticks.WaitForNextTickAsync(TestContext.Current.CancellationToken);
        }
    }

    /// <summary>The same for what can be seen at once.</summary>
    public static Task SeeAsync(string what, Func<bool> isSo, TimeSpan? most = null) => SeeAsync(what, () => Task.FromResult(isSo()), most);
}
