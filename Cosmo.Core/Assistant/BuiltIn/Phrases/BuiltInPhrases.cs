namespace Cosmo.Core.Assistant.BuiltIn.Phrases;

/// <summary>A built-in phrase as a page shows it.</summary>
/// <param name="Id">The same in all languages.</param>
/// <param name="Text">What the customer gets; {date} and the like are filled in.</param>
public sealed record BuiltInPhrase(string Id, string Text);

/// <summary>The built-in phrases that members' words become.</summary>
public static class BuiltInPhrases
{
    /// <summary>The languages of the phrasebook, ISO 639-1.</summary>
    public static IReadOnlyList<string> Languages => WordRules.Languages;

    /// <summary>The phrases of a language in the order of its file; none where it has no phrasebook.</summary>
    public static IReadOnlyList<BuiltInPhrase> In(string language) => Phrasebook.Find(language) is { } side
        ? [.. side.Phrases.Where(p => p.Kind is not PhraseKind.Customer).Select(p => new BuiltInPhrase(p.Id, p.Text))]
        : [];

    /// <summary>Checks other words for a built-in phrase, see <see cref="PhraseRules"/>.</summary>
    /// <returns>Null: they can be kept.</returns>
    public static Refusal? Check(string id, string language, string text) =>
        Phrasebook.Find(language) is not { } side || !side.Knows(id) ? PhraseRules.NoLanguage : PhraseRules.Check(text, side.Find(id).Slots);
}
