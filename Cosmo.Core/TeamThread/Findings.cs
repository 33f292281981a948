namespace Cosmo.Core.TeamThread;

/// <summary>What the guards found in a draft, in a language; kept as lines like "Missing Amount: 20 €".</summary>
public static class Findings
{
    /// <summary>One finding.</summary>
    /// <param name="language">ISO 639-1; English where there are no texts in it.</param>
    /// <param name="line">As it is kept. One of another shape is shown as it is: better in English than not at all.</param>
    public static string In(string language, string line)
    {
        var (space, colon) = (line.IndexOf(' ', StringComparison.Ordinal), line.IndexOf(": ", StringComparison.Ordinal));
        if (space < 0 || colon < space)
            return line;
        var category = ThreadTexts.Keys("en").FirstOrDefault(k =>
            string.Equals(k, $"category.{line[(space + 1)..colon].Replace(" ", "", StringComparison.Ordinal)}", StringComparison.OrdinalIgnoreCase));
        var change = line[..space].ToLowerInvariant();
        return category is null || change is not ("missing" or "added")
            ? line
            : ThreadTexts.Say(language, $"finding.{change}", ("category", ThreadTexts.Say(language, category)), ("value", line[(colon + 2)..]));
    }

    /// <summary>All of them, one per line.</summary>
    internal static string In(Listener listener, IEnumerable<string> lines) => string.Join('\n', lines.Select(l => In(listener.Language, l)));
}
