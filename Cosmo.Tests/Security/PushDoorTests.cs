using System.Buffers.Text;
using System.Net;
using System.Text.Json.Nodes;
using Cosmo.Core.Notifications.Push;
using Cosmo.Tests.Notifications.Push;
using Cosmo.Tests.Web;
using Microsoft.Extensions.DependencyInjection;

namespace Cosmo.Tests.Security;

/// <summary>The door by which a browser says where it takes push messages.</summary>
public sealed class PushDoorTests : IAsyncLifetime
{
    private const string Door = "/notifications/push";

    private readonly CosmoApp _app = CosmoApp.Start();
    private readonly FakeBrowser _browser = new();
    private Guid _owner;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _owner = (await _app.CreateOwnerAsync()).Id;

    public async ValueTask DisposeAsync()
    {
        _browser.Dispose();
        await _app.DisposeAsync();
    }

    [Fact]
    public async Task Strangers_reach_nothing_of_it()
    {
        using var stranger = _app.NewClient();
        using var about = await stranger.GetAsync(Door);
        using var post = await stranger.PostAsync(Door, Fields());
        using var leave = await stranger.PostAsync($"{Door}/leave", Fields());
        // Scripts call it: they are told so, and not sent to a page.
        Assert.All([about, post, leave], answer => Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode));
        Assert.Empty(await BrowsersAsync());
    }

    [Fact]
    public async Task A_page_of_another_site_opens_nothing_with_our_cookie()
    {
        using var client = await _app.SignInAsync();
        using var post = await client.PostAsync(Door, Fields());
        using var leave = await client.PostAsync($"{Door}/leave", Fields());
        Assert.Equal((HttpStatusCode.BadRequest, HttpStatusCode.BadRequest), (post.StatusCode, leave.StatusCode));
        Assert.Empty(await BrowsersAsync());
    }

    [Fact]
    public async Task A_member_switches_a_browser_on_and_signing_out_ends_it_at_once()
    {
        using var client = await _app.SignInAsync();
        var fields = await SignedAsync(client);
        using var on = await client.PostAsync(Door, fields);
        Assert.Equal(HttpStatusCode.NoContent, on.StatusCode);
        Assert.Single(await BrowsersAsync());

        using var off = await client.PostAsync($"{Door}/leave", fields);
        Assert.Equal(HttpStatusCode.NoContent, off.StatusCode);
        Assert.Empty(await BrowsersAsync());

        using var again = await client.PostAsync(Door, fields);
        Assert.Single(await BrowsersAsync());
        using var left = await client.SubmitAsync("/account/profile", "account/sign-out", []);
        Assert.Empty(await BrowsersAsync());
    }

    [Fact]
    public async Task What_is_no_address_is_refused_with_a_code()
    {
        using var client = await _app.SignInAsync();
        var fields = await SignedAsync(client);
        fields["endpoint"] = "http://push.example.com/send";
        using var answer = await client.PostAsync(Door, fields);
        Assert.Equal(HttpStatusCode.Conflict, answer.StatusCode);
        Assert.Equal("push.address", JsonNode.Parse(await answer.Content.ReadAsStringAsync(Cancel))!["code"]!.GetValue<string>());
    }

    [Fact]
    public async Task Browsers_get_what_they_install_it_by_without_a_sign_in_and_ask_for_it_anew()
    {
        using var stranger = _app.NewClient();
        using var worker = await stranger.GetAsync("/sw.js");
        using var manifest = await stranger.GetAsync("/manifest.webmanifest");
        Assert.Equal((HttpStatusCode.OK, "text/javascript"), (worker.StatusCode, worker.Content.Headers.ContentType?.MediaType));
        Assert.True(worker.Headers.CacheControl?.NoCache);
        Assert.Equal("application/manifest+json", manifest.Content.Headers.ContentType?.MediaType);
        foreach (var icon in JsonNode.Parse(await manifest.Content.ReadAsStringAsync(Cancel))!["icons"]!.AsArray())
        {
            using var picture = await stranger.GetAsync(icon!["src"]!.GetValue<string>());
            Assert.Equal(icon["type"]!.GetValue<string>(), picture.Content.Headers.ContentType?.MediaType);
        }
    }

    private Task<IReadOnlyList<PushBrowser>> BrowsersAsync() => _app.Services.GetRequiredService<PushDesk>().OfAsync(_owner, Cancel);

    private async Task<Dictionary<string, string>> SignedAsync(FormClient client)
    {
        using var answer = await client.GetAsync(Door);
        var about = JsonNode.Parse(await answer.Content.ReadAsStringAsync(Cancel))!;
        Assert.Equal(PushCipher.PointSize, Base64Url.DecodeFromChars(about["key"]!.GetValue<string>()).Length);
        var fields = Fields();
        fields[about["field"]!.GetValue<string>()] = about["token"]!.GetValue<string>();
        return fields;
    }

    private Dictionary<string, string> Fields() => new()
    {
        ["endpoint"] = "https://push.example.com/send/1",
        ["p256dh"] = Base64Url.EncodeToString(_browser.Point),
        ["auth"] = Base64Url.EncodeToString(_browser.Secret),
        ["chosen"] = "true",
    };
}
