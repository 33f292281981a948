using Cosmo.Core.Assistant.BuiltIn;
using Cosmo.Core.Channels;
using Cosmo.Core.Channels.WhatsApp;
using Cosmo.Core.Conversations;
using Cosmo.Core.Notifications;
using Cosmo.Core.Routing;
using Cosmo.Core.Storage;
using Cosmo.Core.Team;
using Cosmo.Core.TeamThread;
using Cosmo.Core.Tickets;
using Cosmo.Core.Work;
using Microsoft.EntityFrameworkCore;

namespace Cosmo.Tests.TeamThread;

/// <summary>A notification that does not reach its member: the ticket says so, the other ways are told, and it climbs at once.</summary>
public sealed class UnheardTests
{
    private const string Customer = "34600000001";
    private const string AnaPhone = "34700000001";
    private const string Complaint = "Hola, mi pedido llegó dañado y quiero un reembolso";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task One_that_was_tried_too_often_counts_as_not_seen(StorageProvider provider)
    {
        await using var cosmo = await ThreadFixture.StartAsync(provider);
        var (ana, chief) = (await cosmo.MemberAsync("Ana", AnaPhone), await ChiefAsync(cosmo));
        await cosmo.SayAsync(Customer, Complaint);
        var ticket = Assert.Single(await cosmo.AllTicketsAsync());
        Assert.Empty(await StepsAsync(cosmo, TicketStep.NotificationFailed));

        await GiveUpAsync(cosmo, $"{ticket.Id} {ana}");

        Assert.Contains(await cosmo.Log.LogAsync(ana, Cancel), n => n is { Event: NotificationEvent.NewTicket, Way: Ways.Phone, State: NoticeState.Failed, Why: "given-up" });
        await ClimbedOverAsync(cosmo, ana, chief, "given-up");
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task One_that_the_escalation_path_raised_is_given_up_as_what_it_is(StorageProvider provider)
    {
        await using var cosmo = await ThreadFixture.StartAsync(provider);
        var ana = await cosmo.MemberAsync("Ana", AnaPhone);
        await cosmo.SayAsync(Customer, Complaint);

        await GiveUpAsync(cosmo, $"{Assert.Single(await cosmo.AllTicketsAsync()).Id} {TicketWork.Climbed} {ana}");

        Assert.Contains(await cosmo.Log.LogAsync(ana, Cancel), n => n is { Event: NotificationEvent.Escalated, Way: Ways.Phone, State: NoticeState.Failed, Why: "given-up" });
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task One_that_cannot_leave_because_the_phone_was_silent_counts_as_not_seen(StorageProvider provider)
    {
        await using var cosmo = await ThreadFixture.StartAsync(provider);
        var (ana, chief) = (await cosmo.MemberAsync("Ana", AnaPhone), await ChiefAsync(cosmo));
        cosmo.Clock.Advance(ServiceWindow.Length);   // and there is no approved template

        await cosmo.SayAsync(Customer, Complaint);

        await ClimbedOverAsync(cosmo, ana, chief, "window-closed");
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task One_that_the_provider_refuses_counts_as_not_seen(StorageProvider provider)
    {
        await using var cosmo = await ThreadFixture.StartAsync(provider);
        var (ana, chief) = (await cosmo.MemberAsync("Ana", AnaPhone), await ChiefAsync(cosmo));
        await cosmo.SayAsync(Customer, Complaint);
        var ticket = Assert.Single(await cosmo.AllTicketsAsync());

        await cosmo.ChangeAsync(async change =>
        {
            var account = await change.Db.Set<PairedPhone>().Where(p => p.MemberId == ana).Select(p => p.ChannelAccountId).SingleAsync(Cancel);
            var message = TeamMessage.ToMember(ana, account, TeamMessageKind.Notification, "Ticket #1", ticket.Id, null, change.Now);
            change.Db.Add(message);
            var outgoing = Outbox.QueueForTeam(change, account, message.Id, new TextSend(message.Text) { To = new(AnaPhone, null) });
            await Deliveries.LearnAsync(change, outgoing, o => o.Fail("131026", null));
        });
        await cosmo.SettleAsync();

        await ClimbedOverAsync(cosmo, ana, chief, "131026");
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task A_follow_up_that_its_holder_could_not_be_told_lets_the_ticket_climb(StorageProvider provider)
    {
        await using var cosmo = await ThreadFixture.StartAsync(provider);
        var (ana, chief) = (await cosmo.MemberAsync("Ana", AnaPhone), await ChiefAsync(cosmo));
        await cosmo.SayAsync(Customer, Complaint);
        var ticket = Assert.Single(await cosmo.AllTicketsAsync());
        Assert.Null(await cosmo.Tickets.AssignAsync(ticket.Id, ana, ana, Cancel));
        await cosmo.SettleAsync();

        await cosmo.ChangeAsync(change => new HearingAgain().GiveUpAsync(change, new() { Lane = "", Kind = TicketWork.WroteAgain.Name, Body = $"{ticket.Id} unreadable" }));
        await cosmo.SettleAsync();

        await ClimbedOverAsync(cosmo, ana, chief, "given-up");
        Assert.Null(Assert.Single(await cosmo.AllTicketsAsync()).HolderId);
    }

    // The ticket says that the member was not reached and why, and goes on to the administrator, who is told that it climbed.
    private static async Task ClimbedOverAsync(ThreadFixture cosmo, Guid unheard, Guid chief, string why)
    {
        var failed = await StepsAsync(cosmo, TicketStep.NotificationFailed);
        Assert.Equal(why, Assert.Single(failed, e => e.MemberId == unheard).Detail);
        Assert.Equal(new RouteReason(RouteCode.Undelivered, "Ana"), RouteReason.Read((await StepsAsync(cosmo, TicketStep.Escalated))[^1].Detail)![0]);
        await using var db = cosmo.Read();
        Assert.True(await db.Set<Offer>().AnyAsync(o => o.MemberId == chief && o.State == OfferState.Open, Cancel));
        Assert.Contains(await cosmo.Log.LogAsync(chief, Cancel), n => n is { Event: NotificationEvent.Escalated, Way: Ways.Phone, State: NoticeState.Failed, Why: News.NoPhone });
    }

    private static async Task GiveUpAsync(ThreadFixture cosmo, string body)
    {
        await cosmo.ChangeAsync(change => new Notifying(new PhrasebookTranslator(), cosmo.Uses).GiveUpAsync(change, new() { Lane = "", Kind = TicketWork.Notify.Name, Body = body }));
        await cosmo.SettleAsync();
    }

    // An administrator of no department, without a phone: only a step of the path turns to them.
    private static async Task<Guid> ChiefAsync(ThreadFixture cosmo)
    {
        var chief = new Member { Name = "Chief", Role = Role.Admin, Language = "en", UserName = "chief", Email = "chief@example.com", CreatedAt = cosmo.Clock.Now };
        await cosmo.ChangeAsync(change =>
        {
            change.Db.Add(chief);
            return Task.CompletedTask;
        });
        return chief.Id;
    }

    private static async Task<List<TicketEvent>> StepsAsync(ThreadFixture cosmo, TicketStep step)
    {
        await using var db = cosmo.Read();
        return await db.Set<TicketEvent>().AsNoTracking().Where(e => e.Step == step).OrderBy(e => e.At).ThenBy(e => e.Id).ToListAsync(Cancel);
    }
}
