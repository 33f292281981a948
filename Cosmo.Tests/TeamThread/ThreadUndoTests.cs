using Cosmo.Core.Channels;
using Cosmo.Core.Conversations;
using Cosmo.Core.Replies;
using Cosmo.Core.Storage;
using Cosmo.Core.Tickets;
using Microsoft.EntityFrameworkCore;

namespace Cosmo.Tests.TeamThread;

/// <summary>A confirmed answer waits a moment before it leaves, and can be taken back as long as it waits.</summary>
public sealed class ThreadUndoTests
{
    private const string Customer = "34600000001";
    private const string Other = "34600000002";
    private const string AnaPhone = "34700000001";
    private const int Hold = 5;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(null, 5)]
    [InlineData("", 5)]
    [InlineData("0", 0)]
    [InlineData("12", 12)]
    [InlineData("30", 30)]
    [InlineData("31", 30)]
    [InlineData("-1", 5)]
    [InlineData("soon", 5)]
    public void The_hold_is_0_to_30_seconds_and_5_where_nobody_chose(string? kept, int seconds) =>
        Assert.Equal(TimeSpan.FromSeconds(seconds), UndoHold.Parse(kept));

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task What_is_taken_back_in_time_never_leaves_and_the_customer_waits_as_before(StorageProvider provider)
    {
        await using var cosmo = await ThreadFixture.StartAsync(provider, Hold);
        var (ana, draft) = await ConfirmedAsync(cosmo);
        Assert.Equal((0, TicketState.Answered), (await LeftAsync(cosmo, draft), (await cosmo.AllTicketsAsync())[0].State));
        Assert.StartsWith("On its way to María López (#1) in 5 s.", await cosmo.LastToldAsync(ana), StringComparison.Ordinal);

        await cosmo.SayAsync(AnaPhone, "Undo", ThreadFixture.Notification);
        Assert.StartsWith("Taken back.", await cosmo.LastToldAsync(ana), StringComparison.Ordinal);
        await LaterAsync(cosmo, TimeSpan.FromHours(1));

        Assert.Equal(0, await LeftAsync(cosmo, draft));
        await using var db = cosmo.Read();
        var (message, ticket) = (await db.Set<Message>().SingleAsync(m => m.DraftId == draft.Id, Cancel), (await cosmo.AllTicketsAsync())[0]);
        Assert.Equal((Delivery.Recalled, TicketState.Requested), (message.Delivery, ticket.State));
        Assert.Equal((ana, (DateTimeOffset?)null, (DateTimeOffset?)null), (ticket.HolderId, ticket.FirstAnsweredAt, ticket.AnsweredAt));
        Assert.DoesNotContain(draft.Text[..40], (await db.Set<Conversation>().SingleAsync(Cancel)).Preview, StringComparison.Ordinal);
        Assert.Contains(await db.Set<TicketEvent>().ToListAsync(Cancel), e => e.Step is TicketStep.TakenBack && e.MemberId == ana);

        // The next words are the better ones, and leave when nobody takes them back.
        await cosmo.SayAsync(AnaPhone, "Ask for a photo.", ThreadFixture.Notification);
        await cosmo.SayAsync(AnaPhone, "yes", ThreadFixture.Notification);
        await LaterAsync(cosmo, TimeSpan.FromSeconds(Hold + 1));
        Assert.Equal(1, await LeftAsync(cosmo, await cosmo.DraftAsync(ana)));
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task After_the_hold_it_leaves_once_and_undo_says_that_it_is_too_late(StorageProvider provider)
    {
        await using var cosmo = await ThreadFixture.StartAsync(provider, Hold);
        var (ana, draft) = await ConfirmedAsync(cosmo);
        await LaterAsync(cosmo, TimeSpan.FromSeconds(Hold - 1));
        Assert.Equal(0, await LeftAsync(cosmo, draft));
        await LaterAsync(cosmo, TimeSpan.FromSeconds(1));
        Assert.Equal(1, await LeftAsync(cosmo, draft));

        await cosmo.PressAsync(AnaPhone, $"d:{draft.Id}:undo");
        await LaterAsync(cosmo, TimeSpan.FromMinutes(1));
        Assert.Equal(1, await LeftAsync(cosmo, draft));
        Assert.Contains(await cosmo.ToldAsync(ana), m => m.Text == "Too late: that answer has left already.");
        Assert.Equal(TicketState.Answered, (await cosmo.AllTicketsAsync())[0].State);
        Assert.Equal(DraftState.Confirmed, (await cosmo.DraftAsync(ana)).State);
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task With_several_about_to_leave_undo_asks_which_and_a_button_or_number_says_it(StorageProvider provider)
    {
        await using var cosmo = await ThreadFixture.StartAsync(provider, Hold);
        var (ana, first) = await ConfirmedAsync(cosmo, Other);
        await cosmo.SayAsync(AnaPhone, "#2 Ask for a photo.", ThreadFixture.Notification);
        var second = await cosmo.DraftAsync(ana);
        await cosmo.SayAsync(AnaPhone, "yes", ThreadFixture.Notification);
        Assert.NotEqual(first.Id, second.Id);

        await cosmo.SayAsync(AnaPhone, "undo", ThreadFixture.Notification);
        Assert.StartsWith("Several answers are about to leave.", await cosmo.LastToldAsync(ana), StringComparison.Ordinal);
        await cosmo.SayAsync(AnaPhone, "#2 undo", ThreadFixture.Notification);
        await LaterAsync(cosmo, TimeSpan.FromMinutes(1));
        Assert.Equal((1, 0), (await LeftAsync(cosmo, first), await LeftAsync(cosmo, second)));
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task Undoing_and_sending_at_the_same_moment_end_in_one_of_the_two(StorageProvider provider)
    {
        await using var cosmo = await ThreadFixture.StartAsync(provider, Hold);
        var (ana, draft) = await ConfirmedAsync(cosmo);
        cosmo.Clock.Advance(TimeSpan.FromSeconds(Hold));
        var refusals = await Task.WhenAll(
            SettledAsync(cosmo),
            Task.Run(() => cosmo.Drafts.TakeBackAsync(draft.Id, ana, Cancel), Cancel));
        await LaterAsync(cosmo, TimeSpan.FromMinutes(1));

        Assert.Equal(refusals[1] is null ? 0 : 1, await LeftAsync(cosmo, draft));
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task A_no_right_after_the_yes_takes_it_back_and_nobody_elses_undo_does(StorageProvider provider)
    {
        await using var cosmo = await ThreadFixture.StartAsync(provider, Hold);
        var (ana, draft) = await ConfirmedAsync(cosmo);
        var bo = await cosmo.StrangerAsync("Bo");
        Assert.Equal(DraftRefusals.NotYours, await cosmo.Drafts.TakeBackAsync(draft.Id, bo, Cancel));
        await cosmo.SayAsync(AnaPhone, "No", ThreadFixture.Notification);
        await LaterAsync(cosmo, TimeSpan.FromMinutes(1));
        Assert.Equal(0, await LeftAsync(cosmo, draft));
        Assert.Equal(DraftRefusals.NotWaiting, await cosmo.Drafts.TakeBackAsync(draft.Id, ana, Cancel));
    }

    private static async Task<(Guid Ana, Draft Draft)> ConfirmedAsync(ThreadFixture cosmo, params string[] others)
    {
        var ana = await cosmo.MemberAsync("Ana", AnaPhone);
        foreach (var customer in others.Prepend(Customer))
            await cosmo.SayAsync(customer, "Hola, mi pedido llegó dañado y quiero un reembolso");
        await cosmo.SayAsync(AnaPhone, "#1 Ask for their order number.", ThreadFixture.Notification);
        await LaterAsync(cosmo, TimeSpan.FromMinutes(1));
        cosmo.StandsStill = true;
        var draft = await cosmo.DraftAsync(ana);
        await cosmo.SayAsync(AnaPhone, "yes", ThreadFixture.Notification);
        return (ana, draft);
    }

    private static async Task<Cosmo.Core.Refusal?> SettledAsync(ThreadFixture cosmo)
    {
        await Task.Run(cosmo.SettleAsync, Cancel);
        return null;
    }

    private static async Task LaterAsync(ThreadFixture cosmo, TimeSpan by)
    {
        cosmo.Clock.Advance(by);
        await cosmo.SettleAsync();
    }

    // How often the provider was called for what the draft became.
    private static async Task<int> LeftAsync(ThreadFixture cosmo, Draft draft)
    {
        await using var db = cosmo.Read();
        return await (from message in db.Set<Message>()
                      where message.DraftId == draft.Id
                      join outgoing in db.Set<Outgoing>() on message.Id equals outgoing.MessageId
                      select outgoing.Attempts).SumAsync(Cancel);
    }
}
