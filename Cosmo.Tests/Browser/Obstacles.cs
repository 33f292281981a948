using System.Text.RegularExpressions;
using Deque.AxeCore.Playwright;
using Microsoft.Playwright;

namespace Cosmo.Tests.Browser;

/// <summary>What stands in the way of people with other eyes, ears or hands, as axe finds it.</summary>
internal static class Obstacles
{
    // A page that is still being drawn has for a moment no title, or a list without rows. What stays is an obstacle.
    private const int Looks = 10;

    /// <summary>A line for each rule that the page breaks and goes on breaking, with the first places.</summary>
    public static async Task<IReadOnlyList<string>> FindAsync(IPage page)
    {
        await Assertions.Expect(page).ToHaveTitleAsync(new Regex("."));
        IReadOnlyList<string> found = [];
        for (var look = 0; look < Looks && (found = await LookAsync(page)) is not []; look++)
            await page.EvaluateAsync("() => new Promise(next => requestAnimationFrame(() => requestAnimationFrame(next)))");
        return found;
    }

    /// <summary>Waits until neither the page nor its content is wider than its window.</summary>
    public static Task FitsAsync(IPage page, string where) => Eventually.SeeAsync($"{where} needs no sideways scrolling", async () => await page.EvaluateAsync<int>(
        "() => Math.max(...['html', '#content'].map(s => document.querySelector(s)).map(e => e.scrollWidth - e.clientWidth))") == 0);

    private static async Task<IReadOnlyList<string>> LookAsync(IPage page) =>
        [.. (await page.RunAxe()).Violations.Select(v => $"{v.Id}: {v.Help}: {string.Join(" | ", v.Nodes.Take(4).Select(n => n.Html))}")];
}
