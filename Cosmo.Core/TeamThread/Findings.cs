namespace Cosmo.Core.TeamThread;

/// <summary>What the fact guard found, in the member's language; kept as lines like "Missing amount: 20 €".</summary>
internal static class Findings
{
    public static string In(Listener listener, string lines) => string.Join('\n', lines.Split('\n').Select(l => Line(listener, l)));

    // A line of another shape is shown as it is: better in English than not at all.
    private static string Line(Listener listener, string line)
    {
        var (space, colon) = (line.IndexOf(' ', StringComparison.Ordinal), line.IndexOf(": ", StringComparison.Ordinal));
        if (space < 0 || colon < space)
            return line;
        var category = ThreadTexts.Keys("en").FirstOrDefault(k =>
            string.Equals(k, $"category.{line[(space + 1)..colon].Replace(" ", "", StringComparison.Ordinal)}", StringComparison.OrdinalIgnoreCase));
        var change = line[..space].ToLowerInvariant();
        return category is null || change is not ("missing" or "added")
            ? line
            : listener.Say($"finding.{change}", ("category", listener.Say(category)), ("value", line[(colon + 2)..]));
    }
}
