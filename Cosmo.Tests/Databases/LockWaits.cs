using Cosmo.Core.Storage;
using Microsoft.EntityFrameworkCore;

namespace Cosmo.Tests;

/// <summary>Transactions of PostgreSQL that have read and decided, and wait for a row that the test holds: a race that always happens.</summary>
internal static class LockWaits
{
    /// <summary>Waits until so many of the database's sessions wait for a lock.</summary>
    public static Task SeeAsync(IDbContextFactory<CosmoContext> contexts, int sessions) => Eventually.SeeAsync($"{sessions} wait for a lock", async () =>
    {
        await using var db = await contexts.CreateDbContextAsync();
        return await db.Database.SqlQuery<int>($"SELECT count(*)::int AS \"Value\" FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'").SingleAsync() == sessions;
    });
}
