using Cosmo.Core.Storage;
using Microsoft.EntityFrameworkCore;

namespace Cosmo.Core.Routing;

/// <summary>Says who would get a ticket, by the same decision that routes the real ones; changes nothing.</summary>
public sealed class RoutingTrial(IDbContextFactory<CosmoContext> contexts, TimeProvider clock)
{
    /// <summary>Tries one ticket with everybody as they are now.</summary>
    /// <returns>The decision, and how its members are called.</returns>
    public async Task<(Route Route, IReadOnlyList<string> Names)> AskAsync(Wanted wanted, CancellationToken cancel = default)
    {
        await using var db = await contexts.CreateDbContextAsync(cancel);
        var roster = await RosterReader.ReadAsync(db, clock.GetUtcNow(), cancel);
        var route = Router.Choose(wanted, roster);
        return (route, [.. route.Members.Select(id => roster.Candidates.First(c => c.MemberId == id).Name)]);
    }
}
