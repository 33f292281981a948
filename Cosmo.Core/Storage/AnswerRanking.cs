namespace Cosmo.Core.Storage;

/// <summary>One term of a question found in one entry: the term's place in the question, the entry, and how long its text is.</summary>
internal sealed record TermMatch(int Term, Guid Id, int Length);

/// <summary>Ranks answers by the weight of the question's terms they have, so that both databases answer alike.</summary>
internal static class AnswerRanking
{
    /// <summary>The best entries first.</summary>
    /// <param name="asked">Number of the question's different terms.</param>
    /// <param name="entries">Number of entries that could have matched.</param>
    /// <param name="matches">Each term in each entry that has it.</param>
    /// <param name="limit">At most so many.</param>
    public static IReadOnlyList<AnswerHit> Rank(int asked, int entries, IReadOnlyCollection<TermMatch> matches, int limit)
    {
        var found = matches.CountBy(m => m.Term).ToDictionary();
        var weights = Enumerable.Range(0, asked).Select(term => Weight(entries, found.GetValueOrDefault(term))).ToArray();
        var whole = weights.Sum();
        return [.. matches.GroupBy(m => (m.Id, m.Length))
            .Select(entry => new AnswerHit(entry.Key.Id, entry.Sum(m => weights[m.Term]) / whole * Brevity(entry.Key.Length), entry.Count(), asked))
            .OrderByDescending(hit => hit.Rank).ThenBy(hit => hit.Id)
            .Take(limit)];
    }

    // The inverse document frequency of BM25, in the form that is never negative (Robertson & Zaragoza 2009, with Lucene's 1 +).
    private static double Weight(int entries, int having) => Math.Log(1 + (entries - having + 0.5) / (having + 0.5));

    // Of two entries with the same words the shorter one is more about them; it decides between equals only.
    private static double Brevity(int length) => 0.98 + 0.02 / (1 + Math.Log(1 + length));
}
