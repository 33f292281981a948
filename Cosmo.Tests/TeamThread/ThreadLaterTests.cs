using Cosmo.Core;
using Cosmo.Core.Channels;
using Cosmo.Core.Conversations;
using Cosmo.Core.Replies;
using Cosmo.Core.Storage;
using Cosmo.Core.TeamThread;
using Cosmo.Core.Tickets;
using Microsoft.EntityFrameworkCore;

namespace Cosmo.Tests.TeamThread;

/// <summary>What happens after the first answer: words that cannot be said, news of the delivery, customers who come back.</summary>
public sealed class ThreadLaterTests
{
    private const string Customer = "34600000001";
    private const string AnaPhone = "34700000001";
    private const string Complaint = "Hola, mi pedido llegó dañado y quiero un reembolso";
    private const string OtherMatter = "Quiero hablar con una persona";
    private const string Instruction = "Ask for their order number and email. Tell them we'll issue a full refund immediately.";
    private const string Unsayable = "Our unicorns graze behind the purple observatory";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task Words_that_cannot_be_said_in_the_customers_language_leave_as_written_when_the_member_says_so_twice(StorageProvider provider)
    {
        await using var cosmo = await ThreadFixture.StartAsync(provider);
        var ana = await cosmo.MemberAsync("Ana", AnaPhone);
        await cosmo.SayAsync(Customer, Complaint);
        await cosmo.SayAsync(AnaPhone, Unsayable, ThreadFixture.Notification);
        var draft = await cosmo.DraftAsync(ana);
        Assert.Equal(DraftState.Stuck, draft.State);
        Assert.Contains(Unsayable, await cosmo.LastToldAsync(ana), StringComparison.Ordinal);
        await cosmo.SayAsync(AnaPhone, "yes", ThreadFixture.Notification);
        Assert.Single(await cosmo.ToCustomersAsync());

        await cosmo.PressAsync(AnaPhone, $"d:{draft.Id}:as-written");
        Assert.Equal((DraftState.Open, Unsayable), ((await cosmo.DraftAsync(ana)).State, (await cosmo.DraftAsync(ana)).Text));
        Assert.Single(await cosmo.ToCustomersAsync());
        await cosmo.SayAsync(AnaPhone, "yes", ThreadFixture.Notification);
        Assert.Equal(Unsayable, (await cosmo.ToCustomersAsync())[^1]);
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task The_member_is_told_when_the_customer_has_it_once(StorageProvider provider)
    {
        await using var cosmo = await ThreadFixture.StartAsync(provider);
        var ana = await AnsweredAsync(cosmo);
        for (var i = 0; i < 2; i++)   // Meta repeats itself
        {
            await LearnAsync(cosmo, Delivery.Delivered);
            await LearnAsync(cosmo, Delivery.Read);
        }

        var results = (await cosmo.ToldAsync(ana)).Where(m => m.Kind is TeamMessageKind.Result).Select(m => m.Text);
        Assert.Equal(["Sent to María López (#1).", "María López has received it (#1)."], results);
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task A_failed_delivery_is_told_with_its_reason_and_the_ticket_waits_again(StorageProvider provider)
    {
        await using var cosmo = await ThreadFixture.StartAsync(provider);
        var ana = await AnsweredAsync(cosmo);
        await cosmo.ChangeAsync(async change => await Deliveries.LearnAsync(change, await AnswerAsync(change.Db), o => o.Fail("undeliverable", "No WhatsApp")));
        await cosmo.SettleAsync();

        Assert.StartsWith("Not sent to María López (#1): ", await cosmo.LastToldAsync(ana), StringComparison.Ordinal);
        Assert.Equal(TicketState.Requested, (await cosmo.AllTicketsAsync())[0].State);
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task Another_matter_within_the_week_is_another_ticket(StorageProvider provider)
    {
        await using var cosmo = await ThreadFixture.StartAsync(provider);
        await ClosedAsync(cosmo);
        await cosmo.SayAsync(Customer, OtherMatter);

        var tickets = await cosmo.AllTicketsAsync();
        Assert.Equal([TicketState.Closed, TicketState.Requested], tickets.Select(t => t.State));
        Assert.NotEqual(tickets[0].Topic, tickets[1].Topic);
        Assert.Equal(CaseTopic.General, tickets[1].Topic);
        Assert.Equal(2, (await AcknowledgedAsync(cosmo)).Count);   // told once per ticket
    }

    [Theory]
    [InlineData(StorageProvider.Sqlite, -1, 1)]
    [InlineData(StorageProvider.Sqlite, 1, 2)]
    [InlineData(StorageProvider.Postgres, -1, 1)]
    [InlineData(StorageProvider.Postgres, 1, 2)]
    public async Task The_same_matter_goes_on_with_its_ticket_for_a_week_and_is_a_new_one_after_it(StorageProvider provider, int minutes, int tickets)
    {
        await using var cosmo = await ThreadFixture.StartAsync(provider);
        await ClosedAsync(cosmo);
        var closed = (await cosmo.AllTicketsAsync())[0].ClosedAt!.Value;
        cosmo.Clock.Now = closed + TicketDesk.Reopens + TimeSpan.FromMinutes(minutes);
        await cosmo.SayAsync(Customer, Complaint);

        var all = await cosmo.AllTicketsAsync();
        Assert.Equal(tickets, all.Count);
        Assert.Equal((TicketState.Requested, all[0].Topic), (all[^1].State, all[^1].Topic));
        Assert.Equal(tickets, (await AcknowledgedAsync(cosmo)).Count);
    }

    private static async Task<Guid> AnsweredAsync(ThreadFixture cosmo)
    {
        var ana = await cosmo.MemberAsync("Ana", AnaPhone);
        await cosmo.SayAsync(Customer, Complaint);
        await cosmo.SayAsync(AnaPhone, Instruction, ThreadFixture.Notification);
        await cosmo.SayAsync(AnaPhone, "send anyway", ThreadFixture.Notification);
        Assert.Equal("Sent to María López (#1).", await cosmo.LastToldAsync(ana));
        return ana;
    }

    private static async Task ClosedAsync(ThreadFixture cosmo)
    {
        await AnsweredAsync(cosmo);
        await cosmo.SayAsync(AnaPhone, "#1 close", ThreadFixture.Notification);
        Assert.Equal(TicketState.Closed, Assert.Single(await cosmo.AllTicketsAsync()).State);
    }

    private static async Task LearnAsync(ThreadFixture cosmo, Delivery state)
    {
        await cosmo.ChangeAsync(async change => await Deliveries.LearnAsync(change, await AnswerAsync(change.Db), o => o.Progress(state, null, change.Now)));
        await cosmo.SettleAsync();
    }

    private static Task<Outgoing> AnswerAsync(DbContext db) =>
        db.Set<Outgoing>().SingleAsync(o => db.Set<Message>().Any(m => m.Id == o.MessageId && m.DraftId != null), Cancel);

    private static async Task<List<TicketEvent>> AcknowledgedAsync(ThreadFixture cosmo)
    {
        await using var db = cosmo.Read();
        return await db.Set<TicketEvent>().Where(e => e.Step == TicketStep.Acknowledged).ToListAsync(Cancel);
    }
}
