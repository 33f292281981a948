using Cosmo.Core.Notifications;
using Cosmo.Core.Storage;
using Cosmo.Core.TeamThread;
using Cosmo.Core.Tickets;

namespace Cosmo.Tests.TeamThread;

/// <summary>Nobody's phone rings for them while they are off duty; what came meanwhile is there when their work begins.</summary>
public sealed class OffDutyTests
{
    private const string Customer = "34600000001";
    private const string AnaPhone = "34700000001";
    private const string BoPhone = "34700000002";
    private const string Complaint = "Hola, mi pedido llegó dañado y quiero un reembolso";
    private const string Instruction = "Ask for their order number and email. Tell them we'll issue a full refund immediately.";

    private static readonly DateTimeOffset Evening = new(2026, 3, 2, 17, 0, 0, TimeSpan.Zero), Night = Evening.AddHours(6), Morning = Evening.AddHours(16);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task A_customer_who_writes_on_at_night_rings_when_the_work_begins(StorageProvider provider)
    {
        await using var cosmo = await ThreadFixture.StartAsync(provider);
        var ana = await AnsweredAsync(cosmo);
        var before = await NightAsync(cosmo, ana);
        await cosmo.SayAsync(Customer, "¿Y mi reembolso?");

        Assert.Empty(await SinceAsync(cosmo, ana, before));
        Assert.Contains(await cosmo.Log.LogAsync(ana, Cancel), n => n is { Event: NotificationEvent.FollowUp, Way: Ways.Phone, State: NoticeState.Held, Why: News.OffDuty });
        cosmo.Clock.Now = Morning.AddMinutes(-2);
        await cosmo.SettleAsync();
        Assert.Empty(await SinceAsync(cosmo, ana, before));
        cosmo.Clock.Now = Morning;
        await cosmo.SettleAsync();
        Assert.Contains("#1 ", Assert.Single(await SinceAsync(cosmo, ana, before)).Text, StringComparison.Ordinal);
        Assert.Contains(await cosmo.Log.LogAsync(ana, Cancel), n => n is { Event: NotificationEvent.FollowUp, Way: Ways.Phone, State: NoticeState.Sent });
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task Whoever_has_just_written_on_their_phone_is_told_at_once(StorageProvider provider)
    {
        await using var cosmo = await ThreadFixture.StartAsync(provider);
        var ana = await AnsweredAsync(cosmo);
        await NightAsync(cosmo, ana);
        await cosmo.SayAsync(AnaPhone, "help", ThreadFixture.Notification);
        await cosmo.SayAsync(Customer, "¿Y mi reembolso?");

        Assert.Equal(TeamMessageKind.FollowUp, (await cosmo.ToldAsync(ana))[^1].Kind);
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task Quiet_hours_that_end_before_the_work_begins_wake_nobody(StorageProvider provider)
    {
        await using var cosmo = await ThreadFixture.StartAsync(provider);
        var ana = await AnsweredAsync(cosmo);
        Assert.Null(await cosmo.Notifications.BeQuietAsync(ana, 22 * 60, 7 * 60, "Europe/London", Cancel));
        Assert.Null(await cosmo.Notifications.ChooseAsync(ana, NotificationEvent.Digest, Ways.None, Cancel));
        var before = await NightAsync(cosmo, ana);
        await cosmo.SayAsync(Customer, "¿Y mi reembolso?");
        Assert.Contains(await cosmo.Log.LogAsync(ana, Cancel), n => n is { Event: NotificationEvent.FollowUp, State: NoticeState.Held, Why: News.Quiet });

        cosmo.Clock.Now = Morning.AddHours(-2);
        await cosmo.SettleAsync();
        Assert.Empty(await SinceAsync(cosmo, ana, before));
        Assert.Contains(await cosmo.Log.LogAsync(ana, Cancel), n => n is { Event: NotificationEvent.FollowUp, State: NoticeState.Held, Why: News.OffDuty });
        cosmo.Clock.Now = Morning;
        await cosmo.SettleAsync();
        Assert.Contains("#1 ", Assert.Single(await SinceAsync(cosmo, ana, before)).Text, StringComparison.Ordinal);
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task A_ticket_that_a_colleague_hands_over_at_night_and_the_word_with_it_come_in_the_morning(StorageProvider provider)
    {
        await using var cosmo = await ThreadFixture.StartAsync(provider);
        var ana = await AnsweredAsync(cosmo);
        var bo = await cosmo.MemberAsync("Bo", BoPhone);
        Assert.Null(await cosmo.Notifications.ChooseAsync(ana, NotificationEvent.Mention, Ways.Phone, Cancel));
        Assert.Null(await cosmo.Tickets.AssignAsync((await cosmo.AllTicketsAsync())[0].Id, bo, bo, Cancel));
        var before = await NightAsync(cosmo, ana);
        Assert.Null(await cosmo.Tickets.HandOverAsync((await cosmo.AllTicketsAsync())[0].Id, ana, bo, "@Ana the refund is yours", Cancel));
        await cosmo.SettleAsync();

        Assert.Empty(await SinceAsync(cosmo, ana, before));
        var held = (await cosmo.Log.LogAsync(ana, Cancel)).Where(n => n is { Way: Ways.Phone, State: NoticeState.Held, Why: News.OffDuty });
        Assert.Equal([NotificationEvent.NewTicket, NotificationEvent.Mention], held.Select(n => n.Event).Order());
        cosmo.Clock.Now = Morning;
        await cosmo.SettleAsync();
        var told = await SinceAsync(cosmo, ana, before);
        Assert.Equal(2, told.Count);
        Assert.Single(told, m => m.Text == "Bo named you in a note on #1 María López:\n“@Ana the refund is yours”");
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task That_a_colleague_took_it_in_the_night_is_told_to_nobody_in_the_morning(StorageProvider provider)
    {
        await using var cosmo = await ThreadFixture.StartAsync(provider);
        await cosmo.OfficeAsync();
        var (ana, bo) = (await cosmo.MemberAsync("Ana", AnaPhone), await cosmo.MemberAsync("Bo", BoPhone));
        await cosmo.SayAsync(Customer, Complaint);
        var before = await NightAsync(cosmo, ana);
        Assert.Null(await cosmo.Tickets.AssignAsync((await cosmo.AllTicketsAsync())[0].Id, bo, bo, Cancel));
        await cosmo.SettleAsync();
        Assert.Contains(await cosmo.Log.LogAsync(ana, Cancel), n => n is { Event: NotificationEvent.Taken, Way: Ways.Phone, State: NoticeState.Held, Why: News.OffDuty });

        cosmo.Clock.Now = Morning;
        await cosmo.SettleAsync();
        Assert.Empty(await SinceAsync(cosmo, ana, before));
        Assert.Contains(await cosmo.Log.LogAsync(ana, Cancel), n => n is { Event: NotificationEvent.Taken, Way: Ways.Phone, State: NoticeState.Skipped, Why: "over" });
    }

    private static async Task<Guid> AnsweredAsync(ThreadFixture cosmo)
    {
        await cosmo.OfficeAsync();
        await cosmo.KeepAsync(QuietTickets.Key, "0");   // that it closes by itself is another matter
        var ana = await cosmo.MemberAsync("Ana", AnaPhone);
        await cosmo.SayAsync(Customer, Complaint);
        await cosmo.SayAsync(AnaPhone, Instruction, ThreadFixture.Notification);
        await cosmo.SayAsync(AnaPhone, "send anyway", ThreadFixture.Notification);
        Assert.Equal(TicketState.Answered, (await cosmo.AllTicketsAsync())[0].State);
        return ana;
    }

    // She writes once more in the evening, so that her 24 hours last; then everybody goes home.
    private static async Task<int> NightAsync(ThreadFixture cosmo, Guid ana)
    {
        cosmo.Clock.Now = Evening;
        await cosmo.SayAsync(AnaPhone, "help", ThreadFixture.Notification);
        cosmo.Clock.Now = Night;
        await cosmo.SettleAsync();
        return (await cosmo.ToldAsync(ana)).Count;
    }

    private static async Task<List<TeamMessage>> SinceAsync(ThreadFixture cosmo, Guid memberId, int before) => [.. (await cosmo.ToldAsync(memberId)).Skip(before)];
}
