using System.Text;
using System.Text.RegularExpressions;
using AngleSharp.Dom;

namespace Cosmo.Core.Knowledge.Import;

/// <summary>
/// Takes away what no reader of a page sees: it may be meant for a machine that reads along. What was taken away is told to
/// the person who chooses.
/// </summary>
internal sealed partial class HiddenText
{
    private const int Longest = 300;
    private const int MostRules = 500;

    private readonly List<string> _found = [];

    /// <summary>What was taken away, in a few lines; null when nothing was.</summary>
    public string? Found => _found.Count == 0 ? null : Cut(string.Join('\n', _found), ImportItem.LongestHidden);

    /// <summary>Remembers a text that was left out.</summary>
    public void Add(string text)
    {
        if (Spaces().Replace(text, " ").Trim() is { Length: > 1 } words && words.Any(char.IsLetter) && _found.Count < 10)
            _found.Add(Cut(words, Longest));
    }

    /// <summary>A text without characters that have no width or turn the reading order. Joiners inside scripts that need them stay.</summary>
    public string Clean(string text)
    {
        var (clean, tags) = (new StringBuilder(text.Length), new StringBuilder());
        var odd = 0;
        for (var i = 0; i < text.Length; i++)
        {
            // Tag characters are ASCII that nobody sees.
            if (char.IsHighSurrogate(text[i]) && i + 1 < text.Length && char.ConvertToUtf32(text[i], text[i + 1]) is >= 0xE0000 and <= 0xE007F and var tag)
            {
                tags.Append((char)(tag - 0xE0000));
                i++;
            }
            else if (text[i] is '\u200C' or '\u200D' && i > 0 && i + 1 < text.Length && text[i - 1] > 0x7F && text[i + 1] > 0x7F)
            {
                clean.Append(text[i]);
            }
            else if (text[i] is '\u200B' or '\u200C' or '\u200D' or '\u2060' or '\u2061' or '\u2062' or '\u2063' or (>= '\u202A' and <= '\u202E') or (>= '\u2066' and <= '\u2069'))
            {
                odd++;
            }
            else if (text[i] is not ('\uFEFF' or '\u00AD' or '\0'))
            {
                clean.Append(text[i]);
            }
        }

        Add(tags.ToString());
        // One or two are a slip of an editor; a row of them carries something.
        if (odd > 8)
            _found.Add($"U+200B × {odd}");
        return clean.ToString();
    }

    /// <summary>Removes the elements and comments of a page that nobody sees.</summary>
    public void Strip(IDocument document)
    {
        foreach (var comment in document.Descendants<IComment>().ToList())
        {
            // A note of three words marks a place; conditional comments are for old browsers.
            if (Words().Count(comment.Data) > 3 && !comment.Data.TrimStart().StartsWith("[if", StringComparison.OrdinalIgnoreCase))
                Add(comment.Data);
            comment.Remove();
        }

        var hidden = document.QuerySelectorAll("[hidden], input[type=hidden]").Concat(document.QuerySelectorAll("[style]").Where(e => Hides(e, e.GetAttribute("style")!))).ToList();
        foreach (var (selector, style) in Rules(document))
        {
            if (Declares(style))
                hidden.AddRange(Matching(document, selector).Where(e => Hides(e, style)));
        }

        foreach (var element in hidden.Distinct().Where(e => e.LocalName is not ("body" or "html")).ToList())
        {
            // An element inside another hidden one has gone with it.
            if (!document.Contains(element))
                continue;
            Add(element.TextContent);
            element.Remove();
        }
    }

    private static IEnumerable<(string Selector, string Style)> Rules(IDocument document) =>
        document.QuerySelectorAll("style").SelectMany(s => Rule().Matches(CssComment().Replace(s.TextContent, "")))
            .Select(m => (m.Groups[1].Value.Trim(), m.Groups[2].Value)).Where(r => !r.Item1.StartsWith('@')).Take(MostRules);

    private static IEnumerable<IElement> Matching(IDocument document, string selector)
    {
        try
        {
            return document.QuerySelectorAll(selector);
        }
        catch (DomException)
        {
            return [];   // a selector of another age; what it hides cannot be known
        }
    }

    private static bool Declares(string style) => Hidden().IsMatch(style) || White().IsMatch(style) || SameColour(style);

    private static bool Hides(IElement element, string style) =>
        Hidden().IsMatch(style) || SameColour(style) || White().IsMatch(style) && !OnDark(element, style);

    // White letters are read where something dark is behind them; without any background the page is white.
    private static bool OnDark(IElement element, string style) =>
        Background().IsMatch(style) && !WhiteBackground().IsMatch(style)
        || element.Ancestors<IElement>().Any(a => a.GetAttribute("style") is { } own && Background().IsMatch(own) && !WhiteBackground().IsMatch(own) || a.HasAttribute("bgcolor") || a.ClassName is { Length: > 0 });

    private static bool SameColour(string style) =>
        Colour().Match(style) is { Success: true } colour && BackgroundColour().Match(style) is { Success: true } background
        && string.Equals(colour.Groups[1].Value.Trim(), background.Groups[1].Value.Trim(), StringComparison.OrdinalIgnoreCase);

    private static string Cut(string text, int most) => text.Length <= most ? text : text[..(most - 1)] + "…";

    [GeneratedRegex(@"display\s*:\s*none|visibility\s*:\s*(hidden|collapse)|opacity\s*:\s*0*(\.0+)?\s*(;|!|$)|opacity\s*:\s*0?\.0\d|font-size\s*:\s*[0-2](\.\d+)?\s*(px|pt)?\s*(;|!|$)|font-size\s*:\s*0?\.[01]\d*\s*r?em|color\s*:\s*transparent|text-indent\s*:\s*-\d{3,}|(left|top|right|inset)\s*:\s*-\d{4,}|clip\s*:\s*rect\(\s*0|transform\s*:\s*scale\(\s*0\s*\)|max-height\s*:\s*0[^.\d]*(;|$)", RegexOptions.IgnoreCase)]
    private static partial Regex Hidden();

    [GeneratedRegex(@"(?<![-\w])color\s*:\s*(white|#fff|#ffffff|#f[c-f]f[c-f]f[c-f]|rgba?\(\s*25[0-5]\s*,\s*25[0-5]\s*,\s*25[0-5])(?![0-9a-f])", RegexOptions.IgnoreCase)]
    private static partial Regex White();

    [GeneratedRegex(@"(?<![-\w])color\s*:\s*([^;!}]+)", RegexOptions.IgnoreCase)]
    private static partial Regex Colour();

    [GeneratedRegex(@"background(?:-color)?\s*:\s*([^;!}]+)", RegexOptions.IgnoreCase)]
    private static partial Regex BackgroundColour();

    [GeneratedRegex(@"background(-color|-image)?\s*:", RegexOptions.IgnoreCase)]
    private static partial Regex Background();

    [GeneratedRegex(@"background(-color)?\s*:\s*(white|#fff(fff)?|transparent|none|rgba?\(\s*25[0-5]\s*,\s*25[0-5]\s*,\s*25[0-5])", RegexOptions.IgnoreCase)]
    private static partial Regex WhiteBackground();

    [GeneratedRegex(@"([^{}]+)\{([^{}]*)\}")]
    private static partial Regex Rule();

    [GeneratedRegex(@"/\*.*?\*/", RegexOptions.Singleline)]
    private static partial Regex CssComment();

    [GeneratedRegex(@"\p{L}{2,}")]
    private static partial Regex Words();

    [GeneratedRegex(@"\s+")]
    private static partial Regex Spaces();
}
