using Cosmo.Core.Channels;
using Cosmo.Core.Conversations;
using Cosmo.Core.Notifications;
using Cosmo.Core.Storage;
using Cosmo.Core.Team;
using Cosmo.Core.TeamThread;
using Cosmo.Tests.TeamThread;

namespace Cosmo.Tests.Notifications;

/// <summary>Every box of the page of notifications does what it says: each event reaches a member by the one way that they chose, and by no other.</summary>
public sealed class EveryWayTests
{
    private const string Complaint = "Hola, mi pedido llegó dañado y quiero un reembolso";

    private static readonly NotificationEvent[] s_events =
    [
        NotificationEvent.NewTicket, NotificationEvent.FollowUp, NotificationEvent.Escalated, NotificationEvent.Taken, NotificationEvent.Failed,
        NotificationEvent.Mention, NotificationEvent.Trouble, NotificationEvent.QuietSoon, NotificationEvent.Woken,
    ];

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public static MatrixTheoryData<StorageProvider, NotificationEvent> Table => new([StorageProvider.Sqlite, StorageProvider.Postgres], s_events);

    [Fact]
    public void The_table_holds_every_event_but_the_summary_of_the_morning() =>
        Assert.Equal(Enum.GetValues<NotificationEvent>().Except([NotificationEvent.Test, NotificationEvent.Digest]).Order(), s_events.Order());

    [Theory, MemberData(nameof(Table))]
    public async Task An_event_takes_the_way_that_was_chosen(StorageProvider provider, NotificationEvent what)
    {
        await using var mail = new MailServer();
        await using var cosmo = await NotificationTests.StartAsync(provider, mail);
        var phone = await cosmo.MemberAsync("Ana", "34700000001", role: Role.Admin);
        var (email, browser) = (await cosmo.StrangerAsync("Eva", role: Role.Admin), await cosmo.StrangerAsync("Bea", role: Role.Admin));
        var team = new[] { (Id: phone, Way: Ways.Phone), (Id: email, Way: Ways.Email), (Id: browser, Way: Ways.Browser) };
        foreach (var (id, way) in team)
        {
            foreach (var other in Enum.GetValues<NotificationEvent>())
                // That a colleague took a ticket is said on a phone that heard of it.
                Assert.Null(await cosmo.Notifications.ChooseAsync(id, other, other == what || (what is NotificationEvent.Taken && other is NotificationEvent.NewTicket) ? way : Ways.None, Cancel));
        }

        await HappensAsync(cosmo, what, [phone, email, browser]);
        await NotificationTests.WaitForAsync(cosmo, email, n => n.Event == what && n is { Way: Ways.Email, State: NoticeState.Sent });

        foreach (var (id, way) in team)
        {
            var lines = (await cosmo.Log.LogAsync(id, Cancel)).Where(n => n.Event == what).ToList();
            Assert.NotEmpty(lines);
            Assert.All(lines, n => Assert.Equal((way, way is Ways.Browser ? NoticeState.Waiting : NoticeState.Sent), (n.Way, n.State)));
            Assert.All(lines, n => Assert.Equal(way is Ways.Phone ? Delivery.Delivered : null, n.Phone));
        }

        Assert.All(mail.Taken, m => Assert.Contains("To: Eva@example.com", m, StringComparison.OrdinalIgnoreCase));
        Assert.Contains(mail.Taken, m => what is NotificationEvent.Trouble || MailServer.Body(m).StartsWith($"{ThreadTexts.Say("en", $"event.{what}")} (#", StringComparison.Ordinal));
    }

    private static async Task HappensAsync(ThreadFixture cosmo, NotificationEvent what, Guid[] team)
    {
        if (what is NotificationEvent.Trouble)
        {
            await cosmo.ChangeAsync(change =>
            {
                Trouble.Raise(change, Trouble.Number, "+34 600", "It sends nothing.");
                return Task.CompletedTask;
            });
            await cosmo.SettleAsync();
            return;
        }

        // What concerns whoever has a ticket happens to one of each of them.
        if (what is NotificationEvent.Failed or NotificationEvent.QuietSoon or NotificationEvent.Woken)
        {
            for (var i = 0; i < team.Length; i++)
                await OwnAsync(cosmo, what, team[i], $"3460000000{i}");
            cosmo.Clock.Advance(what is NotificationEvent.QuietSoon ? TimeSpan.FromHours(22) : what is NotificationEvent.Woken ? TimeSpan.FromHours(1) : TimeSpan.Zero);
            if (what is NotificationEvent.Failed)
                await PhoneNewsTests.FailAsync(cosmo);
            await cosmo.SettleAsync();
            return;
        }

        await cosmo.SayAsync("34600000009", Complaint);
        var ticket = (await cosmo.AllTicketsAsync())[0];
        var colleague = await cosmo.StrangerAsync("Di");
        foreach (var any in Enum.GetValues<NotificationEvent>())
            Assert.Null(await cosmo.Notifications.ChooseAsync(colleague, any, Ways.None, Cancel));
        switch (what)
        {
            case NotificationEvent.FollowUp:
                await cosmo.SayAsync("34600000009", "¿Hay alguien?");
                break;
            case NotificationEvent.Escalated:
                cosmo.Clock.Advance(TimeSpan.FromMinutes(31));
                await cosmo.SettleAsync();
                break;
            case NotificationEvent.Taken:
                Assert.Null(await cosmo.Tickets.AssignAsync(ticket.Id, colleague, colleague, Cancel));
                await cosmo.SettleAsync();
                break;
            case NotificationEvent.Mention:
                await cosmo.ChangeAsync(change =>
                {
                    var note = Note.Write(ticket.ConversationId, ticket.Id, colleague, "@Ana @Eva @Bea look at this", change.Now);
                    change.Db.Add(note);
                    change.Add(note.Tells());
                    return Task.CompletedTask;
                });
                await cosmo.SettleAsync();
                break;
        }
    }

    private static async Task OwnAsync(ThreadFixture cosmo, NotificationEvent what, Guid memberId, string customer)
    {
        await cosmo.SayAsync(customer, Complaint);
        var ticket = (await cosmo.AllTicketsAsync())[^1];
        Assert.Null(await cosmo.Tickets.AssignAsync(ticket.Id, memberId, memberId, Cancel));
        if (what is NotificationEvent.Woken)
            Assert.Null(await cosmo.Moves.SnoozeAsync(ticket.Id, cosmo.Clock.Now.AddHours(1), memberId, Cancel));
        else
            await PhoneNewsTests.AnswerAsync(cosmo, memberId, ticket);
    }
}
