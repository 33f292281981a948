using Cosmo.Core.Storage;
using Cosmo.Core.Team;
using Microsoft.EntityFrameworkCore;

namespace Cosmo.Web.Account;

/// <summary>Whether the program has an owner. Once it has one, it always has: the setup never opens again.</summary>
internal sealed class OwnerPresence(IDbContextFactory<CosmoContext> contexts)
{
    private volatile bool _exists;

    public async Task<bool> ExistsAsync(CancellationToken cancel)
    {
        if (_exists)
            return true;
        await using var db = await contexts.CreateDbContextAsync(cancel);
        return _exists = await db.Users.AnyAsync(m => m.Role == Role.Owner, cancel);
    }
}
