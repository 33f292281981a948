namespace Cosmo.Core.Assistant.BuiltIn.Language;

/// <summary>The scripts that belong to one language among our customers.</summary>
internal static class Scripts
{
    /// <summary>The language that the text's script names, or null where several languages share the script or scripts are mixed evenly.</summary>
    public static string? LanguageOf(string letters)
    {
        var (han, kana, other, named) = (0, 0, 0, 0);
        string? name = null;
        foreach (var c in letters)
        {
            if (c is ' ' or '\'')
                continue;
            if (c is >= '\u3040' and <= '\u30FF' or >= '\u31F0' and <= '\u31FF' or >= '\uFF66' and <= '\uFF9D')
                kana++;
            else if (c is >= '\u3400' and <= '\u9FFF' or >= '\uF900' and <= '\uFAFF')
                han++;
            else if (Single(c) is { } code)
            {
                named += name is null || code == name ? 1 : -1;
                name = named <= 0 ? code : name ?? code;
            }
            else
                other++;
        }

        // Loan words in Latin letters are common in Asian sentences, so a third of the letters is enough.
        if ((han + kana) * 2 >= other && han + kana > 0)
            return kana * 5 >= han && kana > 0 ? "ja" : "zh";
        return named * 2 >= other && named > 0 ? name : null;
    }

    private static string? Single(char c) => c switch
    {
        >= '\u0370' and <= '\u03FF' or >= '\u1F00' and <= '\u1FFF' => "el",
        >= '\u0590' and <= '\u05FF' => "he",
        >= '\u0530' and <= '\u058F' => "hy",
        >= '\u0900' and <= '\u097F' => "hi",
        >= '\u0980' and <= '\u09FF' => "bn",
        >= '\u0A00' and <= '\u0A7F' => "pa",
        >= '\u0A80' and <= '\u0AFF' => "gu",
        >= '\u0B80' and <= '\u0BFF' => "ta",
        >= '\u0C00' and <= '\u0C7F' => "te",
        >= '\u0C80' and <= '\u0CFF' => "kn",
        >= '\u0D00' and <= '\u0D7F' => "ml",
        >= '\u0E00' and <= '\u0E7F' => "th",
        >= '\u0E80' and <= '\u0EFF' => "lo",
        >= '\u10A0' and <= '\u10FF' => "ka",
        >= '\u1200' and <= '\u137F' => "am",
        >= '\u1100' and <= '\u11FF' or >= '\uAC00' and <= '\uD7AF' => "ko",
        _ => null,
    };
}
