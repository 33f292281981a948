using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace Cosmo.Core.TeamThread;

/// <summary>What a member's message asks for.</summary>
public enum Ask { Reply, Send, Anyway, Cancel, Change, AsWritten, List, Show, Note, Close, Help, Away, Back, Undo, Choose, Mistyped }

/// <summary>A member's message, read.</summary>
/// <param name="Text">The words that go with it: of a reply, a note, a change; the guessed word of a mistyped one.</param>
/// <param name="TicketNumber">The ticket that was named with #.</param>
/// <param name="Id">The draft or ticket of a pressed button.</param>
public sealed record ThreadCommand(Ask Ask, string Text = "", int? TicketNumber = null, Guid? Id = null);

/// <summary>
/// Reads what a member wrote. Pure. Words of command count only on their own (or, for those that take words, in front);
/// whatever is nearly such a word is refused instead of becoming an answer to a customer.
/// </summary>
public static partial class ThreadReader
{
    private const string Ordinary = "ordinary";
    private static readonly Ask[] s_alone = [Ask.Anyway, Ask.Send, Ask.Cancel, Ask.Change, Ask.List, Ask.Show, Ask.Close, Ask.Help, Ask.Away, Ask.Back, Ask.Undo];
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
                return new(ask, words, number);
        }

        return Guess(said, slash, language) is { } guess ? new(Ask.Mistyped, guess, number) : new(Ask.Reply, rest, number);
    }

    /// <summary>A text without the ticket's number in front of it.</summary>
    public static string WithoutNumber(string text) => TakeNumber(text).Words;

    /// <summary>Reads the id of a pressed button or chosen row; null when it is none of ours.</summary>
    public static ThreadCommand? ReadButton(string? id)
    {
        var parts = id?.Split(':') ?? [];
        if (parts.Length < 2 || !Guid.TryParse(parts[1], out var target))
            return null;
        return (parts[0], parts.ElementAtOrDefault(2)) switch
        {
            ("t", _) => new(Ask.Choose, Id: target),
            ("d", "send") => new(Ask.Send, Id: target),
            ("d", "anyway") => new(Ask.Anyway, Id: target),
            ("d", "cancel") => new(Ask.Cancel, Id: target),
            ("d", "change") => new(Ask.Change, Id: target),
            ("d", "undo") => new(Ask.Undo, Id: target),
            ("d", "as-written") => new(Ask.AsWritten, Id: target),
            _ => null,
        };
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

    // The whole text nearly a word of command, or the first word nearly one that takes words.
    private static string? Guess(string said, bool slash, string language)
    {
        var whole = ThreadWords.Together(ThreadWords.Spell(said));
        foreach (var (word, known) in s_alone.Concat(s_leading).Distinct().SelectMany(a => ThreadWords.Of(language, Key(a))))
        {
            var together = ThreadWords.Together(known);
            if (ThreadWords.Distance(whole, together) <= (slash ? 2 : together.Length switch { <= 2 => 0, 3 or 4 => 1, _ => 2 }))
                return word;
        }

        var first = ThreadWords.Spell(First(said));
        var marked = slash || said.AsSpan(First(said).Length).TrimStart().StartsWith(":");
        foreach (var (word, known) in (slash ? s_leading.Concat(s_alone) : s_leading).SelectMany(a => ThreadWords.Of(language, Key(a))))
        {
            var most = known.Length switch { <= 2 => 0, 3 => 1, _ when marked => 2, < 7 => 1, _ => 2 };
            if (ThreadWords.Distance(first, known) <= most && (marked || !ThreadWords.Has(language, Ordinary, first)))
                return word;
        }

        return slash ? "help" : null;
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
