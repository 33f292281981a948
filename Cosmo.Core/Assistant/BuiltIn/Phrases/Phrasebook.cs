using System.Collections.Frozen;

namespace Cosmo.Core.Assistant.BuiltIn.Phrases;

/// <summary>The reviewed phrases in all languages that have a phrasebook file. Immutable, shared by all who use it.</summary>
internal static class Phrasebook
{
    private static readonly Lazy<FrozenDictionary<string, PhraseLanguage>> Languages =
        new(() => WordRules.Languages.ToFrozenDictionary(code => code, code => new PhraseLanguage(code)));

    /// <summary>The side of one language (ISO 639-1), or null where there is none.</summary>
    public static PhraseLanguage? Find(string language) => Languages.Value.GetValueOrDefault(language);
}
