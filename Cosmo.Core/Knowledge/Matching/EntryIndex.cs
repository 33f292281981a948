using System.Buffers;
using System.Runtime.InteropServices;

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
        // Two numbers per entry in a borrowed array: a frequent word touches thousands of entries, and a table of them would
        // cost more than all the rest.
        var sums = ArrayPool<float>.Shared.Rent(_entries.Count * 2);
        Array.Clear(sums, 0, _entries.Count * 2);
        try
        {
            foreach (var term in QuestionTerms.Of(question).All)
            {
                if (!_postings.TryGetValue(term.Key, out var list))
                    continue;
                var worth = (float)term.Weight * _weights[term.Key];
                foreach (var (entry, weight) in CollectionsMarshal.AsSpan(list))
                {
                    sums[entry * 2] += worth * weight;
                    sums[entry * 2 + 1] += weight >= term.Weight ? worth : 0;
                }
            }

            return Best(sums, limit, language);
        }
        finally
        {
            ArrayPool<float>.Shared.Return(sums);
        }
    }

    private List<NearEntry> Best(float[] sums, int limit, string? language)
    {
        var best = new List<NearEntry>(limit + 1);
        for (var i = 0; i < _entries.Count; i++)
        {
            if (sums[i * 2] <= 0 || language is not null && _entries[i].Language != language)
                continue;
            // An entry whose whole question was asked is nearer than one that only touches the subject.
            var score = sums[i * 2] * (0.7 + 0.3 * Math.Min(1, sums[i * 2 + 1] / Math.Max(_questionWeights[i], 0.1)));
            if (best.Count == limit && score < best[^1].Score)
                continue;
            var near = new NearEntry(_entries[i].Id, score, i);
            // Of an entry's passages only the nearest counts.
            var same = best.FindIndex(n => n.Id == near.Id);
            if (same >= 0 && best[same].Score >= score)
                continue;
            if (same >= 0)
                best.RemoveAt(same);
            var at = best.FindIndex(n => n.Score < score || n.Score == score && n.Id.CompareTo(near.Id) > 0);
            best.Insert(at < 0 ? best.Count : at, near);
            if (best.Count > limit)
                best.RemoveAt(limit);
        }

        return best;
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
