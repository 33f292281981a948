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
using Cosmo.Tests.Notifications;
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

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task One_that_is_not_delivered_within_two_minutes_counts_as_not_seen(StorageProvider provider)
    {
        await using var cosmo = await ThreadFixture.StartAsync(provider);
        var (ana, chief) = (await cosmo.MemberAsync("Ana", AnaPhone), await ChiefAsync(cosmo));
        (cosmo.Arrives, cosmo.StandsStill) = (false, true);
        await cosmo.SayAsync(Customer, Complaint);
        cosmo.Clock.Advance(Telling.DeliveredWithin - TimeSpan.FromSeconds(1));
        await cosmo.SettleAsync();
        Assert.Empty(await StepsAsync(cosmo, TicketStep.NotificationFailed));

        cosmo.Clock.Advance(TimeSpan.FromSeconds(1));
        await cosmo.SettleAsync();

        await ClimbedOverAsync(cosmo, ana, chief, "not-delivered");
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task A_ticket_that_is_handed_to_a_phone_that_is_off_is_noticed_as_well(StorageProvider provider)
    {
        await using var cosmo = await ThreadFixture.StartAsync(provider);
        var bo = await cosmo.StrangerAsync("Bo");
        await cosmo.SayAsync(Customer, Complaint);
        var ana = await cosmo.MemberAsync("Ana", AnaPhone);
        (cosmo.Arrives, cosmo.StandsStill) = (false, true);
        Assert.Null(await cosmo.Tickets.AssignAsync((await cosmo.AllTicketsAsync())[0].Id, ana, bo, Cancel));
        await cosmo.SettleAsync();
        Assert.Equal(TeamMessageKind.Notification, (await cosmo.ToldAsync(ana))[^1].Kind);

        cosmo.Clock.Advance(Telling.DeliveredWithin);
        await cosmo.SettleAsync();

        Assert.Equal("not-delivered", Assert.Single(await StepsAsync(cosmo, TicketStep.NotificationFailed), e => e.MemberId == ana).Detail);
        Assert.Equal(new RouteReason(RouteCode.Undelivered, "Ana"), RouteReason.Read(Assert.Single(await StepsAsync(cosmo, TicketStep.Escalated)).Detail)![0]);
        await using var db = cosmo.Read();
        Assert.Equivalent(new[] { ana, bo }, await db.Set<Offer>().Where(o => o.State == OfferState.Open).Select(o => o.MemberId).ToListAsync(Cancel), strict: true);
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task What_the_customer_wrote_later_and_the_provider_refuses_counts_as_not_seen_and_goes_by_e_mail(StorageProvider provider)
    {
        await using var mail = new MailServer();
        await using var cosmo = await NotificationTests.StartAsync(provider, mail);
        var (ana, chief) = (await cosmo.MemberAsync("Ana", AnaPhone), await ChiefAsync(cosmo));
        await cosmo.SayAsync(Customer, Complaint);
        Assert.Null(await cosmo.Tickets.AssignAsync((await cosmo.AllTicketsAsync())[0].Id, ana, ana, Cancel));
        (cosmo.Arrives, cosmo.StandsStill) = (false, true);
        await cosmo.SayAsync(Customer, "¿Y mi reembolso?");
        Assert.Equal(TeamMessageKind.FollowUp, (await cosmo.ToldAsync(ana))[^1].Kind);

        await cosmo.LoseLastAsync(ana);

        await ClimbedOverAsync(cosmo, ana, chief, "131026");
        cosmo.StandsStill = false;
        await NotificationTests.WaitForAsync(cosmo, ana, n => n is { Event: NotificationEvent.FollowUp, Way: Ways.Email, State: NoticeState.Sent });
        Assert.Contains(await cosmo.Log.LogAsync(ana, Cancel), n => n is { Event: NotificationEvent.FollowUp, Way: Ways.Phone, State: NoticeState.Failed });
        Assert.Contains(mail.Taken, m => MailServer.Body(m).StartsWith("The customer wrote again (#1)", StringComparison.Ordinal));
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task What_the_customer_wrote_later_and_no_template_carries_counts_as_not_seen_and_goes_by_e_mail(StorageProvider provider)
    {
        await using var mail = new MailServer();
        await using var cosmo = await NotificationTests.StartAsync(provider, mail);
        await cosmo.KeepAsync(QuietTickets.Key, "0");
        var (ana, chief) = (await cosmo.MemberAsync("Ana", AnaPhone), await ChiefAsync(cosmo));
        await cosmo.SayAsync(Customer, Complaint);
        await PhoneNewsTests.AnswerAsync(cosmo, ana, (await cosmo.AllTicketsAsync())[0]);
        cosmo.Clock.Advance(ServiceWindow.Length);

        await cosmo.SayAsync(Customer, "¿Y mi reembolso?");

        await ClimbedOverAsync(cosmo, ana, chief, "window-closed");
        await NotificationTests.WaitForAsync(cosmo, ana, n => n is { Event: NotificationEvent.FollowUp, Way: Ways.Email, State: NoticeState.Sent });
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task A_new_ticket_that_left_and_did_not_arrive_goes_by_e_mail_once(StorageProvider provider)
    {
        await using var mail = new MailServer();
        await using var cosmo = await NotificationTests.StartAsync(provider, mail);
        var ana = await cosmo.MemberAsync("Ana", AnaPhone);
        (cosmo.Arrives, cosmo.StandsStill) = (false, true);
        await cosmo.SayAsync(Customer, Complaint);
        Assert.Empty(mail.Taken);

        await cosmo.LoseLastAsync(ana);
        cosmo.StandsStill = false;
        await NotificationTests.WaitForAsync(cosmo, ana, n => n is { Event: NotificationEvent.NewTicket, Way: Ways.Email, State: NoticeState.Sent });

        Assert.Contains(await cosmo.Log.LogAsync(ana, Cancel), n => n is { Event: NotificationEvent.NewTicket, Way: Ways.Phone, State: NoticeState.Failed });
        Assert.Single(mail.Taken, m => MailServer.Body(m).StartsWith("New ticket (#1)", StringComparison.Ordinal));
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
