namespace Cosmo.Core.Assistant.BuiltIn;

/// <summary>How loud a message is, whatever its language: capitals, rows of exclamation marks, angry faces.</summary>
internal readonly record struct Tone(string Words, double Score)
{
    private static readonly string[] AngryFaces = ["😡", "🤬", "😠", "👿", "🖕", "😤", "🙄", "💩", "👎"];

    public static Tone Of(string text)
    {
        var (letters, capitals, row, longestRow) = (0, 0, 0, 0);
        foreach (var c in text)
        {
            if (char.IsUpper(c))
                capitals++;
            if (char.IsUpper(c) || char.IsLower(c))
                letters++;
            row = c is '!' or '?' or '؟' or '！' ? row + 1 : 0;
            longestRow = Math.Max(longestRow, row);
        }

        var score = 0.0;
        // Short codes and names are often written in capitals; a whole shouted sentence is not.
        if (letters >= 15 && capitals >= letters * 0.7)
            score += 0.6;
        if (longestRow >= 3)
            score += longestRow >= 6 ? 0.4 : 0.3;
        if (Array.Exists(AngryFaces, f => text.Contains(f, StringComparison.Ordinal)))
            score += 0.6;
        return new(text.Trim(), score);
    }
}
