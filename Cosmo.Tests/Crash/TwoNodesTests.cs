using System.Collections.Concurrent;
using System.Globalization;
using System.Text.Json;
using Cosmo.Core.Channels;
using Cosmo.Core.Conversations;
using Cosmo.Core.Storage;
using Cosmo.Core.Tickets;
using Cosmo.Core.Work;
using Cosmo.Tests.Channels;
using Cosmo.Tests.Web;
using Cosmo.Web.Sandbox;
using Microsoft.EntityFrameworkCore;

namespace Cosmo.Tests.Crash;

/// <summary>Two processes of the program on one PostgreSQL database are one installation.</summary>
public sealed class TwoNodesTests
{
    private const char End = '\u001e';
    private const int Customers = 20, Texts = 3;
    private static readonly HttpClient s_client = new(new SocketsHttpHandler { UseProxy = false });

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_client_of_one_node_sees_live_what_the_other_did_and_each_message_is_handled_once()
    {
        await using var database = await TestDatabase.CreateAsync(StorageProvider.Postgres);
        await using var meta = await GraphHost.StartAsync(configure: options => (options.PairRate, options.Throughput) = (false, false));
        var (folderA, folderB) = (Directory.CreateTempSubdirectory("cosmo-node-"), Directory.CreateTempSubdirectory("cosmo-node-"));
        try
        {
            using var a = ServerProcess.Start(CrashFixture.Settings(database, meta, folderA.FullName, failpoint: null));
            await a.ReadyAsync();
            using var b = ServerProcess.Start(CrashFixture.Settings(database, meta, folderB.FullName, failpoint: null));
            await b.ReadyAsync();

            // The session of node A is good at node B too: the keys are in the database.
            using var client = new FormClient(a.Address);
            using var entered = await client.SubmitAsync("/account/sign-in", "sign-in", new() { ["Form.Email"] = "ana@example.com", ["Form.Password"] = "a calm long sentence" });
            var cookie = entered.Headers.GetValues("Set-Cookie").Single(c => c.StartsWith("cosmo=", StringComparison.Ordinal)).Split(';')[0];
            using var profile = new HttpRequestMessage(HttpMethod.Get, new Uri(b.Address, "account/profile"));
            profile.Headers.Add("Cookie", cookie);
            using (var answer = await s_client.SendAsync(profile, Cancel))
                Assert.True(answer.IsSuccessStatusCode && answer.RequestMessage!.RequestUri!.AbsolutePath == "/account/profile", b.Said);

            // A client at node A; one customer writes to node B alone.
            var address = await JoinAsync(client, "tickets");
            await WriteAsync(meta, b, Person(0), "wamid.NODE-first");
            await HearAsync(client, address, "tickets");

            // Everybody writes to both nodes, each text to both of them at once, as Meta does when it repeats itself.
            var ids = new ConcurrentBag<string>();
            await Task.WhenAll(Enumerable.Range(0, Customers).Select(async i =>
            {
                for (var text = 0; text < Texts; text++)
                {
                    var id = string.Create(CultureInfo.InvariantCulture, $"wamid.NODE{i:D2}{text:D2}");
                    ids.Add(id);
                    await Task.WhenAll(WriteAsync(meta, a, Person(i), id), WriteAsync(meta, b, Person(i), id));
                }
            }));
            await Eventually.SeeAsync("nothing is left to do", () => database.IsIdleAsync(), TimeSpan.FromMinutes(3));

            await using var db = database.CreateDbContext();
            var stored = await db.Set<Message>().Where(m => m.Author == Author.Customer).ToListAsync(Cancel);
            Assert.Equal(ids.Append("wamid.NODE-first").Order(), stored.Select(m => m.ProviderId).Order());
            Assert.Equal(Customers, await db.Set<Ticket>().CountAsync(Cancel));
            // Each customer was told once, and Meta got each send once.
            Assert.Equal(Customers, meta.Graph.Sends().Count);
            Assert.All(await db.Set<Outgoing>().ToListAsync(Cancel), o => Assert.True(o.Delivery is Delivery.Sent, $"{o.Delivery} {o.Error}"));
            foreach (var thread in stored.GroupBy(m => m.ConversationId))
                Assert.Equal(thread.OrderBy(m => m.Position).Select(m => m.ProviderId).Where(id => id != "wamid.NODE-first"), thread.Select(m => m.ProviderId).Where(id => id != "wamid.NODE-first").Order());
        }
        finally
        {
            folderA.Delete(recursive: true);
            folderB.Delete(recursive: true);
        }
    }

    private static SandboxPerson Person(int number) =>
        new(string.Create(CultureInfo.InvariantCulture, $"ES.4{number:D19}"), "Ana", string.Create(CultureInfo.InvariantCulture, $"+346{number:D8}"));

    private static async Task WriteAsync(GraphHost meta, ServerProcess node, SandboxPerson person, string id)
    {
        const string Text = "quiero hablar con una persona";
        lock (meta.Graph)
        {
            meta.Graph.Add(person);
            meta.Graph.Say(person.UserId, DefaultSandboxCast.Business.PhoneNumberId, Text);
        }

        var body = Webhook.FromCustomer(person, DefaultSandboxCast.Business.PhoneNumberId, Text, DateTimeOffset.UtcNow, id);
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(node.Address, "webhooks/whatsapp")) { Content = new ByteArrayContent(body) };
        request.Content.Headers.ContentType = new("application/json");
        request.Headers.Add("X-Hub-Signature-256", Webhook.Signature(body));
        using var response = await s_client.SendAsync(request, Cancel);
        Assert.True(response.IsSuccessStatusCode, $"{response.StatusCode}:\n{node.Said}");
    }

    private static async Task<string> JoinAsync(FormClient client, string topic)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/hubs/live/negotiate?negotiateVersion=1");
        using var answer = await client.SendAsync(request);
        using var json = JsonDocument.Parse(await answer.Content.ReadAsStringAsync(Cancel));
        var address = $"/hubs/live?id={json.RootElement.GetProperty("connectionToken").GetString()}";
        using var opened = await client.GetAsync(address);
        await SayAsync(client, address, """{"protocol":"json","version":1}""");
        await HearAsync(client, address, "{}");
        await SayAsync(client, address, $$"""{"type":1,"invocationId":"1","target":"Join","arguments":["{{topic}}"]}""");
        await HearAsync(client, address, "\"invocationId\":\"1\"");
        return address;
    }

    private static async Task SayAsync(FormClient client, string address, string record)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, address) { Content = new StringContent(record + End) };
        using var answer = await client.SendAsync(request);
        Assert.True(answer.IsSuccessStatusCode);
    }

    private static async Task HearAsync(FormClient client, string address, string words)
    {
        string heard;
        do
        {
            using var answer = await client.GetAsync(address);
            Assert.True(answer.IsSuccessStatusCode);
            heard = await answer.Content.ReadAsStringAsync(Cancel);
        }
        while (!heard.Contains(words, StringComparison.Ordinal));
    }
}
