using Cosmo.Core.Channels;
using Cosmo.Core.Conversations;
using Cosmo.Core.Notifications;
using Cosmo.Core.Replies;
using Cosmo.Core.Storage;
using Cosmo.Core.TeamThread;
using Cosmo.Core.Tickets;
using Microsoft.EntityFrameworkCore;

namespace Cosmo.Tests.TeamThread;

/// <summary>A ticket that closes soon or is awake again, and an answer that did not arrive: told by the ways that the member chose, and when they chose.</summary>
public sealed class PhoneNewsTests
{
    private const string Customer = "34600000001";
    private const string AnaPhone = "34700000001";
    private const string Complaint = "Hola, mi pedido llegó dañado y quiero un reembolso";
    private const string Instruction = "Ask for their order number and email. Tell them we'll issue a full refund immediately.";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task That_a_ticket_closes_soon_is_not_said_in_quiet_hours_but_in_full_after_them(StorageProvider provider)
    {
        await using var cosmo = await ThreadFixture.StartAsync(provider);
        var (ana, ticket) = await AnsweredAsync(cosmo);
        Assert.Null(await cosmo.Notifications.BeQuietAsync(ana, 6 * 60, 8 * 60, "UTC", Cancel));
        var before = (await cosmo.ToldAsync(ana)).Count;
        cosmo.Clock.Now = ticket.AnsweredAt!.Value.AddHours(22);   // shortly after seven
        await cosmo.SettleAsync();
        Assert.Equal(before, (await cosmo.ToldAsync(ana)).Count);
        Assert.Contains(await cosmo.Log.LogAsync(ana, Cancel), n => n is { Event: NotificationEvent.QuietSoon, Way: Ways.Phone, State: NoticeState.Held, Why: News.Quiet });

        cosmo.Clock.Now = new(2026, 3, 3, 8, 0, 0, TimeSpan.Zero);
        await cosmo.SettleAsync();
        var end = ticket.AnsweredAt.Value.AddHours(24).ToString("HH:mm", System.Globalization.CultureInfo.InvariantCulture);
        Assert.Single((await cosmo.ToldAsync(ana)).Skip(before), m => m.Text.StartsWith($"#1 (María López) closes by itself at {end}", StringComparison.Ordinal));
        Assert.Contains(await cosmo.Log.LogAsync(ana, Cancel), n => n is { Event: NotificationEvent.QuietSoon, Way: Ways.Phone, State: NoticeState.Sent });
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task That_a_ticket_closes_soon_is_said_by_the_template_to_a_phone_that_was_silent_for_a_day(StorageProvider provider)
    {
        await using var cosmo = await ThreadFixture.StartAsync(provider);
        await cosmo.ApproveAsync(ThreadVoice.TicketTemplate, "en", "Ticket {{1}}: {{2}}", notification: true);
        await cosmo.KeepAsync(QuietTickets.Key, "48");
        var (ana, ticket) = await AnsweredAsync(cosmo);
        cosmo.Clock.Now = ticket.AnsweredAt!.Value.AddHours(46);
        await cosmo.SettleAsync();

        var told = (await cosmo.ToldAsync(ana))[^1];
        Assert.Contains("closes by itself at", told.Text, StringComparison.Ordinal);
        await using var db = cosmo.Read();
        var payload = await db.Set<Outgoing>().Where(o => o.TeamMessageId == told.Id).Select(o => o.Payload).SingleAsync(Cancel);
        Assert.Contains(ThreadVoice.TicketTemplate, payload, StringComparison.Ordinal);
        Assert.Contains("closes by itself at", payload, StringComparison.Ordinal);
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task Whoever_has_no_phone_reads_on_the_pages_that_a_ticket_closes_soon_or_is_awake_again(StorageProvider provider)
    {
        await using var cosmo = await ThreadFixture.StartAsync(provider);
        var bo = await cosmo.StrangerAsync("Bo");
        await cosmo.SayAsync(Customer, Complaint);
        var ticket = (await cosmo.AllTicketsAsync())[0];
        await AnswerAsync(cosmo, bo, ticket);
        var answered = (await cosmo.AllTicketsAsync())[0].AnsweredAt!.Value;
        cosmo.Clock.Now = answered.AddHours(22);
        await cosmo.SettleAsync();
        Assert.Contains(await cosmo.Log.LogAsync(bo, Cancel), n => n is { Event: NotificationEvent.QuietSoon, Way: Ways.Browser, State: NoticeState.Waiting });

        var until = cosmo.Clock.Now.AddHours(5);
        Assert.Null(await cosmo.Moves.SnoozeAsync(ticket.Id, until, bo, Cancel));
        cosmo.Clock.Now = until;
        await cosmo.SettleAsync();
        Assert.Contains(await cosmo.Log.LogAsync(bo, Cancel), n => n is { Event: NotificationEvent.Woken, Way: Ways.Browser, State: NoticeState.Waiting });
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task A_ticket_is_awake_again_after_quiet_hours_unless_it_is_over_by_then(StorageProvider provider)
    {
        await using var cosmo = await ThreadFixture.StartAsync(provider);
        var ana = await cosmo.MemberAsync("Ana", AnaPhone);
        Assert.Null(await cosmo.Notifications.BeQuietAsync(ana, 12 * 60, 14 * 60, "UTC", Cancel));
        foreach (var customer in new[] { Customer, "34600000002" })
            await cosmo.SayAsync(customer, Complaint);
        var tickets = await cosmo.AllTicketsAsync();
        foreach (var ticket in tickets)
        {
            Assert.Null(await cosmo.Tickets.AssignAsync(ticket.Id, ana, ana, Cancel));
            Assert.Null(await cosmo.Moves.SnoozeAsync(ticket.Id, new(2026, 3, 2, 13, 0, 0, TimeSpan.Zero), ana, Cancel));
        }

        var before = (await cosmo.ToldAsync(ana)).Count;
        cosmo.Clock.Now = new(2026, 3, 2, 13, 0, 0, TimeSpan.Zero);
        await cosmo.SettleAsync();
        Assert.Equal(before, (await cosmo.ToldAsync(ana)).Count);
        Assert.Null(await cosmo.Tickets.CloseAsync(tickets[1].Id, ana, "resolved", Cancel));
        cosmo.Clock.Now = new(2026, 3, 2, 14, 0, 0, TimeSpan.Zero);
        await cosmo.SettleAsync();

        var told = (await cosmo.ToldAsync(ana)).Skip(before).Where(m => m.Text.Contains("awake again", StringComparison.Ordinal));
        Assert.StartsWith("#1 ", Assert.Single(told).Text, StringComparison.Ordinal);
        Assert.Contains(await cosmo.Log.LogAsync(ana, Cancel), n => n is { Event: NotificationEvent.Woken, TicketNumber: 2, State: NoticeState.Skipped, Why: "over" });
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task An_answer_from_the_browser_that_did_not_arrive_rings_the_phone(StorageProvider provider)
    {
        await using var cosmo = await ThreadFixture.StartAsync(provider);
        var ana = await cosmo.MemberAsync("Ana", AnaPhone);
        await cosmo.SayAsync(Customer, Complaint);
        await AnswerAsync(cosmo, ana, (await cosmo.AllTicketsAsync())[0]);
        await FailAsync(cosmo);

        Assert.StartsWith("Not sent to María López (#1): ", await cosmo.LastToldAsync(ana), StringComparison.Ordinal);
        Assert.Contains(await cosmo.Log.LogAsync(ana, Cancel), n => n is { Event: NotificationEvent.Failed, Way: Ways.Phone, State: NoticeState.Sent });
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task An_answer_from_the_phone_that_did_not_arrive_is_told_as_the_member_chose(StorageProvider provider)
    {
        await using var cosmo = await ThreadFixture.StartAsync(provider);
        var (ana, _) = await AnsweredAsync(cosmo);
        var before = (await cosmo.ToldAsync(ana)).Count;
        Assert.Null(await cosmo.Notifications.ChooseAsync(ana, NotificationEvent.Failed, Ways.Browser, Cancel));
        await FailAsync(cosmo);

        Assert.DoesNotContain((await cosmo.ToldAsync(ana)).Skip(before), m => m.Kind is TeamMessageKind.Result);
        var log = (await cosmo.Log.LogAsync(ana, Cancel)).Where(n => n.Event is NotificationEvent.Failed);
        Assert.Equal((Ways.Browser, NoticeState.Waiting), log.Select(n => (n.Way, n.State)).Single());
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task An_answer_that_did_not_arrive_in_quiet_hours_is_told_in_full_after_them(StorageProvider provider)
    {
        await using var cosmo = await ThreadFixture.StartAsync(provider);
        var (ana, _) = await AnsweredAsync(cosmo);
        Assert.Null(await cosmo.Notifications.BeQuietAsync(ana, 9 * 60, 11 * 60, "UTC", Cancel));
        var before = (await cosmo.ToldAsync(ana)).Count;
        await FailAsync(cosmo);
        Assert.Equal(before, (await cosmo.ToldAsync(ana)).Count);

        cosmo.Clock.Now = new(2026, 3, 2, 11, 0, 0, TimeSpan.Zero);
        await cosmo.SettleAsync();
        Assert.Single((await cosmo.ToldAsync(ana)).Skip(before), m => m.Text.StartsWith("Not sent to María López (#1): ", StringComparison.Ordinal));
    }

    private static async Task<(Guid Ana, Ticket Ticket)> AnsweredAsync(ThreadFixture cosmo)
    {
        var ana = await cosmo.MemberAsync("Ana", AnaPhone);
        await cosmo.SayAsync(Customer, Complaint);
        await cosmo.SayAsync(AnaPhone, Instruction, ThreadFixture.Notification);
        await cosmo.SayAsync(AnaPhone, "send anyway", ThreadFixture.Notification);
        return (ana, (await cosmo.AllTicketsAsync())[0]);
    }

    /// <summary>A member answers in the browser.</summary>
    internal static async Task AnswerAsync(ThreadFixture cosmo, Guid memberId, Ticket ticket)
    {
        Assert.Null(await cosmo.Drafts.BeginAsync(Guid.CreateVersion7(), ticket.ConversationId, memberId, DraftSource.Browser, Instruction, Cancel));
        await cosmo.SettleAsync();
        var draft = await cosmo.DraftAsync(memberId);
        Assert.Null(await cosmo.Drafts.ConfirmAsync(draft.Id, memberId, draft.Revision, acceptFindings: true, Cancel));
        await cosmo.SettleAsync();
    }

    /// <summary>None of the members' answers arrives.</summary>
    internal static async Task FailAsync(ThreadFixture cosmo)
    {
        await cosmo.ChangeAsync(async change =>
        {
            var answers = await change.Db.Set<Message>().Where(m => m.Author == Author.Member).Select(m => (Guid?)m.Id).ToListAsync(Cancel);
            foreach (var outgoing in await change.Db.Set<Outgoing>().Where(o => answers.Contains(o.MessageId)).ToListAsync(Cancel))
                await Deliveries.LearnAsync(change, outgoing, o => o.Fail("undeliverable", "No WhatsApp"));
        });
        await cosmo.SettleAsync();
    }
}
