namespace Cosmo.Core.Assistant.BuiltIn.Language;

/// <summary>The short words that give a language away. A word of one language alone counts fully, a shared one is shared out.</summary>
internal sealed class CommonWords
{
    private readonly Dictionary<string, byte[]> _languagesOf;
    private readonly Dictionary<string, byte[]>.AlternateLookup<ReadOnlySpan<char>> _lookup;

    private CommonWords(Dictionary<string, byte[]> languagesOf)
    {
        _languagesOf = languagesOf;
        _lookup = _languagesOf.GetAlternateLookup<ReadOnlySpan<char>>();
    }

    public static CommonWords Read(string[] codes)
    {
        var found = new Dictionary<string, HashSet<byte>>();
        foreach (var line in EmbeddedText.Lines("Language.common-words.txt"))
        {
            var colon = line.IndexOf(':', StringComparison.Ordinal);
            var language = (byte)Array.IndexOf(codes, line[..colon]);
            foreach (var word in line[(colon + 1)..].Split(' ', StringSplitOptions.RemoveEmptyEntries))
            {
                Note(word, language);
                // People leave accents out; the bare form counts for the language as well.
                Note(Fold.Text(word), language);
            }
        }

        return new(found.ToDictionary(f => f.Key, f => f.Value.ToArray()));

        void Note(string word, byte language)
        {
            if (!found.TryGetValue(word, out var languages))
                found[word] = languages = [];
            languages.Add(language);
        }
    }

    public void Add(ReadOnlySpan<char> word, Span<double> totals)
    {
        if (!_lookup.TryGetValue(word, out var languages))
            return;
        foreach (var language in languages)
            totals[language] += 1.0 / languages.Length;
    }
}
