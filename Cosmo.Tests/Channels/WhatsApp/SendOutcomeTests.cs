using System.Net;
using System.Net.Sockets;
using Cosmo.Core.Channels.WhatsApp;
using Microsoft.AspNetCore.Http;

namespace Cosmo.Tests.Channels.WhatsApp;

/// <summary>What is certain after a call and what is not: the ground of never sending twice.</summary>
public sealed class SendOutcomeTests
{
    private static readonly TextSend Hello = new("Hello") { To = new("+16505551234", null), CallbackData = "outbox-1" };
    private static readonly string Accepted = Payload.Text("send_response_text");

    private static async Task<SendOutcome> SendAsync(Func<HttpContext, Task> answer, TimeSpan? timeout = null)
    {
        await using var graph = await FakeGraph.StartAsync(answer, timeout);
        return await graph.Client.SendAsync(FakeGraph.Account, Hello, TestContext.Current.CancellationToken);
    }

    [Theory]
    [InlineData(429, "", SendErrorClass.RateLimitedChannel)]
    [InlineData(401, "", SendErrorClass.TokenExpired)]
    [InlineData(404, "{}", SendErrorClass.Permanent)]
    [InlineData(302, "", SendErrorClass.Permanent)]
    [InlineData(502, """{"error":{"code":131016,"message":"down"}}""", SendErrorClass.Retry)]
    [InlineData(200, """{"error":{"code":"131047","message":"late"}}""", SendErrorClass.WindowClosed)]
    public async Task What_meta_turned_down_certainly_did_not_go(int status, string body, SendErrorClass expected) =>
        Assert.Equal(expected, Assert.IsType<SendOutcome.Refused>(await SendAsync(FakeGraph.Answer(status, body))).Class);

    [Theory]
    [InlineData(408, "")]
    [InlineData(500, "")]
    [InlineData(500, "{}")]
    [InlineData(502, "<html>bad gateway</html>")]
    [InlineData(503, "<html>busy</html>")]
    [InlineData(504, "")]
    [InlineData(524, "")]
    [InlineData(200, "")]
    [InlineData(200, "<html>sign in to the network</html>")]
    [InlineData(200, "[]")]
    [InlineData(200, "{}")]
    [InlineData(200, """{"messages":[]}""")]
    [InlineData(200, """{"messages":[{"id":""}]}""")]
    [InlineData(200, """{"messages":[{"id":"wamid""")]
    public async Task What_nobody_can_know_is_uncertain(int status, string body) =>
        Assert.IsType<SendOutcome.Uncertain>(await SendAsync(FakeGraph.Answer(status, body)));

    [Fact]
    public async Task A_reset_after_the_request_is_uncertain_and_is_not_sent_again()
    {
        await using var graph = await FakeGraph.StartAsync(context =>
        {
            context.Abort();
            return Task.CompletedTask;
        });
        Assert.IsType<SendOutcome.Uncertain>(await graph.Client.SendAsync(FakeGraph.Account, Hello, TestContext.Current.CancellationToken));
        Assert.Single(graph.Requests);
    }

    [Fact]
    public async Task A_reset_on_a_used_connection_is_not_sent_again_either()
    {
        var calls = 0;
        await using var graph = await FakeGraph.StartAsync(async context =>
        {
            if (Interlocked.Increment(ref calls) == 1)
                await FakeGraph.Answer(200, Accepted)(context);
            else
                context.Abort();
        });
        Assert.IsType<SendOutcome.Accepted>(await graph.Client.SendAsync(FakeGraph.Account, Hello, TestContext.Current.CancellationToken));
        Assert.IsType<SendOutcome.Uncertain>(await graph.Client.SendAsync(FakeGraph.Account, Hello, TestContext.Current.CancellationToken));
        Assert.Equal(2, graph.Requests.Count);
    }

    [Fact]
    public async Task An_answer_that_breaks_off_is_uncertain() =>
        Assert.IsType<SendOutcome.Uncertain>(await SendAsync(async context =>
        {
            context.Response.ContentLength = 1000;
            await context.Response.WriteAsync(Accepted[..20]);
            await context.Response.Body.FlushAsync();
            context.Abort();
        }));

    [Fact]
    public async Task No_answer_in_time_is_uncertain() =>
        Assert.IsType<SendOutcome.Uncertain>(await SendAsync(
            context => new TaskCompletionSource().Task.WaitAsync(context.RequestAborted), TimeSpan.FromMilliseconds(300)));

    [Fact]
    public async Task Cancelling_is_no_outcome()
    {
        using var leaving = new CancellationTokenSource();
        await using var graph = await FakeGraph.StartAsync(async context =>
        {
            await leaving.CancelAsync();
            await new TaskCompletionSource().Task.WaitAsync(context.RequestAborted);
        });
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => graph.Client.SendAsync(FakeGraph.Account, Hello, leaving.Token));
    }

    [Fact]
    public async Task A_refused_connection_is_certain_and_tried_again()
    {
        using var closed = new TcpListener(IPAddress.Loopback, 0);
        closed.Start();
        var port = ((IPEndPoint)closed.LocalEndpoint).Port;
        closed.Stop();
        Assert.Equal(SendErrorClass.Retry, await RefusalAtAsync($"http://127.0.0.1:{port}/v26.0"));
    }

    [Fact]
    public async Task An_unknown_host_is_certain_and_tried_again() =>
        Assert.Equal(SendErrorClass.Retry, await RefusalAtAsync("http://nobody.invalid/v26.0"));

    private static async Task<SendErrorClass> RefusalAtAsync(string baseUrl)
    {
        await using var graph = await FakeGraph.StartAsync(FakeGraph.Answer(200, Accepted));
        graph.Configuration["Graph:BaseUrl"] = baseUrl;
        graph.Configuration.Reload();
        var outcome = await graph.Client.SendAsync(FakeGraph.Account, Hello, TestContext.Current.CancellationToken);
        Assert.Empty(graph.Requests);
        return Assert.IsType<SendOutcome.Refused>(outcome).Class;
    }
}
