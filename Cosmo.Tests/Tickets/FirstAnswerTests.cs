using Cosmo.Core.Channels;
using Cosmo.Core.Conversations;
using Cosmo.Core.Settings;
using Cosmo.Core.Storage;
using Cosmo.Core.Tickets;
using Cosmo.Tests.TeamThread;
using Microsoft.EntityFrameworkCore;

namespace Cosmo.Tests.Tickets;

/// <summary>The setting that lets the first answer close its ticket, on both databases.</summary>
public sealed class FirstAnswerTests
{
    private const string Customer = "34600000001";
    private const string AnaPhone = "34700000001";
    private const string Complaint = "Hola, mi pedido llegó dañado y quiero un reembolso";
    private const int Hold = 5;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task Where_nobody_chose_it_an_answered_ticket_stays_open(StorageProvider provider)
    {
        await using var cosmo = await ThreadFixture.StartAsync(provider);
        await cosmo.MemberAsync("Ana", AnaPhone);
        await AnswerAsync(cosmo);
        Assert.Equal(TicketState.Answered, (await TicketAsync(cosmo)).State);
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task The_first_answer_closes_it_and_who_writes_on_goes_on_with_it(StorageProvider provider)
    {
        await using var cosmo = await StartAsync(provider);
        var ana = await cosmo.MemberAsync("Ana", AnaPhone);
        await AnswerAsync(cosmo);

        var closed = await TicketAsync(cosmo);
        Assert.Equal((TicketState.Closed, ana, FirstAnswer.Reason), (closed.State, closed.ClosedById, closed.CloseReason));
        await using (var db = cosmo.Read())
        {
            Assert.Equal(Handler.Assistant, (await db.Set<Conversation>().SingleAsync(Cancel)).Handler);
            var line = await db.Set<TicketEvent>().SingleAsync(e => e.Step == TicketStep.Closed, Cancel);
            Assert.Equal((ana, FirstAnswer.Reason), (line.MemberId, line.Detail));
        }

        await cosmo.SayAsync(Customer, Complaint);
        Assert.Equal(TicketState.Requested, (await TicketAsync(cosmo)).State);
        await SayAndConfirmAsync(cosmo);
        Assert.Equal((TicketState.Closed, FirstAnswer.Reason), ((await TicketAsync(cosmo)).State, (await TicketAsync(cosmo)).CloseReason));
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task As_long_as_it_can_be_taken_back_it_closes_nothing(StorageProvider provider)
    {
        await using var cosmo = await StartAsync(provider, Hold);
        await cosmo.MemberAsync("Ana", AnaPhone);
        await cosmo.SayAsync(Customer, Complaint);
        await cosmo.SayAsync(AnaPhone, "Ask for a photo.", ThreadFixture.Notification);
        cosmo.StandsStill = true;
        await cosmo.SayAsync(AnaPhone, "yes", ThreadFixture.Notification);
        Assert.Equal(TicketState.Answered, (await TicketAsync(cosmo)).State);
        await cosmo.SayAsync(AnaPhone, "Undo", ThreadFixture.Notification);
        cosmo.StandsStill = false;
        await cosmo.SettleAsync();
        Assert.Equal(TicketState.Requested, (await TicketAsync(cosmo)).State);

        await SayAndConfirmAsync(cosmo);
        Assert.Equal(TicketState.Closed, (await TicketAsync(cosmo)).State);
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task An_answer_that_fails_after_it_had_left_opens_the_ticket_again(StorageProvider provider)
    {
        await using var cosmo = await StartAsync(provider);
        var ana = await cosmo.MemberAsync("Ana", AnaPhone);
        await AnswerAsync(cosmo);
        Assert.Equal(TicketState.Closed, (await TicketAsync(cosmo)).State);

        await FailAsync(cosmo);
        var ticket = await TicketAsync(cosmo);
        Assert.Equal((TicketState.Requested, ana), (ticket.State, ticket.HolderId));
        await using (var db = cosmo.Read())
            Assert.Equal(Handler.Team, (await db.Set<Conversation>().SingleAsync(Cancel)).Handler);

        await SayAndConfirmAsync(cosmo);
        Assert.Equal(TicketState.Closed, (await TicketAsync(cosmo)).State);
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task Whoever_never_got_the_answer_that_closed_it_has_been_waiting_since_they_wrote(StorageProvider provider)
    {
        await using var cosmo = await StartAsync(provider);
        await cosmo.MemberAsync("Ana", AnaPhone);
        await cosmo.SayAsync(Customer, Complaint);
        var (since, answerBy) = ((await TicketAsync(cosmo)).WaitingSince, (await TicketAsync(cosmo)).AnswerBy);
        await SayAndConfirmAsync(cosmo);
        Assert.Equal((TicketState.Closed, null), ((await TicketAsync(cosmo)).State, (await TicketAsync(cosmo)).AnswerBy));

        cosmo.Clock.Advance(TimeSpan.FromHours(2));
        await FailAsync(cosmo);
        var ticket = await TicketAsync(cosmo);
        Assert.Equal((TicketState.Requested, since, answerBy, null), (ticket.State, ticket.WaitingSince, ticket.AnswerBy, ticket.FirstAnsweredAt));
        await using var db = cosmo.Read();
        Assert.Single(await db.Set<TicketEvent>().Where(e => e.Step == TicketStep.Breached).ToListAsync(Cancel));
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task What_a_person_closed_stays_closed_when_the_answer_fails(StorageProvider provider)
    {
        await using var cosmo = await ThreadFixture.StartAsync(provider);
        var ana = await cosmo.MemberAsync("Ana", AnaPhone);
        await AnswerAsync(cosmo);
        Assert.Null(await cosmo.Tickets.CloseAsync((await TicketAsync(cosmo)).Id, ana, "resolved", Cancel));
        await FailAsync(cosmo);
        Assert.Equal(TicketState.Closed, (await TicketAsync(cosmo)).State);
    }

    private static async Task<ThreadFixture> StartAsync(StorageProvider provider, int hold = 0)
    {
        var cosmo = await ThreadFixture.StartAsync(provider, hold);
        await cosmo.ChangeAsync(change =>
        {
            change.Db.Add(new Setting { Key = FirstAnswer.Key, Value = "true" });
            return Task.CompletedTask;
        });
        return cosmo;
    }

    private static async Task AnswerAsync(ThreadFixture cosmo)
    {
        await cosmo.SayAsync(Customer, Complaint);
        await SayAndConfirmAsync(cosmo);
    }

    private static async Task SayAndConfirmAsync(ThreadFixture cosmo)
    {
        await cosmo.SayAsync(AnaPhone, "Ask for a photo.", ThreadFixture.Notification);
        await cosmo.SayAsync(AnaPhone, "yes", ThreadFixture.Notification);
    }

    // Meta took the last answer and says later that it did not arrive.
    private static async Task FailAsync(ThreadFixture cosmo)
    {
        await cosmo.ChangeAsync(async change =>
        {
            var answer = await change.Db.Set<Message>().Where(m => m.DraftId != null).OrderByDescending(m => m.Position).FirstAsync(Cancel);
            var outgoing = await change.Db.Set<Outgoing>().SingleAsync(o => o.MessageId == answer.Id, Cancel);
            await Deliveries.LearnAsync(change, outgoing, o => o.Fail("131026", null));
        });
        await cosmo.SettleAsync();
    }

    private static async Task<Ticket> TicketAsync(ThreadFixture cosmo) => Assert.Single(await cosmo.AllTicketsAsync());
}
