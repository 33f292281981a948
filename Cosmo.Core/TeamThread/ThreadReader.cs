using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace Cosmo.Core.TeamThread;

/// <summary>
/// Reads what a member wrote. Pure. Words of command count only on their own (or, for those that take words, in front);
/// whatever is nearly such a word is refused instead of becoming an answer to a customer.
/// </summary>
public static partial class ThreadReader
{
    private const string Ordinary = "ordinary";
    private static readonly Ask[] s_alone = [Ask.Anyway, Ask.Send, Ask.Cancel, Ask.Change, Ask.List, Ask.Show, Ask.Close, Ask.Help, Ask.Away, Ask.Back, Ask.Undo, Ask.Translate, Ask.HandOver,
        Ask.Shorter, Ask.Formal];
    private static readonly Ask[] s_leading = [Ask.Note, Ask.Change];

    /// <summary>Reads a text.</summary>
    /// <param name="text">What the member wrote.</param>
    /// <param name="language">ISO 639-1; English words are understood besides.</param>
    public static ThreadCommand Read(string text, string language)
    {
        var (number, rest) = TakeNumber(text);
        var slash = rest.StartsWith('/');
        var said = (slash ? rest[1..] : rest).Normalize(NormalizationForm.FormC);

        if (Alone(said, language) is { } alone)
            return new(alone, "", number);
        // "close #12" names the ticket behind the word; a sentence that ends so is left as it is.
        if (number is null && NumberedBehind().Match(said) is { Success: true } behind && Alone(behind.Groups[1].Value, language) is { } about)
            return new(about, "", ReadNumber(behind.Groups[2].Value));

        var (first, words) = (First(said), AfterFirst(said));
        foreach (var ask in s_leading)
        {
            if (words.Length > 0 && ThreadWords.Has(language, Key(ask), ThreadWords.Spell(first)))
                return ask is Ask.Change ? ReadChange(words, language, number) : new(ask, words, number);
        }

        if (ReadClose(said, slash, language, number) is { } close)
            return close;
        if (Behind(said, Ask.HandOver, language) is { } colleague)
            return new(Ask.HandOver, colleague, number);
        if (Behind(said, Ask.Away, language) is { } until && Until.Begins(until, language))
            return new(Ask.Away, until, number);

        return (Guess(said, slash, language) ?? GuessBehind(said, language) ?? GuessClosing(said, language)) is { } guess ? new(Ask.Mistyped, guess, number) : new(Ask.Reply, rest, number);
    }

    /// <summary>A text without the ticket's number in front of it.</summary>
    public static string WithoutNumber(string text) => TakeNumber(text).Words;

    /// <summary>Reads the id of a pressed button or chosen row; null when it is none of ours.</summary>
    public static ThreadCommand? ReadButton(string? id)
    {
        var parts = id?.Split(':') ?? [];
        if (parts.Length < 2 || !Guid.TryParse(parts[1], out var target))
            return null;
        int? revision = int.TryParse(parts.ElementAtOrDefault(3), NumberStyles.None, CultureInfo.InvariantCulture, out var shown) ? shown : null;
        return (parts[0], parts.ElementAtOrDefault(2)) switch
        {
            ("t", _) => new(Ask.Choose, Id: target),
            ("k", _) => new(Ask.Keep, Id: target),
            ("d", "send") => new(Ask.Send, Id: target, Revision: revision),
            ("d", "anyway") => new(Ask.Anyway, Id: target, Revision: revision),
            ("d", "cancel") => new(Ask.Cancel, Id: target),
            ("d", "change") => new(Ask.Change, Id: target),
            ("d", "undo") => new(Ask.Undo, Id: target),
            ("d", "as-written") => new(Ask.AsWritten, Id: target),
            _ => null,
        };
    }

    /// <summary>What is to be added to a draft: "add: we also refund shipping"; null where the text does not begin so.</summary>
    public static string? Added(string text, string language) => Behind(text, Ask.Add, language);

    // "Change: shorter" asks for other words, "change: add …" for more, anything else is the new text.
    private static ThreadCommand ReadChange(string words, string language, int? number)
    {
        if (Alone(words, language) is (Ask.Shorter or Ask.Formal) and { } style)
            return new(style, "", number);
        if (Added(words, language) is { } more)
            return new(Ask.Add, more, number);
        return Near(words, [Ask.Shorter, Ask.Formal], language) is { } guess ? new(Ask.Mistyped, guess, number) : new(Ask.Change, words, number);
    }

    private static Ask? Alone(string said, string language)
    {
        var spelled = ThreadWords.Spell(said);
        foreach (var ask in s_alone)
        {
            if (ThreadWords.Has(language, Key(ask), spelled))
                return ask;
        }

        return null;
    }

    // What stands behind a command of one or more words; null where the text does not begin with it, or ends with it.
    private static string? Behind(string said, Ask ask, string language)
    {
        foreach (var (_, known) in ThreadWords.Of(language, Key(ask)).OrderByDescending(w => w.Spelled.Length))
        {
            if (Split(said, known.Count(c => c == ' ') + 1) is var (head, rest) && ThreadWords.Spell(head) == known)
                return rest;
        }

        return null;
    }

    // The first words and what follows them; null where nothing follows.
    private static (string Head, string Words)? Split(string said, int words)
    {
        var end = 0;
        for (var i = 0; i < words; i++)
        {
            while (end < said.Length && char.IsWhiteSpace(said[end]))
                end++;
            while (end < said.Length && !char.IsWhiteSpace(said[end]))
                end++;
        }

        return said[end..].Trim() is { Length: > 0 } rest ? (said[..end], rest) : null;
    }

    private static string First(string said)
    {
        var end = 0;
        while (end < said.Length && (char.IsLetterOrDigit(said[end]) || char.GetUnicodeCategory(said[end]) is UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark))
            end++;
        return said[..end];
    }

    private static string AfterFirst(string said)
    {
        var rest = said[First(said).Length..];
        var start = 0;
        while (start < rest.Length && (char.IsWhiteSpace(rest[start]) || rest[start] is ':' or ',' or ';' or '.' or '-' or '–' or '—' or '=' or '،'))
            start++;
        return rest[start..];
    }

    private static (int? Number, string Words) TakeNumber(string text)
    {
        var rest = text.Trim();
        return Numbered().Match(rest) is { Success: true } named
            ? (ReadNumber(named.Groups[1].Value), rest[named.Length..].Trim())
            : (null, rest);
    }

    // Digits of any script; a number that no ticket can have stays one that no ticket has.
    private static int ReadNumber(string digits)
    {
        var number = digits.Aggregate(0L, (sum, digit) => Math.Min(sum * 10 + CharUnicodeInfo.GetDecimalDigitValue(digit), int.MaxValue));
        return (int)number;
    }

    private static string Key(Ask ask) => ask.ToString().ToLowerInvariant();

    [GeneratedRegex(@"^#\s?(\d+)(?![\p{L}\d])[\s:,;.\-–]*")]
    private static partial Regex Numbered();

    [GeneratedRegex(@"^(.+?)\s*#\s?(\d+)[\s.!]*$", RegexOptions.Singleline)]
    private static partial Regex NumberedBehind();
}
