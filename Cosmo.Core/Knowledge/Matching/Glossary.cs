using System.Reflection;
using Cosmo.Core.Storage;

namespace Cosmo.Core.Knowledge.Matching;

/// <summary>What a word or phrase means.</summary>
internal sealed class Meaning
{
    public static readonly Meaning None = new();

    public List<string> Concepts { get; } = [];

    /// <summary>It means just its concepts; otherwise it only leads to them, and the word itself still says something else.</summary>
    public bool IsPlain { get; set; }
}

/// <summary>
/// Words of many languages for the things that customers of a shop ask about. A question in one language and an entry in
/// another meet in the concepts they share. Read once; safe from any thread.
/// </summary>
internal sealed class Glossary
{
    private const int LongestPhrase = 4;
    private const int ShortestForgiven = 5;

    private static readonly Lazy<Glossary> s_shared = new(() => new Glossary());

    private readonly Dictionary<string, Meaning> _exact = [];
    private readonly Dictionary<string, Meaning> _beginnings = [];
    private readonly Dictionary<string, Meaning> _joined = [];
    private readonly ILookup<char, string> _forgiving;
    private readonly int _longestJoined;

    private Glossary()
    {
        using var reader = new StreamReader(Assembly.GetExecutingAssembly().GetManifestResourceStream("Cosmo.Core.Knowledge.Matching.glossary.txt")
            ?? throw new InvalidOperationException("The assembly was built without its glossary."));
        while (reader.ReadLine() is { } line)
        {
            var colon = line.IndexOf(':', StringComparison.Ordinal);
            if (line.Length == 0 || line[0] == '#')
                continue;
            foreach (var written in line[(colon + 1)..].Split(' ', StringSplitOptions.RemoveEmptyEntries))
                Add(written, line[..colon].TrimStart('~'), line[0] != '~');
        }

        _longestJoined = _joined.Count == 0 ? 0 : _joined.Keys.Max(k => k.Length);
        _forgiving = _exact.Keys.Where(w => w.Length >= ShortestForgiven && char.IsAscii(w[0]) && !w.Contains(' ')).ToLookup(w => w[0]);
    }

    /// <summary>The one glossary.</summary>
    public static Glossary Shared => s_shared.Value;

    /// <summary>What the longest known phrase that starts at a word means, and how many words it takes; nothing where none is known.</summary>
    public (Meaning Meaning, int Length) At(IReadOnlyList<string> words, int start)
    {
        for (var length = Math.Min(LongestPhrase, words.Count - start); length >= 2; length--)
        {
            if (_exact.TryGetValue(string.Join(' ', words.Skip(start).Take(length)), out var phrase))
                return (phrase, length);
        }

        return (Of(words[start]), 1);
    }

    /// <summary>The concepts in a run of letters that are written without spaces, as Chinese and Japanese are.</summary>
    public IEnumerable<(string Concept, bool IsPlain)> Within(string letters)
    {
        for (var start = 0; start < letters.Length; start++)
        {
            for (var length = Math.Min(_longestJoined, letters.Length - start); length >= 1; length--)
            {
                if (!_joined.TryGetValue(letters.Substring(start, length), out var meaning))
                    continue;
                foreach (var concept in meaning.Concepts)
                    yield return (concept, meaning.IsPlain);
                break;
            }
        }
    }

    private Meaning Of(string word)
    {
        if (Known(word) is { } meaning)
            return meaning;
        // The Arabic article and particles are written on to the word.
        foreach (var particle in (ReadOnlySpan<string>)["وال", "بال", "لل", "ال", "و", "ب", "ل"])
        {
            if (word.Length >= particle.Length + 3 && word.StartsWith(particle, StringComparison.Ordinal) && Known(word[particle.Length..]) is { } behind)
                return behind;
        }

        return word.Length >= ShortestForgiven && _forgiving[word[0]].FirstOrDefault(k => Typing.OneSlip(k, word)) is { } meant ? _exact[meant] : Meaning.None;
    }

    private Meaning? Known(string word)
    {
        if (_exact.TryGetValue(word, out var meaning))
            return meaning;
        for (var length = word.Length; length >= 2; length--)
        {
            if (_beginnings.TryGetValue(word[..length], out var beginning))
                return beginning;
        }

        return null;
    }

    private void Add(string written, string concept, bool plain)
    {
        var words = MatchText.Words(written.TrimEnd('*').Replace('_', ' '));
        if (words.Count == 0)
            throw new InvalidOperationException($"The glossary has a term without letters: {written}");
        var (map, key) = words.Exists(w => w.Any(SearchText.StandsApart)) ? (_joined, string.Concat(words))
            : written[^1] == '*' && words.Count == 1 ? (_beginnings, words[0])
            : (_exact, string.Join(' ', words));
        if (!map.TryGetValue(key, out var meaning))
            map[key] = meaning = new();
        if (!meaning.Concepts.Contains(concept))
            meaning.Concepts.Add(concept);
        meaning.IsPlain |= plain;
    }
}
