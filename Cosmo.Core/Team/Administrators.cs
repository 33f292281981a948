using Cosmo.Core.Work;

namespace Cosmo.Core.Team;

/// <summary>Who may change the team and the place.</summary>
public static class Administrators
{
    /// <summary>The member, if it is an active owner or admin; otherwise null.</summary>
    public static async Task<Member?> FindAsync(Change change, Guid memberId, CancellationToken cancel) =>
        await change.Db.Set<Member>().FindAsync([memberId], cancel) is { IsActive: true, IsAdministrator: true } member ? member : null;
}
