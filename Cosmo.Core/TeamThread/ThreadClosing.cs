using System.Text.RegularExpressions;

namespace Cosmo.Core.TeamThread;

/// <summary>
/// Reads the end of a ticket with its reason: "close: she found it", "close because …", "close as spam", "spam olarak kapat". Many
/// answers to customers begin with the same words ("Close the app and open it again"), so other words behind it are asked about:
/// they neither end a ticket nor become an answer.
/// </summary>
public static partial class ThreadReader
{
    private const string Closing = "closing";

    // Of those words the ones that begin hardly any other sentence: "Fecha às 18h" is an answer, "fechar …" is hardly one.
    private const string Asked = "closing-asked";

    /// <summary>Reasons that pages name in the reader's language, as they are kept with the ticket.</summary>
    internal static readonly string[] CloseReasons = ["resolved", "no-answer", "duplicate", "spam"];

    /// <summary>The reason that a member wrote, as it is kept: one of <see cref="CloseReasons"/> where it is one in their language, else their words.</summary>
    internal static string CloseReason(string words, string language)
    {
        if (KnownReason(words, language) is { } known)
            return known;
        // With a capital letter nobody's word is ever taken for a key, such as "merged".
        var said = words.Trim();
        return said.Length == 0 ? said : char.ToUpperInvariant(said[0]) + said[1..];
    }

    private static ThreadCommand? ReadClose(string said, bool slash, string language, int? number)
    {
        if (Marked().Match(said) is { Success: true } marked && IsClosing(marked.Groups[1].Value, language))
            return new(Ask.Close, marked.Groups[3].Value.Trim(), marked.Groups[2].Success ? ReadNumber(marked.Groups[2].Value) : number);

        foreach (var (word, known) in ThreadWords.Of(language, Closing).OrderByDescending(w => w.Spelled.Length))
        {
            if (Split(said, known.Count(c => c == ' ') + 1) is var (head, rest) && ThreadWords.Spell(head) == known)
            {
                var (named, words) = TakeNumber(rest);
                var reason = Because(words, language) ?? (slash || KnownReason(words, language) is not null ? words : null);
                if (reason is not null)
                    return new(Ask.Close, reason, named ?? number);
                return ThreadWords.Has(language, Asked, known) ? new(Ask.Mistyped, $"{word}: {Cut.Shown(words, 60)}", named ?? number) : null;
            }

            // Where the verb stands at the end.
            if (ThreadWords.Spell(said).EndsWith(" " + known, StringComparison.Ordinal) && KnownReason(ThreadWords.Spell(said)[..^known.Length], language) is { } before)
                return new(Ask.Close, before, number);
        }

        return null;
    }

    // A first word that is nearly one of those for closing, with something behind it.
    private static string? GuessClosing(string said, string language)
    {
        var head = Marked().Match(said) is { Success: true } marked ? marked.Groups[1].Value : null;
        foreach (var (word, known) in ThreadWords.Of(language, head is null ? Asked : Closing))
        {
            var together = ThreadWords.Together(known);
            var first = head ?? Split(said, known.Count(c => c == ' ') + 1)?.Head;
            if (first is null || (head is null && ThreadWords.Has(language, Ordinary, ThreadWords.Spell(first))))
                continue;
            if (ThreadWords.Distance(ThreadWords.Together(ThreadWords.Spell(first)), together) <= together.Length switch { <= 3 => 0, < 7 => 1, _ => 2 })
                return $"{word}: …";
        }

        return null;
    }

    private static bool IsClosing(string head, string language) => ThreadWords.Has(language, Closing, ThreadWords.Spell(head));

    private static string? KnownReason(string words, string language) =>
        Array.Find(CloseReasons, reason => ThreadWords.Has(language, $"reason.{reason}", ThreadWords.Spell(words)));

    private static string? Because(string words, string language) => ThreadWords.Of(language, "because").OrderByDescending(w => w.Spelled.Length)
        .Select(w => Split(words, w.Spelled.Count(c => c == ' ') + 1) is var (head, rest) && ThreadWords.Spell(head) == w.Spelled ? rest : null)
        .FirstOrDefault(rest => rest is not null);

    [GeneratedRegex(@"^([^#:：\r\n]{1,40}?)\s*(?:#\s?(\d+)\s*)?[:：]\s*(.*\S.*)$", RegexOptions.Singleline)]
    private static partial Regex Marked();
}
