using Cosmo.Web.Sandbox;

namespace Cosmo.Tests.Sandbox;

public sealed class SandboxFaultTests
{
    private static readonly string Number = DefaultSandboxCast.Business.PhoneNumberId;
    private static readonly string Maria = DefaultSandboxCast.Maria.UserId;

    [Fact]
    public async Task The_next_sends_meet_the_fault_and_then_all_is_well()
    {
        await using var host = await SandboxHost.StartAsync();
        host.Graph.Say(Maria, Number, "Hola");
        host.Graph.Faults.Next(SandboxFault.Throttled, 2);

        Assert.Equal(130429, await host.CodeAsync(Sent.Text("a")));
        Assert.Equal(429, (await host.SendAsync(Sent.Text("a"))).Status);
        Assert.Equal(200, (await host.SendAsync(Sent.Text("a"))).Status);

        host.Graph.Faults.Next(SandboxFault.ServerError);
        var (status, body) = await host.SendAsync(Sent.Text("b"));
        Assert.Equal((500, 131000), (status, (int)body!["error"]!["code"]!));
        host.Graph.Faults.Next(SandboxFault.Unavailable);
        (status, body) = await host.SendAsync(Sent.Text("b"));
        Assert.Equal((503, null), (status, body));
        Assert.Single(host.Graph.Sends());
    }

    [Fact]
    public async Task Without_an_answer_the_message_is_out_all_the_same()
    {
        await using var host = await SandboxHost.StartAsync();
        host.Graph.Say(Maria, Number, "Hola");
        host.Graph.Faults.Next(SandboxFault.NoAnswer);

        await Assert.ThrowsAsync<HttpRequestException>(() => host.SendAsync(Sent.Text("did it arrive?", callback: "outbox-9")));
        Assert.Equal("outbox-9", Assert.Single(host.Graph.Sends()).CallbackData);
        Assert.Equal(["outbox-9", "outbox-9"],
            (await host.StatusesAsync()).Select(one => one.GetProperty("biz_opaque_callback_data").GetString()));
    }

    [Fact]
    public async Task A_slow_send_is_answered_after_all()
    {
        await using var host = await SandboxHost.StartAsync();
        host.Graph.Say(Maria, Number, "Hola");
        (host.Graph.Faults.Slowness) = TimeSpan.FromMilliseconds(1);
        host.Graph.Faults.Next(SandboxFault.Slow);
        Assert.Equal(200, (await host.SendAsync(Sent.Text("slow"))).Status);
    }

    [Fact]
    public void The_same_seed_gives_the_same_faults()
    {
        static List<SandboxFault?> Run(int seed)
        {
            var faults = new SandboxFaults(seed);
            faults.Share(SandboxFault.Throttled, 0.3);
            return [.. Enumerable.Range(0, 100).Select(_ => faults.Take())];
        }

        Assert.Equal(Run(7), Run(7));
        Assert.NotEqual(Run(7), Run(8));
        Assert.InRange(Run(7).Count(fault => fault is not null), 15, 45);
    }
}
