using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;

namespace Cosmo.Tests.Architecture;

/// <summary>Pages show times by the clock of whoever looks (WallClock), never by that of the machine that the program runs on.</summary>
public sealed partial class WallClockTests
{
    [Fact]
    public void No_page_asks_the_servers_clock()
    {
        var web = Path.Combine(Root(), "Cosmo.Web");
        var files = Directory.GetFiles(web, "*", SearchOption.AllDirectories)
            .Where(f => f.EndsWith(".razor", StringComparison.Ordinal) || f.EndsWith(".cs", StringComparison.Ordinal))
            .Select(f => (Name: Path.GetRelativePath(web, f).Replace('\\', '/'), File: f))
            .Where(f => !f.Name.StartsWith("obj/", StringComparison.Ordinal) && !f.Name.StartsWith("bin/", StringComparison.Ordinal)).ToList();
        Assert.NotEmpty(files);
        Assert.Empty(files.Where(f => ServersClock().IsMatch(File.ReadAllText(f.File))).Select(f => f.Name));
    }

    private static string Root([CallerFilePath] string here = "") => Path.GetFullPath(Path.Combine(here, "..", "..", ".."));

    [GeneratedRegex(@"\.ToLocalTime\(|GetLocalNow\(|DateTimeKind\.Local|DateTime\.Now|DateTimeOffset\.Now|TimeZoneInfo\.Local\b")]
    private static partial Regex ServersClock();
}
