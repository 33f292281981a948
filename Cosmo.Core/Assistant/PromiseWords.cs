using Cosmo.Core.Assistant.BuiltIn;
using Cosmo.Core.Escalation;

namespace Cosmo.Core.Assistant;

/// <summary>
/// Whether a text promises what the passages under it do not: money back, an exchange, a discount, something free, a
/// guarantee, or that we will do something. Looks at the beginnings of words in the eleven languages, and at what the business
/// added. Pure.
/// </summary>
internal static class PromiseWords
{
    /// <summary>Shorter words are only found as they stand: the Portuguese "vou" is no beginning of the French "vous".</summary>
    private const int ShortestBeginning = 4;

    // Beginnings of folded words, per promise; a phrase of several words stands as it is folded.
    private static readonly string[][] s_promises =
    [
        .. FactGuardDeeds.Deeds,
        // Giving back money is more than giving back goods.
        ["refund", "reimburs", "money back", "reembols", "devolucion del dinero", "estorn", "rembours", "erstatt", "ruckerstatt", "geld zuruck", "rimbors", "terugbetal", "geld terug", "para iade", "paranizi iade", "ucret iade", "geri ode", "pengembalian dana", "uang kembali", "استرداد", "نعيد المبلغ", "रिफंड", "पैसे वापस"],
        ["free", "gratis", "gratuit", "gratui", "gratuito", "kostenlos", "kostenfrei", "umsonst", "ucretsiz", "bedava", "cuma cuma", "مجان", "بالمجان", "मुफ्त", "मुफ़्त", "निःशुल्क", "नि शुल्क", "no charge", "free of charge", "at no cost", "sin coste", "sin costo", "sem custo", "sans frais", "ohne kosten", "senza costi", "zonder kosten", "tanpa biaya"],
        ["discount", "rebate", "voucher", "coupon", "descuento", "rebaja", "vale", "desconto", "cupom", "cupon", "remise", "reduction", "rabais", "rabatt", "nachlass", "gutschein", "sconto", "buono", "korting", "tegoedbon", "indirim", "kupon", "diskon", "potongan", "voucer", "خصم", "قسيمه", "تخفيض", "छूट", "डिस्काउंट", "कूपन"],
        ["compensat", "indemni", "compens", "entschadig", "risarci", "indennizz", "schadevergoed", "vergoed", "tazminat", "kompensasi", "ganti rugi", "تعويض", "मुआवज"],
        ["guarant", "warrant", "promis", "garanti", "garant", "garanz", "garansi", "gewahrleist", "versprech", "zusag", "zusicher", "promet", "promess", "assur", "assegur", "asegur", "belof", "beloof", "verzeker", "soz ver", "janji", "jamin", "ضمان", "نضمن", "نعد", "وعد", "गारंटी", "वारंटी", "वादा"],
        ["we will", "we ll", "i will", "i ll", "we are going to", "we re going to", "we shall", "vamos a", "voy a", "nous allons", "je vais", "wir werden", "ich werde", "vamos", "vou", "faremo", "we gaan", "we zullen", "wij zullen", "ik zal", "kami akan", "saya akan", "سوف", "हम करेंगे"],
    ];

    /// <summary>The first promise that the text makes or denies and no passage makes or denies alike; null where there is none.</summary>
    /// <param name="text">What would be said.</param>
    /// <param name="known">The clauses of what it stands on.</param>
    /// <param name="own">What the business takes for promises as well, whichever language it is in.</param>
    public static string? Unfounded(string text, IReadOnlyList<Clause> known, IReadOnlyList<PromisePhrase> own)
    {
        var said = Clause.Marked(FactGuardClauses.Read(text));
        foreach (var promise in s_promises.Concat(own.Select(p => new[] { p.Phrase })))
        {
            var founded = known.Where(c => Makes(c, promise)).SelectMany(Sides).ToHashSet();
            if (said.Find(c => Makes(c, promise) && !Sides(c).Any(founded.Contains)) is { } empty)
                return string.Join(' ', empty.Words);
        }

        return null;
    }

    // Denied or not; the rest of a list may be either.
    private static bool[] Sides(Clause clause) => clause.IsRest ? [true, false] : [clause.Denial is not null];

    private static bool Makes(Clause clause, string[] promise)
    {
        var words = $" {string.Join(' ', clause.Words)} ";
        return Array.Exists(promise, p => string.Join(' ', Fold.Words(p)) is var folded
            && words.Contains(folded[(folded.LastIndexOf(' ') + 1)..].Length < ShortestBeginning ? $" {folded} " : $" {folded}", StringComparison.Ordinal));
    }
}
