using System.Text.RegularExpressions;
using Cosmo.Core.Assistant.BuiltIn;

namespace Cosmo.Core.Assistant;

/// <summary>
/// Whether a text denies something, in the eleven languages. Only the presence is compared: how often a language says
/// "not" for the same thing differs, whether it says it at all does not.
/// </summary>
internal static partial class FactGuardNegations
{
    private static readonly HashSet<string> Words =
    [
        "not", "no", "never", "cannot", "cant", "dont", "doesnt", "didnt", "wont", "isnt", "arent", "wasnt", "werent", "havent", "hasnt", "couldnt", "wouldnt", "shouldnt", "unable", "none", "nothing", "without", "neither", "nor",
        "nunca", "jamas", "ningun", "ninguna", "ninguno", "nada", "sin", "tampoco", "imposible",
        "nao", "nenhum", "nenhuma", "sem", "jamais", "tampouco",
        "pas", "aucun", "aucune", "rien", "sans", "impossible",
        "nicht", "kein", "keine", "keinen", "keinem", "keiner", "nie", "niemals", "nichts", "ohne",
        "non", "mai", "nessun", "nessuno", "nessuna", "niente", "nulla", "senza",
        "niet", "geen", "nooit", "niets", "zonder",
        "degil", "yok", "asla", "hicbir", "olmadan",
        "tidak", "bukan", "belum", "jangan", "tanpa", "tak", "nggak", "gak",
        "لا", "لم", "لن", "ليس", "ليست", "غير", "بدون", "ولا", "لسنا",
        "नहीं", "मत", "ना", "बिना", "कभी",
    ];

    // "Do not hesitate" and "no problem" are courtesies that other languages say without a negation.
    private static readonly string[] Courtesies =
    [
        "not hesitate", "dont hesitate", "no problem", "no worries", "dont worry", "no dudes", "no dude", "no duden", "no te preocupes", "no se preocupe", "sin problema", "de nada", "nao hesite", "sem problema", "sem problemas",
        "hesitez pas", "pas de probleme", "pas de souci", "zogern sie nicht", "zogere nicht", "kein problem", "non esitare", "non esiti", "nessun problema", "di nulla", "di niente", "aarzel niet", "geen probleem", "geen dank",
        "jangan ragu", "tidak masalah", "sorun degil", "sorun yok", "لا تتردد", "لا تترددوا", "لا مشكله", "संकोच न करें", "no later than", "as soon as possible", "nothing else", "nada mas",
    ];

    public static void Compare(string member, string outgoing, List<FactFinding> findings)
    {
        var (before, after) = (First(member), First(outgoing));
        if (before is not null && after is null)
            findings.Add(new(FactChange.Missing, FactCategory.Negation, before));
        else if (before is null && after is not null)
            findings.Add(new(FactChange.Added, FactCategory.Negation, after));
    }

    private static string? First(string text)
    {
        var words = Fold.Words(text);
        var plain = $" {string.Join(' ', words)} ";
        foreach (var courtesy in Courtesies)
            plain = plain.Replace($" {courtesy} ", " ", StringComparison.Ordinal);
        // In Portuguese "no" is "in the"; in Spanish it denies.
        var portuguese = PortuguesePattern().IsMatch(text);
        return plain.Split(' ', StringSplitOptions.RemoveEmptyEntries)
            .FirstOrDefault(w => Words.Contains(w) && !(portuguese && w is "no") || TurkishPattern().IsMatch(w));
    }

    [GeneratedRegex(@"\b(?:você|vocês|não|seu|sua|pedido|obrigad[oa]|olá|vamos|até|prazo)\b.*\b(?:você|vocês|não|seu|sua|obrigad[oa]|olá|prazo|nós|uma?|ao?s?|do|da)\b|ção|ções", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase | RegexOptions.Singleline)]
    private static partial Regex PortuguesePattern();

    // Turkish denies inside the verb: etmeyeceğiz, edemiyoruz, gelmedi, yapmıyoruz, olmaz.
    [GeneratedRegex(@"^\p{L}{2,}(?:m[iu]yor(?:uz|um|sunuz|lar)?|meyece[gk]\p{L}*|mayaca[gk]\p{L}*|medi[km]?|madi[km]?|emeyiz|amayiz|memis\p{L}*|mamis\p{L}*)$", RegexOptions.CultureInvariant)]
    private static partial Regex TurkishPattern();
}
