namespace Cosmo.Core.Assistant.BuiltIn;

/// <summary>A term found in a text: which one, where it starts and how many words it takes.</summary>
internal readonly record struct TermHit(int Term, int Start, int Length);

/// <summary>
/// Finds many terms in one pass over a text's folded words. A term is a word, a beginning (word*), an ending (*word)
/// or several such parts joined by underscores, which must follow each other.
/// </summary>
internal sealed class WordIndex
{
    private readonly Dictionary<string, int> _known = [];
    private readonly List<string[]> _parts = [];
    private readonly Dictionary<string, List<int>> _exact = [];
    private readonly Dictionary<string, List<int>> _beginnings = [];
    private readonly Dictionary<string, List<int>> _endings = [];
    private readonly Dictionary<string, List<int>>.AlternateLookup<ReadOnlySpan<char>> _byBeginning;
    private readonly Dictionary<string, List<int>>.AlternateLookup<ReadOnlySpan<char>> _byEnding;

    public WordIndex()
    {
        _byBeginning = _beginnings.GetAlternateLookup<ReadOnlySpan<char>>();
        _byEnding = _endings.GetAlternateLookup<ReadOnlySpan<char>>();
    }

    /// <summary>The number of a term as it is written in a word file; the same text has the same number. Only while the index is built.</summary>
    public int Add(string written)
    {
        var parts = written.Split('_', StringSplitOptions.RemoveEmptyEntries).SelectMany(Parts).ToArray();
        var canonical = string.Join('_', parts);
        if (_known.TryGetValue(canonical, out var number))
            return number;

        number = _parts.Count;
        _known[canonical] = number;
        _parts.Add(parts);
        var (first, map) = parts[0] switch
        {
            ['*', .. var ending] => (ending, _endings),
            [.. var beginning, '*'] => (beginning, _beginnings),
            var word => (word, _exact),
        };
        if (!map.TryGetValue(first, out var terms))
            map[first] = terms = [];
        terms.Add(number);
        return number;
    }

    /// <summary>Every term in the words from <paramref name="from"/> to before <paramref name="to"/>.</summary>
    public void Find(List<string> words, int from, int to, List<TermHit> hits)
    {
        for (var start = from; start < to; start++)
        {
            var word = words[start];
            if (_exact.TryGetValue(word, out var exact))
                Check(exact, words, start, to, hits);
            for (var length = 2; length <= word.Length; length++)
            {
                if (_byBeginning.TryGetValue(word.AsSpan(0, length), out var beginnings))
                    Check(beginnings, words, start, to, hits);
                if (_endings.Count > 0 && _byEnding.TryGetValue(word.AsSpan(word.Length - length), out var endings))
                    Check(endings, words, start, to, hits);
            }
        }
    }

    private void Check(List<int> terms, List<string> words, int start, int to, List<TermHit> hits)
    {
        foreach (var term in terms)
        {
            var parts = _parts[term];
            if (start + parts.Length > to)
                continue;
            var all = true;
            for (var i = 1; i < parts.Length && all; i++)
                all = Matches(parts[i], words[start + i]);
            if (all)
                hits.Add(new(term, start, parts.Length));
        }
    }

    private static bool Matches(string part, string word) => part switch
    {
        ['*', .. var ending] => word.EndsWith(ending, StringComparison.Ordinal),
        [.. var beginning, '*'] => word.StartsWith(beginning, StringComparison.Ordinal),
        _ => part == word,
    };

    // A part is folded like the text, so an apostrophe or hyphen in it makes two parts.
    private static IEnumerable<string> Parts(string part)
    {
        var words = Fold.Words(part.Trim('*'));
        if (words.Count == 0)
            throw new InvalidOperationException($"A word list has a term without letters: {part}");
        if (part[0] == '*')
            words[0] = "*" + words[0];
        if (part[^1] == '*')
            words[^1] += "*";
        return words;
    }
}
