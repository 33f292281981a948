using System.Text.Json.Nodes;
using Cosmo.Core.Channels;
using Cosmo.Core.Conversations;
using Cosmo.Core.Storage;
using Cosmo.Core.Tickets;

namespace Cosmo.Tests.Channels;

/// <summary>Meta delivers at least once and in any order: a repetition leaves nothing new.</summary>
public sealed class PayloadReplayTests
{
    private const int Times = 3;

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task Everything_that_comes_again_in_any_order_leaves_the_same_rows(StorageProvider provider)
    {
        await using var scene = await PayloadScene.CreateAsync(provider);
        var bodies = PayloadScene.Webhooks.Select(name => scene.Body(name, value => Rename(value, name))).ToArray();
        var random = new Random(20260302);
        await PlayAsync(scene, bodies, random);
        var once = await RowsAsync(scene.Core);
        Assert.Contains(once, row => row.Contains("Taj Mahal", StringComparison.Ordinal));

        for (var time = 0; time < Times; time++)
            await PlayAsync(scene, bodies, random);
        Assert.Equal(once, await RowsAsync(scene.Core));
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task A_status_finds_its_send_by_what_we_gave_along(StorageProvider provider)
    {
        await using var scene = await PayloadScene.CreateAsync(provider);
        var id = await scene.KnowSendAsync(providerId: null);
        await scene.Core.ReceiveAsync(scene.Body(
            "status_sent_biz_opaque_callback_data", value => value["statuses"]![0]!["biz_opaque_callback_data"] = id.ToString()));
        var outgoing = Assert.Single(await scene.Core.AllAsync<Outgoing>());
        Assert.Equal((Delivery.Sent, "wamid.xyzxyz"), (outgoing.Delivery, outgoing.ProviderId));
    }

    // Meta's samples share their ids; here each is a message of its own.
    private static void Rename(JsonNode value, string name)
    {
        foreach (var list in new[] { "messages", "message_echoes" })
        {
            foreach (var (at, message) in (value[list] as JsonArray ?? []).Index())
                message!["id"] = $"wamid.{name}.{at}.{message["type"]}";
        }
    }

    private static async Task PlayAsync(PayloadScene scene, byte[][] bodies, Random random)
    {
        random.Shuffle(bodies);
        foreach (var body in bodies)
            await scene.Core.ReceiveAsync(body);
    }

    private static async Task<List<string>> RowsAsync(CoreFixture core) =>
    [
        .. (await core.AllAsync<Message>()).Select(m => $"message {m.ConversationId} {m.Position} {m.Author} {m.Kind} {m.Text} {m.Reaction} {m.IsRevoked}").Order(),
        .. (await core.AllAsync<Conversation>()).Select(c => $"conversation {c.Id} {c.Version} {c.LastInboundAt:O}").Order(),
        .. (await core.AllAsync<Contact>()).Select(c => $"contact {c.Id} {c.Name} {c.RefusesMarketing}").Order(),
        .. (await core.AllAsync<Identity>()).Select(i => $"identity {i.ContactId} {i.Kind} {i.Value}").Order(),
        .. (await core.AllAsync<Note>()).Select(n => $"note {n.Text}").Order(),
        .. (await core.AllAsync<Template>()).Select(t => $"template {t.ChannelAccountId} {t.Name} {t.Language} {t.State} {t.Category}").Order(),
        .. (await core.AllAsync<ChannelNotice>()).Select(n => $"notice {n.Field} {n.Summary}").Order(),
        .. (await core.AllAsync<Ticket>()).Select(t => $"ticket {t.Id}").Order(),
        .. (await core.AllAsync<Outgoing>()).Select(o => $"outgoing {o.Id} {o.Delivery}").Order(),
    ];
}
