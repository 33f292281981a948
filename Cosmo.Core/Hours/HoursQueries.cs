using Cosmo.Core.Live;
using Cosmo.Core.Storage;
using Microsoft.EntityFrameworkCore;

namespace Cosmo.Core.Hours;

/// <summary>Reads the hours for pages and for whoever decides outside of a change.</summary>
public sealed class HoursQueries(IDbContextFactory<CosmoContext> contexts, LiveFeed live, TimeProvider clock) : IDisposable
{
    private readonly SharedReads _shared = SharedReads.UntilChanged(live, clock, Topic.Team);

    /// <summary>The hours of everybody.</summary>
    public Task<HoursBook> BookAsync(CancellationToken cancel = default) => _shared.GetAsync("hours", ReadAsync, cancel);

    public void Dispose() => _shared.Dispose();

    private async Task<HoursBook> ReadAsync()
    {
        await using var db = await contexts.CreateDbContextAsync();
        return await HoursBook.ReadAsync(db);
    }
}
