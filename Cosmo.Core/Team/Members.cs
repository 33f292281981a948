using Cosmo.Core.Work;

namespace Cosmo.Core.Team;

/// <summary>Who may do what every member may.</summary>
public static class Members
{
    /// <summary>Null for an active member. Whoever left is refused, whatever page or phone of theirs is still open.</summary>
    public static async Task<Refusal?> RefuseAsync(Change change, Guid memberId, CancellationToken cancel) =>
        await change.Db.Set<Member>().FindAsync([memberId], cancel) is { IsActive: true } ? null : TeamRefusals.NotMember;
}
