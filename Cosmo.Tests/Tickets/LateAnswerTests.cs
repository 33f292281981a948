using Cosmo.Core.Channels;
using Cosmo.Core.Conversations;
using Cosmo.Core.Storage;
using Cosmo.Core.Tickets;
using Cosmo.Tests.TeamThread;
using Microsoft.EntityFrameworkCore;

namespace Cosmo.Tests.Tickets;

/// <summary>Answers of which it shows late whether they reached the customer, on both databases.</summary>
public sealed class LateAnswerTests
{
    private const string Customer = "34600000001";
    private const string AnaPhone = "34700000001";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task An_answer_that_failed_and_is_delivered_after_all_answers_its_ticket(StorageProvider provider)
    {
        await using var cosmo = await AnsweredAsync(provider);
        var asked = await TicketAsync(cosmo);
        await LearnAsync(cosmo, o => o.Fail("131026", null));
        var failed = await TicketAsync(cosmo);
        Assert.Equal((TicketState.Requested, asked.WaitingSince, null), (failed.State, failed.WaitingSince, failed.FirstAnsweredAt));

        await LearnAsync(cosmo, o => o.Progress(Delivery.Delivered, null, cosmo.Clock.Now));
        var ticket = await TicketAsync(cosmo);
        Assert.Equal((TicketState.Answered, null, null), (ticket.State, ticket.AnswerBy, ticket.SeeksSince));
        Assert.Equal(asked.FirstAnsweredAt, ticket.FirstAnsweredAt);
        await LetPassAsync(cosmo, TicketDesk.QuietPeriod);
        Assert.Equal((TicketState.Closed, "quiet"), ((await TicketAsync(cosmo)).State, (await TicketAsync(cosmo)).CloseReason));
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task An_answer_that_failed_and_is_sent_again_answers_its_ticket(StorageProvider provider)
    {
        await using var cosmo = await AnsweredAsync(provider);
        await LearnAsync(cosmo, o => o.Fail("131026", null));
        await LetPassAsync(cosmo, TimeSpan.FromMinutes(10));
        Assert.Null(await cosmo.Uncertain.SendAgainAsync((await AnswerAsync(cosmo)).Id, await AnaAsync(cosmo), Cancel));
        Assert.Equal(TicketState.Requested, (await TicketAsync(cosmo)).State);
        await cosmo.SettleAsync();
        Assert.Equal(await AnaAsync(cosmo), Assert.Single(await StepsAsync(cosmo), e => e.Step is TicketStep.SentAgain).MemberId);
        Assert.Equal((Delivery.Sent, TicketState.Answered), ((await AnswerAsync(cosmo)).Delivery, (await TicketAsync(cosmo)).State));
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task Where_the_customer_wrote_since_the_ticket_goes_on_waiting(StorageProvider provider)
    {
        await using var cosmo = await AnsweredAsync(provider);
        await LearnAsync(cosmo, o => o.Fail("131026", null));
        await cosmo.SayAsync(Customer, "¿Hola? ¿Hay alguien?");
        await LearnAsync(cosmo, o => o.Progress(Delivery.Delivered, null, cosmo.Clock.Now));
        Assert.Equal(TicketState.Requested, (await TicketAsync(cosmo)).State);
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task While_nobody_knows_whether_the_answer_left_the_ticket_stays_open(StorageProvider provider)
    {
        await using var cosmo = await AnsweredAsync(provider, isUncertain: true);
        await LetPassAsync(cosmo, TicketDesk.QuietPeriod * 2);
        Assert.Equal(TicketState.Answered, (await TicketAsync(cosmo)).State);

        Assert.Null(await cosmo.Uncertain.ArrivedAsync((await AnswerAsync(cosmo)).Id, await AnaAsync(cosmo), Cancel));
        Assert.Equal(await AnaAsync(cosmo), Assert.Single(await StepsAsync(cosmo), e => e.Step is TicketStep.SaidArrived).MemberId);
        await LetPassAsync(cosmo, TicketDesk.QuietPeriod - TimeSpan.FromMinutes(1));
        Assert.Equal(TicketState.Answered, (await TicketAsync(cosmo)).State);
        await LetPassAsync(cosmo, TimeSpan.FromMinutes(2));
        Assert.Equal(TicketState.Closed, (await TicketAsync(cosmo)).State);
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task An_answer_that_is_sent_again_begins_the_quiet_period_anew(StorageProvider provider)
    {
        await using var cosmo = await AnsweredAsync(provider, isUncertain: true);
        await LetPassAsync(cosmo, TicketDesk.QuietPeriod * 2);
        Assert.Null(await cosmo.Uncertain.SendAgainAsync((await AnswerAsync(cosmo)).Id, await AnaAsync(cosmo), Cancel));
        await cosmo.SettleAsync();
        Assert.Equal((Delivery.Sent, TicketState.Answered), ((await AnswerAsync(cosmo)).Delivery, (await TicketAsync(cosmo)).State));
        await LetPassAsync(cosmo, TicketDesk.QuietPeriod - TimeSpan.FromMinutes(5));
        Assert.Equal(TicketState.Answered, (await TicketAsync(cosmo)).State);
        await LetPassAsync(cosmo, TimeSpan.FromMinutes(10));
        Assert.Equal(TicketState.Closed, (await TicketAsync(cosmo)).State);
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task The_quiet_period_begins_when_it_shows_that_the_answer_left(StorageProvider provider)
    {
        await using var cosmo = await AnsweredAsync(provider, isUncertain: true);
        await LetPassAsync(cosmo, TicketDesk.QuietPeriod - TimeSpan.FromHours(1));
        Assert.Null(await cosmo.Uncertain.ArrivedAsync((await AnswerAsync(cosmo)).Id, await AnaAsync(cosmo), Cancel));
        await LetPassAsync(cosmo, TimeSpan.FromHours(2));
        Assert.Equal(TicketState.Answered, (await TicketAsync(cosmo)).State);
        await LetPassAsync(cosmo, TicketDesk.QuietPeriod);
        Assert.Equal(TicketState.Closed, (await TicketAsync(cosmo)).State);
    }

    private static async Task<ThreadFixture> AnsweredAsync(StorageProvider provider, bool isUncertain = false)
    {
        var cosmo = await ThreadFixture.StartAsync(provider);
        await cosmo.MemberAsync("Ana", AnaPhone);
        await cosmo.SayAsync(Customer, "Hola, mi pedido llegó dañado y quiero un reembolso");
        await cosmo.SayAsync(AnaPhone, "Ask for a photo.", ThreadFixture.Notification);
        cosmo.GivesNoAnswer = isUncertain;
        await cosmo.SayAsync(AnaPhone, "yes", ThreadFixture.Notification);
        cosmo.GivesNoAnswer = false;
        Assert.Equal((isUncertain ? Delivery.Uncertain : Delivery.Sent, TicketState.Answered), ((await AnswerAsync(cosmo)).Delivery, (await TicketAsync(cosmo)).State));
        return cosmo;
    }

    private static async Task LearnAsync(ThreadFixture cosmo, Action<Outgoing> learn)
    {
        var answer = await AnswerAsync(cosmo);
        await cosmo.ChangeAsync(async change => await Deliveries.LearnAsync(change, await change.Db.Set<Outgoing>().SingleAsync(o => o.MessageId == answer.Id, Cancel), learn));
        await cosmo.SettleAsync();
    }

    // In steps, so that every timer rings in its time.
    private static async Task LetPassAsync(ThreadFixture cosmo, TimeSpan time)
    {
        cosmo.StandsStill = true;
        for (var (left, step) = (time, TimeSpan.FromMinutes(30)); left > TimeSpan.Zero; left -= step)
        {
            cosmo.Clock.Advance(left < step ? left : step);
            await cosmo.SettleAsync();
        }

        cosmo.StandsStill = false;
    }

    private static async Task<Guid> AnaAsync(ThreadFixture cosmo) => (await AnswerAsync(cosmo)).MemberId!.Value;

    private static async Task<List<TicketEvent>> StepsAsync(ThreadFixture cosmo)
    {
        await using var db = cosmo.Read();
        return await db.Set<TicketEvent>().ToListAsync(Cancel);
    }

    private static async Task<Message> AnswerAsync(ThreadFixture cosmo)
    {
        await using var db = cosmo.Read();
        return await db.Set<Message>().SingleAsync(m => m.DraftId != null, Cancel);
    }

    private static async Task<Ticket> TicketAsync(ThreadFixture cosmo) => Assert.Single(await cosmo.AllTicketsAsync());
}
