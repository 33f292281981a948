using System.Globalization;
using System.Text.RegularExpressions;
using Cosmo.Core.Storage;

namespace Cosmo.Core.TeamThread;

/// <summary>What a member's message asks for.</summary>
public enum Ask { Reply, Send, Anyway, Cancel, Change, AsWritten, List, Show, Note, Close, Help, Away, Back, Choose, Mistyped }

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
    private static readonly Ask[] s_alone = [Ask.Anyway, Ask.Send, Ask.Cancel, Ask.Change, Ask.List, Ask.Show, Ask.Close, Ask.Help, Ask.Away, Ask.Back];
    private static readonly Ask[] s_leading = [Ask.Note, Ask.Change];

    /// <summary>Reads a text.</summary>
    /// <param name="text">What the member wrote.</param>
    /// <param name="language">ISO 639-1; English words are understood besides.</param>
    public static ThreadCommand Read(string text, string language)
    {
        var rest = text.Trim();
        int? number = null;
        if (Numbered().Match(rest) is { Success: true } named && int.TryParse(named.Groups[1].ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture, out var parsed))
            (number, rest) = (parsed, rest[named.Length..].Trim());
        var slash = rest.StartsWith('/');
        var said = slash ? rest[1..] : rest;

        var spelled = Spell(said);
        foreach (var ask in s_alone)
        {
            if (ThreadTexts.Words(language, Key(ask)).Any(w => Spell(w) == spelled))
                return new(ask, "", number);
        }

        foreach (var ask in s_leading)
        {
            foreach (var word in ThreadTexts.Words(language, Key(ask)))
            {
                if (After(said, word) is { } words)
                    return new(ask, words, number);
            }
        }

        return Guess(said, slash, language) is { } guess ? new(Ask.Mistyped, guess, number) : new(Ask.Reply, rest, number);
    }

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
            ("d", "as-written") => new(Ask.AsWritten, Id: target),
            _ => null,
        };
    }

    // A single word one or two letters off, or the first word one letter off where words follow.
    private static string? Guess(string said, bool slash, string language)
    {
        var words = said.Split(' ', 2, StringSplitOptions.RemoveEmptyEntries);
        if (words.Length == 0)
            return slash ? "help" : null;
        var first = Spell(words[0].TrimEnd(':'));
        var alone = words.Length == 1;
        var asks = alone ? s_alone.Concat(s_leading) : slash ? s_leading.Concat(s_alone) : s_leading;
        foreach (var word in asks.Distinct().SelectMany(a => ThreadTexts.Words(language, Key(a))).Where(w => !w.Contains(' ', StringComparison.Ordinal)))
        {
            var known = Spell(word);
            var most = slash ? 2 : alone ? known.Length switch { <= 2 => 0, 3 or 4 => 1, _ => 2 } : known.Length >= 4 && words[0].EndsWith(':') ? 2 : known.Length >= 4 ? 1 : 0;
            if (first.Length > 0 && Distance(first, known) is var d && d > 0 && d <= most)
                return word;
        }

        return slash ? "help" : null;
    }

    private static string? After(string said, string word)
    {
        if (said.Length <= word.Length || Spell(said[..word.Length]) != Spell(word) || said[word.Length] is not (' ' or ':' or '\n'))
            return null;
        var words = said[word.Length..].TrimStart(' ', ':', '\n');
        return words.Length > 0 ? words : null;
    }

    private static string Key(Ask ask) => ask.ToString().ToLowerInvariant();

    private static string Spell(string text)
    {
        var folded = string.Join(' ', SearchText.Fold(text).Split(' ', StringSplitOptions.RemoveEmptyEntries));
        return folded.Length > 0 ? folded : text.Trim();   // an emoji, a question mark
    }

    // Letters added, dropped, changed or swapped with their neighbour (optimal string alignment).
    private static int Distance(string a, string b)
    {
        var d = new int[a.Length + 1, b.Length + 1];
        for (var i = 0; i <= a.Length; i++)
            d[i, 0] = i;
        for (var j = 0; j <= b.Length; j++)
            d[0, j] = j;
        for (var i = 1; i <= a.Length; i++)
        {
            for (var j = 1; j <= b.Length; j++)
            {
                var cost = a[i - 1] == b[j - 1] ? 0 : 1;
                d[i, j] = Math.Min(Math.Min(d[i - 1, j] + 1, d[i, j - 1] + 1), d[i - 1, j - 1] + cost);
                if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
                    d[i, j] = Math.Min(d[i, j], d[i - 2, j - 2] + 1);
            }
        }

        return d[a.Length, b.Length];
    }

    [GeneratedRegex(@"^#(\d{1,9})(?:\s+|:\s*|$)")]
    private static partial Regex Numbered();
}
