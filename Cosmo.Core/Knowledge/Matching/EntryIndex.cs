namespace Cosmo.Core.Knowledge.Matching;

/// <summary>A passage of an entry as it is searched; one entry may have several.</summary>
internal sealed record IndexedEntry(Guid Id, string Question, string Answer, string Category, string Language);

/// <summary>An entry near a question, and how near: comparable within one question only.</summary>
/// <param name="Id">The entry.</param>
/// <param name="Place">Which of the passages it was.</param>
internal sealed record NearEntry(Guid Id, double Score, int Place);

/// <summary>All entries by what they speak of. Built once, then read by many threads.</summary>
internal sealed class EntryIndex
{
    private const double InAnswer = 0.4;
    private const double InCategory = 0.3;

    /// <summary>The second nearest entry must be this many times further away.</summary>
    private const double Lead = 1.25;

    /// <summary>The share of an entry's question that must be asked.</summary>
    private const double MostOf = 0.65;

    private readonly List<IndexedEntry> _entries;
    private readonly Dictionary<string, List<(int Entry, float Weight)>> _postings = [];
    private readonly Dictionary<string, float> _weights = [];
    private readonly float[] _questionWeights;

    /// <summary>Reads the entries.</summary>
    public EntryIndex(IEnumerable<IndexedEntry> entries)
    {
        _entries = [.. entries];
        var questions = _entries.ConvertAll(e => QuestionTerms.Of(e.Question));
        for (var i = 0; i < _entries.Count; i++)
        {
            var weights = new Dictionary<string, double>();
            Note(QuestionTerms.Of(_entries[i].Category), InCategory, weights);
            Note(QuestionTerms.Of(_entries[i].Answer), InAnswer, weights);
            Note(questions[i], 1, weights);
            foreach (var (key, weight) in weights)
            {
                if (!_postings.TryGetValue(key, out var list))
                    _postings[key] = list = [];
                list.Add((i, (float)weight));
            }
        }

        foreach (var (key, list) in _postings)
            _weights[key] = (float)Rarity(list.Count);
        _questionWeights = [.. questions.Select(q => (float)q.All.Sum(t => t.Weight * _weights[t.Key]))];
    }

    /// <summary>The entries nearest to a question, best first.</summary>
    /// <param name="question">As it was asked, in any language.</param>
    /// <param name="limit">At most so many.</param>
    /// <param name="language">Only entries in this language (ISO 639-1); null for all.</param>
    public IReadOnlyList<NearEntry> Nearest(string question, int limit, string? language = null)
    {
        var scores = new Dictionary<int, (double Score, double InQuestion)>();
        foreach (var term in QuestionTerms.Of(question).All)
        {
            if (!_postings.TryGetValue(term.Key, out var list))
                continue;
            var rarity = _weights[term.Key];
            foreach (var (entry, weight) in list)
            {
                if (language is not null && _entries[entry].Language != language)
                    continue;
                var (score, inQuestion) = scores.GetValueOrDefault(entry);
                scores[entry] = (score + term.Weight * rarity * weight, inQuestion + (weight >= term.Weight ? term.Weight * rarity : 0));
            }
        }

        // An entry whose whole question was asked is nearer than one that only touches the subject.
        return [.. scores.Select(s => new NearEntry(_entries[s.Key].Id, s.Value.Score * (0.7 + 0.3 * Math.Min(1, s.Value.InQuestion / Math.Max(_questionWeights[s.Key], 0.1))), s.Key))
            .OrderByDescending(n => n.Score).ThenBy(n => n.Id).ThenBy(n => n.Place).DistinctBy(n => n.Id).Take(limit)];
    }

    /// <summary>
    /// The one entry that a question plainly asks for, or null. Every word of the question must be explained by the entry's
    /// own question, nearly all of that question must be asked, and no other entry may come near.
    /// </summary>
    public NearEntry? Sure(string question, string language)
    {
        // One word names a subject and asks nothing yet.
        if (MatchText.Words(question).Count < 2)
            return null;
        var asked = QuestionTerms.Of(question);
        if (asked.Unexplained.Any(word => !_postings.ContainsKey(word)))
            return null;
        var near = Nearest(question, 2, language);
        if (near.Count == 0 || near.Count > 1 && near[0].Score < Lead * near[1].Score)
            return null;
        var own = QuestionTerms.Of(_entries[near[0].Place].Question);
        var concepts = asked.Concepts.ToList();
        if (concepts.Count == 0 && asked.Unexplained.Count < 2
            || asked.Unexplained.Any(word => !own.Has(word)) || concepts.Exists(c => !own.Has(c)))
            return null;
        var wanted = own.Concepts.Concat(own.Unexplained).ToList();
        return wanted.Count(asked.Has) >= MostOf * wanted.Count ? near[0] : null;
    }

    /// <summary>The question of the passage that was found.</summary>
    public string QuestionOf(NearEntry near) => _entries[near.Place].Question;

    private static void Note(QuestionTerms terms, double place, Dictionary<string, double> weights)
    {
        foreach (var term in terms.All)
            weights[term.Key] = Math.Max(weights.GetValueOrDefault(term.Key), term.Weight * place);
    }

    // The inverse document frequency of BM25, in the form that is never negative.
    private double Rarity(int having) => Math.Log(1 + (_entries.Count - having + 0.5) / (having + 0.5));
}
