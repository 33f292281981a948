using Cosmo.Core.Storage;
using Cosmo.Core.Team;
using Cosmo.Tests.Conversations;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Cosmo.Tests.Team;

/// <summary>A session that is over lets nobody in, also while it is being looked up.</summary>
public sealed class EndedSessionTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task Of_many_requests_at_once_with_a_session_that_is_over_none_is_let_in(StorageProvider provider)
    {
        await using var shop = await Shop.OpenAsync(provider);
        var ana = await shop.MemberAsync("ana");
        var contexts = new HeldContexts(shop.Contexts);
        using var sessions = new SignInSessions(contexts, shop.Changes, shop.Live, Options.Create(new SignInClock { Clock = shop.Clock }));

        var first = sessions.IsOpenAsync(Guid.NewGuid(), ana.Id, Cancel);
        var over = Guid.NewGuid();
        var asked = Enumerable.Range(0, 3).Select(_ => sessions.IsOpenAsync(over, ana.Id, Cancel)).ToList();
        contexts.Release();

        Assert.False(await first);
        Assert.DoesNotContain(true, await Task.WhenAll(asked));
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task One_that_ends_while_it_is_looked_up_is_not_believed_afterwards(StorageProvider provider)
    {
        await using var shop = await Shop.OpenAsync(provider);
        var ana = await shop.MemberAsync("ana");
        var contexts = new HeldContexts(shop.Contexts);
        using var sessions = new SignInSessions(contexts, shop.Changes, shop.Live, Options.Create(new SignInClock { Clock = shop.Clock }));
        var id = await sessions.BeginAsync(ana.Id, "", "", Cancel);

        var asked = sessions.IsOpenAsync(id, ana.Id, Cancel);
        await sessions.EndAsync(id, ana.Id, Cancel);
        contexts.Release();

        Assert.False(await asked);
        Assert.False(await sessions.IsOpenAsync(id, ana.Id, Cancel));
    }

    /// <summary>Lets nobody read before it is told to.</summary>
    private sealed class HeldContexts(IDbContextFactory<CosmoContext> inner) : IDbContextFactory<CosmoContext>
    {
        private readonly TaskCompletionSource _open = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public void Release() => _open.SetResult();

        public CosmoContext CreateDbContext() => inner.CreateDbContext();

        public async Task<CosmoContext> CreateDbContextAsync(CancellationToken cancellationToken = default)
        {
            await _open.Task.WaitAsync(cancellationToken);
            return await inner.CreateDbContextAsync(cancellationToken);
        }
    }
}
