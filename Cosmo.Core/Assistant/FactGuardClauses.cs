using System.Text.RegularExpressions;
using Cosmo.Core.Assistant.BuiltIn;
using Cosmo.Core.Assistant.BuiltIn.Facts;

namespace Cosmo.Core.Assistant;

/// <summary>A part of a sentence with one verb, as far as commas and joining words tell.</summary>
/// <param name="Words">Its folded words.</param>
/// <param name="Denial">The word that denies it, or null.</param>
/// <param name="Choices">How many "or" it has; other languages may deny each side of one.</param>
internal sealed record Clause(IReadOnlyList<string> Words, string? Denial, int Choices)
{
    /// <summary>Words of a clause that may only go on with a list: "we do not refund gift cards, vouchers".</summary>
    private const int LongestRest = 4;

    /// <summary>It may go on with what the clause before it denies; nobody can tell.</summary>
    public bool IsRest { get; private init; }

    /// <summary>It only takes something away from another clause: "without a receipt".</summary>
    public bool IsWithout => Denial is not null && FactGuardClauses.IsWithout(Denial);

    /// <summary>The same clauses, with those marked that may be the rest of a denied list.</summary>
    public static List<Clause> Marked(IEnumerable<Clause> clauses)
    {
        var marked = new List<Clause>();
        foreach (var clause in clauses)
            marked.Add(clause with { IsRest = clause.Denial is null && clause.Words.Count <= LongestRest && marked is [.., { Denial: not null } or { IsRest: true }] });
        return marked;
    }
}

/// <summary>Takes a text apart into clauses and tells which of them deny something, in the eleven languages.</summary>
internal static partial class FactGuardClauses
{
    private static readonly HashSet<string> s_denials =
    [
        "not", "no", "never", "cannot", "cant", "dont", "doesnt", "didnt", "wont", "isnt", "arent", "wasnt", "werent", "havent", "hasnt", "couldnt", "wouldnt", "shouldnt", "unable", "none", "nothing", "without", "neither", "nor",
        "nunca", "jamas", "ningun", "ninguna", "ninguno", "nada", "sin", "tampoco", "imposible", "ni",
        "nao", "nenhum", "nenhuma", "sem", "jamais", "tampouco", "nem",
        "pas", "aucun", "aucune", "rien", "sans", "impossible",
        "nicht", "kein", "keine", "keinen", "keinem", "keiner", "nie", "niemals", "nichts", "ohne", "weder",
        "non", "mai", "nessun", "nessuno", "nessuna", "niente", "nulla", "senza",
        "niet", "geen", "nooit", "niets", "zonder",
        "degil", "yok", "asla", "hicbir", "olmadan",
        "tidak", "bukan", "belum", "jangan", "tanpa", "tak", "nggak", "gak",
        "لا", "لم", "لن", "ليس", "ليست", "غير", "بدون", "ولا", "ولن", "ولم", "لسنا",
        "नहीं", "मत", "ना", "बिना", "कभी",
        // What one language says with "not" another says with a word of its own: out of stock.
        "unavailable", "agotado", "agotada", "agotados", "esgotado", "esgotada", "epuise", "epuisee", "ausverkauft", "vergriffen", "esaurito", "esaurita", "uitverkocht", "tukendi", "tukenmistir", "stoksuz", "habis", "rupture", "kosong", "نفد", "نفدت",
    ];

    // "Do not hesitate" and "no problem" are courtesies that other languages say without a denial; "unless" is a condition.
    private static readonly string[] s_courtesies =
    [
        "not hesitate", "dont hesitate", "no problem", "no worries", "dont worry", "no dudes", "no dude", "no duden", "no te preocupes", "no se preocupe", "sin problema", "de nada", "nao hesite", "sem problema", "sem problemas",
        "hesitez pas", "pas de probleme", "pas de souci", "zogern sie nicht", "zogere nicht", "kein problem", "non esitare", "non esiti", "nessun problema", "di nulla", "di niente", "aarzel niet", "geen probleem", "geen dank",
        "jangan ragu", "tidak masalah", "sorun degil", "sorun yok", "لا تتردد", "لا تترددوا", "لا مشكله", "संकोच न करें", "no later than", "as soon as possible", "nothing else", "nada mas",
        "a menos que no", "a nao ser que", "a meno che non", "a moins que", "a meno che", "at no cost", "no cost", "no charge", "sin coste", "sin costo", "sem custo", "sans frais", "ohne kosten", "senza costi", "zonder kosten", "tanpa biaya", "بدون تكلفه", "बिना शुल्क", "sin falta", "sans faute", "noch etwas", "noch fragen", "noch weitere",
    ];

    private static readonly HashSet<string> s_joints =
        ["and", "but", "then", "y", "pero", "e", "mas", "mais", "et", "puis", "und", "aber", "sondern", "ma", "poi", "en", "maar", "ve", "ama", "fakat", "dan", "tapi", "tetapi", "لكن", "ولكن", "और", "लेकिन", "मगर"];

    // Each of these begins a clause that it denies itself; the first row only where something is denied already.
    private static readonly HashSet<string> s_nors = ["nor", "ni", "nem", "ولا", "ولن", "ولم"];
    private static readonly HashSet<string> s_withouts = ["without", "sin", "sem", "sans", "ohne", "senza", "zonder", "tanpa", "بدون"];

    private static readonly HashSet<string> s_choices = ["or", "o", "ou", "oder", "of", "veya", "ya", "atau", "أو", "او", "या", "weder"];

    /// <summary>The folded word says "without".</summary>
    public static bool IsWithout(string word) => s_withouts.Contains(word);

    /// <summary>The folded word says "or".</summary>
    public static bool IsChoice(string word) => s_choices.Contains(word);

    /// <summary>The clauses of a text, in order.</summary>
    public static List<Clause> Read(string text)
    {
        // In Portuguese "no" is "in the"; in Spanish it denies.
        var portuguese = PortuguesePattern().IsMatch(text);
        var clauses = new List<Clause>();
        foreach (var part in PartPattern().Split(Without(text)))
        {
            var words = new List<string>();
            foreach (var word in part.Split(' ', StringSplitOptions.RemoveEmptyEntries))
            {
                if (s_nors.Contains(word) && words.Exists(s_denials.Contains) || s_withouts.Contains(word) || s_joints.Contains(word) && !(portuguese && word is "mais"))
                    Close(words);
                words.Add(word);
            }

            Close(words);
        }

        return clauses;

        void Close(List<string> words)
        {
            if (words.Count > 0)
                clauses.Add(new([.. words], words.Find(Denies), words.Count(w => s_choices.Contains(w) && !(portuguese && w is "o"))));
            words.Clear();
        }

        bool Denies(string word) => s_denials.Contains(word) && !(portuguese && word is "no") || TurkishPattern().IsMatch(word);
    }

    // Folded words with the ends of sentences and the commas left in; facts hold no denials.
    private static string Without(string text)
    {
        var left = text.ToCharArray();
        foreach (var fact in FactReader.Read(text).Where(f => !f.Soft))
            Array.Fill(left, ' ', fact.Start, fact.Raw.Length);
        // "È" is "is" and "e" is "and"; folding would make them one.
        var plain = string.Join(" , ", PartPattern().Split(IsPattern().Replace(new string(left), "·")).Select(part => $" {string.Join(' ', Fold.Words(part))} "));
        plain = plain.Replace(" out of stock ", " unavailable ", StringComparison.Ordinal).Replace(" sold out ", " unavailable ", StringComparison.Ordinal);
        plain = NoMorePattern().Replace(plain, " ne $1 pas ");
        foreach (var courtesy in s_courtesies)
            plain = plain.Replace($" {courtesy} ", " ", StringComparison.Ordinal);
        return plain;
    }

    [GeneratedRegex(@"[.!?؟।,،;:\n()]+", RegexOptions.CultureInvariant)]
    private static partial Regex PartPattern();

    [GeneratedRegex(@" (?:ne|n) (\w+) plus ", RegexOptions.CultureInvariant)]
    private static partial Regex NoMorePattern();

    [GeneratedRegex(@"(?<!\p{L})[èé](?!\p{L})", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase)]
    private static partial Regex IsPattern();

    [GeneratedRegex(@"\b(?:você|vocês|não|seu|sua|pedido|obrigad[oa]|olá|vamos|até|prazo)\b.*\b(?:você|vocês|não|seu|sua|obrigad[oa]|olá|prazo|nós|uma?|ao?s?|do|da)\b|ção|ções", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase | RegexOptions.Singleline)]
    private static partial Regex PortuguesePattern();

    // Turkish denies inside the verb: etmeyeceğiz, edemiyoruz, gelmedi, yapmıyoruz, olmaz.
    [GeneratedRegex(@"^\p{L}{2,}(?:m[iu]yor(?:uz|um|sunuz|lar)?|meyece[gk]\p{L}*|mayaca[gk]\p{L}*|medi[km]?|madi[km]?|emeyiz|amayiz|memis\p{L}*|mamis\p{L}*)$", RegexOptions.CultureInvariant)]
    private static partial Regex TurkishPattern();
}
