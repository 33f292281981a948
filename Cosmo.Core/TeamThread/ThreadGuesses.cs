namespace Cosmo.Core.TeamThread;

/// <summary>Finds the word of command that a text nearly is: whatever is one or two letters away from one is asked about.</summary>
public static partial class ThreadReader
{
    // The whole text nearly a word of command, or the first word nearly one that takes words.
    private static string? Guess(string said, bool slash, string language)
    {
        if (Near(said, s_alone.Concat(s_leading).Distinct(), language, slash ? 2 : null) is { } near)
            return near;

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

    // The same, nearly: a slip may have lost or added a space as well.
    private static string? GuessBehind(string said, string language)
    {
        foreach (var (ask, word, known) in new[] { Ask.HandOver, Ask.Away }.SelectMany(a => ThreadWords.Of(language, Key(a)).Select(w => (a, w.Word, w.Spelled))))
        {
            var (count, together) = (known.Count(c => c == ' ') + 1, ThreadWords.Together(known));
            var most = together.Length switch { <= 3 => 0, < 7 => 1, _ => 2 };
            for (var words = Math.Max(1, count - 1); words <= count + 1; words++)
            {
                if (Split(said, words) is var (head, rest) && ThreadWords.Distance(ThreadWords.Together(ThreadWords.Spell(head)), together) <= most
                    && (ask is Ask.HandOver || Until.Begins(rest, language)))
                    return word;
            }
        }

        return null;
    }

    // The whole text nearly one of the words.
    private static string? Near(string said, IEnumerable<Ask> asks, string language, int? most = null)
    {
        var whole = ThreadWords.Together(ThreadWords.Spell(said));
        foreach (var (word, known) in asks.SelectMany(a => ThreadWords.Of(language, Key(a))))
        {
            var together = ThreadWords.Together(known);
            if (ThreadWords.Distance(whole, together) <= (most ?? together.Length switch { <= 2 => 0, 3 or 4 => 1, _ => 2 }))
                return word;
        }

        return null;
    }
}
