using Cosmo.Core.Team;
using Cosmo.Core.Work;

namespace Cosmo.Core.Administration;

/// <summary>The sign-ins of a member: they see and end their own, administrators those of others, and only owners an owner's.</summary>
public sealed class SessionDesk(Changes changes, SignInSessions sessions)
{
    /// <summary>The open sign-ins, the latest used first; nothing for whoever may not see them.</summary>
    public async Task<IReadOnlyList<SignInSession>> OfAsync(Guid memberId, Guid byMemberId, CancellationToken cancel = default) =>
        await changes.RunAsync(change => MayAsync(change, memberId, byMemberId, cancel), cancel) is null ? await sessions.OfAsync(memberId, cancel) : [];

    /// <summary>Ends one sign-in; what is open by it closes at once.</summary>
    public Task<Refusal?> EndAsync(Guid sessionId, Guid memberId, Guid byMemberId, CancellationToken cancel = default) => changes.RunAsync(
        async change =>
        {
            if (await MayAsync(change, memberId, byMemberId, cancel) is { } refusal)
                return refusal;
            await SignInSessions.EndAsync(change, memberId, sessionId, cancel);
            return null;
        },
        cancel);

    private static async Task<Refusal?> MayAsync(Change change, Guid memberId, Guid byMemberId, CancellationToken cancel)
    {
        if (await change.Db.Set<Member>().FindAsync([memberId], cancel) is not { } member)
            return TeamRefusals.NotFound;
        if (memberId == byMemberId)
            return member.IsActive ? null : TeamRefusals.NotAllowed;
        if (await Administrators.FindAsync(change, byMemberId, cancel) is not { } by)
            return TeamRefusals.NotAllowed;
        return member.Role is Role.Owner && by.Role is not Role.Owner ? TeamRefusals.OwnersOnly : null;
    }
}
