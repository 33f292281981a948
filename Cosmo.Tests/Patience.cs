using System.Runtime.CompilerServices;
using Bunit;

namespace Cosmo.Tests;

/// <summary>
/// How long tests wait for what they want to see. The libraries' own one and five seconds are too short for two cores that run
/// browsers and databases side by side; whoever sees it goes on at once, so only a failure takes longer.
/// </summary>
internal static class Patience
{
    /// <summary>The same limit for components and for pages in a browser.</summary>
    public static TimeSpan Limit { get; } = TimeSpan.FromSeconds(60);

    [ModuleInitializer]
    public static void Begin()
    {
        BunitContext.DefaultWaitTimeout = Limit;
        Microsoft.Playwright.Assertions.SetDefaultExpectTimeout((float)Limit.TotalMilliseconds);
    }
}
