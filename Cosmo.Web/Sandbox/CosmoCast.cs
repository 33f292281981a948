using System.Globalization;
using Cosmo.Core.Settings;
using Cosmo.Core.Storage;
using Cosmo.Core.Team;
using Microsoft.EntityFrameworkCore;

namespace Cosmo.Web.Sandbox;

/// <summary>The sandbox's cast as this installation has it: each member of the team has a phone to play with.</summary>
internal sealed class CosmoCast(IDbContextFactory<CosmoContext> contexts, SettingsStore settings) : ISandboxCast
{
    public async Task<SandboxRoster> ReadAsync(CancellationToken cancel = default)
    {
        var business = await settings.BusinessNameAsync(cancel);
        await using var db = await contexts.CreateDbContextAsync(cancel);
        var members = await db.Set<Member>().AsNoTracking().Where(m => m.IsActive).OrderBy(m => m.CreatedAt).ThenBy(m => m.Id).ToListAsync(cancel);
        return new(
            DefaultSandboxCast.Business with { Name = business },
            DefaultSandboxCast.Notification with { Name = $"{business} · Cosmo" },
            DefaultSandboxCast.Roster.Customers,
            [.. members.Select(Person)]);
    }

    /// <summary>A member's phone: made from the member's id, so that it stays the same over restarts.</summary>
    public static SandboxPerson Person(Member member)
    {
        var digits = BitConverter.ToUInt32(member.Id.ToByteArray(), 12) % 1_000_000;
        return new($"ES.{member.Id:N}", member.Name, $"+34699{digits.ToString("D6", CultureInfo.InvariantCulture)}", member.Language, IsMember: true);
    }
}
