using System.Net.Http.Headers;
using Cosmo.Web.Sandbox;

namespace Cosmo.Tests.Sandbox;

public sealed class GraphRuleTests
{
    private static readonly string Number = DefaultSandboxCast.Business.PhoneNumberId;
    private static readonly string Maria = DefaultSandboxCast.Maria.UserId;

    [Fact]
    public async Task A_call_without_the_right_token_meets_190()
    {
        await using var host = await SandboxHost.StartAsync(options => options.AccessToken = "right");
        var (status, body) = await host.SendAsync(Sent.Text("hi"));
        Assert.Equal((401, 190), (status, (int)body!["error"]!["code"]!));

        host.Client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", "right");
        host.Graph.Faults.TokenExpired = true;
        (_, body) = await host.SendAsync(Sent.Text("hi"));
        Assert.Equal((190, 463), ((int)body!["error"]!["code"]!, (int)body["error"]!["error_subcode"]!));
    }

    [Fact]
    public async Task An_unknown_number_meets_100_with_subcode_33()
    {
        await using var host = await SandboxHost.StartAsync();
        var (status, body) = await host.PostAsync("v26.0/42/messages", Sent.Text("hi"));
        Assert.Equal((400, 100, 33), (status, (int)body!["error"]!["code"]!, (int)body["error"]!["error_subcode"]!));
        Assert.False(string.IsNullOrEmpty((string?)body["error"]!["fbtrace_id"]));
    }

    public static TheoryData<object, int> Wrong => new()
    {
        { Sent.Text(""), 100 },
        { Sent.Text(new string('x', 4097)), 100 },
        { Sent.Text("hi", callback: new string('x', 513)), 100 },
        { Sent.Text("hi", to: "+34 910 000 001"), 131021 },
        { Sent.Buttons("1", "2", "3", "4"), 131009 },
        { Sent.Buttons(new string('x', 21)), 131009 },
        { Sent.Buttons("same", "same"), 131009 },
        { Sent.List(11), 131009 },
        { Sent.List(1, new string('x', 24)), 131009 },
        { Sent.Template("no_such", "en_US"), 132001 },
        { new { messaging_product = "whatsapp", to = "+34600000001", type = "image", image = new { id = "5" } }, 100 },
        { new { messaging_product = "whatsapp", to = "+34600000001", type = "text" }, 131008 },
        { new { messaging_product = "whatsapp", to = "+34600000001", type = "poll", poll = new { } }, 100 },
        { new { to = "+34600000001", type = "text", text = new { body = "hi" } }, 100 },
        { new { messaging_product = "whatsapp", type = "text", text = new { body = "hi" } }, 100 },
        { new { messaging_product = "whatsapp", to = "+34600000001", type = "reaction", reaction = new { message_id = "wamid.none", emoji = "x" } }, 131009 },
    };

    [Theory]
    [MemberData(nameof(Wrong), DisableDiscoveryEnumeration = true)]
    public async Task A_send_outside_metas_limits_is_refused_with_metas_code(object send, int code)
    {
        await using var host = await SandboxHost.StartAsync();
        host.Graph.Say(Maria, Number, "Hola");
        Assert.Equal(code, await host.CodeAsync(send));
        Assert.Empty(host.Graph.Sends());
    }

    [Fact]
    public async Task The_46th_message_in_a_burst_to_one_person_meets_131056_and_another_person_does_not()
    {
        await using var host = await SandboxHost.StartAsync(options => options.Throughput = false);
        host.Graph.Say(Maria, Number, "Hola");
        host.Graph.Say(DefaultSandboxCast.Tom.UserId, Number, "Hello");
        for (var i = 0; i < 45; i++)
            Assert.Equal(200, (await host.SendAsync(Sent.Text($"{i}"))).Status);

        Assert.Equal(131056, await host.CodeAsync(Sent.Text("too many")));
        Assert.Equal(200, (await host.SendAsync(Sent.Text("hi", "+447700900002"))).Status);
        host.Graph.SetOffset(TimeSpan.FromSeconds(6));
        Assert.Equal(200, (await host.SendAsync(Sent.Text("after six seconds"))).Status);
        host.Graph.Options.PairRate = false;
        Assert.Equal(200, (await host.SendAsync(Sent.Text("no limit"))).Status);
    }

    [Fact]
    public void The_81st_message_in_a_second_meets_130429()
    {
        var rates = new RateRules();
        var now = DateTimeOffset.UnixEpoch;
        var options = new SandboxOptions { PairRate = false };
        for (var i = 0; i < 80; i++)
            Assert.Null(rates.Count("number", $"{i}", now, options));

        Assert.Equal(130429, rates.Count("number", "x", now, options)!.Code);
        Assert.Null(rates.Count("number", "x", now.AddSeconds(1), options));
    }
}
