using Cosmo.Core.Notifications;
using Cosmo.Core.Storage;
using Cosmo.Core.TeamThread;
using Cosmo.Tests.TeamThread;

namespace Cosmo.Tests.Notifications;

/// <summary>Whoever is named in a note is told by the ways that they chose, and after quiet hours at the latest.</summary>
public sealed class MentionTests
{
    private const string Customer = "34600000001";
    private const string AnaPhone = "34700000001";
    private const string BoPhone = "34700000002";
    private const string Complaint = "Hola, mi pedido llegó dañado y quiero un reembolso";
    private const string Said = "Ana named you in a note on #1 María López:\n“@Bo please look”";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task A_note_that_names_a_colleague_tells_them_on_the_phone_and_not_its_writer(StorageProvider provider)
    {
        await using var mail = new MailServer();
        await using var cosmo = await NotificationTests.StartAsync(provider, mail);
        var (ana, bo) = await TwoAsync(cosmo);
        Assert.Null(await cosmo.Notifications.ChooseAsync(bo, NotificationEvent.Mention, Ways.Phone, Cancel));
        await cosmo.SayAsync(AnaPhone, "#1 note @Bo please look", ThreadFixture.Notification);

        Assert.Equal(Said, await cosmo.LastToldAsync(bo));
        var line = Assert.Single(await cosmo.Log.LogAsync(null, Cancel), n => n.Event is NotificationEvent.Mention);
        Assert.Equal((bo, Ways.Phone, NoticeState.Sent), (line.MemberId, line.Way, line.State));
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task What_quiet_hours_held_back_of_a_note_comes_by_phone_and_by_e_mail_whoever_has_the_ticket(StorageProvider provider)
    {
        await using var mail = new MailServer();
        await using var cosmo = await NotificationTests.StartAsync(provider, mail);
        var (ana, bo) = await TwoAsync(cosmo);
        Assert.Null(await cosmo.Tickets.AssignAsync((await cosmo.AllTicketsAsync())[0].Id, ana, ana, Cancel));   // so it is not Bo's
        await cosmo.SettleAsync();
        Assert.Null(await cosmo.Notifications.ChooseAsync(bo, NotificationEvent.Mention, Ways.Phone | Ways.Email, Cancel));
        Assert.Null(await cosmo.Notifications.BeQuietAsync(bo, 9 * 60, 11 * 60, "UTC", Cancel));
        var before = (await cosmo.ToldAsync(bo)).Count;
        await cosmo.SayAsync(AnaPhone, "#1 note @Bo please look", ThreadFixture.Notification);
        Assert.Equal((before, 0), ((await cosmo.ToldAsync(bo)).Count, mail.Taken.Count));
        Assert.Equal(2, (await cosmo.Log.LogAsync(bo, Cancel)).Count(n => n is { Event: NotificationEvent.Mention, State: NoticeState.Held }));

        cosmo.Clock.Now = new(2026, 3, 2, 11, 0, 0, TimeSpan.Zero);
        await NotificationTests.WaitForAsync(cosmo, bo, n => n is { Event: NotificationEvent.Mention, Way: Ways.Email, State: NoticeState.Sent });
        Assert.Single((await cosmo.ToldAsync(bo)).Skip(before), m => m.Text == Said);
        Assert.Contains(mail.Taken, m => MailServer.Body(m).StartsWith("You were named in a note (#1)", StringComparison.Ordinal));
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task The_word_with_a_ticket_that_is_handed_over_is_a_note_like_any_other(StorageProvider provider)
    {
        await using var mail = new MailServer();
        await using var cosmo = await NotificationTests.StartAsync(provider, mail);
        var (ana, bo) = await TwoAsync(cosmo);
        var cy = await cosmo.StrangerAsync("Cy");
        Assert.Null(await cosmo.Tickets.HandOverAsync((await cosmo.AllTicketsAsync())[0].Id, bo, ana, "@Cy knows more", Cancel));
        await cosmo.SettleAsync();

        Assert.Contains(await cosmo.Log.LogAsync(cy, Cancel), n => n is { Event: NotificationEvent.Mention, Way: Ways.Browser, State: NoticeState.Waiting });
        await NotificationTests.WaitForAsync(cosmo, cy, n => n is { Event: NotificationEvent.Mention, Way: Ways.Email, State: NoticeState.Sent });
    }

    private static async Task<(Guid Ana, Guid Bo)> TwoAsync(ThreadFixture cosmo)
    {
        var (ana, bo) = (await cosmo.MemberAsync("Ana", AnaPhone), await cosmo.MemberAsync("Bo", BoPhone));
        await cosmo.SayAsync(Customer, Complaint);
        return (ana, bo);
    }
}
