using Cosmo.Core.Settings;
using Microsoft.EntityFrameworkCore;

namespace Cosmo.Core.Escalation;

/// <summary>What a business decided on tickets: its policy and its rules, in the order they are looked at.</summary>
public sealed record EscalationBook(EscalationPolicy Policy, IReadOnlyList<EscalationRule> Rules)
{
    /// <summary>What the business takes for promises, beside the words that are built in.</summary>
    public IReadOnlyList<PromisePhrase> Promises { get; init; } = [];

    /// <summary>Reads what is stored now.</summary>
    public static async Task<EscalationBook> ReadAsync(DbContext db, CancellationToken cancel)
    {
        var rules = await db.Set<EscalationRule>().AsNoTracking().OrderBy(r => r.Phrase).ThenBy(r => r.Id).ToListAsync(cancel);
        var settings = await db.Set<Setting>().AsNoTracking().Where(s => s.Key == EscalationPolicy.Key || s.Key == PromisePhrase.Key).ToDictionaryAsync(s => s.Key, s => s.Value, cancel);
        return new(EscalationPolicy.Read(settings.GetValueOrDefault(EscalationPolicy.Key)), rules) { Promises = PromisePhrase.Read(settings.GetValueOrDefault(PromisePhrase.Key)) };
    }
}
