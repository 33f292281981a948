using Cosmo.Core.Live;
using Cosmo.Core.Storage;
using Cosmo.Core.Team;
using Cosmo.Core.Work;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;

namespace Cosmo.Core.Administration;

/// <summary>Somebody who is invited, as their own page shows them.</summary>
public sealed record Invited(Guid MemberId, string Name, string Email);

/// <summary>Brings new members in by a link. Until they have come they are offered nothing and can sign in nowhere.</summary>
public sealed class InvitationDesk(Changes changes, IDbContextFactory<CosmoContext> contexts, TimeProvider clock)
{
    /// <summary>The link is wrong, over, or was used.</summary>
    public static readonly Refusal Over = new("team.invitation-over", "This link is no longer good. Ask for a new one.");

    /// <summary>Adds a member who comes in by a link.</summary>
    /// <returns>The refusal, or the token of the link, which cannot be shown again.</returns>
    public async Task<(Refusal? Refusal, string? Token)> InviteAsync(NewMember wanted, Guid byMemberId, CancellationToken cancel = default)
    {
        string? token = null;
        var refusal = await changes.RunAsync(
            async change =>
            {
                if (await Administrators.FindAsync(change, byMemberId, cancel) is not { } by)
                    return TeamRefusals.NotAllowed;
                var (refused, member) = await NewMembers.AddAsync(change, wanted, by, cancel);
                if (member is null)
                    return refused;
                member.IsActive = false;
                (var kept, token) = Invitation.Make(member.Id, change.Now);
                change.Db.Add(kept);
                change.Tell(Topic.Team);
                return null;
            },
            cancel);
        return refusal is null ? (null, token) : (refusal, null);
    }

    /// <summary>Makes a new link for somebody who has not come yet; the one before is worth nothing any more.</summary>
    public async Task<(Refusal? Refusal, string? Token)> RenewAsync(Guid memberId, Guid byMemberId, CancellationToken cancel = default)
    {
        string? token = null;
        var refusal = await AboutInvitedAsync(
            memberId,
            byMemberId,
            (change, kept) =>
            {
                (var made, token) = Invitation.Make(memberId, change.Now);
                kept.Value = made.Value;
            },
            cancel);
        return refusal is null ? (null, token) : (refusal, null);
    }

    /// <summary>Takes the invitation back. Whoever never came is not kept.</summary>
    public Task<Refusal?> WithdrawAsync(Guid memberId, Guid byMemberId, CancellationToken cancel = default) => AboutInvitedAsync(
        memberId,
        byMemberId,
        (change, kept) =>
        {
            change.Db.Remove(kept);
            change.Db.Remove(change.Db.Set<Member>().Local.First(m => m.Id == memberId));
        },
        cancel);

    /// <summary>Whom a link is for; null where it is no longer good.</summary>
    public async Task<Invited?> FindAsync(string? token, CancellationToken cancel = default)
    {
        await using var db = await contexts.CreateDbContextAsync(cancel);
        return await Invitation.FindAsync(db, token, clock.GetUtcNow(), cancel) is { } kept
            ? await db.Set<Member>().Where(m => m.Id == kept.UserId).Select(m => new Invited(m.Id, m.Name, m.Email ?? "")).FirstOrDefaultAsync(cancel)
            : null;
    }

    /// <summary>They come in, with the password that they chose. Of two who use the link at once, one does.</summary>
    /// <param name="password">Its strength was looked at by the caller.</param>
    public Task<Refusal?> AcceptAsync(string? token, string password, CancellationToken cancel = default) => changes.RunAsync(
        async change =>
        {
            // The member first: whoever makes the link anew after this changes their row, and this is decided anew.
            if (Invitation.MemberOf(token) is not { } memberId
                || await change.Db.Set<Member>().FindAsync([memberId], cancel) is not { } member
                || await Invitation.FindAsync(change.Db, token, change.Now, cancel) is not { } kept)
                return Over;
            change.Db.Remove(kept);
            member.IsActive = true;
            (member.SecurityStamp, member.ConcurrencyStamp) = (NewMembers.Stamp(), NewMembers.Stamp());
            member.PasswordHash = new PasswordHasher<Member>().HashPassword(member, password);
            change.Tell(Topic.Team);
            change.Add(TeamWork.Of(member.Id));
            return null;
        },
        cancel);

    private Task<Refusal?> AboutInvitedAsync(Guid memberId, Guid byMemberId, Action<Change, IdentityUserToken<Guid>> decide, CancellationToken cancel) => changes.RunAsync(
        async change =>
        {
            if (await Administrators.FindAsync(change, byMemberId, cancel) is not { } by)
                return TeamRefusals.NotAllowed;
            if (await change.Db.Set<Member>().FindAsync([memberId], cancel) is not { } member)
                return TeamRefusals.NotFound;
            if (member.Role is Role.Owner && by.Role is not Role.Owner)
                return TeamRefusals.OwnersOnly;
            if (await Invitation.OfAsync(change.Db, memberId, cancel) is not { } kept)
                return TeamRefusals.HasCome;
            // Whoever comes in by the link that is looked at here changes the same row: one of both is decided anew.
            member.ConcurrencyStamp = NewMembers.Stamp();
            change.Tell(Topic.Team);
            decide(change, kept);
            return null;
        },
        cancel);
}
