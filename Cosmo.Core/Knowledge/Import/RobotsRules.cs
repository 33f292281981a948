using System.Text.RegularExpressions;

namespace Cosmo.Core.Knowledge.Import;

/// <summary>What a host lets robots read (RFC 9309): the group that names us, else the one for all; the longest rule that fits decides.</summary>
internal sealed class RobotsRules
{
    private const int MostRules = 500;
    private const int LongestRule = 500;

    public static readonly RobotsRules None = new([]);

    private readonly List<(string Path, bool Allows)> _rules;

    private RobotsRules(List<(string Path, bool Allows)> rules) => _rules = rules;

    /// <summary>Reads robots.txt; what cannot be read says nothing.</summary>
    public static RobotsRules Read(string text, string agent)
    {
        List<(string Path, bool Allows)> own = [], all = [];
        var (namesUs, namesAll, inRules, ours) = (false, false, false, false);
        foreach (var line in text.Split('\n').Select(l => l.Split('#')[0].Trim()).Where(l => l.Contains(':', StringComparison.Ordinal)))
        {
            var (field, value) = (line[..line.IndexOf(':', StringComparison.Ordinal)].Trim().ToLowerInvariant(), line[(line.IndexOf(':', StringComparison.Ordinal) + 1)..].Trim());
            if (field == "user-agent")
            {
                if (inRules)
                    (namesUs, namesAll, inRules) = (false, false, false);
                namesAll |= value == "*";
                namesUs |= value.Equals(agent, StringComparison.OrdinalIgnoreCase);
                ours |= namesUs;
            }
            else if (field is "allow" or "disallow")
            {
                inRules = true;
                if (value.Length is 0 or > LongestRule)
                    continue;
                if (namesUs && own.Count < MostRules)
                    own.Add((value, field == "allow"));
                if (namesAll && all.Count < MostRules)
                    all.Add((value, field == "allow"));
            }
        }

        return new(ours ? own : all);
    }

    /// <summary>True where a path, with its query, may be read.</summary>
    public bool Allows(string path) =>
        _rules.Where(r => Fits(r.Path, path)).OrderByDescending(r => r.Path.Length).ThenByDescending(r => r.Allows).Select(r => (bool?)r.Allows).FirstOrDefault() ?? true;

    private static bool Fits(string rule, string path)
    {
        var pattern = Regex.Escape(rule).Replace(@"\*", ".*", StringComparison.Ordinal);
        if (pattern.EndsWith(@"\$", StringComparison.Ordinal))
            pattern = pattern[..^2] + "$";
        return Regex.IsMatch(path, "^" + pattern, RegexOptions.CultureInvariant | RegexOptions.NonBacktracking);
    }
}
