using Cosmo.Core.Assistant.Models;
using Cosmo.Core.Channels;
using Cosmo.Core.Channels.WhatsApp;
using Cosmo.Core.Conversations;
using Cosmo.Core.Notifications;
using Cosmo.Core.Storage;
using Cosmo.Core.Team;
using Cosmo.Core.TeamThread;
using Cosmo.Tests.Channels;
using Cosmo.Tests.TeamThread;
using Cosmo.Web.Sandbox;
using Microsoft.EntityFrameworkCore;

namespace Cosmo.Tests.Notifications;

/// <summary>What went wrong reaches those who can mend it, once, and not by what is broken.</summary>
public sealed class TroubleTests
{
    private const string OlgaPhone = "34700000001", Stranger = "34700000009";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task A_number_that_stopped_is_told_once_and_again_when_it_breaks_after_it_was_mended(StorageProvider provider)
    {
        await using var core = await CoreFixture.CreateAsync(provider);
        var olga = await MemberAsync(core, "olga", Role.Owner);
        var agent = await MemberAsync(core, "ana", Role.Agent);
        core.Graph.Faults.TokenExpired = true;
        await SendsAsync(core);
        await SendsAsync(core);

        var first = await BrowserAsync(core, olga);
        Assert.Equal(NotificationEvent.Trouble, Assert.Single(first).Event);
        Assert.Empty(await BrowserAsync(core, agent));
        var kept = Assert.Single(await core.AllAsync<ChannelNotice>(), n => n.Field == Trouble.Number);
        Assert.Equal(kept.Id, first[0].SubjectId);

        await core.Get<ChannelDirectory>().ResumeAsync(core.Business.Id, Cancel);
        await SendsAsync(core);
        Assert.Equal(2, (await BrowserAsync(core, olga)).Count);
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task The_teams_number_that_stopped_is_told_by_e_mail_and_never_by_itself(StorageProvider provider)
    {
        await using var mail = new MailServer();
        await using var cosmo = await NotificationTests.StartAsync(provider, mail);
        var olga = await cosmo.MemberAsync("Olga", OlgaPhone, "es", Role.Owner);
        Assert.Null(await cosmo.Notifications.ChooseAsync(olga, NotificationEvent.Trouble, Ways.Phone, Cancel));
        var before = (await cosmo.ToldAsync(olga)).Count;
        await cosmo.ChangeAsync(async change =>
        {
            var account = await change.Db.Set<ChannelAccount>().SingleAsync(a => a.Purpose == AccountPurpose.Notification, Cancel);
            account.Pause(change.Now.AddYears(10), "token");
            Trouble.Raise(change, Trouble.TeamNumber, "+34 600", "It sends nothing.");
        });
        await NotificationTests.WaitAsync(cosmo, () => mail.Taken.Count == 1);

        Assert.StartsWith(ThreadTexts.Say("es", "trouble.team-number.stopped", ("about", "+34 600")), MailServer.Body(mail.Taken.Single()), StringComparison.Ordinal);
        Assert.Contains("https://cosmo.example.com/health", MailServer.Body(mail.Taken.Single()), StringComparison.Ordinal);
        Assert.Equal(before, (await cosmo.ToldAsync(olga)).Count);
        Assert.Contains(await cosmo.Log.LogAsync(olga, Cancel), n => n is { Event: NotificationEvent.Trouble, Way: Ways.Phone, State: NoticeState.Failed, Why: TellingTrouble.NotSending });
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task Wrong_codes_again_and_again_ring_once_on_the_phone_and_after_the_quiet_hours(StorageProvider provider)
    {
        await using var cosmo = await ThreadFixture.StartAsync(provider);
        var olga = await cosmo.MemberAsync("Olga", OlgaPhone, "en", Role.Admin);
        cosmo.Clock.Now = new(2026, 3, 2, 22, 30, 0, TimeSpan.Zero);
        Assert.Null(await cosmo.Notifications.BeQuietAsync(olga, 22 * 60, 7 * 60, "UTC", Cancel));
        for (var i = 0; i < PairingCode.MostTries * 2; i++)
            await cosmo.SayAsync(Stranger, "000000", ThreadFixture.Notification);
        cosmo.Clock.Advance(PairingCode.Lifetime);
        for (var i = 0; i < PairingCode.MostTries; i++)
            await cosmo.SayAsync(Stranger, "000000", ThreadFixture.Notification);
        var words = ThreadTexts.Say("en", "trouble.quarantine.pairing");
        Assert.DoesNotContain(await cosmo.ToldAsync(olga), m => m.Text == words);

        cosmo.Clock.Now = new(2026, 3, 3, 7, 0, 0, TimeSpan.Zero);
        await cosmo.SettleAsync();
        Assert.Single(await cosmo.ToldAsync(olga), m => m.Text == words);
    }

    [Fact]
    public async Task Whose_sign_in_is_locked_is_told_by_e_mail_alone_and_administrators_as_they_chose()
    {
        await using var mail = new MailServer();
        await using var cosmo = await NotificationTests.StartAsync(StorageProvider.Sqlite, mail);
        var ana = await cosmo.StrangerAsync("Ana", "de");
        var olga = await cosmo.StrangerAsync("Olga", "en", Role.Owner);
        Assert.Null(await cosmo.Notifications.ChooseAsync(olga, NotificationEvent.Trouble, Ways.Browser, Cancel));
        await cosmo.ChangeAsync(change =>
        {
            Trouble.Raise(change, Trouble.SignIn, "Ana", "It is locked.", ana);
            return Task.CompletedTask;
        });
        await NotificationTests.WaitAsync(cosmo, () => mail.Taken.Count == 1);

        Assert.StartsWith(ThreadTexts.Say("de", "trouble.sign-in.locked", ("about", "Ana")), MailServer.Body(mail.Taken.Single()), StringComparison.Ordinal);
        Assert.Equal(Ways.Email, Assert.Single(await cosmo.Log.LogAsync(ana, Cancel)).Way);
        Assert.Equal(Ways.Browser, Assert.Single(await cosmo.Log.LogAsync(olga, Cancel)).Way);
    }

    [Fact]
    public void Whatever_may_go_wrong_has_words_in_every_language()
    {
        string[] all = [Trouble.Number, Trouble.TeamNumber, Trouble.SignIn, Trouble.Misuse, Trouble.Complaints, "quarantine.pairing", $"{ModelBudget.NoticeField}.day", $"{ModelBudget.NoticeField}.month"];
        Assert.All(ThreadTexts.Languages, language => Assert.Subset(ThreadTexts.Keys(language).ToHashSet(), all.Select(what => $"trouble.{what}").ToHashSet()));
    }

    private static async Task<Guid> MemberAsync(CoreFixture core, string name, Role role)
    {
        var member = new Member { Name = name, Language = "en", Role = role, UserName = name, Email = $"{name}@example.com", CreatedAt = core.Clock.Now };
        await core.ChangeAsync(change =>
        {
            change.Db.Add(member);
            return Task.CompletedTask;
        });
        return member.Id;
    }

    private static async Task SendsAsync(CoreFixture core)
    {
        await core.ChangeAsync(async change =>
        {
            var sender = new Sender(core.Business.Id, DefaultSandboxCast.Maria.UserId, DefaultSandboxCast.Maria.WaId, "María", null);
            var inbound = new Inbound(Webhook.NewId(), change.Now, Core.Conversations.MessageKind.Text, "Hello");
            var (conversation, _) = (await Reception.ReceiveAsync(change, sender, inbound, Cancel))!.Value;
            var message = conversation.Say(new(Author.Assistant, "Good morning", "en"), change.Now);
            change.Db.Add(message);
            Outbox.Queue(change, message, new TextSend("Good morning") { To = new(DefaultSandboxCast.Maria.WaId, DefaultSandboxCast.Maria.UserId) });
        });
        core.Clock.Advance(TimeSpan.FromMinutes(1));
        await core.RunAsync();
    }

    private static async Task<List<Notice>> BrowserAsync(CoreFixture core, Guid member) =>
        (await core.AllAsync<Notice>()).FindAll(n => n.MemberId == member && n.Way is Ways.Browser && n.Event is NotificationEvent.Trouble);
}
