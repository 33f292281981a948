using Cosmo.Core.Knowledge.Matching;
using Cosmo.Core.Storage;

namespace Cosmo.Core.Knowledge;

/// <summary>A question as it was asked.</summary>
/// <param name="Language">ISO 639-1 code.</param>
public sealed record AskedWords(Guid Id, string Text, string Language);

/// <summary>Puts questions together that ask the same, in whatever language. Pure: the same questions, the same groups.</summary>
public static class QuestionGroups
{
    /// <summary>What two questions must have in common, from 0 to 1.</summary>
    private const double Alike = 0.6;

    // The same word in two languages is seldom the same letters, so it counts less there that it is missing.
    private const double WordHere = 0.7;
    private const double WordAbroad = 0.25;

    /// <summary>The groups, each in the order of the questions; the largest first, then the one whose first question came first.</summary>
    public static IReadOnlyList<IReadOnlyList<Guid>> Of(IEnumerable<AskedWords> questions)
    {
        List<(List<Guid> Ids, List<(QuestionTerms Terms, AskedWords Words)> Leaders, string Folded)> groups = [];
        foreach (var asked in questions)
        {
            var (terms, folded) = (QuestionTerms.Of(asked.Text), SearchText.Fold(asked.Text));
            var best = groups.Select(g => (Group: g, Score: g.Folded == folded ? 1 : g.Leaders.Max(l => Likeness(terms, asked, l.Terms, l.Words))))
                .OrderByDescending(g => g.Score).FirstOrDefault();
            if (best.Score < Alike)
            {
                groups.Add(([asked.Id], [(terms, asked)], folded));
                continue;
            }

            best.Group.Ids.Add(asked.Id);
            // One leader per language: the next question in that language is compared within it.
            if (best.Group.Leaders.TrueForAll(l => l.Words.Language != asked.Language))
                best.Group.Leaders.Add((terms, asked));
        }

        return [.. groups.Select(g => (IReadOnlyList<Guid>)g.Ids).OrderByDescending(g => g.Count)];
    }

    private static double Likeness(QuestionTerms one, AskedWords asked, QuestionTerms other, AskedWords leader)
    {
        if (PlainMatch.Denies(asked.Text) != PlainMatch.Denies(leader.Text))
            return 0;
        var word = asked.Language == leader.Language ? WordHere : WordAbroad;
        var common = one.Concepts.Count(other.Concepts.Contains) + one.Unexplained.Count(other.Has) * WordHere;
        var all = Weight(one, word) + Weight(other, word);
        return all == 0 || common == 0 ? 0 : Math.Min(1, 2 * common / all);
    }

    private static double Weight(QuestionTerms terms, double word) => terms.Concepts.Count + terms.Unexplained.Count * word;
}
