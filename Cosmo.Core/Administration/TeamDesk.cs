using System.Security.Cryptography;
using Cosmo.Core.Live;
using Cosmo.Core.Storage;
using Cosmo.Core.Team;
using Cosmo.Core.TeamThread;
using Cosmo.Core.Tickets;
using Cosmo.Core.Work;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;

namespace Cosmo.Core.Administration;

/// <summary>What administrators do with the team. Every change is checked here against who asks for it.</summary>
public sealed class TeamDesk(Changes changes)
{
    // Letters and digits that nobody confuses when reading them out.
    private const string PasswordLetters = "abcdefghjkmnpqrstuvwxyz23456789";

    /// <summary>31 letters, 16 times: 79 bits. It lives until the member changes it.</summary>
    private const int PasswordLength = 16;

    /// <summary>Adds a member with a temporary password, which is shown once and kept only as a hash.</summary>
    /// <returns>The refusal, or the password.</returns>
    public async Task<(Refusal? Refusal, string? Password)> AddAsync(NewMember wanted, Guid byMemberId, CancellationToken cancel = default)
    {
        var password = RandomNumberGenerator.GetString(PasswordLetters, PasswordLength);
        var refusal = await AsAdministratorAsync(
            byMemberId,
            async (change, by) =>
            {
                var (refused, member) = await NewMembers.AddAsync(change, wanted, by, cancel);
                if (member is null)
                    return refused;
                member.PasswordHash = new PasswordHasher<Member>().HashPassword(member, password);
                return null;
            },
            cancel);
        return refusal is null ? (null, password) : (refusal, null);
    }

    /// <summary>Changes what a member may do. The last owner stays one.</summary>
    public Task<Refusal?> ChangeRoleAsync(Guid memberId, Role role, Guid byMemberId, CancellationToken cancel = default) => AboutAsync(
        memberId,
        byMemberId,
        async (change, member, by) =>
        {
            if (role is Role.Owner && by.Role is not Role.Owner)
                return TeamRefusals.OwnersOnly;
            if (role is not Role.Owner && await IsLastOwnerAsync(change, member, cancel))
                return TeamRefusals.LastOwner;
            // Open pages and sign-ins carry the role: they have to ask again.
            (member.Role, member.SecurityStamp) = (role, NewMembers.Stamp());
            await SignInSessions.LookAgainAsync(change, memberId, cancel);
            return null;
        },
        cancel);

    /// <summary>Sets the departments of a member.</summary>
    public Task<Refusal?> PlaceAsync(Guid memberId, IReadOnlyCollection<Guid> departments, Guid byMemberId, CancellationToken cancel = default) => AboutAsync(
        memberId,
        byMemberId,
        async (change, member, _) =>
        {
            var seats = await change.Db.Set<DepartmentMember>().Where(d => d.MemberId == memberId).ToListAsync(cancel);
            change.Db.RemoveRange(seats.Where(s => !departments.Contains(s.DepartmentId)));
            foreach (var department in departments.Distinct().Where(d => seats.All(s => s.DepartmentId != d)))
                change.Db.Add(new DepartmentMember { DepartmentId = department, MemberId = member.Id });
            change.Add(TeamWork.Of(memberId));
            return null;
        },
        cancel);

    /// <summary>Sets what routing has to know of a member.</summary>
    /// <param name="answers">ISO 639-1 codes of the languages they answer in; empty where nothing is said.</param>
    /// <param name="mostWaiting">No more tickets that wait are offered to them alone, 1 to 999; null for any number.</param>
    /// <param name="share">Their part of the work in percent of a full one, 1 to 100.</param>
    public Task<Refusal?> ArrangeAsync(
        Guid memberId, IReadOnlyCollection<string> answers, int? mostWaiting, int share, Guid byMemberId, CancellationToken cancel = default) => AboutAsync(
        memberId,
        byMemberId,
        (change, member, _) =>
        {
            if (mostWaiting is < 1 or > 999 || share is < 1 or > Member.FullShare)
                return Task.FromResult<Refusal?>(TeamRefusals.DutyNumbers);
            (member.Answers, member.MostWaiting, member.Share) = (string.Join(',', answers.Distinct().Order(StringComparer.Ordinal)), mostWaiting, share);
            change.Add(TeamWork.Of(memberId));
            return Task.FromResult<Refusal?>(null);
        },
        cancel);

    /// <summary>Somebody leaves: every door closes, phones are signed out, open tickets go back to the department.</summary>
    public Task<Refusal?> DeactivateAsync(Guid memberId, Guid byMemberId, CancellationToken cancel = default) => AboutAsync(
        memberId,
        byMemberId,
        async (change, member, _) =>
        {
            if (await IsLastOwnerAsync(change, member, cancel))
                return TeamRefusals.LastOwner;
            if (!member.IsActive && await Invitation.OfAsync(change.Db, memberId, cancel) is not null)
                return TeamRefusals.NotCome;   // their link is to be withdrawn, or it would let them in all the same
            (member.IsActive, member.SecurityStamp) = (false, NewMembers.Stamp());
            await SignInSessions.EndAllAsync(change, memberId, except: null, cancel);
            foreach (var phone in await change.Db.Set<PairedPhone>().Where(p => p.MemberId == memberId && p.SignedOutAt == null).ToListAsync(cancel))
                phone.SignOut(change.Now);
            foreach (var ticket in await change.Db.Set<Ticket>().Where(t => t.HolderId == memberId && t.State != TicketState.Closed).ToListAsync(cancel))
            {
                ticket.Release();
                TicketDesk.Record(change, ticket, TicketStep.Released, memberId);
                change.Add(TicketWork.Of(TicketWork.Route, ticket.Id));
                change.Tell(Topic.Tickets, Topic.Inbox, Topic.Conversation(ticket.ConversationId));
            }

            change.Add(TeamWork.Of(memberId));
            return null;
        },
        cancel);

    /// <summary>Somebody comes back. Whoever was invited and never came has no way in: they need a new link.</summary>
    public Task<Refusal?> ReactivateAsync(Guid memberId, Guid byMemberId, CancellationToken cancel = default) => AboutAsync(
        memberId,
        byMemberId,
        async (change, member, _) =>
        {
            if (!member.IsActive && await Invitation.OfAsync(change.Db, memberId, cancel) is not null)
                return TeamRefusals.NotCome;
            member.IsActive = true;
            change.Add(TeamWork.Of(memberId));
            return null;
        },
        cancel);

    /// <summary>A member is away, or back; they say so themselves or an administrator does.</summary>
    public Task<Refusal?> SetAwayAsync(Guid memberId, bool away, Guid byMemberId, CancellationToken cancel = default) => PresenceAsync(
        memberId,
        byMemberId,
        (change, member) =>
        {
            if (away)
                Absence.Begin(change, member, until: null);
            else
                Absence.End(change, member);
            return null;
        },
        cancel);

    /// <summary>A member is away from now on and back by themselves at a time to come, within <see cref="Absence.Longest"/>.</summary>
    public Task<Refusal?> AwayUntilAsync(Guid memberId, DateTimeOffset until, Guid byMemberId, CancellationToken cancel = default) => PresenceAsync(
        memberId,
        byMemberId,
        (change, member) =>
        {
            if (until <= change.Now || until > change.Now + Absence.Longest)
                return TeamRefusals.AwayUntil;
            Absence.Begin(change, member, until);
            return null;
        },
        cancel);

    private Task<Refusal?> PresenceAsync(Guid memberId, Guid byMemberId, Func<Change, Member, Refusal?> set, CancellationToken cancel)
    {
        return memberId == byMemberId
            ? changes.RunAsync(async change => Set(change, await change.Db.Set<Member>().FindAsync([memberId], cancel)), cancel)
            : AboutAsync(memberId, byMemberId, (change, member, _) => Task.FromResult(Set(change, member)), cancel);

        Refusal? Set(Change change, Member? member) => member is { IsActive: true } ? set(change, member) : TeamRefusals.NotFound;
    }

    // Two owners who demote each other at once would each see the other: on PostgreSQL the second waits here for the first.
    private static async Task<bool> IsLastOwnerAsync(Change change, Member member, CancellationToken cancel)
    {
        if (member is not { Role: Role.Owner, IsActive: true })
            return false;
        if (change.Db is PostgresContext)
            await change.Db.Database.ExecuteSqlRawAsync("""SELECT 1 FROM "AspNetUsers" WHERE "Role" = 'Owner' AND "IsActive" ORDER BY "Id" FOR UPDATE""", cancel);
        return !await change.Db.Set<Member>().AnyAsync(m => m.Id != member.Id && m.Role == Role.Owner && m.IsActive, cancel);
    }

    private Task<Refusal?> AboutAsync(Guid memberId, Guid byMemberId, Func<Change, Member, Member, Task<Refusal?>> decide, CancellationToken cancel) =>
        AsAdministratorAsync(
            byMemberId,
            async (change, by) =>
            {
                if (await change.Db.Set<Member>().FindAsync([memberId], cancel) is not { } member)
                    return TeamRefusals.NotFound;
                if (member.Role is Role.Owner && by.Role is not Role.Owner)
                    return TeamRefusals.OwnersOnly;
                return await decide(change, member, by);
            },
            cancel);

    private Task<Refusal?> AsAdministratorAsync(Guid byMemberId, Func<Change, Member, Task<Refusal?>> decide, CancellationToken cancel) => changes.RunAsync(
        async change =>
        {
            if (await Administrators.FindAsync(change, byMemberId, cancel) is not { } by)
                return TeamRefusals.NotAllowed;
            change.Tell(Topic.Team);
            return await decide(change, by);
        },
        cancel);
}
