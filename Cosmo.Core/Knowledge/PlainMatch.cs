using System.Collections.Frozen;
using Cosmo.Core.Knowledge.Matching;
using Cosmo.Core.Storage;

namespace Cosmo.Core.Knowledge;

/// <summary>How candidates compare to what was asked.</summary>
/// <param name="Scores">Of each candidate, in their order (0 to 1).</param>
/// <param name="Reaches">The best one has enough in common with what was asked.</param>
/// <param name="Leads">No other comes near the best one.</param>
/// <param name="Chosen">The one that is plainly meant, or -1.</param>
public sealed record PlainChoice(IReadOnlyList<double> Scores, bool Reaches, bool Leads, int Chosen);

/// <summary>
/// Tells whether a customer's message plainly asks what an entry answers: nearly the same words, apart from the small
/// ones of each language. Where it is not plain, a person answers; a near miss would be a wrong answer.
/// </summary>
public static class PlainMatch
{
    /// <summary>The share of both questions' words that must be common to them.</summary>
    public const double Threshold = 0.6;

    /// <summary>The second best entry must be this much worse, or nobody can tell which one is meant.</summary>
    public const double Lead = 0.15;

    /// <summary>Words with the same beginning of this length count as one: prices and price, envío and envíos.</summary>
    private const int StemLength = 5;

    /// <summary>With fewer common words than this, one word more changes the subject: "return item", "return damaged item".</summary>
    public const int FewestForLeftovers = 3;

    // A question and its opposite share their words; whoever says "not" asks something else.
    private static readonly FrozenSet<string> s_negations =
        "not no cannot cant never nothing without dont doesnt didnt isnt wont nunca nada nao nem jamais rien nicht kein keine nie non niente pas niet geen degil yok tidak bukan jangan لا ليس لم لن नहीं मत"
        .Split(' ').ToFrozenSet();

    /// <summary>How much two questions have in common: 0 nothing, 1 the same subject words.</summary>
    public static double Score(string asked, string question)
    {
        var (a, b) = (Subject(asked), Subject(question));
        if (a.Count == 0 || b.Count == 0)
            return 0;
        var common = a.Count(b.Contains);
        if (Denies(asked) != Denies(question))
            return 0;
        if (common < FewestForLeftovers && common < Math.Max(a.Count, b.Count))
            return 0;
        // Both directions count: a long message that mentions the subject in passing does not plainly ask for it.
        return 2.0 * common / (a.Count + b.Count);
    }

    /// <summary>The one candidate that is plainly meant, or -1.</summary>
    public static int Choose(string asked, IReadOnlyList<string> questions) => Weigh(asked, questions).Chosen;

    /// <summary>Weighs all candidates against each other.</summary>
    public static PlainChoice Weigh(string asked, IReadOnlyList<string> questions)
    {
        var scores = questions.Select(q => Score(asked, q)).ToList();
        var order = scores.Select((score, i) => (Score: score, Index: i)).OrderByDescending(s => s.Score).ToList();
        var reaches = order.Count > 0 && order[0].Score >= Threshold;
        var leads = order.Count < 2 || order[0].Score >= 1 || order[0].Score - order[1].Score >= Lead;
        return new(scores, reaches, leads, reaches && leads ? order[0].Index : -1);
    }

    /// <summary>Whether a message says "not" in any of the languages that entries are mostly written in.</summary>
    internal static bool Denies(string text) =>
        SearchText.Fold(text.Replace("'", "", StringComparison.Ordinal).Replace("’", "", StringComparison.Ordinal))
            .Split(' ', StringSplitOptions.RemoveEmptyEntries).Any(s_negations.Contains);

    private static HashSet<string> Subject(string text)
    {
        var words = SearchText.Fold(text).Split(' ', StringSplitOptions.RemoveEmptyEntries);
        var subject = words.Where(w => !SmallWords.Contains(w)).ToList();
        // "Who are you?" is made of small words only; then they are all there is.
        return [.. (subject.Count > 0 ? subject : [.. words]).Select(w => w.Length > StemLength ? w[..StemLength] : w)];
    }
}
