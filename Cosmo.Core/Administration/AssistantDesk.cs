using Cosmo.Core.Assistant;
using Cosmo.Core.Assistant.Models;
using Cosmo.Core.Live;
using Cosmo.Core.Settings;
using Cosmo.Core.Storage;
using Cosmo.Core.Team;
using Cosmo.Core.Work;
using Microsoft.EntityFrameworkCore;

namespace Cosmo.Core.Administration;

/// <summary>The assistant as administrators see it.</summary>
/// <param name="Engine">The engine that is chosen; its key is never among what is shown.</param>
/// <param name="IsConfigured">Nobody has chosen an engine in the pages: the configuration holds.</param>
/// <param name="HasKey">A key is kept.</param>
/// <param name="Spending">What the model costs; null for the built-in engine.</param>
public sealed record AssistantView(AssistantManner Manner, EngineChoice Engine, bool IsConfigured, bool HasKey, EngineState State, ModelSpending? Spending);

/// <summary>What administrators choose for the assistant: whether it speaks, how, and which engine works for it. Holds from the next message on.</summary>
public sealed class AssistantDesk(
    Changes changes, IDbContextFactory<CosmoContext> contexts, EngineSettings engines, EngineRoom room, EngineProbe probe, ModelBudget budget)
{
    public static readonly Refusal StyleTooLong = new("assistant.style", "Write the wish for the wording in one line of at most 200 characters.");
    public static readonly Refusal NoLanguage = new("assistant.language", "Choose one of the assistant's languages at least, or all.");

    /// <summary>What holds now; null for whoever is no administrator.</summary>
    public async Task<AssistantView?> ReadAsync(Guid memberId, CancellationToken cancel = default)
    {
        await using var db = await contexts.CreateDbContextAsync(cancel);
        if (!await db.Set<Member>().AnyAsync(m => m.Id == memberId && m.IsActive && (m.Role == Role.Owner || m.Role == Role.Admin), cancel))
            return null;
        var manner = AssistantManner.Read(await db.Set<Setting>().Where(s => s.Key == AssistantManner.Key).Select(s => s.Value).FirstOrDefaultAsync(cancel));
        var engine = await engines.ReadAsync(cancel);
        return new(manner, engine.Choice, engine.IsConfigured, engine.HasKey, await room.StateAsync(cancel), await budget.ReadAsync(cancel));
    }

    /// <summary>Chooses whether and how the assistant speaks.</summary>
    public Task<Refusal?> SetMannerAsync(AssistantManner manner, Guid byMemberId, CancellationToken cancel = default) => AsAdministratorAsync(
        byMemberId,
        async change =>
        {
            var style = manner.Style.Trim();
            if (style.Length > AssistantManner.LongestStyle || style.Any(char.IsControl))
                return StyleTooLong;
            if (manner.Languages.Any(l => !Acknowledgements.Languages.Contains(l)))
                return NoLanguage;
            await KeptSettings.KeepAsync(change, AssistantManner.Key, (manner with { Style = style, Languages = [.. manner.Languages.Distinct().Order(StringComparer.Ordinal)] }).ToJson(), cancel);
            return null;
        },
        cancel);

    /// <summary>Chooses the engine.</summary>
    /// <param name="choice">The engine, its prices and limits.</param>
    /// <param name="key">A new key; null keeps the one that is there, for the same server only; empty for none.</param>
    /// <param name="byMemberId">Who chooses.</param>
    /// <param name="cancel">Stops waiting.</param>
    public async Task<Refusal?> SetEngineAsync(EngineChoice choice, string? key, Guid byMemberId, CancellationToken cancel = default)
    {
        var (wanted, current) = (Trimmed(choice), await engines.ReadAsync(cancel));
        var (refusal, kept) = KeyFor(wanted, key, current);
        // Before the change begins: the key ring may have to write.
        var guarded = kept is null ? null : key is null && current.ProtectedKey is { } same ? same : engines.Protect(kept);
        return await AsAdministratorAsync(
            byMemberId,
            async change =>
            {
                if (refusal is not null)
                    return refusal;
                await KeptSettings.KeepAsync(change, EngineChoice.Key, wanted.ToJson(guarded), cancel);
                return null;
            },
            cancel);
    }

    /// <summary>Lets the configuration decide on the engine again; what was chosen here is forgotten, the key with it.</summary>
    public Task<Refusal?> UseConfigurationAsync(Guid byMemberId, CancellationToken cancel = default) => AsAdministratorAsync(
        byMemberId,
        async change =>
        {
            await KeptSettings.KeepAsync(change, EngineChoice.Key, "", cancel);
            return null;
        },
        cancel);

    /// <summary>Asks the model one tiny question, before or after it is chosen. It costs what it costs, and is counted.</summary>
    /// <param name="choice">What to try.</param>
    /// <param name="key">As for <see cref="SetEngineAsync"/>.</param>
    /// <param name="byMemberId">Who tries.</param>
    /// <param name="cancel">Stops asking.</param>
    public async Task<(Refusal? Refusal, ProbeResult? Result)> TryEngineAsync(EngineChoice choice, string? key, Guid byMemberId, CancellationToken cancel = default)
    {
        if (await AsAdministratorAsync(byMemberId, _ => Task.FromResult<Refusal?>(null), cancel, tells: false) is { } refused)
            return (refused, null);
        var (wanted, current) = (Trimmed(choice), await engines.ReadAsync(cancel));
        if (wanted.Provider is AssistantProvider.BuiltIn)
            return (EngineRules.NothingToTry, null);
        var (refusal, secret) = KeyFor(wanted, key, current);
        return refusal is not null ? (refusal, null) : (null, await probe.TryAsync(wanted.ToOptions(secret), cancel));
    }

    // Whoever changes the address must not get the key that was meant for another one.
    private (Refusal? Refusal, string? Key) KeyFor(EngineChoice wanted, string? typed, EngineInForce current)
    {
        if (wanted.Provider is AssistantProvider.BuiltIn)
            return (EngineRules.Check(wanted, hasKey: false), null);
        if (typed is { Length: > 0 })
            return EngineRules.IsKey(typed.Trim()) ? (EngineRules.Check(wanted, hasKey: true), typed.Trim()) : (EngineRules.OddKey, null);
        if (typed is null && current.HasKey && current.Choice.SharesKeyWith(wanted))
            return engines.KeyOf(current) is { } known ? (EngineRules.Check(wanted, hasKey: true), known) : (EngineRules.KeyLost, null);
        // A server of one's own may need none; but nobody is to believe that the old one goes with it.
        return (EngineRules.Check(wanted, hasKey: false) ?? (typed is null && current.HasKey ? EngineRules.KeyElsewhere : null), null);
    }

    private static EngineChoice Trimmed(EngineChoice choice) =>
        choice with { Endpoint = choice.Endpoint.Trim(), Model = choice.Model.Trim(), Currency = choice.Currency.Trim() };

    private Task<Refusal?> AsAdministratorAsync(Guid byMemberId, Func<Change, Task<Refusal?>> decide, CancellationToken cancel, bool tells = true) => changes.RunAsync(
        async change =>
        {
            if (await Administrators.FindAsync(change, byMemberId, cancel) is null)
                return TeamRefusals.NotAllowed;
            if (tells)
                change.Tell(Topic.Assistant);
            return await decide(change);
        },
        cancel);
}
