using Cosmo.Core.Notifications;
using Cosmo.Core.Notifications.Push;
using Cosmo.Core.Storage;
using Cosmo.Core.Team;
using Cosmo.Core.TeamThread;
using Cosmo.Core.Work;
using Cosmo.Tests.TeamThread;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Cosmo.Tests.Notifications.Push;

/// <summary>The core, and the service of a browser's maker beside it.</summary>
internal sealed class PushFixture(ThreadFixture cosmo, FakePush push) : IAsyncDisposable
{
    public const string Complaint = "Hola, mi pedido llegó dañado y quiero un reembolso";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public ThreadFixture Cosmo => cosmo;
    public FakePush Push => push;
    public PushDesk Desk => cosmo.Get<PushDesk>();

    /// <param name="allow">What the core may dial and trust; null for this machine.</param>
    public static async Task<PushFixture> StartAsync(StorageProvider provider, Action<FakePush, IServiceCollection>? allow = null)
    {
        var push = await FakePush.StartAsync();
        var cosmo = await ThreadFixture.StartAsync(
            provider, services => (allow ?? ((p, s) => p.Allow(s)))(push, services), 0, ("PublicUrl", "https://cosmo.example.com"));
        push.Key = await cosmo.Get<PushKeys>().PublicAsync(Cancel);
        return new(cosmo, push);
    }

    public Task<Guid> SignInAsync(Guid member) => cosmo.Get<SignInSessions>().BeginAsync(member, "127.0.0.1", "Firefox, Linux", Cancel);

    /// <summary>A member without a phone who is told of new tickets by push alone, and of nothing that follows. From then on the clock stands.</summary>
    /// <returns>The member, and the sign-in of the browsers.</returns>
    public async Task<(Guid Member, Guid Session)> MemberAsync(params string[] browsers)
    {
        var member = await cosmo.StrangerAsync("Bo");
        var session = await SignInAsync(member);
        foreach (var browser in browsers)
            Assert.Null(await Desk.SubscribeAsync(member, session, push.Open(browser), "Firefox, Linux", isChosen: true, cancel: Cancel));
        foreach (var what in Enum.GetValues<NotificationEvent>().Where(e => e is not NotificationEvent.Test))
            Assert.Null(await cosmo.Notifications.ChooseAsync(member, what, what is NotificationEvent.NewTicket ? Ways.Push : Ways.None, Cancel));
        cosmo.StandsStill = true;
        return (member, session);
    }

    /// <summary>A customer complains, and a moment goes by.</summary>
    public async Task ComplainAsync(string customer = "34600000001")
    {
        await cosmo.SayAsync(customer, Complaint);
        cosmo.Clock.Advance(Ringing.Gathers);
    }

    /// <summary>Waits until one message was tried so often.</summary>
    public Task TriedAsync(int times) => SeeAsync($"it was tried {times} times", async () =>
    {
        await using var db = cosmo.Read();
        return await db.Set<WorkItem>().AnyAsync(w => w.Kind == PushWork.Send.Name && w.Attempts == times && w.State != WorkState.Leased, Cancel);
    });

    /// <summary>What is due is done until it is seen; calls end on their own time.</summary>
    public Task SeeAsync(string what, Func<Task<bool>> seen) => Eventually.SeeAsync(what, async () =>
    {
        await cosmo.SettleAsync();
        return await seen();
    });

    public Task TakenAsync(int count) => SeeAsync($"{count} messages were taken", () => Task.FromResult(push.Taken.Count == count));

    /// <summary>Waits for a line of the log about a push.</summary>
    public Task LogAsync(Guid member, NoticeState state, string? why = null, int lines = 1) =>
        SeeAsync($"the log says {state} {why}", async () => (await LinesAsync(member)).Count(n => n.State == state && n.Why == why) == lines);

    public async Task<List<NoticeLine>> LinesAsync(Guid member) => [.. (await cosmo.Log.LogAsync(member, Cancel)).Where(n => n.Way is Ways.Push)];

    public async Task<int> KeptAsync()
    {
        await using var db = cosmo.Read();
        return await db.Set<PushSubscription>().CountAsync(Cancel);
    }

    public async ValueTask DisposeAsync()
    {
        await cosmo.DisposeAsync();
        await push.DisposeAsync();
    }
}
