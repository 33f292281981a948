using System.Globalization;
using System.Text;

namespace Cosmo.Core.Storage;

/// <summary>One spelling for searching: the same folding for what is kept and for what is asked, on both databases.</summary>
public static class SearchText
{
    /// <summary>
    /// Lower case without accents, ß as ss; letters of scripts that write no spaces (Chinese, Japanese, Thai) stand apart,
    /// so that a part of a sentence is found.
    /// </summary>
    public static string Fold(string text)
    {
        if (text.Length == 0)
            return "";
        var folded = new StringBuilder(text.Length + 16);
        foreach (var c in Clean(text).Normalize(NormalizationForm.FormKD))
        {
            switch (c)
            {
                case >= '\u0300' and <= '\u036f' or >= '\u064b' and <= '\u065f' or '\u0670' or '\u0640' or '\0':
                    break;   // Latin accents, Arabic vowel signs, tatweel
                case 'ß' or 'ẞ':
                    folded.Append("ss");
                    break;
                case 'ı':
                    folded.Append('i');
                    break;
                case var letter when StandsApart(letter):
                    folded.Append(' ').Append(c).Append(' ');
                    break;
                default:
                    folded.Append(char.IsLetterOrDigit(c) || char.GetUnicodeCategory(c) is UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark
                        ? char.ToLowerInvariant(c)
                        : ' ');
                    break;
            }
        }

        return folded.ToString();
    }

    /// <summary>A letter of a script that writes no spaces: Thai, Japanese kana, Chinese characters.</summary>
    public static bool StandsApart(char letter) =>
        letter is >= '\u0e00' and <= '\u0e7f' or >= '\u3040' and <= '\u30ff' or >= '\u3400' and <= '\u9fff';

    /// <summary>
    /// The text without what a database or a normaliser refuses: U+0000 goes (PostgreSQL), half surrogate pairs become U+FFFD.
    /// </summary>
    public static string Clean(string text)
    {
        var sound = true;
        for (var i = 0; i < text.Length && sound; i++)
        {
            if (text[i] == '\0' || char.IsLowSurrogate(text[i]) || (char.IsHighSurrogate(text[i]) && (i + 1 == text.Length || !char.IsLowSurrogate(text[++i]))))
                sound = false;
        }

        if (sound)
            return text;
        var clean = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes())   // gives U+FFFD for each half pair
        {
            if (rune.Value != 0)
                clean.Append(rune.ToString());
        }

        return clean.ToString();
    }
}
