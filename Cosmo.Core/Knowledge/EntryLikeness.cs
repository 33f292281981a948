using Cosmo.Core.Knowledge.Matching;

namespace Cosmo.Core.Knowledge;

/// <summary>Two entries of one language that are asked for in nearly the same words.</summary>
/// <param name="Asked">The question or variant of the first one.</param>
/// <param name="AlsoAsked">The question or variant of the second one that is like it.</param>
/// <param name="Score">What both have in common (0 to 1).</param>
public sealed record LikePair(Guid OneId, Guid OtherId, string Asked, string AlsoAsked, double Score);

/// <summary>Finds entries that ask nearly the same. Pure: the same entries, the same pairs.</summary>
public static class EntryLikeness
{
    /// <summary>From this score on (0 to 1) two questions are taken for the same; answering needs less, because there somebody only asks.</summary>
    public const double Alike = 0.75;

    /// <summary>The nearest entries that each question is compared with.</summary>
    private const int Neighbours = 4;

    /// <summary>The pairs, the most alike first; each pair once.</summary>
    public static IReadOnlyList<LikePair> Of(IReadOnlyList<(Guid Id, KnowledgeText Text)> entries)
    {
        ArgumentNullException.ThrowIfNull(entries);
        var passages = entries.SelectMany(e => KnowledgePassages.Of(e.Text).Select(p => new IndexedEntry(e.Id, p.Question, "", e.Text.Category, e.Text.Language))).ToList();
        var index = new EntryIndex(passages);
        var questions = passages.ToLookup(p => p.Id);
        var pairs = new Dictionary<(Guid, Guid), LikePair>();
        foreach (var passage in passages)
        {
            foreach (var near in index.Nearest(passage.Question, Neighbours + 1, passage.Language).Where(n => n.Id != passage.Id))
            {
                var other = questions[near.Id].MaxBy(p => PlainMatch.Score(passage.Question, p.Question))!;
                var score = PlainMatch.Score(passage.Question, other.Question);
                var key = passage.Id.CompareTo(near.Id) < 0 ? (passage.Id, near.Id) : (near.Id, passage.Id);
                if (score >= Alike && (!pairs.TryGetValue(key, out var known) || known.Score < score))
                    pairs[key] = new(passage.Id, near.Id, passage.Question, other.Question, score);
            }
        }

        return [.. pairs.Values.OrderByDescending(p => p.Score).ThenBy(p => p.OneId)];
    }
}
