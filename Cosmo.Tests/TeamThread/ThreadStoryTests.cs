using Cosmo.Core.Channels;
using Cosmo.Core.Conversations;
using Cosmo.Core.Replies;
using Cosmo.Core.Storage;
using Cosmo.Core.TeamThread;
using Cosmo.Core.Tickets;
using Microsoft.EntityFrameworkCore;

namespace Cosmo.Tests.TeamThread;

public sealed class ThreadStoryTests
{
    private const string Customer = "34600000001";
    private const string Other = "34600000002";
    private const string AnaPhone = "34700000001";
    private const string BoPhone = "34700000002";
    private const string Complaint = "Hola, mi pedido llegó dañado y quiero un reembolso";
    private const string Instruction = "Ask for their order number and email. Tell them we'll issue a full refund immediately.";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task A_customers_issue_is_answered_from_the_phone_word_for_word(StorageProvider provider)
    {
        await using var cosmo = await ThreadFixture.StartAsync(provider);
        var ana = await cosmo.MemberAsync("Ana", AnaPhone);
        await cosmo.SayAsync(Customer, Complaint);

        var ticket = Assert.Single(await cosmo.AllTicketsAsync());
        Assert.Equal(TicketState.Requested, ticket.State);
        Assert.Contains(await cosmo.ToldAsync(ana), m => m.Kind is TeamMessageKind.Notification && m.Text.Contains(Complaint, StringComparison.Ordinal) && m.Text.Contains("Operations", StringComparison.Ordinal));
        Assert.Single(await cosmo.ToCustomersAsync());   // the acknowledgement

        await cosmo.SayAsync(AnaPhone, Instruction, ThreadFixture.Notification);
        var draft = await cosmo.DraftAsync(ana);
        Assert.Equal((DraftState.Open, "es"), (draft.State, draft.Language));
        Assert.Single(await cosmo.ToCustomersAsync());
        Assert.Contains(await cosmo.ToldAsync(ana), m => m.Kind is TeamMessageKind.Draft && m.Text.Contains(draft.Text, StringComparison.Ordinal));

        await cosmo.SayAsync(AnaPhone, "yes", ThreadFixture.Notification);
        Assert.Equal(draft.Text, (await cosmo.ToCustomersAsync())[^1]);
        await using var db = cosmo.Read();
        var message = await db.Set<Message>().SingleAsync(m => m.DraftId == draft.Id, Cancel);
        Assert.Equal((draft.Text, Message.Hash(draft.Text), Delivery.Sent), (message.Text, message.TextHash, message.Delivery));
        Assert.Equal("Sent to María López (#1).", await cosmo.LastToldAsync(ana));
        Assert.Equal(TicketState.Answered, (await cosmo.AllTicketsAsync())[0].State);

        await cosmo.PressAsync(AnaPhone, $"d:{draft.Id}:send");
        Assert.Equal(2, (await cosmo.ToCustomersAsync()).Count);
        Assert.Equal("That answer was sent before. It is not sent a second time.", await cosmo.LastToldAsync(ana));
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task Of_two_confirmations_at_once_one_leaves_and_the_other_is_told(StorageProvider provider)
    {
        await using var cosmo = await ThreadFixture.StartAsync(provider);
        var (ana, bo) = (await cosmo.MemberAsync("Ana", AnaPhone), await cosmo.MemberAsync("Bo", BoPhone));
        await cosmo.SayAsync(Customer, Complaint);
        await cosmo.SayAsync(AnaPhone, Instruction, ThreadFixture.Notification);
        await cosmo.SayAsync(BoPhone, Instruction, ThreadFixture.Notification);
        var drafts = new[] { await cosmo.DraftAsync(ana), await cosmo.DraftAsync(bo) };

        var refusals = await Task.WhenAll(drafts.Select(d => Task.Run(() => cosmo.Drafts.ConfirmAsync(d.Id, d.MemberId, d.Revision, acceptFindings: true))));

        Assert.Single(refusals, r => r is null);
        Assert.Single(refusals, TicketRefusals.HeldByAnother);
        await cosmo.SettleAsync();
        Assert.Equal(2, (await cosmo.ToCustomersAsync()).Count);   // the acknowledgement and one answer
        var (late, phone) = refusals[0] is null ? (bo, BoPhone) : (ana, AnaPhone);
        Assert.Contains(await cosmo.ToldAsync(late), m => m.Text.Contains("You need not do anything.", StringComparison.Ordinal));
        await cosmo.SayAsync(phone, "yes", ThreadFixture.Notification);
        await cosmo.SayAsync(phone, "We call you back", ThreadFixture.Notification);
        Assert.Contains("has answered #1 (María López) already", await cosmo.LastToldAsync(late), StringComparison.Ordinal);
        Assert.Equal(2, (await cosmo.ToCustomersAsync()).Count);
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task What_the_customer_wrote_meanwhile_holds_the_answer_until_it_was_seen(StorageProvider provider)
    {
        await using var cosmo = await ThreadFixture.StartAsync(provider);
        var ana = await cosmo.MemberAsync("Ana", AnaPhone);
        await cosmo.SayAsync(Customer, Complaint);
        await cosmo.SayAsync(AnaPhone, Instruction, ThreadFixture.Notification);
        await cosmo.SayAsync(Customer, "Ya lo he resuelto, gracias");

        await cosmo.SayAsync(AnaPhone, "yes", ThreadFixture.Notification);
        Assert.Single(await cosmo.ToCustomersAsync());
        Assert.Contains("Ya lo he resuelto, gracias", await cosmo.LastToldAsync(ana), StringComparison.Ordinal);
        await cosmo.SayAsync(AnaPhone, "yes", ThreadFixture.Notification);
        Assert.Equal(2, (await cosmo.ToCustomersAsync()).Count);
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task With_two_tickets_an_answer_is_bound_or_asked_about(StorageProvider provider)
    {
        await using var cosmo = await ThreadFixture.StartAsync(provider);
        var ana = await cosmo.MemberAsync("Ana", AnaPhone);
        await cosmo.SayAsync(Customer, Complaint);
        await cosmo.SayAsync(Other, Complaint);
        var tickets = await cosmo.AllTicketsAsync();
        Assert.Equal(2, tickets.Count);

        await cosmo.SayAsync(AnaPhone, "Tell them we refund", ThreadFixture.Notification);
        Assert.Equal("Which ticket is this for?", await cosmo.LastToldAsync(ana));
        await cosmo.PressAsync(AnaPhone, $"t:{tickets[1].Id}");
        Assert.Equal((tickets[1].Id, "Tell them we refund"), ((await cosmo.DraftAsync(ana)).TicketId!.Value, (await cosmo.DraftAsync(ana)).Words));

        await cosmo.SayAsync(AnaPhone, "#1 Tell them we refund now", ThreadFixture.Notification);
        Assert.Equal(tickets[0].Id, (await cosmo.DraftAsync(ana)).TicketId);
        var notified = (await cosmo.ToldAsync(ana)).Single(m => m.Kind is TeamMessageKind.Notification && m.TicketId == tickets[1].Id);
        await cosmo.SayAsync(AnaPhone, "Tell them we refund soon", ThreadFixture.Notification, quoting: notified.ProviderId);
        Assert.Equal(tickets[1].Id, (await cosmo.DraftAsync(ana)).TicketId);
        await cosmo.SayAsync(AnaPhone, "yes", ThreadFixture.Notification);
        Assert.Equal("Several drafts are waiting. Quote the one you mean, or press its button.", await cosmo.LastToldAsync(ana));
        await cosmo.SayAsync(AnaPhone, "#9 hello", ThreadFixture.Notification);
        Assert.Contains("no open ticket #9", await cosmo.LastToldAsync(ana), StringComparison.Ordinal);
        Assert.Equal(2, (await cosmo.ToCustomersAsync()).Count);   // two acknowledgements, no answer
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task A_note_a_slip_and_forwarded_words_never_leave(StorageProvider provider)
    {
        await using var cosmo = await ThreadFixture.StartAsync(provider);
        var ana = await cosmo.MemberAsync("Ana", AnaPhone);
        await cosmo.SayAsync(Customer, Complaint);
        await cosmo.SayAsync(AnaPhone, "note canary-4711 is rude", ThreadFixture.Notification);
        Assert.Equal("NOTE saved for #1, not sent to the customer.", await cosmo.LastToldAsync(ana));
        await cosmo.SayAsync(AnaPhone, "noet canary-4712 is rude", ThreadFixture.Notification);
        Assert.Contains("Did you mean", await cosmo.LastToldAsync(ana), StringComparison.Ordinal);
        await cosmo.SayAsync(AnaPhone, "#1 close", ThreadFixture.Notification, forwarded: true);
        Assert.True((await cosmo.AllTicketsAsync())[0].IsOpen);
        Assert.DoesNotContain(await cosmo.ToCustomersAsync(), t => t.Contains("canary", StringComparison.Ordinal));
        await using var db = cosmo.Read();
        Assert.Equal("canary-4711 is rude", (await db.Set<Note>().SingleAsync(Cancel)).Text);
        Assert.False(await db.Set<Outgoing>().AnyAsync(o => o.Payload.Contains("canary"), Cancel));
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task A_stranger_reaches_nothing_and_a_code_works_once(StorageProvider provider)
    {
        await using var cosmo = await ThreadFixture.StartAsync(provider);
        var ana = await cosmo.StrangerAsync("Ana");
        var code = await cosmo.CodeAsync(ana);
        await cosmo.SayAsync(Other, "#1 close", ThreadFixture.Notification);
        await cosmo.SayAsync(AnaPhone, $"My code is {code}", ThreadFixture.Notification);
        await cosmo.SayAsync(Other, code, ThreadFixture.Notification);
        await using var db = cosmo.Read();
        Assert.Equal(AnaPhone, (await db.Set<PairedPhone>().SingleAsync(Cancel)).Phone);
        Assert.Equal(1, await db.Set<Outgoing>().CountAsync(Cancel));
        Assert.Empty(await db.Set<Conversation>().ToListAsync(Cancel));

        var second = await cosmo.CodeAsync(ana);
        for (var i = 0; i < PairingCode.MostTries; i++)
            await cosmo.SayAsync(Other, "000000", ThreadFixture.Notification);
        await cosmo.SayAsync(Other, second, ThreadFixture.Notification);
        Assert.Equal(1, await db.Set<PairedPhone>().CountAsync(Cancel));
        Assert.Equal("quarantine.pairing", Assert.Single(await db.Set<ChannelNotice>().ToListAsync(Cancel)).Field);   // the owner sees it
        var third = await cosmo.CodeAsync(ana);
        cosmo.Clock.Advance(PairingCode.Lifetime);
        await cosmo.SayAsync(Other, third, ThreadFixture.Notification);
        Assert.Equal(1, await db.Set<PairedPhone>().CountAsync(Cancel));
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task An_answered_ticket_closes_after_a_quiet_day_and_reopens_within_a_week(StorageProvider provider)
    {
        await using var cosmo = await ThreadFixture.StartAsync(provider);
        await cosmo.MemberAsync("Ana", AnaPhone);
        await cosmo.SayAsync(Customer, Complaint);
        await cosmo.SayAsync(AnaPhone, Instruction, ThreadFixture.Notification);
        await cosmo.SayAsync(AnaPhone, "send anyway", ThreadFixture.Notification);
        cosmo.Clock.Advance(TicketDesk.QuietPeriod);
        await cosmo.SettleAsync();
        Assert.Equal((TicketState.Closed, "quiet"), ((await cosmo.AllTicketsAsync())[0].State, (await cosmo.AllTicketsAsync())[0].CloseReason));
        await cosmo.SayAsync(Customer, Complaint);
        Assert.Equal(TicketState.Requested, Assert.Single(await cosmo.AllTicketsAsync()).State);
        Assert.Equal(2, (await cosmo.ToCustomersAsync()).Count);   // one acknowledgement per ticket, and the answer
    }
}
