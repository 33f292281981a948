using Cosmo.Core;
using Cosmo.Core.Channels;
using Cosmo.Core.Conversations;
using Cosmo.Core.Replies;
using Cosmo.Core.Storage;
using Cosmo.Core.Team;
using Cosmo.Core.TeamThread;
using Cosmo.Core.Tickets;
using Microsoft.EntityFrameworkCore;

namespace Cosmo.Tests.TeamThread;

public sealed class ThreadEdgesTests
{
    private const string Customer = "34600000001";
    private const string AnaPhone = "34700000001";
    private const string BoPhone = "34700000002";
    private const string Complaint = "Hola, mi pedido llegó dañado y quiero un reembolso";
    private const string Instruction = "Ask for their order number and email. Tell them we'll issue a full refund immediately.";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task Whoever_is_late_is_told_an_answer_that_left(StorageProvider provider)
    {
        await using var cosmo = await ThreadFixture.StartAsync(provider);
        var (ana, bo) = (await cosmo.MemberAsync("Ana", AnaPhone), await cosmo.MemberAsync("Bo", BoPhone));
        await cosmo.SayAsync(Customer, Complaint);
        await cosmo.SayAsync(BoPhone, Instruction, ThreadFixture.Notification);
        await cosmo.SayAsync(BoPhone, "yes", ThreadFixture.Notification);
        await cosmo.ChangeAsync(async change =>
        {
            var conversation = await change.Db.Set<Conversation>().SingleAsync(Cancel);
            var ticket = await change.Db.Set<Ticket>().SingleAsync(Cancel);
            foreach (var delivery in new[] { Delivery.Failed, Delivery.Recalled })
            {
                var said = conversation.Say(new(Author.Member, $"It never left: {delivery}", "en") { MemberId = bo, TicketId = ticket.Id }, change.Now.AddMinutes(1));
                said.Report(delivery, null, null, null, null);
                change.Db.Add(said);
            }
        });

        await cosmo.SayAsync(AnaPhone, "We send another one", ThreadFixture.Notification);

        var told = await cosmo.LastToldAsync(ana);
        Assert.Contains("Bo", told, StringComparison.Ordinal);
        Assert.DoesNotContain("It never left", told, StringComparison.Ordinal);
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task Outside_the_window_the_approved_template_is_shown_again_before_it_leaves(StorageProvider provider)
    {
        await using var cosmo = await ThreadFixture.StartAsync(provider);
        var ana = await cosmo.MemberAsync("Ana", AnaPhone);
        await cosmo.SayAsync(Customer, Complaint);
        await cosmo.SayAsync(AnaPhone, Instruction, ThreadFixture.Notification);
        var shown = await cosmo.DraftAsync(ana);
        await cosmo.ApproveAsync(AnswerForm.AnswerTemplate, "es", "Hola {{1}}: {{2}} ¡Gracias!");
        cosmo.Clock.Advance(ServiceWindow.Length);

        await cosmo.SayAsync(AnaPhone, "send anyway", ThreadFixture.Notification);
        Assert.Single(await cosmo.ToCustomersAsync());
        var draft = await cosmo.DraftAsync(ana);
        Assert.Equal((shown.Id, DraftState.Open), (draft.Id, draft.State));
        Assert.StartsWith("Hola María López: ", draft.Text, StringComparison.Ordinal);
        await cosmo.SayAsync(AnaPhone, "send anyway", ThreadFixture.Notification);
        Assert.Equal(draft.Text, (await cosmo.ToCustomersAsync())[^1]);
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task What_was_found_and_accepted_is_shown_again_with_the_template(StorageProvider provider)
    {
        await using var cosmo = await ThreadFixture.StartAsync(provider);
        var ana = await cosmo.MemberAsync("Ana", AnaPhone);
        await cosmo.SayAsync(Customer, Complaint);
        await cosmo.SayAsync(AnaPhone, Instruction, ThreadFixture.Notification);
        await cosmo.ChangeAsync(async change =>
        {
            var draft = await change.Db.Set<Draft>().SingleAsync(Cancel);
            draft.Reopen();
            draft.Compose(draft.Text, draft.Language, draft.Meaning, draft.Engine, ["Missing Amount: 20 €"]);
            change.Add(new(ReplyWork.Ready, $"draft:{draft.Id}:ready", draft.Id.ToString()));
        });
        await cosmo.SettleAsync();
        await cosmo.ApproveAsync(AnswerForm.AnswerTemplate, "es", "Hola {{1}}: {{2}} ¡Gracias!");
        cosmo.Clock.Advance(ServiceWindow.Length);

        await cosmo.SayAsync(AnaPhone, "send anyway", ThreadFixture.Notification);
        Assert.Contains("20 €", string.Join('\n', (await cosmo.ToldAsync(ana)).TakeLast(2).Select(m => m.Text)), StringComparison.Ordinal);
        await cosmo.SayAsync(AnaPhone, "yes", ThreadFixture.Notification);
        Assert.Single(await cosmo.ToCustomersAsync());   // a plain yes does not confirm what was found
        await cosmo.SayAsync(AnaPhone, "send anyway", ThreadFixture.Notification);
        Assert.Equal((await cosmo.DraftAsync(ana)).Text, (await cosmo.ToCustomersAsync())[^1]);
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task Words_of_a_note_do_not_leave_by_a_plain_yes(StorageProvider provider)
    {
        const string secret = "this customer has returned four lamps before, be careful with refunds";
        await using var cosmo = await ThreadFixture.StartAsync(provider);
        var ana = await cosmo.MemberAsync("Ana", AnaPhone);
        await cosmo.SayAsync(Customer, Complaint);
        await cosmo.SayAsync(AnaPhone, $"note {secret}", ThreadFixture.Notification);
        await cosmo.SayAsync(AnaPhone, $"Hello! {secret}", ThreadFixture.Notification);
        await cosmo.PressAsync(AnaPhone, $"d:{(await cosmo.DraftAsync(ana)).Id}:as-written");
        Assert.StartsWith("Added Note: this customer has returned", (await cosmo.DraftAsync(ana)).Findings, StringComparison.Ordinal);
        await cosmo.SayAsync(AnaPhone, "yes", ThreadFixture.Notification);
        Assert.Single(await cosmo.ToCustomersAsync());
        await cosmo.SayAsync(AnaPhone, "send anyway", ThreadFixture.Notification);
        Assert.Equal(2, (await cosmo.ToCustomersAsync()).Count);
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task What_the_guard_found_stands_beside_the_news_that_hold_a_draft(StorageProvider provider)
    {
        const string secret = "this customer has returned four lamps before, be careful with refunds";
        await using var cosmo = await ThreadFixture.StartAsync(provider);
        var ana = await cosmo.MemberAsync("Ana", AnaPhone);
        await cosmo.SayAsync(Customer, Complaint);
        await cosmo.SayAsync(AnaPhone, $"note {secret}", ThreadFixture.Notification);
        await cosmo.SayAsync(AnaPhone, $"Hello! {secret}", ThreadFixture.Notification);
        await cosmo.PressAsync(AnaPhone, $"d:{(await cosmo.DraftAsync(ana)).Id}:as-written");
        await cosmo.SayAsync(Customer, "¿Hola?");
        var before = (await cosmo.ToldAsync(ana)).Count;
        await cosmo.SayAsync(AnaPhone, "yes", ThreadFixture.Notification);
        var held = string.Join('\n', (await cosmo.ToldAsync(ana)).Skip(before).Select(m => m.Text));
        Assert.Contains("¿Hola?", held, StringComparison.Ordinal);
        Assert.Contains("four lamps", held, StringComparison.Ordinal);
        Assert.Single(await cosmo.ToCustomersAsync());
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task A_flood_of_a_customer_reaches_the_member_in_few_messages(StorageProvider provider)
    {
        await using var cosmo = await ThreadFixture.StartAsync(provider);
        var ana = await cosmo.MemberAsync("Ana", AnaPhone);
        await cosmo.SayAsync(Customer, Complaint);
        cosmo.StandsStill = true;
        for (var i = 1; i <= 30; i++)
            await cosmo.SayAsync(Customer, $"¿Dónde está mi pedido? ({i})");
        Assert.Equal(5, (await cosmo.ToldAsync(ana)).Count(m => m.Kind is TeamMessageKind.FollowUp));

        cosmo.StandsStill = false;
        await cosmo.SettleAsync();
        await cosmo.SettleAsync();
        var told = (await cosmo.ToldAsync(ana)).Where(m => m.Kind is TeamMessageKind.FollowUp).ToList();
        Assert.Equal(6, told.Count);
        Assert.Contains("(6)\n¿Dónde está mi pedido? (7)", told[^1].Text, StringComparison.Ordinal);
        Assert.Contains("… +15", told[^1].Text, StringComparison.Ordinal);
        await cosmo.SayAsync(Customer, "¿Hola?");
        Assert.Contains("¿Hola?", await cosmo.LastToldAsync(ana), StringComparison.Ordinal);
        Assert.Single(await cosmo.ToCustomersAsync());
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task A_follow_up_that_nobody_could_be_told_is_written_at_the_ticket(StorageProvider provider)
    {
        await using var cosmo = await ThreadFixture.StartAsync(provider);
        await cosmo.MemberAsync("Ana", AnaPhone);
        await cosmo.SayAsync(Customer, Complaint);
        var ticket = Assert.Single(await cosmo.AllTicketsAsync());

        await cosmo.ChangeAsync(change => new HearingAgain().GiveUpAsync(change, new() { Lane = "", Kind = TicketWork.WroteAgain.Name, Body = $"{ticket.Id} unreadable" }));

        await using var db = cosmo.Read();
        var failed = await db.Set<TicketEvent>().SingleAsync(e => e.Step == TicketStep.NotificationFailed, Cancel);
        Assert.Equal((ticket.Id, "given-up"), (failed.TicketId, failed.Detail));
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task Without_a_template_the_member_is_told_and_the_words_are_kept(StorageProvider provider)
    {
        await using var cosmo = await ThreadFixture.StartAsync(provider);
        var ana = await cosmo.MemberAsync("Ana", AnaPhone);
        await cosmo.SayAsync(Customer, Complaint);
        cosmo.Clock.Advance(ServiceWindow.Length);
        await cosmo.SayAsync(AnaPhone, Instruction, ThreadFixture.Notification);
        Assert.Contains("no approved form exists", await cosmo.LastToldAsync(ana), StringComparison.Ordinal);
        Assert.Equal((DraftState.Stuck, Instruction), ((await cosmo.DraftAsync(ana)).State, (await cosmo.DraftAsync(ana)).Words));
        Assert.Single(await cosmo.ToCustomersAsync());
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task A_member_who_was_silent_for_a_day_is_notified_by_template_or_the_ticket_says_that_nobody_was(StorageProvider provider)
    {
        await using var cosmo = await ThreadFixture.StartAsync(provider);
        var (ana, bo) = (await cosmo.MemberAsync("Ana", AnaPhone), await cosmo.MemberAsync("Bo", BoPhone, "tr"));
        cosmo.Clock.Advance(ServiceWindow.Length);
        await cosmo.ApproveAsync(ThreadVoice.TicketTemplate, "en_US", "Ticket {{1}}: {{2}}", notification: true);
        await cosmo.SayAsync(Customer, Complaint);
        await using var db = cosmo.Read();
        Assert.Equal(Delivery.Delivered, (await cosmo.ToldAsync(ana)).Single(m => m.Kind is TeamMessageKind.Notification).Delivery);
        Assert.Equal(bo, (await db.Set<TicketEvent>().SingleAsync(e => e.Step == TicketStep.NotificationFailed, Cancel)).MemberId);
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task Changed_facts_need_more_than_a_plain_yes(StorageProvider provider)
    {
        await using var cosmo = await ThreadFixture.StartAsync(provider);
        var ana = await cosmo.MemberAsync("Ana", AnaPhone);
        await cosmo.SayAsync(Customer, Complaint);
        await cosmo.ChangeAsync(async change =>
        {
            var conversation = await change.Db.Set<Conversation>().SingleAsync(Cancel);
            var ticket = await change.Db.Set<Ticket>().SingleAsync(Cancel);
            var draft = Draft.Begin(Guid.CreateVersion7(), conversation, ticket.Id, ana, DraftSource.Phone, "We refund 20 €", change.Now);
            draft.Compose("Le devolvemos 200 €", "es", "We refund 200 €", "test", ["Missing Amount: 20 €", "Added Amount: 200 €"]);
            change.Db.Add(draft);
        });
        await cosmo.SayAsync(AnaPhone, "yes", ThreadFixture.Notification);
        Assert.Contains("Missing: amount “20 €”\nAdded: amount “200 €”", await cosmo.LastToldAsync(ana), StringComparison.Ordinal);
        Assert.Single(await cosmo.ToCustomersAsync());
        await cosmo.SayAsync(AnaPhone, "send anyway", ThreadFixture.Notification);
        Assert.Equal("Le devolvemos 200 €", (await cosmo.ToCustomersAsync())[^1]);
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task What_a_colleague_closed_is_not_answered(StorageProvider provider)
    {
        await using var cosmo = await ThreadFixture.StartAsync(provider);
        var (ana, bo) = (await cosmo.MemberAsync("Ana", AnaPhone), await cosmo.MemberAsync("Bo", BoPhone));
        await cosmo.SayAsync(Customer, Complaint);
        await cosmo.SayAsync(AnaPhone, Instruction, ThreadFixture.Notification);
        await cosmo.SayAsync(BoPhone, "close", ThreadFixture.Notification);
        Assert.Equal("#1 (María López) is closed.", await cosmo.LastToldAsync(bo));
        await cosmo.SayAsync(AnaPhone, "yes", ThreadFixture.Notification);
        Assert.Equal("#1 (María López) is closed. Your text was not sent.", await cosmo.LastToldAsync(ana));
        Assert.Single(await cosmo.ToCustomersAsync());
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task Cancelled_and_changed_drafts_do_not_leave(StorageProvider provider)
    {
        await using var cosmo = await ThreadFixture.StartAsync(provider);
        var ana = await cosmo.MemberAsync("Ana", AnaPhone);
        await cosmo.SayAsync(Customer, Complaint);
        await cosmo.SayAsync(AnaPhone, Instruction, ThreadFixture.Notification);
        var first = await cosmo.DraftAsync(ana);
        await cosmo.SayAsync(AnaPhone, "change: Tell them we'll issue a full refund", ThreadFixture.Notification);
        var second = await cosmo.DraftAsync(ana);
        Assert.Equal("Tell them we'll issue a full refund", second.Words);
        await cosmo.PressAsync(AnaPhone, $"d:{first.Id}:send");
        await cosmo.SayAsync(AnaPhone, "cancel", ThreadFixture.Notification);
        Assert.Equal(DraftState.Cancelled, (await cosmo.DraftAsync(ana)).State);
        await cosmo.SayAsync(AnaPhone, "yes", ThreadFixture.Notification);
        Assert.Equal("There is nothing waiting to be sent.", await cosmo.LastToldAsync(ana));
        Assert.Single(await cosmo.ToCustomersAsync());
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task Whoever_left_reaches_nothing_and_their_ticket_goes_to_others(StorageProvider provider)
    {
        await using var cosmo = await ThreadFixture.StartAsync(provider);
        var (ana, bo) = (await cosmo.MemberAsync("Ana", AnaPhone), await cosmo.MemberAsync("Bo", BoPhone));
        await cosmo.SayAsync(Customer, Complaint);
        var ticket = (await cosmo.AllTicketsAsync())[0];
        Assert.Null(await cosmo.Tickets.AssignAsync(ticket.Id, ana, ana, Cancel));
        await cosmo.SettleAsync();
        var before = (await cosmo.ToldAsync(bo)).Count;
        await cosmo.SayAsync(Customer, "¿Hay novedades?");
        Assert.Equal(before, (await cosmo.ToldAsync(bo)).Count);   // only the holder hears it
        Assert.Contains("¿Hay novedades?", await cosmo.LastToldAsync(ana), StringComparison.Ordinal);

        await cosmo.ChangeAsync(async change => (await change.Db.Set<Member>().SingleAsync(m => m.Id == ana, Cancel)).IsActive = false);
        var told = (await cosmo.ToldAsync(ana)).Count;
        await cosmo.SayAsync(AnaPhone, "We refund", ThreadFixture.Notification);
        Assert.Equal(told, (await cosmo.ToldAsync(ana)).Count);
        await cosmo.SayAsync(Customer, "¿Hola?");
        Assert.Contains(await cosmo.ToldAsync(bo), m => m.At > ticket.OpenedAt && m.Text.Contains("¿Hola?", StringComparison.Ordinal));
        Assert.Single(await cosmo.ToCustomersAsync());
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task A_member_who_is_a_customer_too_is_kept_apart_by_the_number(StorageProvider provider)
    {
        await using var cosmo = await ThreadFixture.StartAsync(provider);
        await cosmo.MemberAsync("Ana", AnaPhone);
        await cosmo.SayAsync(AnaPhone, "Quiero hablar con una persona");
        var ticket = Assert.Single(await cosmo.AllTicketsAsync());
        Assert.Equal((Trigger.AsksForPerson, CaseTopic.General), (ticket.Trigger, ticket.Topic));
        await cosmo.SayAsync(AnaPhone, "close", ThreadFixture.Notification);
        Assert.Equal(TicketState.Closed, Assert.Single(await cosmo.AllTicketsAsync()).State);
        await using var db = cosmo.Read();
        Assert.Equal(1, await db.Set<Message>().CountAsync(m => m.Author == Author.Customer, Cancel));
    }
}
