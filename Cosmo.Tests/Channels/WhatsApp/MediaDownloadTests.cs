using Cosmo.Core.Channels.WhatsApp;
using Microsoft.AspNetCore.Http;

namespace Cosmo.Tests.Channels.WhatsApp;

public sealed class MediaDownloadTests
{
    [Theory]
    [InlineData("https://lookaside.fbsbx.com/whatsapp_business/attachments/?mid=1", true)]
    [InlineData("https://mmg.whatsapp.net/x", true)]
    [InlineData("https://scontent.xx.fbcdn.net/x", true)]
    [InlineData("https://graph.facebook.com/x", true)]
    [InlineData("http://lookaside.fbsbx.com/x", false)]
    [InlineData("https://lookaside.fbsbx.com:8443/x", false)]
    [InlineData("https://fbsbx.com.evil.example/x", false)]
    [InlineData("https://evilfbsbx.com/x", false)]
    [InlineData("https://lookaside.fbsbx.com@evil.example/x", false)]
    [InlineData("https://127.0.0.1/x", false)]
    [InlineData("https://[::ffff:169.254.169.254]/x", false)]
    [InlineData("file:///etc/passwd", false)]
    [InlineData("//lookaside.fbsbx.com/x", false)]
    [InlineData("", false)]
    public void Files_come_only_from_metas_servers(string url, bool allowed) => Assert.Equal(allowed, MediaHosts.IsAllowed(url, new()));

    [Fact]
    public void The_server_the_graph_is_set_to_may_serve_files()
    {
        var options = new GraphOptions { BaseUrl = "http://localhost:5080/sandbox/graph/v26.0" };
        Assert.True(MediaHosts.IsAllowed("http://localhost:5080/sandbox/media/1", options));
        Assert.False(MediaHosts.IsAllowed("http://localhost:5081/sandbox/media/1", options));
    }

    private static async Task<(MediaDownloadResult Result, string Text, IReadOnlyCollection<GraphRequest> Requests)> FetchAsync(
        Func<HttpContext, Task> answer, long mostBytes = 100, string? url = null)
    {
        await using var graph = await FakeGraph.StartAsync(answer);
        using var file = new MemoryStream();
        var result = await graph.Client.DownloadMediaAsync(
            FakeGraph.Account, url ?? graph.Url + "/file", file, mostBytes, TestContext.Current.CancellationToken);
        return (result, System.Text.Encoding.UTF8.GetString(file.ToArray()), graph.Requests);
    }

    [Fact]
    public async Task A_file_is_fetched_with_the_token()
    {
        var (result, text, requests) = await FetchAsync(FakeGraph.Answer(200, "a picture"));
        Assert.Equal((MediaDownloadResult.Done, "a picture"), (result, text));
        Assert.Equal("Bearer " + FakeGraph.Account.AccessToken, Assert.Single(requests).Authorization);
    }

    [Fact]
    public async Task The_token_goes_nowhere_else() =>
        Assert.Equal(MediaDownloadResult.ForbiddenHost, (await FetchAsync(FakeGraph.Answer(200, "x"), url: "http://127.0.0.1:1/x")).Result);

    [Theory]
    [InlineData(404, MediaDownloadResult.Expired)]
    [InlineData(500, MediaDownloadResult.Failed)]
    [InlineData(302, MediaDownloadResult.Failed)]
    public async Task A_refused_file_is_not_taken_for_one(int status, MediaDownloadResult expected) =>
        Assert.Equal(expected, (await FetchAsync(FakeGraph.Answer(status, "x"))).Result);

    [Fact]
    public async Task A_file_that_is_larger_than_allowed_is_cut_off()
    {
        var (result, text, _) = await FetchAsync(FakeGraph.Answer(200, new string('x', 1000)));
        Assert.Equal(MediaDownloadResult.TooLarge, result);
        Assert.InRange(text.Length, 0, 100);
    }

    [Fact]
    public async Task A_file_that_breaks_off_is_not_taken_for_whole() =>
        Assert.Equal(MediaDownloadResult.Failed, (await FetchAsync(async context =>
        {
            context.Response.ContentLength = 50;
            await context.Response.WriteAsync("part");
            await context.Response.Body.FlushAsync();
            context.Abort();
        })).Result);
}
