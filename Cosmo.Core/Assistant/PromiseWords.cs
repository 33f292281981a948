using Cosmo.Core.Assistant.BuiltIn;

namespace Cosmo.Core.Assistant;

/// <summary>
/// Whether a text promises what the passages under it do not: money back, an exchange, a discount, something free, a
/// guarantee, or that we will do something. Looks at the beginnings of words in the eleven languages. Pure.
/// </summary>
internal static class PromiseWords
{
    // Beginnings of folded words, per promise; a phrase of several words stands as it is folded.
    private static readonly string[][] s_promises =
    [
        .. FactGuardDeeds.Deeds,
        // Giving back money is more than giving back goods.
        ["refund", "reimburs", "money back", "reembols", "devolucion del dinero", "estorn", "rembours", "erstatt", "ruckerstatt", "geld zuruck", "rimbors", "terugbetal", "geld terug", "iade", "pengembalian dana", "uang kembali", "استرداد", "نعيد المبلغ", "रिफंड", "पैसे वापस"],
        ["free", "gratis", "gratuit", "gratui", "gratuito", "kostenlos", "kostenfrei", "umsonst", "ucretsiz", "bedava", "cuma cuma", "مجان", "بالمجان", "मुफ्त", "मुफ़्त", "निःशुल्क", "नि शुल्क", "no charge", "free of charge", "at no cost", "sin coste", "sin costo", "sem custo", "sans frais", "ohne kosten", "senza costi", "zonder kosten", "tanpa biaya"],
        ["discount", "rebate", "voucher", "coupon", "descuento", "rebaja", "vale", "desconto", "cupom", "cupon", "remise", "reduction", "rabais", "rabatt", "nachlass", "gutschein", "sconto", "buono", "korting", "tegoedbon", "indirim", "kupon", "diskon", "potongan", "voucer", "خصم", "قسيمه", "تخفيض", "छूट", "डिस्काउंट", "कूपन"],
        ["compensat", "indemni", "compens", "entschadig", "risarci", "indennizz", "schadevergoed", "vergoed", "tazminat", "kompensasi", "ganti rugi", "تعويض", "मुआवज"],
        ["guarant", "warrant", "promis", "garanti", "garant", "garanz", "garansi", "gewahrleist", "versprech", "zusag", "zusicher", "promet", "promess", "assur", "assegur", "asegur", "belof", "beloof", "verzeker", "soz ver", "janji", "jamin", "ضمان", "نضمن", "نعد", "وعد", "गारंटी", "वारंटी", "वादा"],
        ["we will", "we ll", "i will", "i ll", "we are going to", "we re going to", "we shall", "vamos a", "voy a", "nous allons", "je vais", "wir werden", "ich werde", "vamos", "vou", "faremo", "we gaan", "we zullen", "wij zullen", "ik zal", "kami akan", "saya akan", "سوف", "हम करेंगे"],
    ];

    /// <summary>The first promise that the text makes or denies and no passage makes or denies alike; null where there is none.</summary>
    /// <param name="text">What would be said.</param>
    /// <param name="passages">What it stands on.</param>
    public static string? Unfounded(string text, IReadOnlyList<string> passages)
    {
        var (said, known) = (FactGuardClauses.Read(text), passages.SelectMany(FactGuardClauses.Read).ToList());
        foreach (var promise in s_promises)
        {
            var founded = known.Where(c => Makes(c, promise)).Select(c => c.Denial is not null).ToHashSet();
            if (said.Find(c => Makes(c, promise) && !founded.Contains(c.Denial is not null)) is { } empty)
                return string.Join(' ', empty.Words);
        }

        return null;
    }

    private static bool Makes(Clause clause, string[] promise)
    {
        var words = $" {string.Join(' ', clause.Words)}";
        return Array.Exists(promise, p => words.Contains($" {Fold.Text(p)}", StringComparison.Ordinal));
    }
}
