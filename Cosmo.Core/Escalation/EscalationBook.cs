using Cosmo.Core.Settings;
using Microsoft.EntityFrameworkCore;

namespace Cosmo.Core.Escalation;

/// <summary>What a business decided on tickets: its policy and its rules, in the order they are looked at.</summary>
public sealed record EscalationBook(EscalationPolicy Policy, IReadOnlyList<EscalationRule> Rules)
{
    /// <summary>Reads what is stored now.</summary>
    public static async Task<EscalationBook> ReadAsync(DbContext db, CancellationToken cancel)
    {
        var rules = await db.Set<EscalationRule>().AsNoTracking().OrderBy(r => r.Phrase).ThenBy(r => r.Id).ToListAsync(cancel);
        var policy = await db.Set<Setting>().Where(s => s.Key == EscalationPolicy.Key).Select(s => s.Value).FirstOrDefaultAsync(cancel);
        return new(EscalationPolicy.Read(policy), rules);
    }
}
