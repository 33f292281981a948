using System.Globalization;

namespace Cosmo.Bench;

/// <summary>What to measure, as given on the command line.</summary>
/// <param name="Command">The name of the figure, or <c>all</c>.</param>
/// <param name="Seconds">How long a steady load lasts; null for the figure's own length.</param>
/// <param name="Rate">Messages per second; null for the figure's own rate.</param>
/// <param name="Pages">Open inbox pages of <c>live</c>.</param>
/// <param name="Browsers">How many of these pages stand in a real browser.</param>
/// <param name="Conversations">Conversations of the large database of <c>scale</c>; the small one has a hundredth.</param>
/// <param name="Server">Path of the Cosmo.Web.dll under test.</param>
/// <param name="Json">Write the results as JSON.</param>
internal sealed record BenchOptions(string Command, int? Seconds, int? Rate, int Pages, int Browsers, int Conversations, string Server, bool Json)
{
    public const string Usage = """
        Cosmo.Bench load | live | cpu | start | scale | all [options]
        Cosmo.Bench eval --language F --escalation F --knowledge F --questions F [--json]
        Cosmo.Bench micro [BenchmarkDotNet options]
          --seconds N        how long the steady load lasts
          --rate N           messages per second
          --pages N          open pages (live; 20)
          --browsers N       how many of them in Chromium (live; 2)
          --conversations N  size of the large database (scale; 100000)
          --server PATH      the Cosmo.Web.dll to measure; by default the one built with this program
          --json             results as JSON
        """;

    private static readonly string[] s_commands = ["load", "live", "cpu", "start", "scale", "all"];

    /// <summary>Reads the command line; null when it cannot be understood.</summary>
    public static BenchOptions? Read(string[] args)
    {
        if (args is not [var command, ..] || !s_commands.Contains(command))
            return null;
        var options = new BenchOptions(command, null, null, 20, 2, 100_000, BuiltServer(), false);
        for (var i = 1; i < args.Length; i++)
        {
            var value = i + 1 < args.Length ? args[i + 1] : null;
            int? number = int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var parsed) && parsed > 0 ? parsed : null;
            BenchOptions? next = args[i] switch
            {
                "--seconds" when number is { } n => options with { Seconds = n },
                "--rate" when number is { } n => options with { Rate = n },
                "--pages" when number is { } n => options with { Pages = n },
                "--browsers" when number is { } n => options with { Browsers = n },
                "--browsers" when value is "0" => options with { Browsers = 0 },
                "--conversations" when number is >= 100 and { } n => options with { Conversations = n },
                "--server" when value is not null => options with { Server = Path.GetFullPath(value) },
                "--json" => options with { Json = true },
                _ => null,
            };
            if (next is null)
                return null;
            if (args[i] != "--json")
                i++;
            options = next;
        }

        return options;
    }

    // The program beside this one in the solution: .../Cosmo.Bench/bin/Release/net10.0/ and .../Cosmo.Web/bin/Release/net10.0/.
    private static string BuiltServer()
    {
        var own = Path.TrimEndingDirectorySeparator(AppContext.BaseDirectory).Split(Path.DirectorySeparatorChar);
        return string.Join(Path.DirectorySeparatorChar, [.. own[..^4], "Cosmo.Web", .. own[^3..], "Cosmo.Web.dll"]);
    }
}
