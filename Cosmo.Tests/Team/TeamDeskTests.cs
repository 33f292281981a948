using Cosmo.Core.Administration;
using Cosmo.Core.Channels;
using Cosmo.Core.Storage;
using Cosmo.Core.Team;
using Cosmo.Core.TeamThread;
using Cosmo.Core.Tickets;
using Cosmo.Tests.Conversations;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;

namespace Cosmo.Tests.Team;

public sealed class TeamDeskTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task A_new_member_gets_a_password_that_works_and_is_kept_as_a_hash(StorageProvider provider)
    {
        await using var shop = await Shop.OpenAsync(provider);
        var desk = new TeamDesk(shop.Changes);
        var owner = await shop.MemberAsync("olga", Role.Owner);

        var (refusal, password) = await desk.AddAsync(new("Ana", "Ana@Example.org", Role.Agent, "es", []), owner.Id, Cancel);

        Assert.Null(refusal);
        var ana = await shop.ReadAsync(db => db.Set<Member>().SingleAsync(m => m.NormalizedEmail == "ANA@EXAMPLE.ORG", Cancel));
        Assert.Equal(PasswordVerificationResult.Success, new PasswordHasher<Member>().VerifyHashedPassword(ana, ana.PasswordHash!, password!));
        Assert.Equal((TeamRefusals.EmailTaken, (string?)null), await desk.AddAsync(new("Other", "ana@example.org ", Role.Agent, "es", []), owner.Id, Cancel));
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task Agents_change_nothing_and_admins_no_owner(StorageProvider provider)
    {
        await using var shop = await Shop.OpenAsync(provider);
        var desk = new TeamDesk(shop.Changes);
        var (owner, admin, agent) = (await shop.MemberAsync("olga", Role.Owner), await shop.MemberAsync("adam", Role.Admin), await shop.MemberAsync("ana"));

        Assert.Equal(TeamRefusals.NotAllowed, (await desk.AddAsync(new("X", "x@example.org", Role.Agent, "en", []), agent.Id, Cancel)).Refusal);
        Assert.Equal(TeamRefusals.NotAllowed, await desk.ChangeRoleAsync(agent.Id, Role.Admin, agent.Id, Cancel));
        Assert.Equal(TeamRefusals.OwnersOnly, await desk.ChangeRoleAsync(admin.Id, Role.Owner, admin.Id, Cancel));
        Assert.Equal(TeamRefusals.OwnersOnly, await desk.DeactivateAsync(owner.Id, admin.Id, Cancel));
        Assert.Equal(TeamRefusals.LastOwner, await desk.ChangeRoleAsync(owner.Id, Role.Agent, owner.Id, Cancel));
        Assert.Equal(TeamRefusals.LastOwner, await desk.DeactivateAsync(owner.Id, owner.Id, Cancel));
        Assert.Equal(TeamRefusals.NotAllowed, await desk.SetAwayAsync(admin.Id, true, agent.Id, Cancel));
        Assert.Null(await desk.SetAwayAsync(agent.Id, true, agent.Id, Cancel));
        Assert.Null(await desk.ChangeRoleAsync(agent.Id, Role.Owner, owner.Id, Cancel));
        Assert.Null(await desk.ChangeRoleAsync(owner.Id, Role.Agent, owner.Id, Cancel));
    }

    [Fact]
    public async Task Two_owners_who_demote_each_other_at_once_leave_one()
    {
        await using var shop = await Shop.OpenAsync(StorageProvider.Postgres);
        var desk = new TeamDesk(shop.Changes);
        var (olga, omar) = (await shop.MemberAsync("olga", Role.Owner), await shop.MemberAsync("omar", Role.Owner));

        await using var other = await shop.Contexts.CreateDbContextAsync(Cancel);
        await using var held = await other.Database.BeginTransactionAsync(Cancel);
        await other.Set<Member>().ExecuteUpdateAsync(s => s.SetProperty(m => m.Share, m => m.Share), Cancel);
        var both = new[] { Task.Run(() => desk.ChangeRoleAsync(olga.Id, Role.Agent, omar.Id, Cancel)), Task.Run(() => desk.DeactivateAsync(omar.Id, olga.Id, Cancel)) };
        await LockWaits.SeeAsync(shop.Contexts, 2);
        await held.CommitAsync(Cancel);

        var outcomes = await Task.WhenAll(both);
        Assert.Single(outcomes, outcome => outcome is null);
        Assert.Single(outcomes, outcome => outcome == TeamRefusals.LastOwner);
        Assert.Equal(1, await shop.ReadAsync(db => db.Set<Member>().CountAsync(m => m.Role == Role.Owner && m.IsActive, Cancel)));
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task Whoever_leaves_keeps_no_phone_no_ticket_and_no_sign_in(StorageProvider provider)
    {
        await using var shop = await Shop.OpenAsync(provider);
        var desk = new TeamDesk(shop.Changes);
        var (owner, ana) = (await shop.MemberAsync("olga", Role.Owner), await shop.MemberAsync("ana"));
        var stamp = ana.SecurityStamp;
        await shop.AddAsync(PairedPhone.Pair(ana.Id, shop.Account.Id, null, "34600000001", shop.Clock.Now));
        var ticket = await shop.TicketAsync((await shop.CustomerAsync("Maria")).Id);
        Assert.Null(await new TicketDesk(shop.Changes).AssignAsync(ticket.Id, ana.Id, owner.Id, Cancel));

        Assert.Null(await desk.DeactivateAsync(ana.Id, owner.Id, Cancel));

        using var team = new TeamQueries(shop.Contexts, shop.Live, shop.Clock);
        var row = (await team.MembersAsync(Cancel)).Single(m => m.Id == ana.Id);
        Assert.Empty(row.Phones);
        Assert.False(row.IsActive);
        Assert.Null((await shop.ReadAsync(db => db.Set<Ticket>().SingleAsync(t => t.Id == ticket.Id, Cancel))).HolderId);
        Assert.NotEqual(stamp, (await shop.ReadAsync(db => db.Set<Member>().SingleAsync(m => m.Id == ana.Id, Cancel))).SecurityStamp);
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task A_new_pairing_code_ends_the_one_before(StorageProvider provider)
    {
        await using var shop = await Shop.OpenAsync(provider);
        var pairing = new Pairing(shop.Changes);
        var (ana, bo) = (await shop.MemberAsync("ana"), await shop.MemberAsync("bo"));

        var first = await pairing.MakeCodeAsync(ana.Id, Cancel);
        var second = await pairing.MakeCodeAsync(ana.Id, Cancel);

        var good = await shop.ReadAsync(db => db.Set<PairingCode>().Where(c => c.UsedAt == null).ToListAsync(Cancel));
        Assert.Equal(PairingCode.Hash(second), Assert.Single(good).CodeHash);
        Assert.Matches("^[0-9]{6}$", first);

        var phone = PairedPhone.Pair(ana.Id, shop.Account.Id, null, "34600000001", shop.Clock.Now);
        await shop.AddAsync(phone);
        Assert.Equal(Pairing.NotYours, await pairing.SignOutAsync(phone.Id, bo.Id, Cancel));
        Assert.Null(await pairing.SignOutAsync(phone.Id, ana.Id, Cancel));
        Assert.NotNull((await shop.ReadAsync(db => db.Set<PairedPhone>().SingleAsync(Cancel))).SignedOutAt);
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task A_phone_is_signed_out_by_its_member_or_an_administrator_who_is_there(StorageProvider provider)
    {
        await using var shop = await Shop.OpenAsync(provider);
        var (pairing, desk) = (new Pairing(shop.Changes), new TeamDesk(shop.Changes));
        var (olga, ada, gone) = (await shop.MemberAsync("olga", Role.Owner), await shop.MemberAsync("ada", Role.Admin), await shop.MemberAsync("gone", Role.Admin));
        Assert.Null(await desk.DeactivateAsync(gone.Id, olga.Id, Cancel));
        foreach (var by in new[] { olga, ada })
        {
            var ana = await shop.MemberAsync($"ana-{by.Name}");
            var phone = PairedPhone.Pair(ana.Id, shop.Account.Id, null, $"3460000{by.Name.Length:0000}", shop.Clock.Now);
            await shop.AddAsync(phone);
            Assert.Equal(Pairing.NotYours, await pairing.SignOutAsync(phone.Id, gone.Id, Cancel));
            Assert.Null((await PhoneAsync(phone.Id)).SignedOutAt);
            Assert.Null(await pairing.SignOutAsync(phone.Id, by.Id, Cancel));
            Assert.NotNull((await PhoneAsync(phone.Id)).SignedOutAt);
        }

        Assert.Equal(Pairing.NotPaired, await pairing.SignOutAsync(Guid.CreateVersion7(), ada.Id, Cancel));

        Task<PairedPhone> PhoneAsync(Guid id) => shop.ReadAsync(db => db.Set<PairedPhone>().SingleAsync(p => p.Id == id, Cancel));
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task Health_is_for_administrators(StorageProvider provider)
    {
        await using var shop = await Shop.OpenAsync(provider);
        var health = new HealthQueries(shop.Contexts, shop.Clock);
        var (owner, ana) = (await shop.MemberAsync("olga", Role.Owner), await shop.MemberAsync("ana"));
        await shop.AddAsync(
            new ChannelNotice { Field = "account_alerts", Summary = "limit", Raw = "{}", At = shop.Clock.Now },
            new ChannelNotice { Field = "quarantine", Summary = "unreadable", Raw = "{}", At = shop.Clock.Now },
            new Core.Work.WorkItem { Lane = "x", Kind = "send", Body = "1", State = Core.Work.WorkState.Dead, Error = "gave up" },
            new Core.Work.WorkItem { Lane = "now", Kind = "send", Body = "1", DueMs = Ms(shop.Clock.Now) },
            new Core.Work.WorkItem { Lane = "again", Kind = "send", Body = "1", Attempts = 1, DueMs = Ms(shop.Clock.Now.AddMinutes(5)) },
            new Core.Work.WorkItem { Lane = "tomorrow", Kind = "digest", Body = "1", DueMs = Ms(shop.Clock.Now.AddDays(1)) });

        Assert.Null(await health.ReadAsync(ana.Id, cancel: Cancel));
        var view = (await health.ReadAsync(owner.Id, cancel: Cancel))!;
        Assert.Equal(("limit", "unreadable", "gave up"), (view.Notices.Single().Summary, view.Quarantined.Single().Summary, view.DeadLetters.Single().Error));
        Assert.Single(view.Accounts);
        Assert.Equal(2, view.Due);   // tomorrow's is only planned
    }

    private static long Ms(DateTimeOffset at) => at.ToUnixTimeMilliseconds();
}
