using System.Collections.Frozen;
using Cosmo.Core.Storage;

namespace Cosmo.Core.Knowledge;

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

    // Words that carry no subject. Only the languages that entries are most often written in; in others every word counts.
    private static readonly FrozenSet<string> s_smallWords = """
        a about an and any are at be can could did do does for from get give have has hello hey hi how i if in is it its let long may me much my of on one or our please
        tell that the there these they this to us want was we what when where which who will with would you your
        al como con cual cuales cuando cuanto cuanta de del donde el ella en es esta este hay hola la las le les lo los me mi mis muy o para pero por puedo puede pueden que quiero se si sin su sus tengo tiene tienen un una usted ustedes y ya yo
        ao as com da das do dos e ela ele em eu na nas no nos num oi ola os ou quanto qual quais quando onde pode posso quero sao seu sua tem voce voces
        au aux avec bonjour ce ces cette combien comment dans des est et je les leur ma mes mon ne nos notre nous ou par pas peut peux pour pouvez puis quand quel quelle quels qui quoi sa ses son sur ta tu une vos votre vous
        aber am auf aus bei bin bitte das dass dem den der die ein eine einen er es fur gibt habe haben hallo ich ihr ihre im ist kann kannst konnen man mein meine mit nach nicht noch oder sie sind und uns von vom wann was wer wie wieviel wir wird wo zu zum zur
        al alla anche avete che chi ci come cosa dei del della delle di dove e gli ho il io le loro ma mi mio nei nel nella non per piu posso puo quale quando quanto se sei si sono sta ti tra tu un una uno vi voi
        aan als bent bij dan dat de een en er ge heb hebben hebt het hoe hoeveel hoi hun ik in je jij jullie kan kunnen maar me met mij mijn naar niet nog of om ons onze op over te uit van voor waar wanneer wat we welke wie wij worden zijn zo zou
        """.Split([' ', '\n', '\r'], StringSplitOptions.RemoveEmptyEntries).ToFrozenSet();

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
    public static int Choose(string asked, IReadOnlyList<string> questions)
    {
        var scores = questions.Select((q, i) => (Score: Score(asked, q), Index: i)).OrderByDescending(s => s.Score).ToList();
        if (scores.Count == 0 || scores[0].Score < Threshold)
            return -1;
        return scores.Count > 1 && scores[0].Score < 1 && scores[0].Score - scores[1].Score < Lead ? -1 : scores[0].Index;
    }

    private static bool Denies(string text) =>
        SearchText.Fold(text.Replace("'", "", StringComparison.Ordinal).Replace("’", "", StringComparison.Ordinal))
            .Split(' ', StringSplitOptions.RemoveEmptyEntries).Any(s_negations.Contains);

    private static HashSet<string> Subject(string text)
    {
        var words = SearchText.Fold(text).Split(' ', StringSplitOptions.RemoveEmptyEntries);
        var subject = words.Where(w => !s_smallWords.Contains(w)).ToList();
        // "Who are you?" is made of small words only; then they are all there is.
        return [.. (subject.Count > 0 ? subject : [.. words]).Select(w => w.Length > StemLength ? w[..StemLength] : w)];
    }
}
