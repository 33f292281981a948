using System.Globalization;
using System.Text;

namespace Cosmo.Core.Assistant.BuiltIn.Facts;

/// <summary>A text with one kind of digits and nothing that cannot be seen, so that what looks equal is equal.</summary>
internal static class CleanText
{
    public static string Of(string text)
    {
        var clean = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes())
        {
            var category = Rune.GetUnicodeCategory(rune);
            // Arabic-Indic, Devanagari, full-width and the mathematical digits that imitate plain ones.
            if (category is UnicodeCategory.DecimalDigitNumber)
                clean.Append((int)Rune.GetNumericValue(rune));
            else if (category is UnicodeCategory.SpaceSeparator)
                clean.Append(' ');
            else if (category is not UnicodeCategory.Format)
                clean.Append(rune.ToString());
        }

        // The Arabic decimal and thousands signs, and the full-width ones.
        return clean.Replace('\u066B', '.').Replace('\u066C', ',').Replace('．', '.').Replace('，', ',').Replace('：', ':').ToString();
    }
}
