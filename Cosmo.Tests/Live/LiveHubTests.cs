using System.Net;
using System.Text.Json;
using Cosmo.Core.Live;
using Cosmo.Core.Team;
using Cosmo.Tests.Web;
using Microsoft.Extensions.DependencyInjection;

namespace Cosmo.Tests.Live;

/// <summary>Speaks to the hub as a client does: negotiation and long polling with plain requests.</summary>
public sealed class LiveHubTests
{
    private const char End = '\u001e';   // closes every record of SignalR's JSON protocol

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_member_hears_that_something_changed_and_nothing_more()
    {
        await using var app = CosmoApp.Start();
        await app.CreateOwnerAsync();
        using var client = await app.SignInAsync();
        var address = await ConnectAsync(client);
        var conversation = Guid.CreateVersion7();

        await SayAsync(client, address, Call("1", "inbox"));
        await HearAsync(client, address, "\"invocationId\":\"1\"");
        await SayAsync(client, address, Call("2", $"conversation:{conversation.ToString().ToUpperInvariant()}"));
        await HearAsync(client, address, "\"invocationId\":\"2\"");

        var feed = app.Services.GetRequiredService<LiveFeed>();
        feed.Publish(Topic.Tickets);
        feed.Publish(Topic.Conversation(conversation));
        var heard = await HearAsync(client, address, "changed");
        Assert.Equal($$"""{"type":1,"target":"changed","arguments":["conversation:{{conversation}}"]}""", heard);

        feed.Publish(Topic.Inbox);
        Assert.Equal("""{"type":1,"target":"changed","arguments":["inbox"]}""", await HearAsync(client, address, "changed"));
    }

    [Fact]
    public async Task After_a_lost_connection_to_the_other_nodes_a_client_reads_again_though_no_page_is_open()
    {
        await using var app = CosmoApp.Start();
        await app.CreateOwnerAsync();
        using var client = await app.SignInAsync();
        var address = await ConnectAsync(client);
        var conversation = Guid.CreateVersion7();
        await SayAsync(client, address, Call("1", $"conversation:{conversation}"));
        await HearAsync(client, address, "\"invocationId\":\"1\"");

        app.Services.GetRequiredService<LiveFeed>().PublishAll();

        Assert.Contains(conversation.ToString(), await HearAsync(client, address, "changed"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_connection_ends_with_the_session_that_opened_it()
    {
        await using var app = CosmoApp.Start();
        var owner = await app.CreateOwnerAsync();
        using var client = await app.SignInAsync();
        var address = await ConnectAsync(client);

        await app.Services.GetRequiredService<SignInSessions>().EndAllAsync(owner.Id, cancel: Cancel);

        await Eventually.SeeAsync("the connection is gone", async () =>
        {
            using var answer = await client.GetAsync(address);
            return answer.StatusCode is not HttpStatusCode.OK;
        });
    }

    [Fact]
    public async Task Other_topics_cannot_be_joined()
    {
        await using var app = CosmoApp.Start();
        await app.CreateOwnerAsync();
        using var client = await app.SignInAsync();
        var address = await ConnectAsync(client);

        await SayAsync(client, address, Call("1", "team"));

        Assert.Contains("There is no such topic.", await HearAsync(client, address, "\"invocationId\":\"1\""), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Whoever_is_not_signed_in_is_refused()
    {
        await using var app = CosmoApp.Start();
        await app.CreateOwnerAsync();
        using var client = app.NewClient();
        using var request = new HttpRequestMessage(HttpMethod.Post, "/hubs/live/negotiate?negotiateVersion=1");

        using var answer = await client.SendAsync(request);

        Assert.Contains(answer.StatusCode, new[] { HttpStatusCode.Unauthorized, HttpStatusCode.Redirect });
    }

    private static async Task<string> ConnectAsync(FormClient client)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/hubs/live/negotiate?negotiateVersion=1");
        using var answer = await client.SendAsync(request);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        using var json = JsonDocument.Parse(await answer.Content.ReadAsStringAsync(Cancel));
        var address = $"/hubs/live?id={json.RootElement.GetProperty("connectionToken").GetString()}";

        // The first poll opens the connection and comes back empty.
        using var opened = await client.GetAsync(address);
        Assert.Equal(HttpStatusCode.OK, opened.StatusCode);
        await SayAsync(client, address, """{"protocol":"json","version":1}""");
        await HearAsync(client, address, "{}");
        return address;
    }

    private static string Call(string id, string topic) => $$"""{"type":1,"invocationId":"{{id}}","target":"Join","arguments":["{{topic}}"]}""";

    private static async Task SayAsync(FormClient client, string address, string record)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, address) { Content = new StringContent(record + End) };
        using var answer = await client.SendAsync(request);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
    }

    /// <summary>Polls until a record with these words comes; pings come in between.</summary>
    private static async Task<string> HearAsync(FormClient client, string address, string words)
    {
        while (true)
        {
            using var answer = await client.GetAsync(address);
            Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
            var records = (await answer.Content.ReadAsStringAsync(Cancel)).Split(End);
            if (Array.Find(records, r => r.Contains(words, StringComparison.Ordinal)) is { } found)
                return found;
        }
    }
}
