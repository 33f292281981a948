namespace Cosmo.Core.Assistant.BuiltIn.Phrases;

/// <summary>
/// Who does what to whom. The words of "we will refund you" and "you will refund us" are the same; only the places of
/// the persons differ. A piece whose persons do not fit a phrase is no such phrase.
/// </summary>
internal sealed class PhraseRoles
{
    private readonly HashSet<int> _we;
    private readonly HashSet<int> _they;
    private readonly HashSet<int> _us;
    private readonly HashSet<int> _ours;
    private readonly HashSet<int> _takers;
    private readonly HashSet<int> _clause;
    private readonly HashSet<int> _bare;
    private readonly HashSet<int> _acts;
    private readonly int[][][] _handing;

    /// <summary>Reads the lines about persons of a language's file.</summary>
    /// <param name="terms">The terms of a line, by its name.</param>
    /// <param name="handing">The ways of handing something to the customer: alternatives by ;, groups by +.</param>
    public PhraseRoles(Func<string, HashSet<int>> terms, int[][][] handing)
    {
        (_we, _they, _us, _ours) = (terms("we"), terms("they"), terms("us"), terms("ours"));
        (_takers, _clause, _handing) = (terms("takers"), terms("clause"), handing);
        (_bare, _acts) = (terms("bare"), terms("acts"));
    }

    /// <summary>Whether the persons in a piece are where the phrase has them.</summary>
    /// <param name="phrase">The phrase whose words the piece has.</param>
    /// <param name="core">The places of the words that make it this phrase.</param>
    /// <param name="hits">All terms in the piece.</param>
    /// <param name="language">The phrasebook's side.</param>
    /// <param name="weBefore">Whether the piece before named us as those who act.</param>
    public bool Fit(Phrase phrase, HashSet<int> core, IReadOnlyList<TermHit> hits, PhraseLanguage language, bool weBefore)
    {
        var first = core.Min();
        var weFirst = hits.Any(h => _we.Contains(h.Term) && h.Start < first);
        var theyAct = !weFirst && hits.Any(h => _they.Contains(h.Term) && h.Start < first && Acts(h, hits, language));
        switch (phrase.Actor)
        {
            case Actor.Customer:
                return !weFirst && !(phrase.Alone && hits.Any(h => _us.Contains(h.Term) || _we.Contains(h.Term)));
            case Actor.Business:
                if (!phrase.Gives && !weBefore && SaysNobody(core, hits))
                    return false;
                // "You will get a refund": the one who gets is the customer, and nobody else.
                if (phrase.Gives && hits.Any(h => _takers.Contains(h.Term)))
                    return !weFirst && !hits.Any(h => _us.Contains(h.Term));
                return !hits.Any(h => _us.Contains(h.Term) && !(phrase.Returns && (_ours.Contains(h.Term) || h.Length == 1 && language.ReflexiveUs)))
                    && !theyAct;
            default:
                // "They apologise" is no apology of ours.
                return phrase.Kind is not (PhraseKind.Apology or PhraseKind.Opening) || !theyAct;
        }
    }

    // "Cancel your order" may be said to us or to the customer: a verb that both can do needs somebody who does it.
    private bool SaysNobody(HashSet<int> core, IReadOnlyList<TermHit> hits) =>
        hits.Any(h => core.Contains(h.Start) && _bare.Contains(h.Term)) && !hits.Any(h => _we.Contains(h.Term) || _acts.Contains(h.Term));

    /// <summary>Whether a piece names us as those who act.</summary>
    public bool SaysWe(IReadOnlyList<TermHit> hits) => hits.Any(h => _we.Contains(h.Term)) && !hits.Any(h => _they.Contains(h.Term));

    /// <summary>Whether a piece that names things to ask for hands them to the customer instead.</summary>
    public bool Hands(IReadOnlyList<TermHit> hits) =>
        hits.Any(h => _ours.Contains(h.Term))
        || Array.Exists(_handing, way => Array.TrueForAll(way, group => hits.Any(h => group.Contains(h.Term))));

    // "Tell them …" names whom to tell; "they …" and "that they …" name who acts.
    private bool Acts(TermHit person, IReadOnlyList<TermHit> hits, PhraseLanguage language)
    {
        if (hits.Any(h => h.Length > 1 && h.Start <= person.Start && h.Start + h.Length > person.Start && language.Instructions.Contains(h.Term)))
            return false;
        for (var place = person.Start - 1; place >= 0; place--)
        {
            var terms = hits.Where(h => h.Start <= place && h.Start + h.Length > place).Select(h => h.Term).ToList();
            if (terms.Exists(t => _clause.Contains(t) || _they.Contains(t)))
                return true;
            if (!terms.Exists(language.Fillers.Contains) || terms.Exists(t => language.TellCues.Contains(t) || language.AskCues.Contains(t)))
                return false;
        }

        return true;
    }
}
