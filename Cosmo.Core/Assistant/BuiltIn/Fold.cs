using System.Globalization;
using System.Text;

namespace Cosmo.Core.Assistant.BuiltIn;

/// <summary>Takes out of a text what people type differently: case, accents, marks that cannot be seen, doubled letters.</summary>
public static class Fold
{
    /// <summary>
    /// The text in lower case without accents. Vowel signs of Indic scripts stay: they are letters, not accents.
    /// Apostrophes split words, except before a final t (don't becomes dont).
    /// </summary>
    public static string Text(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var folded = new StringBuilder(text.Length + 8);
        foreach (var c in Decompose(text))
        {
            if (IsMark(c) || char.GetUnicodeCategory(c) is UnicodeCategory.Format or UnicodeCategory.Control && !char.IsWhiteSpace(c))
                continue;
            var lower = char.ToLowerInvariant(c);
            // Three or more of a kind are emphasis, not spelling.
            if (folded.Length > 1 && char.IsLetter(lower) && folded[^1] == lower && folded[^2] == lower)
                folded.Length--;
            else
                Append(lower, folded);
        }

        return folded.ToString();
    }

    /// <summary>The folded words of a text: runs of letters, digits and vowel signs.</summary>
    public static List<string> Words(string text)
    {
        var folded = Text(text);
        var words = new List<string>();
        var start = -1;
        for (var i = 0; i <= folded.Length; i++)
        {
            var inWord = i < folded.Length && (char.IsLetterOrDigit(folded[i]) || IsVowelSign(folded[i]));
            if (inWord && start < 0)
                start = i;
            else if (!inWord && start >= 0)
            {
                words.Add(folded[start..i]);
                start = -1;
            }
        }

        return words;
    }

    private static string Decompose(string text)
    {
        try
        {
            return text.IsNormalized(NormalizationForm.FormD) ? text : text.Normalize(NormalizationForm.FormD);
        }
        catch (ArgumentException)
        {
            // A lone surrogate cannot be normalised; people's devices do send such halves of an emoji.
            return string.Concat(text.Where(c => !char.IsSurrogate(c))).Normalize(NormalizationForm.FormD);
        }
    }

    private static void Append(char c, StringBuilder folded)
    {
        switch (c)
        {
            case 'ß': folded.Append("ss"); break;
            case 'æ': folded.Append("ae"); break;
            case 'œ': folded.Append("oe"); break;
            case 'ø': folded.Append('o'); break;
            case 'ł': folded.Append('l'); break;
            case 'đ': folded.Append('d'); break;
            case 'ı': folded.Append('i'); break;
            case 'ى' or 'ی': folded.Append('ي'); break;
            case 'ة': folded.Append('ه'); break;
            case 'ک': folded.Append('ك'); break;
            case 'ँ': folded.Append('ं'); break;
            case '’' or '‘' or '`' or '´' or 'ʼ' or '\'': folded.Append('\''); break;
            case 't' when folded.Length > 1 && folded[^1] == '\'' && folded[^2] == 'n': folded[^1] = 't'; break;
            default: folded.Append(c); break;
        }
    }

    // Latin, Greek and Cyrillic accents, Arabic vowels, hamza marks and the stretching sign, the nukta of Devanagari.
    private static bool IsMark(char c) =>
        c is >= '\u0300' and <= '\u036F' or >= '\u064B' and <= '\u065F' or '\u0670' or '\u0640' or '\u093C' or '\uFE0F';

    private static bool IsVowelSign(char c) =>
        char.GetUnicodeCategory(c) is UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark;
}
