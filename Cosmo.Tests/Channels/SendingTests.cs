using Cosmo.Core.Channels;
using Cosmo.Core.Channels.WhatsApp;
using Cosmo.Core.Conversations;
using Cosmo.Core.Storage;
using Cosmo.Core.Work;
using Cosmo.Web.Sandbox;
using Microsoft.EntityFrameworkCore;

namespace Cosmo.Tests.Channels;

/// <summary>What becomes of a send, over the queue, the real client and the stand-in.</summary>
public sealed class SendingTests
{
    public static TheoryData<StorageProvider, int[]> Orders
    {
        get
        {
            var data = new TheoryData<StorageProvider, int[]>();
            foreach (var provider in new[] { StorageProvider.Sqlite, StorageProvider.Postgres })
            {
                foreach (var order in Permutations([0, 1, 2, 3]))
                    data.Add(provider, order);
            }

            return data;
        }
    }

    [Theory, MemberData(nameof(Orders))]
    public async Task Statuses_in_any_order_end_alike(StorageProvider provider, int[] order)
    {
        await using var core = await CoreFixture.CreateAsync(provider);
        var id = await QueueAsync(core);
        await core.RunAsync();
        var wamid = Assert.Single(core.Graph.Sends()).Id;
        string[] statuses = ["sent", "delivered", "read", "failed"];
        foreach (var at in order)
            await core.ReceiveAsync(Webhook.Of(core.Business.PhoneNumberId, Webhook.Status(wamid, statuses[at], core.Clock.Now.AddSeconds(at), id.ToString(), at == 3 ? 131026 : null)));

        var outgoing = Assert.Single(await core.AllAsync<Outgoing>(), o => o.Id == id);
        Assert.Equal(Delivery.Read, outgoing.Delivery);
        Assert.Equal(core.Clock.Now.AddSeconds(1), outgoing.DeliveredAt);
        Assert.Equal(core.Clock.Now.AddSeconds(2), outgoing.ReadAt);
        var message = Assert.Single(await core.AllAsync<Message>(), m => m.Author is Author.Assistant);
        Assert.Equal((Delivery.Read, outgoing.DeliveredAt, outgoing.ReadAt), (message.Delivery, message.DeliveredAt, message.ReadAt));
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task An_answer_that_never_came_is_uncertain_and_never_sent_again_until_a_status_settles_it(StorageProvider provider)
    {
        await using var core = await CoreFixture.CreateAsync(provider);
        core.Graph.Faults.Next(SandboxFault.NoAnswer);
        var id = await QueueAsync(core);
        await core.RunAsync();
        Assert.Equal(Delivery.Uncertain, (await OutgoingAsync(core, id)).Delivery);
        core.Clock.Advance(TimeSpan.FromHours(1));
        await core.RunAsync();
        var wamid = Assert.Single(core.Graph.Sends()).Id;

        await core.ReceiveAsync(Webhook.Of(core.Business.PhoneNumberId, Webhook.Status(wamid, "delivered", core.Clock.Now, id.ToString())));
        Assert.Equal((Delivery.Delivered, wamid), ((await OutgoingAsync(core, id)).Delivery, (await OutgoingAsync(core, id)).ProviderId));
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task A_person_settles_an_uncertain_send_either_way_once(StorageProvider provider)
    {
        await using var core = await CoreFixture.CreateAsync(provider);
        core.Graph.Faults.Next(SandboxFault.NoAnswer);
        await QueueAsync(core);
        await core.RunAsync();
        var message = Assert.Single(await core.AllAsync<Message>(), m => m.Author is Author.Assistant);
        var member = await core.MemberAsync();
        Assert.Equal(UncertainSends.TooSoon, await core.Get<UncertainSends>().SendAgainAsync(message.Id, member, TestContext.Current.CancellationToken));
        core.Clock.Advance(UncertainSends.StatusMayCome);
        Assert.Null(await core.Get<UncertainSends>().SendAgainAsync(message.Id, member, TestContext.Current.CancellationToken));
        Assert.Equal(UncertainSends.Settled, await core.Get<UncertainSends>().SendAgainAsync(message.Id, member, TestContext.Current.CancellationToken));
        Assert.Equal(UncertainSends.Settled, await core.Get<UncertainSends>().ArrivedAsync(message.Id, member, TestContext.Current.CancellationToken));
        await core.RunAsync();
        Assert.Equal(2, core.Graph.Sends().Count);
        Assert.Equal(Delivery.Sent, Assert.Single(await core.AllAsync<Message>(), m => m.Id == message.Id).Delivery);
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task Passing_faults_are_tried_again_and_given_up_in_words(StorageProvider provider)
    {
        await using var core = await CoreFixture.CreateAsync(provider);
        core.Graph.Faults.Next(SandboxFault.Throttled, 3);
        var first = await QueueAsync(core);
        await RunForAsync(core, TimeSpan.FromMinutes(5));
        Assert.Equal(Delivery.Sent, (await OutgoingAsync(core, first)).Delivery);

        core.Graph.Faults.Next(SandboxFault.ServerError, 1000);
        var second = await QueueAsync(core);
        await RunForAsync(core, TimeSpan.FromHours(8));
        var given = await OutgoingAsync(core, second);
        Assert.Equal((Delivery.Failed, "unavailable"), (given.Delivery, given.Error));
        Assert.Single(core.Graph.Sends());
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task An_expired_token_stops_the_number_and_what_waits_leaves_in_order(StorageProvider provider)
    {
        await using var core = await CoreFixture.CreateAsync(provider);
        core.Graph.Faults.TokenExpired = true;
        var ids = new List<Guid>();
        for (var i = 0; i < 3; i++)
            ids.Add(await QueueAsync(core));
        await RunForAsync(core, TimeSpan.FromMinutes(10));
        Assert.Equal("token", Assert.Single(await core.AllAsync<ChannelAccount>(), a => a.Id == core.Business.Id).PauseReason);
        Assert.Empty(core.Graph.Sends());

        core.Graph.Faults.TokenExpired = false;
        await core.Get<ChannelDirectory>().ResumeAsync(core.Business.Id, TestContext.Current.CancellationToken);
        await RunForAsync(core, TimeSpan.FromMinutes(2));
        Assert.Equal(ids.Select(id => id.ToString()), core.Graph.Sends().Select(s => s.CallbackData));
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task A_lost_lease_is_uncertain_when_begun_and_sent_when_not(StorageProvider provider)
    {
        await using var core = await CoreFixture.CreateAsync(provider);
        var id = await QueueAsync(core);
        await core.ReadAsync(async db =>
        {
            (await db.Set<Outgoing>().SingleAsync(o => o.Id == id)).Begin(core.Clock.Now);
            await db.SaveChangesAsync();
            return await db.Set<WorkItem>().Where(w => w.Kind == ChannelWork.Send.Name && w.State == WorkState.Ready)
                .ExecuteUpdateAsync(s => s.SetProperty(w => w.State, WorkState.Leased).SetProperty(w => w.LeaseMs, 1));
        });
        var other = await QueueAsync(core);
        await core.RunAsync();
        Assert.Equal((Delivery.Uncertain, "interrupted"), ((await OutgoingAsync(core, id)).Delivery, (await OutgoingAsync(core, id)).Error));
        Assert.Equal(Delivery.Sent, (await OutgoingAsync(core, other)).Delivery);
        Assert.Single(core.Graph.Sends());
    }

    private static Task<Outgoing> OutgoingAsync(CoreFixture core, Guid id) => core.ReadAsync(db => db.Set<Outgoing>().AsNoTracking().SingleAsync(o => o.Id == id));

    /// <summary>The clock moves on in steps, and what becomes due is done.</summary>
    private static async Task RunForAsync(CoreFixture core, TimeSpan span)
    {
        var end = core.Clock.Now + span;
        for (var step = TimeSpan.FromSeconds(15); core.Clock.Now < end; step = TimeSpan.FromMinutes(4) is var most && step * 2 < most ? step * 2 : most)
        {
            await core.RunAsync();
            core.Clock.Advance(step);
        }

        await core.RunAsync();
    }

    /// <summary>A customer has written, and an answer is in the outbox.</summary>
    private static async Task<Guid> QueueAsync(CoreFixture core)
    {
        core.Graph.Say(DefaultSandboxCast.Maria.UserId, core.Business.PhoneNumberId, "Hello");
        var id = Guid.Empty;
        await core.ChangeAsync(async change =>
        {
            var sender = new Sender(core.Business.Id, DefaultSandboxCast.Maria.UserId, DefaultSandboxCast.Maria.WaId, "María", null);
            var inbound = new Inbound(Webhook.NewId(), change.Now, Core.Conversations.MessageKind.Text, "Hello");
            var (conversation, _) = (await Reception.ReceiveAsync(change, sender, inbound, CancellationToken.None))!.Value;
            var message = conversation.Say(new(Author.Assistant, "Good morning", "en"), change.Now);
            change.Db.Add(message);
            id = Outbox.Queue(change, message, new TextSend("Good morning") { To = new(DefaultSandboxCast.Maria.WaId, DefaultSandboxCast.Maria.UserId) }).Id;
        });
        return id;
    }

    private static IEnumerable<int[]> Permutations(int[] of) => of.Length == 0
        ? [[]]
        : of.SelectMany(first => Permutations([.. of.Where(x => x != first)]).Select(rest => (int[])[first, .. rest]));
}
