using System.Diagnostics;
using Cosmo.Core.Storage;

namespace Cosmo.Tests.Crash;

/// <summary>The program dies under load, again and again, and keeps every promise.</summary>
public sealed class CrashTests
{
    private const int Kills = 10;

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task Ten_kills_lose_nothing_and_send_nothing_twice(StorageProvider provider)
    {
        var chance = new Random(20261122);
        await using var crash = await CrashFixture.CreateAsync(provider);
        for (var kill = 0; kill < Kills; kill++)
        {
            var moment = crash.Events.After(chance.Next(5, 150));
            await crash.StartAsync();
            await moment.WaitAsync(TimeSpan.FromMinutes(3), TestContext.Current.CancellationToken);
            Spin(TimeSpan.FromMilliseconds(20 * chance.NextDouble()));
            await crash.KillAsync();
        }

        await crash.StartAsync();
        await crash.SettleAsync();
        await Promises.CheckAsync(crash);
    }

    public static TheoryData<StorageProvider, string> WorstMoments => new(
        from provider in Enum.GetValues<StorageProvider>()
        from moment in new[] { "before-commit", "after-commit-before-200", "before-claim-commit", "after-claim-before-send", "after-response-before-record" }
        select (provider, $"{moment}:4"));

    [Theory, MemberData(nameof(WorstMoments))]
    public async Task Dying_at_the_worst_moments_loses_nothing_and_sends_nothing_twice(StorageProvider provider, string failpoint)
    {
        await using var crash = await CrashFixture.CreateAsync(provider);
        await crash.StartAsync(failpoint);
        await crash.EndedAsync();
        var more = crash.Events.After(50);
        await crash.StartAsync();
        await more.WaitAsync(TimeSpan.FromMinutes(3), TestContext.Current.CancellationToken);
        await crash.SettleAsync();
        await Promises.CheckAsync(crash);
    }

    // Shorter than a timer can measure, so that kills fall on moments between two events as well.
    private static void Spin(TimeSpan time)
    {
        var began = Stopwatch.GetTimestamp();
        while (Stopwatch.GetElapsedTime(began) < time)
            Thread.SpinWait(50);
    }
}
