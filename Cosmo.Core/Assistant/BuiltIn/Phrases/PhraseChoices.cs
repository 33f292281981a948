using System.Collections.Frozen;
using Cosmo.Core.Settings;
using Cosmo.Core.Storage;
using Microsoft.EntityFrameworkCore;

namespace Cosmo.Core.Assistant.BuiltIn.Phrases;

/// <summary>What the business changed in the phrasebook.</summary>
/// <param name="Own">Phrases of its own.</param>
/// <param name="Texts">Built-in phrases that customers get in other words, by id and language.</param>
/// <param name="Off">Ids of built-in phrases that are not recognised.</param>
public sealed record PhraseChoices(IReadOnlyList<OwnPhrase> Own, IReadOnlyDictionary<(string Id, string Language), string> Texts, IReadOnlySet<string> Off)
{
    private const string Prefix = "Phrase:", OwnPrefix = Prefix + "Own:", TextPrefix = Prefix + "Text:", OffPrefix = Prefix + "Off:";

    private static readonly CompiledList<string, Setting> s_kept = new((db, prefix) =>
        db.Set<Setting>().AsNoTracking().Where(s => s.Key.StartsWith(prefix)).OrderBy(s => s.Key));

    /// <summary>The phrasebook as it is built in.</summary>
    public static PhraseChoices None { get; } = new([], FrozenDictionary<(string, string), string>.Empty, FrozenSet<string>.Empty);

    /// <summary>True where nothing was changed.</summary>
    public bool IsNone => Own.Count == 0 && Texts.Count == 0 && Off.Count == 0;

    /// <summary>What holds in this context's transaction. Read for each composition, so that a change holds at once on every node.</summary>
    public static async Task<PhraseChoices> ReadAsync(CosmoContext db)
    {
        var kept = await s_kept.RunAsync(db, Prefix);
        return kept.Count == 0 ? None : new(
            [.. Under(OwnPrefix).Select(s => OwnPhrase.Of(s.Value))],
            Under(TextPrefix).Select(s => (Parts: s.Key[TextPrefix.Length..].Split(':'), s.Value)).ToFrozenDictionary(t => (t.Parts[0], t.Parts[1]), t => t.Value),
            Under(OffPrefix).Select(s => s.Key[OffPrefix.Length..]).ToFrozenSet());

        IEnumerable<Setting> Under(string prefix) => kept.Where(s => s.Key.StartsWith(prefix, StringComparison.Ordinal));
    }

    internal static string OwnKey(string id) => OwnPrefix + id;

    internal static string TextKey(string id, string language) => $"{TextPrefix}{id}:{language}";

    internal static string OffKey(string id) => OffPrefix + id;
}
