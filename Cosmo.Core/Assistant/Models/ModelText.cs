using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace Cosmo.Core.Assistant.Models;

/// <summary>What may come out of a model's text, and what may go in.</summary>
internal static partial class ModelText
{
    /// <summary>So many words of the instruction in a row are a leak of it.</summary>
    private const int EchoedWords = 8;

    private static readonly HashSet<string> _languages =
        [.. CultureInfo.GetCultures(CultureTypes.NeutralCultures).Select(c => c.TwoLetterISOLanguageName).Where(code => code.Length == 2)];

    /// <summary>Whether the code is one of ISO 639-1, in small letters.</summary>
    public static bool IsLanguage(string code) => _languages.Contains(code);

    /// <summary>The text without what nobody can see: control, format and private characters. Line breaks stay.</summary>
    public static string Clean(string text)
    {
        var clean = new StringBuilder(text.Length);
        for (var i = 0; i < text.Length;)
        {
            if (Rune.DecodeFromUtf16(text.AsSpan(i), out var rune, out var length) is not System.Buffers.OperationStatus.Done)
                rune = Rune.ReplacementChar;
            if (rune.Value is '\n' || IsVisible(rune) || (IsJoiner(rune) && Joins(text, i)))
                clean.Append(rune.ToString());
            else if (rune.Value is '\t' or '\u2028' or '\u2029')
                clean.Append(' ');
            i += length;
        }
        return clean.ToString().Trim();
    }

    /// <summary>Whether the text brings along what the words it was made from do not hold: a link, an address, an image or markup.</summary>
    /// <param name="text">The model's text.</param>
    /// <param name="source">The words that it was made from.</param>
    public static bool AddsMarkup(string text, string source) =>
        (Markup().IsMatch(text) && !Markup().IsMatch(source)) || AddressesIn(text).Except(AddressesIn(source)).Any();

    /// <summary>Whether the text repeats a run of the instruction's words.</summary>
    public static bool Echoes(string text, string instruction)
    {
        var told = " " + string.Join(' ', Words(instruction)) + " ";
        var said = Words(text);
        return Enumerable.Range(0, Math.Max(0, said.Length - EchoedWords + 1))
            .Any(i => told.Contains(" " + string.Join(' ', said[i..(i + EchoedWords)]) + " ", StringComparison.Ordinal));
    }

    /// <summary>Whether the words stand in the source, spacing and capitals aside.</summary>
    public static bool IsQuoteOf(string words, string source) =>
        Words(words) is { Length: > 0 } quote
        && string.Join(' ', Words(source)).Contains(string.Join(' ', quote), StringComparison.Ordinal);

    /// <summary>At most so many characters from the start, never half a character.</summary>
    public static string Cut(string text, int length) =>
        text.Length <= length ? text : text[..(char.IsHighSurrogate(text[length - 1]) ? length - 1 : length)];

    /// <summary>JSON without the code fence that some models put around it.</summary>
    public static string Unfence(string text)
    {
        var trimmed = text.Trim();
        return Fence().Match(trimmed) is { Success: true } fence ? fence.Groups[1].Value : trimmed;
    }

    private static IEnumerable<string> AddressesIn(string text) =>
        Addresses().Matches(text).Select(address => address.Value.TrimEnd('.', ',', ';', ':', ')', '!', '?').ToLowerInvariant());

    private static string[] Words(string text) => [.. Word().Matches(text.ToLowerInvariant()).Select(word => word.Value)];

    private static bool IsVisible(Rune rune) => Rune.GetUnicodeCategory(rune) is not
        (UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.PrivateUse
        or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator);

    // Persian and Indian spelling and many emoji need a joiner; between letters that need none it only hides something.
    private static bool IsJoiner(Rune rune) => rune.Value is 0x200C or 0x200D;

    private static bool Joins(string text, int i) =>
        i > 0 && i + 1 < text.Length && text[i - 1] >= '\u0600' && text[i + 1] >= '\u0600'
        && text[i + 1] is not ('\u200C' or '\u200D') && text[i - 1] is not ('\u200C' or '\u200D');

    [GeneratedRegex(@"!?\[[^\]\n]*\]\s*\([^)\n]*\)|</?[a-z][^>\n]*>|```|^\s{0,3}#{1,6}\s|\*\*|__", RegexOptions.IgnoreCase | RegexOptions.Multiline)]
    private static partial Regex Markup();

    // WhatsApp turns bare names into links too, so "example.com" counts; abbreviations like "p.ej." do not.
    [GeneratedRegex(@"\b[a-z][a-z0-9+.-]*://\S+|\b(?:mailto|tel|javascript|data):\S+|\bwww\.\S+|\b[\w.+-]+@[\w-]+\.\S+|\b[\w-]{2,}\.\p{L}{2,}(?:/\S*)?|\b[\w-]\.\p{L}{2,}/\S*", RegexOptions.IgnoreCase)]
    private static partial Regex Addresses();

    [GeneratedRegex(@"[\p{L}\p{M}\p{N}]+")]
    private static partial Regex Word();

    [GeneratedRegex(@"\A```(?:json)?\s*(.*?)\s*```\z", RegexOptions.Singleline | RegexOptions.IgnoreCase)]
    private static partial Regex Fence();
}
