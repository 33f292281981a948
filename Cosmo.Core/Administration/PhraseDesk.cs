using Cosmo.Core.Assistant.BuiltIn.Phrases;
using Cosmo.Core.Live;
using Cosmo.Core.Settings;
using Cosmo.Core.Storage;
using Cosmo.Core.Team;
using Cosmo.Core.Work;
using Microsoft.EntityFrameworkCore;

namespace Cosmo.Core.Administration;

/// <summary>What administrators change in the phrasebook. Every change is checked here against who asks for it, and holds from the next draft on.</summary>
public sealed class PhraseDesk(Changes changes, IDbContextFactory<CosmoContext> contexts)
{
    /// <summary>Phrases of its own that a business can have.</summary>
    public const int MostOwn = 500;

    public static readonly Refusal TooMany = new("phrases.too-many", "There are as many phrases as there can be. Remove one first.");

    /// <summary>What holds now.</summary>
    public async Task<PhraseChoices> ReadAsync(CancellationToken cancel = default)
    {
        await using var db = await contexts.CreateDbContextAsync(cancel);
        return await PhraseChoices.ReadAsync(db);
    }

    /// <summary>Adds a phrase of the business, or changes the one with its id.</summary>
    /// <returns>A refusal of <see cref="PhraseRules"/>, or null.</returns>
    public Task<Refusal?> KeepAsync(OwnPhrase phrase, Guid byMemberId, CancellationToken cancel = default) => AsAdministratorAsync(
        byMemberId,
        async change =>
        {
            // An id of a built-in phrase would put it in that one's place.
            if (!phrase.Id.StartsWith(OwnPhrase.Prefix, StringComparison.Ordinal))
                return PhraseRules.NoLanguage;
            if (PhraseRules.Check(phrase) is { } refusal)
                return refusal;
            var own = (await PhraseChoices.ReadAsync(change.Db)).Own;
            if (own.Count >= MostOwn && own.All(p => p.Id != phrase.Id))
                return TooMany;
            await KeptSettings.KeepAsync(change, PhraseChoices.OwnKey(phrase.Id), phrase.ToJson(), cancel);
            return null;
        },
        cancel);

    /// <summary>Removes a phrase of the business; one that is gone already is no fault.</summary>
    public Task<Refusal?> RemoveAsync(string id, Guid byMemberId, CancellationToken cancel = default) =>
        AsAdministratorAsync(byMemberId, change => WriteAsync(change, PhraseChoices.OwnKey(id), "", cancel), cancel);

    /// <summary>Switches a built-in phrase off, or on again: what is off is not recognised in a member's words, in any language.</summary>
    public Task<Refusal?> SwitchAsync(string id, bool on, Guid byMemberId, CancellationToken cancel = default) => AsAdministratorAsync(
        byMemberId,
        change => BuiltInPhrases.In("en").Any(p => p.Id == id)
            ? WriteAsync(change, PhraseChoices.OffKey(id), on ? "" : "off", cancel)
            : Task.FromResult<Refusal?>(PhraseRules.NoLanguage),
        cancel);

    /// <summary>Gives a built-in phrase other words; none, or the built-in ones, bring it back as it was.</summary>
    /// <param name="language">ISO 639-1, one of <see cref="BuiltInPhrases.Languages"/>.</param>
    public Task<Refusal?> RewordAsync(string id, string language, string text, Guid byMemberId, CancellationToken cancel = default) => AsAdministratorAsync(
        byMemberId,
        async change =>
        {
            var written = text.Trim();
            if (BuiltInPhrases.In(language).FirstOrDefault(p => p.Id == id) is not { } builtIn)
                return PhraseRules.NoLanguage;
            if (written.Length == 0 || written == builtIn.Text)
                return await WriteAsync(change, PhraseChoices.TextKey(id, language), "", cancel);
            return BuiltInPhrases.Check(id, language, written) ?? await WriteAsync(change, PhraseChoices.TextKey(id, language), written, cancel);
        },
        cancel);

    private static async Task<Refusal?> WriteAsync(Change change, string key, string value, CancellationToken cancel)
    {
        await KeptSettings.KeepAsync(change, key, value, cancel);
        return null;
    }

    private Task<Refusal?> AsAdministratorAsync(Guid byMemberId, Func<Change, Task<Refusal?>> decide, CancellationToken cancel) => changes.RunAsync(
        async change =>
        {
            if (await Administrators.FindAsync(change, byMemberId, cancel) is null)
                return TeamRefusals.NotAllowed;
            change.Tell(Topic.Rules);
            return await decide(change);
        },
        cancel);
}
