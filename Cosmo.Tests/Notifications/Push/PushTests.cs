using System.Globalization;
using Cosmo.Core.Notifications;
using Cosmo.Core.Notifications.Push;
using Cosmo.Core.Storage;
using Cosmo.Core.TeamThread;
using Cosmo.Core.Work;
using Microsoft.EntityFrameworkCore;

namespace Cosmo.Tests.Notifications.Push;

/// <summary>What leaves for browsers that are told while no page is open, and what becomes of it.</summary>
public sealed class PushTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task A_ticket_reaches_every_browser_of_its_member_and_says_nothing_of_the_customer(StorageProvider provider)
    {
        await using var house = await PushFixture.StartAsync(provider);
        var (bo, _) = await house.MemberAsync("laptop", "phone");
        await house.ComplainAsync();
        await house.TakenAsync(2);
        await house.LogAsync(bo, NoticeState.Sent);

        Assert.Equal(["laptop", "phone"], house.Push.Taken.Select(p => p.Browser).Order());
        var conversation = (await house.Cosmo.AllTicketsAsync()).Single();
        foreach (var told in house.Push.Taken)
        {
            Assert.Equal("#1: New ticket", told.Words["title"]!.GetValue<string>());
            Assert.Equal($"inbox/{conversation.ConversationId}", told.Words["path"]!.GetValue<string>());
            Assert.False(told.Words["page"]!.GetValue<bool>());   // pages show nothing of it: so it is shown though one is looked at
            Assert.Equal(["id", "title", "path", "tag", "page", "language"], told.Words.Select(p => p.Key));
            Assert.Equal((conversation.Id.ToString("N"), "high", "https://cosmo.example.com"), (told.Topic, told.Urgency, told.Token["sub"]!.GetValue<string>()));
            Assert.InRange(int.Parse(told.Life, CultureInfo.InvariantCulture), 1, 12 * 60 * 60);
            Assert.DoesNotContain("María", told.Words.ToJsonString(), StringComparison.Ordinal);
        }

        Assert.All(await house.Desk.OfAsync(bo, Cancel), b => Assert.NotNull(b.SucceededAt));
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task A_browser_that_is_gone_is_forgotten_and_the_others_are_told(StorageProvider provider)
    {
        await using var house = await PushFixture.StartAsync(provider);
        var (bo, _) = await house.MemberAsync("laptop", "phone");
        house.Push.Answer = browser => browser is "laptop" ? (410, null) : null;
        await house.ComplainAsync();
        await house.LogAsync(bo, NoticeState.Sent);
        await house.SeeAsync("one browser is left", async () => await house.KeptAsync() == 1);

        house.Push.Answer = _ => (404, null);
        Assert.Null(await house.Cosmo.Notifications.TestAsync(bo, Ways.Push, Cancel));
        await house.LogAsync(bo, NoticeState.Failed, "push-gone");
        Assert.Equal(0, await house.KeptAsync());

        Assert.Null(await house.Cosmo.Notifications.TestAsync(bo, Ways.Push, Cancel));
        await house.LogAsync(bo, NoticeState.Skipped, PushWork.NoBrowser);
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task A_busy_service_is_asked_again_not_before_it_said(StorageProvider provider)
    {
        await using var house = await PushFixture.StartAsync(provider);
        var (bo, _) = await house.MemberAsync("laptop");
        house.Push.Answer = _ => (429, 120);
        Assert.Null(await house.Cosmo.Notifications.TestAsync(bo, Ways.Push, Cancel));
        await house.LogAsync(bo, NoticeState.Waiting, "HTTP 429");

        house.Push.Answer = _ => null;
        house.Cosmo.Clock.Advance(TimeSpan.FromSeconds(119));
        await house.Cosmo.SettleAsync();
        Assert.Single(house.Push.Asked);
        house.Cosmo.Clock.Advance(TimeSpan.FromSeconds(1));
        await house.LogAsync(bo, NoticeState.Sent);
        Assert.Equal((2, 1), (house.Push.Asked.Count, house.Push.Taken.Count));
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task A_broken_service_is_asked_some_times_and_then_the_log_says_so(StorageProvider provider)
    {
        await using var house = await PushFixture.StartAsync(provider);
        var (bo, _) = await house.MemberAsync("laptop");
        house.Push.Answer = _ => (503, null);
        Assert.Null(await house.Cosmo.Notifications.TestAsync(bo, Ways.Push, Cancel));
        for (var tries = 1; tries < PushWork.Send.MostAttempts; tries++)
        {
            await house.TriedAsync(tries);
            house.Cosmo.Clock.Advance(PushWork.Send.DelayAfter(tries, 0.5));
        }

        await house.LogAsync(bo, NoticeState.Failed, "HTTP 503");
        Assert.Equal(PushWork.Send.MostAttempts, house.Push.Asked.Count);
        Assert.Equal(1, await house.KeptAsync());

        house.Push.Answer = _ => null;
        Assert.Null(await house.Cosmo.Notifications.TestAsync(bo, Ways.Push, Cancel));
        await house.LogAsync(bo, NoticeState.Sent);
    }

    [Theory]
    [InlineData(413, "HTTP 413")]
    [InlineData(403, "HTTP 403")]
    [InlineData(307, "HTTP 307")]   // and nobody goes where it points
    public async Task What_a_service_refuses_is_not_asked_again(int status, string why)
    {
        await using var house = await PushFixture.StartAsync(StorageProvider.Sqlite);
        var (bo, _) = await house.MemberAsync("laptop");
        house.Push.Open("elsewhere");
        house.Push.Answer = browser => browser is "laptop" ? (status, null) : null;
        Assert.Null(await house.Cosmo.Notifications.TestAsync(bo, Ways.Push, Cancel));
        await house.LogAsync(bo, NoticeState.Failed, why);
        house.Cosmo.Clock.Advance(TimeSpan.FromHours(1));
        await house.Cosmo.SettleAsync();
        Assert.Equal(["laptop"], house.Push.Asked);
        Assert.Equal(1, await house.KeptAsync());
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task An_address_inside_our_network_is_never_dialled(StorageProvider provider)
    {
        await using var house = await PushFixture.StartAsync(provider, (push, services) => push.Trust(services));
        var (bo, _) = await house.MemberAsync("laptop");
        Assert.Null(await house.Cosmo.Notifications.TestAsync(bo, Ways.Push, Cancel));
        await house.LogAsync(bo, NoticeState.Failed, "push-private");
        Assert.Empty(house.Push.Asked);
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task In_quiet_hours_nothing_leaves_and_the_morning_brings_one(StorageProvider provider)
    {
        await using var house = await PushFixture.StartAsync(provider);
        var (bo, _) = await house.MemberAsync("laptop");
        house.Cosmo.Clock.Now = new(2026, 3, 2, 22, 0, 0, TimeSpan.Zero);
        Assert.Null(await house.Cosmo.Notifications.BeQuietAsync(bo, 22 * 60, 7 * 60, "UTC", Cancel));
        Assert.Null(await house.Cosmo.Notifications.ChooseAsync(bo, NotificationEvent.Digest, Ways.Push, Cancel));
        await house.Cosmo.SayAsync("34600000001", PushFixture.Complaint);
        await house.Cosmo.SayAsync("34600000002", PushFixture.Complaint);
        await house.LogAsync(bo, NoticeState.Held, News.Quiet, lines: 2);
        Assert.Empty(house.Push.Asked);

        house.Cosmo.Clock.Now = new(2026, 3, 3, 7, 0, 0, TimeSpan.Zero);
        await house.TakenAsync(1);
        var morning = house.Push.Taken.Single();
        Assert.Equal(("What waits for you", "normal"), (morning.Words["title"]!.GetValue<string>(), morning.Urgency));
        Assert.StartsWith("Good morning. Open: 2 · waiting for an answer: 2", morning.Words["body"]!.GetValue<string>(), StringComparison.Ordinal);
        Assert.EndsWith("held back meanwhile: 2", morning.Words["body"]!.GetValue<string>(), StringComparison.Ordinal);
        await house.LogAsync(bo, NoticeState.Sent, lines: 3);
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task Five_at_once_are_one_message_and_one_alone_waits_only_a_moment(StorageProvider provider)
    {
        await using var house = await PushFixture.StartAsync(provider);
        var (bo, _) = await house.MemberAsync("laptop", "phone");
        for (var i = 1; i <= 5; i++)
            await house.Cosmo.SayAsync(string.Create(CultureInfo.InvariantCulture, $"3460000000{i}"), PushFixture.Complaint);
        Assert.Empty(house.Push.Asked);
        house.Cosmo.Clock.Advance(Ringing.Gathers);
        await house.LogAsync(bo, NoticeState.Grouped, News.Grouped, lines: 5);
        house.Cosmo.Clock.Advance(Ringing.Gathers);
        await house.TakenAsync(2);
        Assert.All(house.Push.Taken, p => Assert.Equal("5 customers wait for you", p.Words["title"]!.GetValue<string>()));
        await house.LogAsync(bo, NoticeState.Sent, lines: 6);

        await house.ComplainAsync("34600000006");
        await house.TakenAsync(4);
        Assert.Equal("#6: New ticket", house.Push.Taken.Last().Words["title"]!.GetValue<string>());
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task What_a_busy_service_would_take_in_quiet_hours_waits_for_the_morning(StorageProvider provider)
    {
        await using var house = await PushFixture.StartAsync(provider);
        var (bo, _) = await house.MemberAsync("laptop");
        house.Cosmo.Clock.Now = new(2026, 3, 2, 21, 59, 50, TimeSpan.Zero);
        Assert.Null(await house.Cosmo.Notifications.BeQuietAsync(bo, 22 * 60, 7 * 60, "UTC", Cancel));
        house.Push.Answer = _ => (503, null);
        await house.ComplainAsync();
        await house.LogAsync(bo, NoticeState.Waiting, "HTTP 503");
        house.Push.Answer = _ => null;
        house.Cosmo.Clock.Now = new(2026, 3, 2, 22, 30, 0, TimeSpan.Zero);
        await house.LogAsync(bo, NoticeState.Held, News.Quiet);
        Assert.Empty(house.Push.Taken);
    }

    [Fact]
    public async Task A_service_keeps_a_message_no_longer_than_until_the_quiet_hours()
    {
        await using var house = await PushFixture.StartAsync(StorageProvider.Sqlite);
        var (bo, _) = await house.MemberAsync("laptop");
        house.Cosmo.Clock.Now = new(2026, 3, 2, 21, 0, 0, TimeSpan.Zero);
        Assert.Null(await house.Cosmo.Notifications.BeQuietAsync(bo, 22 * 60, 7 * 60, "UTC", Cancel));
        await house.Cosmo.SayAsync("34600000001", PushFixture.Complaint);
        house.Cosmo.Clock.Now = new(2026, 3, 2, 21, 15, 0, TimeSpan.Zero);
        await house.TakenAsync(1);
        Assert.Equal("2700", house.Push.Taken.Single().Life);
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task The_key_pair_is_made_once_and_lies_protected(StorageProvider provider)
    {
        await using var house = await PushFixture.StartAsync(provider);
        var again = new PushKeys(
            house.Cosmo.Get<Changes>(), house.Cosmo.Get<Core.Settings.SettingsStore>(), house.Cosmo.Get<Microsoft.AspNetCore.DataProtection.IDataProtectionProvider>(),
            house.Cosmo.Get<Microsoft.Extensions.Options.IOptions<Core.Team.SignInClock>>(), house.Cosmo.Get<Microsoft.Extensions.Options.IOptions<PushOptions>>());
        Assert.Equal(house.Push.Key, await again.PublicAsync(Cancel));
        await using var db = house.Cosmo.Read();
        var kept = await db.Set<Core.Settings.Setting>().SingleAsync(s => s.Key == PushKeys.SettingKey, Cancel);
        // A private key of P-256 in PKCS #8 begins like this, whoever made it.
        Assert.DoesNotContain("MIGHAgEAMBMGByqGSM49", kept.Value, StringComparison.Ordinal);
    }
}
