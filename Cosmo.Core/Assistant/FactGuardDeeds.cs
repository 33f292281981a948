namespace Cosmo.Core.Assistant;

/// <summary>
/// Whether what is denied stays what is denied: "we do not refund, we replace" has as many denials as "we refund, we do
/// not replace". Looks at the deeds that shops promise, where both texts name them.
/// </summary>
internal static class FactGuardDeeds
{
    // Beginnings of folded words, per deed, in the eleven languages. Languages share words for giving back goods and money.
    internal static readonly string[][] Deeds =
    [
        [
            "refund", "reimburs", "return", "reembols", "devol", "devuel", "estorn", "rembours", "renvoy", "retour", "erstatt", "ruckerstatt", "zuruck", "rimbors", "restitu", "rispedi",
            "terug", "iade", "kembali", "mengembali", "pengembali", "retur", "استرداد", "استرجاع", "اعاده", "نعيد", "سنعيد", "ارجاع", "रिफंड", "वापस", "लौटा",
        ],
        ["cancel", "anul", "annul", "stornier", "iptal", "batal", "membatal", "dibatal", "pembatal", "الغاء", "نلغي", "سنلغي", "रद्द", "कैंसिल"],
        [
            "replac", "exchang", "swap", "reempla", "sustitu", "cambi", "substitu", "troc", "rempla", "echang", "ersatz", "ersetz", "umtausch", "tausch", "sostitu", "rimpiazz",
            "vervang", "ruil", "omruil", "degistir", "yenisi", "ganti", "mengganti", "penggant", "tukar", "menukar", "استبدال", "سنستبدل", "نستبدل", "بديل", "बदल", "रिप्लेसमेंट",
        ],
    ];

    public static void Compare(List<Clause> member, List<Clause> outgoing, List<FactFinding> findings)
    {
        foreach (var deed in Deeds)
        {
            var (before, after) = (Said(member, deed), Said(outgoing, deed));
            // Only what both texts name: a deed in other words is for the reader to judge.
            if (before.Count > 0 && after.Count > 0 && before.Keys.Order().SequenceEqual(after.Keys.Order()) is false)
                findings.Add(after.Keys.Except(before.Keys).Any()
                    ? new(FactChange.Added, FactCategory.Negation, after[after.Keys.Except(before.Keys).First()])
                    : new(FactChange.Missing, FactCategory.Negation, before[before.Keys.Except(after.Keys).First()]));
        }
    }

    // Denied or not, with the clause that says so.
    private static Dictionary<bool, string> Said(List<Clause> clauses, string[] deed)
    {
        var said = new Dictionary<bool, string>();
        foreach (var clause in clauses.Where(c => c.Words.Any(w => Array.Exists(deed, d => w.StartsWith(d, StringComparison.Ordinal)))))
            said.TryAdd(clause.Denial is not null, string.Join(' ', clause.Words));
        return said;
    }
}
