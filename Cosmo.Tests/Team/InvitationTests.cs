using Cosmo.Core.Administration;
using Cosmo.Core.Storage;
using Cosmo.Core.Team;
using Cosmo.Tests.Conversations;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Cosmo.Tests.Team;

/// <summary>Coming in by a link, and the sign-ins that administrators see and end.</summary>
public sealed class InvitationTests
{
    private static readonly NewMember s_ana = new("Ana", "ana@example.org", Role.Agent, "es", []);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task A_link_is_good_once_and_kept_only_as_a_hash(StorageProvider provider)
    {
        await using var shop = await Shop.OpenAsync(provider);
        var desk = Desk(shop);
        var owner = await shop.MemberAsync("olga", Role.Owner);

        var (refusal, token) = await desk.InviteAsync(s_ana, owner.Id, Cancel);
        Assert.Null(refusal);
        var ana = await FindAsync(shop);
        Assert.Equal((false, null), (ana!.IsActive, ana.PasswordHash));
        var kept = Assert.Single(await shop.ReadAsync(db => db.Set<IdentityUserToken<Guid>>().ToListAsync(Cancel)));
        Assert.DoesNotContain(token!.Split('-')[1], kept.Value, StringComparison.Ordinal);
        Assert.Equal(new Invited(ana.Id, "Ana", "ana@example.org"), await desk.FindAsync(token, Cancel));

        var both = await Task.WhenAll(Enumerable.Range(0, 2).Select(_ => Task.Run(() => desk.AcceptAsync(token, "correct-horse-2", Cancel))));
        Assert.Single(both, answer => answer is null);
        Assert.Single(both, InvitationDesk.Over);
        ana = await FindAsync(shop);
        Assert.True(ana!.IsActive);
        Assert.Equal(PasswordVerificationResult.Success, new PasswordHasher<Member>().VerifyHashedPassword(ana, ana.PasswordHash!, "correct-horse-2"));
        Assert.Null(await desk.FindAsync(token, Cancel));
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task A_link_ends_after_three_days_and_when_a_new_one_is_made(StorageProvider provider)
    {
        await using var shop = await Shop.OpenAsync(provider);
        var desk = Desk(shop);
        var (owner, agent) = (await shop.MemberAsync("olga", Role.Owner), await shop.MemberAsync("bo"));
        Assert.Equal(TeamRefusals.NotAllowed, (await desk.InviteAsync(s_ana, agent.Id, Cancel)).Refusal);
        var (_, first) = await desk.InviteAsync(s_ana, owner.Id, Cancel);
        var ana = (await FindAsync(shop))!;
        Assert.Equal(TeamRefusals.EmailTaken, (await desk.InviteAsync(s_ana, owner.Id, Cancel)).Refusal);

        shop.Clock.Advance(Invitation.Life - TimeSpan.FromSeconds(1));
        Assert.NotNull(await desk.FindAsync(first, Cancel));
        shop.Clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(InvitationDesk.Over, await desk.AcceptAsync(first, "correct-horse-2", Cancel));

        Assert.Equal(TeamRefusals.NotAllowed, (await desk.RenewAsync(ana.Id, agent.Id, Cancel)).Refusal);
        var (_, second) = await desk.RenewAsync(ana.Id, owner.Id, Cancel);
        Assert.Null(await desk.FindAsync(first, Cancel));
        Assert.NotNull(await desk.FindAsync(second, Cancel));
        foreach (var wrong in (string?[])[null, "", "x", second + "x", $"{Guid.Empty:N}-{second!.Split('-')[1]}", $"{ana.Id:N}-{first!.Split('-')[1]}"])
            Assert.Null(await desk.FindAsync(wrong, Cancel));

        Assert.Null(await desk.WithdrawAsync(ana.Id, owner.Id, Cancel));
        Assert.Null(await FindAsync(shop));
        Assert.Equal(InvitationDesk.Over, await desk.AcceptAsync(second, "correct-horse-2", Cancel));
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task Of_a_link_that_is_used_while_it_is_made_anew_or_withdrawn_one_wins(StorageProvider provider)
    {
        await using var shop = await Shop.OpenAsync(provider);
        var desk = Desk(shop);
        var owner = await shop.MemberAsync("olga", Role.Owner);
        for (var i = 0; i < 12; i++)
        {
            var (_, token) = await desk.InviteAsync(s_ana with { Email = $"ana{i}@example.org" }, owner.Id, Cancel);
            var id = (await desk.FindAsync(token, Cancel))!.MemberId;
            var renews = i % 2 == 0;

            var accepts = Task.Run(() => desk.AcceptAsync(token, "correct-horse-2", Cancel));
            var changes = Task.Run(async () => renews ? (await desk.RenewAsync(id, owner.Id, Cancel)).Refusal : await desk.WithdrawAsync(id, owner.Id, Cancel));
            var (accepted, changed) = (await accepts, await changes);

            Assert.True((accepted, changed) == (null, TeamRefusals.HasCome) || (accepted, changed) == (InvitationDesk.Over, null), $"{i}: {accepted}, {changed}");
            var member = await shop.ReadAsync(db => db.Set<Member>().AsNoTracking().SingleOrDefaultAsync(m => m.Id == id, Cancel));
            Assert.Equal(accepted is null ? true : renews ? false : null, member?.IsActive);
        }
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task Whoever_never_came_is_not_brought_back_but_needs_a_link(StorageProvider provider)
    {
        await using var shop = await Shop.OpenAsync(provider);
        var (desk, team) = (Desk(shop), new TeamDesk(shop.Changes));
        var owner = await shop.MemberAsync("olga", Role.Owner);
        var (_, token) = await desk.InviteAsync(s_ana, owner.Id, Cancel);
        var ana = (await FindAsync(shop))!;

        Assert.Equal(TeamRefusals.NotCome, await team.ReactivateAsync(ana.Id, owner.Id, Cancel));
        Assert.Equal(TeamRefusals.NotCome, await team.DeactivateAsync(ana.Id, owner.Id, Cancel));
        Assert.False((await FindAsync(shop))!.IsActive);

        Assert.Null(await desk.AcceptAsync(token, "correct-horse-2", Cancel));
        Assert.Equal(TeamRefusals.HasCome, (await desk.RenewAsync(ana.Id, owner.Id, Cancel)).Refusal);
        Assert.Null(await team.DeactivateAsync(ana.Id, owner.Id, Cancel));
        Assert.Null(await team.ReactivateAsync(ana.Id, owner.Id, Cancel));
        Assert.True((await FindAsync(shop))!.IsActive);
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task Administrators_end_the_sign_ins_of_others_and_agents_only_their_own(StorageProvider provider)
    {
        await using var shop = await Shop.OpenAsync(provider);
        using var sessions = new SignInSessions(shop.Contexts, shop.Changes, shop.Live, Options.Create(new SignInClock { Clock = shop.Clock }));
        var desk = new SessionDesk(shop.Changes, sessions);
        var (owner, admin, ana) = (await shop.MemberAsync("olga", Role.Owner), await shop.MemberAsync("adam", Role.Admin), await shop.MemberAsync("ana"));
        var (first, second) = (await sessions.BeginAsync(ana.Id, "10.0.0.1", "Firefox, Linux", Cancel), await sessions.BeginAsync(ana.Id, "10.0.0.2", "Chrome, Android", Cancel));
        var owners = await sessions.BeginAsync(owner.Id, "10.0.0.3", "Safari, iPhone", Cancel);
        Assert.True(await sessions.IsOpenAsync(first, ana.Id, Cancel));

        Assert.Equal(2, (await desk.OfAsync(ana.Id, admin.Id, Cancel)).Count);
        Assert.Empty(await desk.OfAsync(admin.Id, ana.Id, Cancel));
        Assert.Empty(await desk.OfAsync(owner.Id, admin.Id, Cancel));
        Assert.Equal(TeamRefusals.OwnersOnly, await desk.EndAsync(owners, owner.Id, admin.Id, Cancel));
        Assert.Equal(TeamRefusals.NotAllowed, await desk.EndAsync(owners, owner.Id, ana.Id, Cancel));
        Assert.Null(await desk.EndAsync(first, ana.Id, admin.Id, Cancel));
        Assert.False(await sessions.IsOpenAsync(first, ana.Id, Cancel));
        Assert.Null(await desk.EndAsync(second, ana.Id, ana.Id, Cancel));
        Assert.Empty(await desk.OfAsync(ana.Id, owner.Id, Cancel));
        Assert.True(await sessions.IsOpenAsync(owners, owner.Id, Cancel));
    }

    private static InvitationDesk Desk(Shop shop) => new(shop.Changes, shop.Contexts, shop.Clock);

    private static Task<Member?> FindAsync(Shop shop) => shop.ReadAsync(db => db.Set<Member>().AsNoTracking().SingleOrDefaultAsync(m => m.Email == "ana@example.org", Cancel));
}
