using System.Security.Cryptography;
using System.Text;
using Cosmo.Web.Sandbox;

namespace Cosmo.Tests.Sandbox;

public sealed class SandboxWebhookTests
{
    private static readonly string Number = DefaultSandboxCast.Business.PhoneNumberId;
    private static readonly string Maria = DefaultSandboxCast.Maria.UserId;

    [Fact]
    public async Task A_webhook_is_signed_over_bytes_that_are_escaped_as_meta_escapes_them()
    {
        await using var host = await SandboxHost.StartAsync();
        host.Graph.Say(Maria, Number, "Adiós / 👍 \"ok\" \u001f");
        await host.UpdatesAsync();

        var (body, signature) = Assert.Single(host.Received);
        var mac = HMACSHA256.HashData(Encoding.UTF8.GetBytes(SandboxHost.Secret), body);
        Assert.Equal("sha256=" + Convert.ToHexStringLower(mac), signature);
        Assert.Contains(@"Adi\u00f3s \/ \ud83d\udc4d \""ok\"" \u001f", Encoding.ASCII.GetString(body), StringComparison.Ordinal);
        var said = (await host.UpdatesAsync())[0];
        Assert.Equal("Adiós / 👍 \"ok\" \u001f", said.GetProperty("messages")[0].GetProperty("text").GetProperty("body").GetString());
        Assert.Equal("María García", said.GetProperty("contacts")[0].GetProperty("profile").GetProperty("name").GetString());
    }

    [Fact]
    public async Task What_was_not_answered_with_200_comes_again_and_the_order_stays()
    {
        await using var host = await SandboxHost.StartAsync(options => options.BatchSize = 1);
        foreach (var answer in new[] { 503, 500, 401 })
            host.Answers.Enqueue(answer);
        string[] said = ["one", "two", "three"];
        foreach (var text in said)
            host.Graph.Say(Maria, Number, text);

        Assert.Equal(said, (await host.UpdatesAsync()).Select(BodyOf));
        Assert.Equal(3, host.Graph.Log().Count(line => line.Kind is SandboxLogKind.Retry));
    }

    [Fact]
    public async Task Many_updates_travel_in_one_body()
    {
        await using var host = await SandboxHost.StartAsync();
        host.Answers.Enqueue(503);
        for (var i = 0; i < 20; i++)
            host.Graph.Say(Maria, Number, $"{i}");

        Assert.Equal(20, (await host.UpdatesAsync()).Count);
        Assert.InRange(host.Received.Count, 1, 19);
    }

    [Fact]
    public async Task On_demand_webhooks_come_twice()
    {
        await using var host = await SandboxHost.StartAsync();
        host.Graph.Faults.DuplicateWebhooks = 1;
        host.Graph.Say(Maria, Number, "Hola");
        Assert.Equal(["Hola", "Hola"], (await host.UpdatesAsync()).Select(BodyOf));
    }

    [Fact]
    public async Task On_demand_webhooks_come_out_of_order_and_none_is_missing()
    {
        await using var host = await SandboxHost.StartAsync();
        host.Answers.Enqueue(503);   // holds the first, so that the others gather behind it
        host.Graph.Faults.ShuffleWebhooks = true;
        var said = Enumerable.Range(0, 30).Select(i => $"{i}").ToList();
        foreach (var text in said)
            host.Graph.Say(Maria, Number, text);

        var heard = (await host.UpdatesAsync()).Select(BodyOf).ToList();
        Assert.NotEqual(said, heard);
        Assert.Equal(said.Order(), heard.Order());
    }

    [Fact]
    public async Task People_press_forward_react_and_send_what_cannot_be_carried()
    {
        await using var host = await SandboxHost.StartAsync();
        host.Graph.Say(Maria, Number, "Hola");
        await host.SendAsync(Sent.List(2));
        await host.SendAsync(Sent.Buttons("Yes", "No"));
        var (list, buttons) = (host.Graph.Sends()[0], host.Graph.Sends()[1]);
        host.Graph.Press(Maria, list.Id, list.Options[1]);
        host.Graph.Press(Maria, buttons.Id, buttons.Options[0]);
        host.Graph.Say(Maria, Number, "look", forwarded: true);
        host.Graph.Say(Maria, Number, "this one", quoting: list.Id);
        host.Graph.React(Maria, buttons.Id, "❤️");
        host.Graph.SendUnsupported(Maria, Number);
        host.Graph.SendFile(Maria, Number, [1, 2, 3], "image/png", "a picture");

        var heard = (await host.UpdatesAsync()).Where(value => value.TryGetProperty("messages", out _))
            .Select(value => value.GetProperty("messages")[0]).ToList();
        Assert.Equal("r1", heard[1].GetProperty("interactive").GetProperty("list_reply").GetProperty("id").GetString());
        Assert.Equal("Yes", heard[2].GetProperty("interactive").GetProperty("button_reply").GetProperty("title").GetString());
        Assert.True(heard[3].GetProperty("context").GetProperty("forwarded").GetBoolean());
        Assert.Equal(list.Id, heard[4].GetProperty("context").GetProperty("id").GetString());
        Assert.Equal("34910000001", heard[4].GetProperty("context").GetProperty("from").GetString());
        Assert.Equal("❤️", heard[5].GetProperty("reaction").GetProperty("emoji").GetString());
        Assert.Equal(131051, heard[6].GetProperty("errors")[0].GetProperty("code").GetInt32());
        Assert.Equal("image/png", heard[7].GetProperty("image").GetProperty("mime_type").GetString());
        Assert.Equal("❤️", host.Graph.Message(buttons.Id).UserReaction);
    }

    private static string BodyOf(System.Text.Json.JsonElement value) =>
        value.GetProperty("messages")[0].GetProperty("text").GetProperty("body").GetString()!;
}
