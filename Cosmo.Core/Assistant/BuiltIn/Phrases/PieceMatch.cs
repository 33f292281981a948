using Cosmo.Core.Assistant.BuiltIn.Facts;

namespace Cosmo.Core.Assistant.BuiltIn.Phrases;

/// <summary>One piece of a sentence against the phrases of its language.</summary>
internal sealed class PieceMatch
{
    /// <summary>A comma among the words of <see cref="Words"/>.</summary>
    public const string Comma = ",";

    private readonly PhraseLanguage _language;
    private readonly bool _customers;
    private readonly bool _asks;
    private readonly IReadOnlyList<Fact> _facts;
    private readonly List<string> _words;
    private readonly List<TermHit> _hits = [];
    private readonly HashSet<int> _terms = [];
    private readonly string[] _slots;

    public PieceMatch(string piece, IReadOnlyList<Fact> facts, PhraseLanguage language, bool customers, bool asks)
    {
        (_language, _customers, _asks, _facts) = (language, customers, asks, facts);
        _words = Words(piece, language);
        language.Index.Find(_words, 0, _words.Count, _hits);
        foreach (var hit in _hits)
            _terms.Add(hit.Term);
        _slots = [.. facts.Select(SlotOf).Order(StringComparer.Ordinal)];
    }

    /// <summary>True when the piece names us as those who act.</summary>
    public bool SaysWe => _language.Roles.SaysWe(_hits);

    /// <summary>The phrases that account for every word, or null. Several only where several things are asked for.</summary>
    /// <param name="askedBefore">The piece before asked for something, so this one may go on with it.</param>
    /// <param name="weBefore">The piece before said what we do: "we ship it today and get back to you".</param>
    public IReadOnlyList<Said>? Find(bool askedBefore, bool weBefore)
    {
        if (_words.Count == 0)
            return null;
        if (!_customers && Own() is { } own)
            return [new(own.Id, own.Kind, _facts)];
        var cued = askedBefore || _terms.Overlaps(_language.AskCues);
        if (!_customers && cued && Items() is { } items)
            return items;

        (Phrase? Phrase, int Weight) best = (null, 0);
        foreach (var phrase in _language.Phrases)
        {
            if (!Fits(phrase))
                continue;
            foreach (var pattern in phrase.Patterns)
            {
                if (pattern.Groups.Length > best.Weight && Satisfied(pattern) && Covered(Allowed(phrase, pattern))
                    && _language.Roles.Fit(phrase, Places([.. pattern.Groups.SelectMany(g => g)]), _hits, _language, weBefore))
                    best = (phrase, pattern.Groups.Length);
            }
        }

        return best.Phrase is { } said ? [new(said.Id, said.Kind, _facts)] : null;
    }

    // The words of the business in their order and nothing else, behind what hands them over.
    private Phrase? Own()
    {
        if (_language.Own.Count == 0)
            return null;
        string[] words = [.. _words.Where(w => w != Comma)];
        foreach (var way in _language.Own)
        {
            var before = _words.Count - way.Words.Length;
            if (way.Asks == _asks && words.AsSpan().EndsWith(way.Words) && way.Phrase.Slots.AsSpan().SequenceEqual(_slots)
                && (words.Length == way.Words.Length || before > 0 && words.Length == _words.Count && HandsOver(before)))
                return way.Phrase;
        }

        return null;
    }

    private bool HandsOver(int before)
    {
        var covered = new HashSet<int>(_hits.Where(h => _language.TellCues.Contains(h.Term) || _language.Fillers.Contains(h.Term)).SelectMany(h => Enumerable.Range(h.Start, h.Length)));
        return Enumerable.Range(0, before).All(covered.Contains);
    }

    private bool Fits(Phrase phrase)
    {
        if (phrase.Kind is PhraseKind.Item || !phrase.Slots.AsSpan().SequenceEqual(_slots))
            return false;
        if (_customers)
            return phrase.Kind is PhraseKind.Customer;
        // "The problem is solved" tells, "ask whether it is solved" asks.
        if (phrase.Kind is PhraseKind.Question && !_asks && !_terms.Overlaps(_language.AskCues))
            return false;
        // A question mark makes a promise a question, which is something else.
        return phrase.Kind is not PhraseKind.Customer && (!_asks || phrase.Kind is PhraseKind.Question or PhraseKind.Opening or PhraseKind.Closing);
    }

    private List<Said>? Items()
    {
        if (_facts.Count > 0 || _language.Roles.Hands(_hits))
            return null;
        var found = new List<(Phrase Phrase, int Start, HashSet<int> Own, HashSet<int> Reach)>();
        var allowed = new HashSet<int>(_language.Fillers);
        allowed.UnionWith(_language.AskCues);
        allowed.UnionWith(_language.JointWords);
        foreach (var phrase in _language.Phrases)
        {
            if (phrase.Kind is not PhraseKind.Item || Array.Find(phrase.Patterns, Satisfied) is not { } pattern)
                continue;
            var own = Places([.. pattern.Groups.SelectMany(g => g)]);
            found.Add((phrase, own.Min(), own, Reach(own, pattern)));
            allowed.UnionWith(pattern.Groups.SelectMany(g => g));
            allowed.UnionWith(pattern.Optional);
        }

        // The "address" of "e-mail address" is no address of its own.
        var kept = found.Where(f => !found.Exists(o => o.Phrase != f.Phrase && o.Reach.Count > f.Own.Count && o.Reach.IsSupersetOf(f.Own))).ToList();
        return kept.Count > 0 && Covered(allowed) ? [.. kept.OrderBy(f => f.Start).Select(f => new Said(f.Phrase.Id, PhraseKind.Item, []))] : null;
    }

    private HashSet<int> Places(int[] terms) =>
        [.. _hits.Where(h => terms.Contains(h.Term)).SelectMany(h => Enumerable.Range(h.Start, h.Length))];

    // The item's words and the optional ones right beside them; a comma or a joining word ends it.
    private HashSet<int> Reach(HashSet<int> own, Pattern pattern)
    {
        var optional = Places(pattern.Optional);
        var reach = new HashSet<int>(own);
        foreach (var place in own)
        {
            if (optional.Contains(place + 1))
                reach.Add(place + 1);
            if (optional.Contains(place - 1))
                reach.Add(place - 1);
        }

        return reach;
    }

    private bool Satisfied(Pattern pattern) => Array.TrueForAll(pattern.Groups, g => Array.Exists(g, _terms.Contains));

    private HashSet<int> Allowed(Phrase phrase, Pattern pattern)
    {
        var allowed = new HashSet<int>(_language.Fillers);
        foreach (var group in pattern.Groups)
            allowed.UnionWith(group);
        allowed.UnionWith(pattern.Optional);
        if (phrase.Kind is PhraseKind.Question)
            allowed.UnionWith(_language.AskCues);
        else if (phrase.Kind is not PhraseKind.Customer)
            allowed.UnionWith(_language.TellCues);
        return allowed;
    }

    private bool Covered(HashSet<int> allowed)
    {
        Span<bool> covered = _words.Count <= 128 ? stackalloc bool[_words.Count] : new bool[_words.Count];
        foreach (var hit in _hits)
        {
            if (allowed.Contains(hit.Term))
                covered.Slice(hit.Start, hit.Length).Fill(true);
        }

        for (var i = 0; i < covered.Length; i++)
            covered[i] |= _words[i] == Comma;
        return !covered.Contains(false);
    }

    /// <summary>The folded words of a piece. Commas stay as words of their own, so that words on both sides of one are no neighbours.</summary>
    public static List<string> Words(string piece, PhraseLanguage language)
    {
        var words = new List<string>();
        foreach (var part in piece.Split(',', ';', '،'))
        {
            if (words.Count > 0)
                words.Add(Comma);
            words.AddRange(Fold.Words(part).Select(language.Forgive));
        }

        return words;
    }

    private static string SlotOf(Fact fact) => fact.Kind switch
    {
        FactKind.Number when fact.Raw.Length >= 4 => "code",
        _ => fact.Kind.ToString().ToLowerInvariant(),
    };
}
