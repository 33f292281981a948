using System.Net;
using Cosmo.Core.Administration;
using Cosmo.Core.Team;
using Cosmo.Tests.Web;
using Cosmo.Web.Account;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;

namespace Cosmo.Tests.Account;

/// <summary>A sign-in is a row on our side, and the cookie without it opens nothing.</summary>
public sealed class SessionTests(Chromium chromium)
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_copied_cookie_is_dead_after_its_owner_signed_out()
    {
        await using var app = CosmoApp.Start();
        await app.CreateOwnerAsync();
        using var client = app.NewClient();
        using var entered = await client.SubmitAsync("/account/sign-in", "sign-in", new() { ["Form.Email"] = CosmoApp.OwnerEmail, ["Form.Password"] = CosmoApp.OwnerPassword });
        var copy = entered.Headers.GetValues("Set-Cookie").Single(c => c.StartsWith("cosmo=", StringComparison.Ordinal)).Split(';')[0];
        Assert.Equal(HttpStatusCode.OK, await WithAsync(app, copy));

        using var left = await client.SubmitAsync("/account/profile", "account/sign-out", []);

        Assert.Equal(HttpStatusCode.Redirect, await WithAsync(app, copy));
        Assert.Empty(await app.Services.GetRequiredService<SignInSessions>().OfAsync(await OwnerIdAsync(app), Cancel));
    }

    [Fact]
    public async Task One_session_or_all_of_them_are_ended_from_the_profile()
    {
        await using var app = CosmoApp.Start();
        var owner = await app.CreateOwnerAsync();
        using var here = await app.SignInAsync();
        var first = Assert.Single(await app.Services.GetRequiredService<SignInSessions>().OfAsync(owner.Id, Cancel));
        using var there = await app.SignInAsync();
        using var elsewhere = await app.SignInAsync();
        var sessions = await app.Services.GetRequiredService<SignInSessions>().OfAsync(owner.Id, Cancel);
        Assert.Equal(3, sessions.Count);
        var second = sessions.Where(s => s.Id != first.Id).MinBy(s => s.CreatedAt)!;

        using var ended = await here.SubmitAsync("/account/profile", "session", new() { ["Session.Id"] = second.Id.ToString() });
        var page = await FormClient.TextAsync(ended);
        Assert.Contains("This browser", page, StringComparison.Ordinal);
        Assert.Contains("127.0.0.1", page, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Redirect, await StatusAsync(there));
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(elsewhere));

        using var all = await here.SubmitAsync("/account/profile", "sessions", []);
        Assert.Equal(HttpStatusCode.Redirect, await StatusAsync(here));
        Assert.Equal(HttpStatusCode.Redirect, await StatusAsync(elsewhere));
    }

    [Fact]
    public async Task Nobody_ends_the_session_of_somebody_else()
    {
        await using var app = CosmoApp.Start();
        var owner = await app.CreateOwnerAsync();
        await app.CreateMemberAsync("Bo", "bo@example.com", Role.Agent);
        using var ana = await app.SignInAsync();
        using var bo = await app.SignInAsync("bo@example.com");
        var session = Assert.Single(await app.Services.GetRequiredService<SignInSessions>().OfAsync(owner.Id, Cancel));

        using var tried = await bo.SubmitAsync("/account/profile", "session", new() { ["Session.Id"] = session.Id.ToString() });

        Assert.Equal(HttpStatusCode.OK, await StatusAsync(ana));
    }

    [Fact]
    public async Task However_busy_a_session_is_it_ends_after_fourteen_days()
    {
        var clock = new TestClock(DateTimeOffset.FromUnixTimeSeconds(TimeProvider.System.GetUtcNow().ToUnixTimeSeconds()));
        await using var app = CosmoApp.Start(host => host.ConfigureTestServices(services => services.Configure<SignInClock>(c => c.Clock = clock)));
        var owner = await app.CreateOwnerAsync();
        using var client = await app.SignInAsync();
        clock.Advance(SignInSession.Life - TimeSpan.FromMinutes(1));
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(client));
        Assert.Equal(clock.Now, Assert.Single(await app.Services.GetRequiredService<SignInSessions>().OfAsync(owner.Id, Cancel)).SeenAt);

        clock.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal(HttpStatusCode.Redirect, await StatusAsync(client));
    }

    [Fact]
    public async Task A_new_password_ends_every_other_session_and_keeps_this_one()
    {
        await using var app = CosmoApp.Start();
        var owner = await app.CreateOwnerAsync();
        using var here = await app.SignInAsync();
        using var there = await app.SignInAsync();

        using var changed = await here.SubmitAsync(
            "/account/profile", "password", new() { ["Password.Current"] = CosmoApp.OwnerPassword, ["Password.New"] = "another calm sentence" });

        Assert.Equal(HttpStatusCode.OK, await StatusAsync(here));
        Assert.Equal(HttpStatusCode.Redirect, await StatusAsync(there));
        Assert.Single(await app.Services.GetRequiredService<SignInSessions>().OfAsync(owner.Id, Cancel));
    }

    [Fact]
    public async Task An_open_page_closes_when_its_member_is_deactivated()
    {
        await using var app = CosmoApp.Start();
        var owner = await app.CreateOwnerAsync();
        var bo = await app.CreateMemberAsync("Bo", "bo@example.com", Role.Agent);
        var page = await chromium.OpenAsync(app, "bo@example.com");
        await page.GotoAsync("/inbox");
        await Chromium.InteractiveAsync(page);

        Assert.Null(await app.Services.GetRequiredService<TeamDesk>().DeactivateAsync(bo.Id, owner.Id, Cancel));

        // Well before the page would have looked by itself.
        await page.WaitForURLAsync("**/account/sign-in**");
        await page.Context.CloseAsync();
    }

    [Theory]
    [InlineData("https", "__Host-cosmo=")]
    [InlineData("http", "cosmo=")]
    public void Over_https_the_cookie_belongs_to_this_host_alone(string scheme, string name)
    {
        var http = new DefaultHttpContext();
        http.Request.Scheme = scheme;
        var cookies = new SignInCookies();
        cookies.AppendResponseCookie(http, SignInCookies.Name, "x", new() { Secure = scheme == "https", Domain = "example.com", Path = "/somewhere" });

        Assert.StartsWith(name, http.Response.Headers.SetCookie.ToString(), StringComparison.Ordinal);
        Assert.Contains("path=/", http.Response.Headers.SetCookie.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("domain", http.Response.Headers.SetCookie.ToString(), StringComparison.OrdinalIgnoreCase);
        http.Request.Headers.Cookie = "cosmo=plain; __Host-cosmo=secure";
        Assert.Equal(scheme == "https" ? "secure" : "plain", cookies.GetRequestCookie(http, SignInCookies.Name));
    }

    [Theory]
    [InlineData("Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0", "Firefox, Linux")]
    [InlineData("Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36 Edg/140.0.0.0", "Edge, Windows")]
    [InlineData("Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.0 Mobile/15E148 Safari/604.1", "Safari, iPhone")]
    [InlineData("<script>alert(1)</script>", "")]
    public void A_browser_is_named_in_short(string header, string name) => Assert.Equal(name, BrowserName.Of(header));

    private static async Task<Guid> OwnerIdAsync(CosmoApp app)
    {
        var id = Guid.Empty;
        await app.ChangeMemberAsync(CosmoApp.OwnerEmail, (_, ana) =>
        {
            id = ana.Id;
            return Task.CompletedTask;
        });
        return id;
    }

    private static async Task<HttpStatusCode> StatusAsync(FormClient client)
    {
        using var answer = await client.GetAsync("/account/profile");
        return answer.StatusCode;
    }

    private static async Task<HttpStatusCode> WithAsync(CosmoApp app, string cookie)
    {
        using var client = app.NewClient();
        using var request = new HttpRequestMessage(HttpMethod.Get, "/account/profile");
        request.Headers.Add("Cookie", cookie);
        using var answer = await client.SendAsync(request);
        return answer.StatusCode;
    }
}
