using Cosmo.Core.Storage;

namespace Cosmo.Core.Knowledge.Matching;

/// <summary>One thing that a text speaks of.</summary>
/// <param name="Key">A concept ("=ship") or the beginning of a word ("refun").</param>
/// <param name="Weight">How much it counts: a concept fully, the word itself a little less.</param>
internal readonly record struct QuestionTerm(string Key, double Weight);

/// <summary>
/// What a text speaks of: its concepts, and its words without the small ones. A word with a concept counts as both, so the
/// same word is a little nearer than a word for the same thing.
/// </summary>
internal sealed class QuestionTerms
{
    private const double OfWord = 0.6;
    private const double OfKnownWord = 0.3;
    private const int StemLength = 5;

    private readonly Dictionary<string, double> _weights = [];
    private readonly HashSet<string> _concepts = [];
    private readonly HashSet<string> _unexplained = [];

    private QuestionTerms() { }

    public IEnumerable<QuestionTerm> All => _weights.Select(w => new QuestionTerm(w.Key, w.Value));

    /// <summary>Beginnings of words that are no concept and not small: what a text says beyond the glossary.</summary>
    public IReadOnlySet<string> Unexplained => _unexplained;

    /// <summary>What its words plainly mean, as keys; concepts that a word only leads to are not among them.</summary>
    public IReadOnlySet<string> Concepts => _concepts;

    public bool Has(string key) => _weights.ContainsKey(key);

    public static QuestionTerms Of(string text)
    {
        var terms = new QuestionTerms();
        var words = MatchText.Words(text);
        for (var i = 0; i < words.Count;)
        {
            if (words[i].Length == 1 && SearchText.StandsApart(words[i][0]))
            {
                i = terms.ReadJoined(words, i);
                continue;
            }

            var (meaning, length) = Glossary.Shared.At(words, i);
            foreach (var concept in meaning.Concepts)
                terms.AddConcept("=" + concept, meaning.IsPlain);
            for (var end = i + length; i < end; i++)
                terms.AddWord(words[i], meaning.IsPlain);
        }

        return terms;
    }

    private int ReadJoined(List<string> words, int start)
    {
        var end = start;
        while (end < words.Count && words[end].Length == 1 && SearchText.StandsApart(words[end][0]))
            end++;
        var letters = string.Concat(words.Skip(start).Take(end - start));
        foreach (var (concept, isPlain) in Glossary.Shared.Within(letters))
            AddConcept("=" + concept, isPlain);
        for (var i = 0; i + 2 <= letters.Length; i++)
            Add(letters.Substring(i, 2), OfKnownWord);
        return end;
    }

    private void AddWord(string word, bool known)
    {
        if (SmallWords.Contains(word))
            return;
        var stem = word.Length > StemLength ? word[..StemLength] : word;
        Add(stem, known ? OfKnownWord : OfWord);
        if (!known)
            _unexplained.Add(stem);
    }

    private void AddConcept(string key, bool isPlain)
    {
        Add(key, 1);
        if (isPlain)
            _concepts.Add(key);
    }

    private void Add(string key, double weight) => _weights[key] = Math.Max(weight, _weights.GetValueOrDefault(key));
}
