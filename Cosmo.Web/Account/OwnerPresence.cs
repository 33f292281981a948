using Cosmo.Core.Storage;
using Cosmo.Core.Team;
using Microsoft.EntityFrameworkCore;

namespace Cosmo.Web.Account;

/// <summary>Whether the program has an owner. Once it has one, it always has: the setup never opens again.</summary>
internal sealed class OwnerPresence(IDbContextFactory<CosmoContext> contexts) : IDisposable
{
    private readonly SemaphoreSlim _turn = new(1);
    private volatile bool _exists;

    public async Task<bool> ExistsAsync(CancellationToken cancel)
    {
        if (_exists)
            return true;
        await using var db = await contexts.CreateDbContextAsync(cancel);
        return _exists = await db.Users.AnyAsync(m => m.Role == Role.Owner, cancel);
    }

    /// <summary>Waits until nobody else in this process is making an owner; dispose it to give the turn back.</summary>
    public async Task<IDisposable> TakeTurnAsync(CancellationToken cancel)
    {
        await _turn.WaitAsync(cancel);
        return new Turn(_turn);
    }

    public void Dispose() => _turn.Dispose();

    private sealed class Turn(SemaphoreSlim turn) : IDisposable
    {
        public void Dispose() => turn.Release();
    }
}
