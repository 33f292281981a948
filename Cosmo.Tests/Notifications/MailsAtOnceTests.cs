using System.Globalization;
using Cosmo.Core.Notifications;
using Cosmo.Core.Storage;
using Cosmo.Core.TeamThread;
using Cosmo.Tests.TeamThread;

namespace Cosmo.Tests.Notifications;

/// <summary>E-mail that comes at once is one e-mail, and none leaves in quiet hours.</summary>
public sealed class MailsAtOnceTests
{
    private const string Complaint = "Hola, mi pedido llegó dañado y quiero un reembolso";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task Five_at_once_are_one_e_mail_and_four_are_four(StorageProvider provider)
    {
        await using var mail = new MailServer();
        await using var cosmo = await NotificationTests.StartAsync(provider, mail);
        var bo = await cosmo.StrangerAsync("Bo");
        Assert.Null(await cosmo.Notifications.ChooseAsync(bo, NotificationEvent.NewTicket, Ways.Email, Cancel));
        cosmo.StandsStill = true;
        for (var i = 1; i <= 5; i++)
            await cosmo.SayAsync(string.Create(CultureInfo.InvariantCulture, $"3460000000{i}"), Complaint);
        Assert.Empty(mail.Taken);   // a moment is waited for more

        cosmo.StandsStill = false;
        cosmo.Clock.Advance(Ringing.Gathers);
        await NotificationTests.WaitAsync(cosmo, () => !mail.Taken.IsEmpty);
        await SentAsync(cosmo, bo, 6);
        Assert.StartsWith("5 customers wait for you: #1, #2, #3, #4, #5\n", MailServer.Body(Assert.Single(mail.Taken)).ReplaceLineEndings("\n"), StringComparison.Ordinal);

        cosmo.StandsStill = true;
        for (var i = 6; i <= 9; i++)
            await cosmo.SayAsync(string.Create(CultureInfo.InvariantCulture, $"3460000000{i}"), Complaint);
        cosmo.StandsStill = false;
        cosmo.Clock.Advance(Ringing.Gathers);
        await NotificationTests.WaitAsync(cosmo, () => mail.Taken.Count == 5);
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task What_a_busy_server_would_take_in_quiet_hours_comes_in_the_morning(StorageProvider provider)
    {
        await using var mail = new MailServer { Answer = "451 later" };
        await using var cosmo = await NotificationTests.StartAsync(provider, mail);
        var bo = await cosmo.StrangerAsync("Bo");
        cosmo.StandsStill = true;
        cosmo.Clock.Now = new(2026, 3, 2, 21, 59, 50, TimeSpan.Zero);
        Assert.Null(await cosmo.Notifications.BeQuietAsync(bo, 22 * 60, 7 * 60, "UTC", Cancel));
        await cosmo.SayAsync("34600000001", Complaint);
        cosmo.Clock.Advance(Ringing.Gathers);
        await NotificationTests.WaitAsync(cosmo, () => mail.Asked > 0);
        mail.Answer = "250 OK";
        cosmo.Clock.Now = new(2026, 3, 2, 22, 30, 0, TimeSpan.Zero);
        await NotificationTests.WaitForAsync(cosmo, bo, n => n is { Way: Ways.Email, State: NoticeState.Held, Why: News.Quiet });
        Assert.Empty(mail.Taken);

        cosmo.StandsStill = false;
        cosmo.Clock.Now = new(2026, 3, 3, 7, 0, 0, TimeSpan.Zero);
        await NotificationTests.WaitAsync(cosmo, () => mail.Taken.Any(m => MailServer.Body(m).StartsWith("Good morning. Open: 1", StringComparison.Ordinal)));
    }

    private static Task SentAsync(ThreadFixture cosmo, Guid member, int lines) => Eventually.SeeAsync("all lines say so", async () =>
    {
        await cosmo.SettleAsync();
        return (await cosmo.Log.LogAsync(member, Cancel)).Count(n => n is { Way: Ways.Email, State: NoticeState.Sent }) == lines;
    });
}
