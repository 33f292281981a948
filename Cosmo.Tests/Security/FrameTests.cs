using System.Net;
using Cosmo.Core.Team;
using Cosmo.Tests.Web;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.DependencyInjection;

namespace Cosmo.Tests.Security;

/// <summary>What every answer carries, and where connections may come from.</summary>
public sealed class FrameTests : IAsyncLifetime
{
    private readonly CosmoApp _app = CosmoApp.Start();

    public async ValueTask InitializeAsync() => await _app.CreateOwnerAsync();

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    [Theory]
    [InlineData("/account/sign-in")]
    [InlineData("/design")]
    [InlineData("/css/tokens.css")]
    [InlineData("/no/such/page")]
    public async Task Every_answer_tells_the_browser_what_it_may_do(string path)
    {
        using var client = await _app.SignInAsync();

        using var answer = await client.GetAsync(path);

        var policy = Assert.Single(answer.Headers.GetValues("Content-Security-Policy"));
        Assert.Contains("script-src 'self';", policy);
        Assert.Contains("frame-ancestors 'none'", policy);
        Assert.Equal("nosniff", Assert.Single(answer.Headers.GetValues("X-Content-Type-Options")));
        Assert.Equal("no-referrer", Assert.Single(answer.Headers.GetValues("Referrer-Policy")));
    }

    [Theory]
    [InlineData("/css/tokens.css")]
    [InlineData("/_framework/blazor.web.js")]
    [InlineData("/_content/Radzen.Blazor/Radzen.Blazor.js")]
    [InlineData("/health/live")]
    public async Task Static_files_and_the_sign_of_life_are_open(string path)
    {
        using var client = _app.NewClient();

        using var answer = await client.GetAsync(path);

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
    }

    [Theory]
    [InlineData("https://evil.example")]
    [InlineData("null")]
    [InlineData("http://127.0.0.1.evil.example")]
    [InlineData("not an address")]
    public async Task A_page_of_another_site_cannot_open_a_connection(string origin)
    {
        using var client = await _app.SignInAsync();
        foreach (var (method, path) in new[] { ("POST", "/_blazor/negotiate?negotiateVersion=1"), ("GET", "/_blazor?id=x"), ("POST", "/hubs/live/negotiate") })
        {
            using var request = new HttpRequestMessage(new(method), path);
            request.Headers.TryAddWithoutValidation("Origin", origin);

            using var answer = await client.SendAsync(request);

            Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
        }
    }

    [Fact]
    public async Task Our_own_pages_can()
    {
        using var client = await _app.SignInAsync();
        using var request = new HttpRequestMessage(HttpMethod.Post, "/_blazor/negotiate?negotiateVersion=1");
        request.Headers.Add("Origin", _app.Address.GetLeftPart(UriPartial.Authority));

        using var answer = await client.SendAsync(request);

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
    }

    [Fact]
    public async Task Theme_and_language_are_kept()
    {
        using var client = _app.NewClient();

        using var theme = await client.SubmitAsync("/account/sign-in", "account/theme", new() { ["theme"] = "dark" });
        using var language = await client.SubmitAsync("/account/sign-in", "account/language", new() { ["language"] = "ar" });
        using var answer = await client.GetAsync("/account/sign-in");
        var page = await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);

        Assert.Equal("/account/sign-in", theme.Headers.Location?.OriginalString);
        Assert.Contains("""<html lang="ar" dir="rtl" """, page);
        Assert.Contains("data-theme=\"dark\"", page);
        Assert.Contains("تسجيل الدخول", WebUtility.HtmlDecode(page));
    }

    [Fact]
    public async Task Unknown_themes_and_languages_are_refused()
    {
        using var client = _app.NewClient();

        using var theme = await client.SubmitAsync("/account/sign-in", "account/theme", new() { ["theme"] = "pink" });
        using var language = await client.SubmitAsync("/account/sign-in", "account/language", new() { ["language"] = "xx" });

        Assert.Equal(HttpStatusCode.BadRequest, theme.StatusCode);
        Assert.Equal(HttpStatusCode.BadRequest, language.StatusCode);
    }

    [Fact]
    public async Task Without_the_sandbox_the_design_page_is_not_there()
    {
        await using var closed = CosmoApp.Start(host => host.UseEnvironment("Production").UseSetting("Sandbox:Enabled", "false"));
        await closed.CreateOwnerAsync();
        using var client = await closed.SignInAsync();

        using var answer = await client.GetAsync("/design");

        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
    }

    [Theory]
    [InlineData("Production", false, HttpStatusCode.NotFound)]
    [InlineData("Production", true, HttpStatusCode.OK)]
    [InlineData("Development", false, HttpStatusCode.OK)]
    public async Task Strangers_see_the_design_page_in_development_only(string environment, bool signedIn, HttpStatusCode expected)
    {
        await using var app = CosmoApp.Start(host => host.UseEnvironment(environment).UseSetting("Sandbox:Enabled", "true"));
        await app.CreateOwnerAsync();
        using var client = signedIn ? await app.SignInAsync() : app.NewClient();

        using var answer = await client.GetAsync("/design");

        Assert.Equal(expected, answer.StatusCode);
    }

    [Fact]
    public async Task Whoever_was_deactivated_is_out_of_the_open_pages_too()
    {
        await using var scope = _app.Services.CreateAsyncScope();
        var signIn = scope.ServiceProvider.GetRequiredService<SignInManager<Member>>();
        var bo = await _app.CreateMemberAsync("Bo", "bo@example.com", Role.Agent);
        var claims = await signIn.ClaimsFactory.CreateAsync(bo);
        Assert.NotNull(await signIn.ValidateSecurityStampAsync(claims));

        await _app.ChangeMemberAsync("bo@example.com", (members, member) =>
        {
            member.IsActive = false;
            return members.UpdateAsync(member);
        });

        await using var later = _app.Services.CreateAsyncScope();
        Assert.Null(await later.ServiceProvider.GetRequiredService<SignInManager<Member>>().ValidateSecurityStampAsync(claims));
    }
}
