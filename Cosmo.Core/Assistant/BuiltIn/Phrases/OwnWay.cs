namespace Cosmo.Core.Assistant.BuiltIn.Phrases;

/// <summary>
/// One way in which a member writes a phrase of the business. It is recognised word for word: whoever writes "we do not
/// deliver to islands" gets nothing out of "we deliver to islands". Only what hands it over may stand before ("tell them that").
/// </summary>
/// <param name="Phrase">What it says.</param>
/// <param name="Words">The folded words in their order.</param>
/// <param name="Asks">It is a question.</param>
internal sealed record OwnWay(Phrase Phrase, string[] Words, bool Asks)
{
    /// <summary>Reads a way as a member's words are read.</summary>
    public static OwnWay Of(Phrase phrase, string way, PhraseLanguage language) => new(
        phrase,
        [.. PieceMatch.Words(PhraseRules.Bare(way), language).Where(w => w != PieceMatch.Comma)],
        way.EndsWith('?') || way.EndsWith('؟'));
}
