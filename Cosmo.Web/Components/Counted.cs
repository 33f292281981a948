using Microsoft.Extensions.Localization;

namespace Cosmo.Web.Components;

/// <summary>
/// Texts with a number in them. Their forms stand in one text, between bars: "once|{0} times", or where a language has more, the
/// four of Arabic, for one, for two, for three to ten, and for the others (Unicode CLDR, plural rules).
/// </summary>
internal static class Counted
{
    /// <summary>The form that belongs to the number, with the number in it.</summary>
    /// <param name="text">The page's texts.</param>
    /// <param name="key">Which of them.</param>
    /// <param name="count">How many; none has the form of many.</param>
    public static string Count(this IStringLocalizer text, string key, int count)
    {
        var forms = text[key, count].Value.Split('|');
        return forms[forms.Length == 4 ? InArabic(count) : (count == 0 ? forms.Length : Math.Min(count, forms.Length)) - 1];
    }

    private static int InArabic(int count) => count is 1 or 2 ? count - 1 : count % 100 is >= 3 and <= 10 ? 2 : 3;
}
