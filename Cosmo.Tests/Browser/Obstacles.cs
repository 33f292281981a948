using Deque.AxeCore.Playwright;
using Microsoft.Playwright;

namespace Cosmo.Tests.Browser;

/// <summary>What stands in the way of people with other eyes, ears or hands, as axe finds it.</summary>
internal static class Obstacles
{
    /// <summary>A line for each rule that the page breaks, with the first places.</summary>
    public static async Task<IReadOnlyList<string>> FindAsync(IPage page) =>
        [.. (await page.RunAxe()).Violations.Select(v => $"{v.Id}: {v.Help}: {string.Join(" | ", v.Nodes.Take(4).Select(n => n.Html))}")];
}
