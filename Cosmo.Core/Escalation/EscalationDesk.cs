using Cosmo.Core.Conversations;
using Cosmo.Core.Live;
using Cosmo.Core.Settings;
using Cosmo.Core.Team;
using Cosmo.Core.Tickets;
using Cosmo.Core.Work;
using Microsoft.EntityFrameworkCore;

namespace Cosmo.Core.Escalation;

/// <summary>A rule as it is written.</summary>
/// <param name="Language">ISO 639-1; null for every language.</param>
/// <param name="DepartmentId">Who gets the ticket; null leaves it to the topic.</param>
/// <param name="IsManual">It fires only where it is the whole message.</param>
public sealed record RuleText(string Phrase, string? Language, Guid? DepartmentId, bool IsManual);

/// <summary>What administrators decide on tickets, and what members say about single ones.</summary>
public sealed class EscalationDesk(Changes changes)
{
    public static readonly Refusal NotAllowed = new("rules.not-allowed", "Only an owner or admin can do this.");
    public static readonly Refusal NoPhrase = new("rules.no-phrase", "Write the word or phrase, with two letters at least and 200 characters at most.");
    public static readonly Refusal Known = new("rules.known", "There is a rule with this phrase already.");
    public static readonly Refusal TooMany = new("rules.too-many", "There are 200 words of promises already. Remove some first.");
    public static readonly Refusal NotFound = new("rules.not-found", "This no longer exists.");
    public static readonly Refusal NotMember = new("rules.not-member", "Only members of the team can do this.");

    /// <summary>Adds a rule, switched on.</summary>
    public Task<Refusal?> AddAsync(RuleText text, Guid byMemberId, CancellationToken cancel = default) => AsAdministratorAsync(
        byMemberId,
        async change =>
        {
            var phrase = text.Phrase.Trim();
            if (EscalationDecision.Words(phrase).Trim().Length < 2 || phrase.Length > EscalationRule.LongestPhrase)
                return NoPhrase;
            if (text.DepartmentId is { } department && await change.Db.Set<Department>().FindAsync([department], cancel) is null)
                return NotFound;
            var known = await change.Db.Set<EscalationRule>().Where(r => r.Language == text.Language && r.IsManual == text.IsManual).Select(r => r.Phrase).ToListAsync(cancel);
            if (known.Exists(k => EscalationDecision.Words(k) == EscalationDecision.Words(phrase)))
                return Known;
            change.Db.Add(new EscalationRule { Phrase = phrase, Language = text.Language, DepartmentId = text.DepartmentId, IsManual = text.IsManual });
            return null;
        },
        cancel);

    /// <summary>Switches a rule on or off.</summary>
    public Task<Refusal?> SwitchAsync(Guid ruleId, bool on, Guid byMemberId, CancellationToken cancel = default) =>
        ChangeRuleAsync(ruleId, byMemberId, (_, rule) => rule.IsOn = on, cancel);

    /// <summary>Takes a rule away. Tickets that it opened stay as they are.</summary>
    public Task<Refusal?> RemoveAsync(Guid ruleId, Guid byMemberId, CancellationToken cancel = default) =>
        ChangeRuleAsync(ruleId, byMemberId, (change, rule) => change.Db.Remove(rule), cancel);

    /// <summary>Sets thresholds and switches; numbers outside the bounds are taken as the bound.</summary>
    public Task<Refusal?> SetAsync(EscalationPolicy policy, Guid byMemberId, CancellationToken cancel = default) => AsAdministratorAsync(
        byMemberId,
        async change =>
        {
            var json = policy.Bounded().ToJson();
            if (await change.Db.Set<Setting>().FindAsync([EscalationPolicy.Key], cancel) is { } setting)
                setting.Value = json;
            else
                change.Db.Add(new Setting { Key = EscalationPolicy.Key, Value = json });
            return null;
        },
        cancel);

    /// <summary>A model may say these words only where a published passage says them.</summary>
    public Task<Refusal?> AddPromiseAsync(PromisePhrase promise, Guid byMemberId, CancellationToken cancel = default) => ChangePromisesAsync(
        byMemberId,
        known =>
        {
            var phrase = promise.Phrase.Trim();
            if (EscalationDecision.Words(phrase).Trim().Length < 2 || phrase.Length > PromisePhrase.LongestPhrase)
                return (NoPhrase, known);
            if (known.Count >= PromisePhrase.Most)
                return (TooMany, known);
            return known.Any(k => k.Language == promise.Language && EscalationDecision.Words(k.Phrase) == EscalationDecision.Words(phrase))
                ? (Known, known)
                : (null, [.. known, promise with { Phrase = phrase }]);
        },
        cancel);

    /// <summary>They are no promise any more; what is built in stays one.</summary>
    public Task<Refusal?> RemovePromiseAsync(PromisePhrase promise, Guid byMemberId, CancellationToken cancel = default) => ChangePromisesAsync(
        byMemberId,
        known => known.Contains(promise) ? (null, [.. known.Where(k => k != promise)]) : (NotFound, known),
        cancel);

    /// <summary>Marks a contact as important, or no longer.</summary>
    public Task<Refusal?> MarkAsync(Guid contactId, bool vip, Guid byMemberId, CancellationToken cancel = default) => AsAdministratorAsync(
        byMemberId,
        async change =>
        {
            if (await change.Db.Set<Contact>().FindAsync([contactId], cancel) is not { } contact)
                return NotFound;
            contact.IsVip = vip;
            return null;
        },
        cancel);

    private Task<Refusal?> ChangeRuleAsync(Guid ruleId, Guid byMemberId, Action<Change, EscalationRule> apply, CancellationToken cancel) => AsAdministratorAsync(
        byMemberId,
        async change =>
        {
            if (await change.Db.Set<EscalationRule>().FindAsync([ruleId], cancel) is not { } rule)
                return NotFound;
            apply(change, rule);
            return null;
        },
        cancel);

    private Task<Refusal?> ChangePromisesAsync(
        Guid byMemberId, Func<IReadOnlyList<PromisePhrase>, (Refusal? Refusal, IReadOnlyList<PromisePhrase> Kept)> decide, CancellationToken cancel) => AsAdministratorAsync(
        byMemberId,
        async change =>
        {
            var setting = await change.Db.Set<Setting>().FindAsync([PromisePhrase.Key], cancel);
            var (refusal, kept) = decide(PromisePhrase.Read(setting?.Value));
            if (refusal is not null)
                return refusal;
            if (setting is not null)
                setting.Value = PromisePhrase.ToJson(kept);
            else
                change.Db.Add(new Setting { Key = PromisePhrase.Key, Value = PromisePhrase.ToJson(kept) });
            return null;
        },
        cancel);

    private Task<Refusal?> AsAdministratorAsync(Guid byMemberId, Func<Change, Task<Refusal?>> decide, CancellationToken cancel) => changes.RunAsync(
        async change =>
        {
            if (await Administrators.FindAsync(change, byMemberId, cancel) is null)
                return NotAllowed;
            change.Tell(Topic.Rules);
            return await decide(change);
        },
        cancel);
}
