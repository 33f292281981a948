using System.Net;
using Cosmo.Core.Team;
using Cosmo.Tests.Web;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;

namespace Cosmo.Tests.Account;

public sealed class SignInTests : IAsyncLifetime
{
    private readonly CosmoApp _app = CosmoApp.Start();

    public async ValueTask InitializeAsync() => await _app.CreateOwnerAsync();

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    [Fact]
    public async Task The_right_password_opens_the_page_that_was_asked_for()
    {
        using var client = _app.NewClient();

        using var answer = await TryAsync(client, CosmoApp.OwnerEmail, CosmoApp.OwnerPassword, "?returnUrl=%2Ftickets%3Fstate%3Drequested");

        Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
        Assert.EndsWith("/tickets?state=requested", answer.Headers.Location?.OriginalString, StringComparison.Ordinal);
        var cookie = Assert.Single(answer.Headers.GetValues("Set-Cookie"), c => c.StartsWith("cosmo=", StringComparison.Ordinal));
        Assert.Contains("httponly", cookie, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("samesite=lax", cookie, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task Unknown_wrong_left_and_locked_read_the_same()
    {
        await _app.CreateMemberAsync("Bo", "bo@example.com", Role.Agent);
        await _app.ChangeMemberAsync("bo@example.com", (members, bo) =>
        {
            bo.IsActive = false;
            return members.UpdateAsync(bo);
        });
        using var client = _app.NewClient();

        var unknown = await ReadAsync(client, "nobody@example.com", CosmoApp.OwnerPassword);
        var left = await ReadAsync(client, "bo@example.com", CosmoApp.OwnerPassword);
        var wrong = "";
        for (var attempt = 0; attempt < 5; attempt++)
            wrong = await ReadAsync(client, CosmoApp.OwnerEmail, "not the password");
        var locked = await ReadAsync(client, CosmoApp.OwnerEmail, CosmoApp.OwnerPassword);

        Assert.Contains("That did not work", unknown);
        Assert.All([left, wrong, locked], text => Assert.Equal(unknown, text));
    }

    [Fact]
    public async Task However_it_fails_it_costs_one_look_at_a_password()
    {
        // A hash takes most of the time of an attempt: who is known here must not be told by it.
        var checks = new CountingHasher();
        await using var app = CosmoApp.Start(host => host.ConfigureTestServices(services => services.AddSingleton<IPasswordHasher<Member>>(checks)));
        await app.CreateOwnerAsync();
        await app.CreateMemberAsync("Bo", "bo@example.com", Role.Agent);
        await app.ChangeMemberAsync("bo@example.com", (members, bo) =>
        {
            bo.IsActive = false;
            return members.UpdateAsync(bo);
        });
        using var client = app.NewClient();
        var costs = new List<int>();
        async Task TryOnceAsync(string email)
        {
            var before = checks.Count;
            await ReadAsync(client, email, "not the password");
            costs.Add(checks.Count - before);
        }

        await TryOnceAsync("nobody@example.com");
        await TryOnceAsync("bo@example.com");
        for (var attempt = 0; attempt < 6; attempt++)   // the last one meets a locked account
            await TryOnceAsync(CosmoApp.OwnerEmail);

        Assert.All(costs, cost => Assert.Equal(1, cost));
    }

    [Fact]
    public async Task Each_lock_is_longer_than_the_one_before()
    {
        using var client = _app.NewClient();
        var lengths = new List<TimeSpan>();
        for (var round = 0; round < 3; round++)
        {
            for (var attempt = 0; attempt < 5; attempt++)
                (await TryAsync(client, CosmoApp.OwnerEmail, "not the password")).Dispose();
            await _app.ChangeMemberAsync(CosmoApp.OwnerEmail, async (members, ana) =>
            {
                lengths.Add((await members.GetLockoutEndDateAsync(ana) ?? default) - TimeProvider.System.GetUtcNow());
                await members.SetLockoutEndDateAsync(ana, null);
            });
        }

        Assert.Equal([1, 2, 4], lengths.Select(l => (int)Math.Round(l.TotalMinutes)));
    }

    [Theory]
    [InlineData("https://evil.example")]
    [InlineData("//evil.example")]
    [InlineData("/\\evil.example")]
    [InlineData("\\\\evil.example")]
    [InlineData("https:evil.example")]
    [InlineData("/%2fevil.example")]
    [InlineData("%2f%2fevil.example")]
    [InlineData("/%5cevil.example")]
    [InlineData("/\t/evil.example")]
    [InlineData("/\n/evil.example")]
    [InlineData("javascript:alert(1)")]
    [InlineData("evil.example")]
    [InlineData("")]
    public async Task No_address_of_another_site_is_followed(string returnUrl)
    {
        using var client = _app.NewClient();

        using var answer = await TryAsync(client, CosmoApp.OwnerEmail, CosmoApp.OwnerPassword, $"?returnUrl={Uri.EscapeDataString(returnUrl)}");

        Assert.NotNull(answer.Headers.Location);
        Assert.Equal(new Uri(_app.Address, "/"), new Uri(_app.Address, answer.Headers.Location));
    }

    [Fact]
    public async Task Signing_out_takes_a_post_with_a_token()
    {
        using var client = await _app.SignInAsync();

        using var get = await client.GetAsync("/account/sign-out");
        using var bare = await client.PostAsync("/account/sign-out", []);
        using var still = await client.GetAsync("/account/profile");
        using var real = await client.SubmitAsync("/account/profile", "account/sign-out", []);
        using var gone = await client.GetAsync("/account/profile");

        Assert.Equal(HttpStatusCode.NotFound, get.StatusCode);
        Assert.Equal(HttpStatusCode.BadRequest, bare.StatusCode);
        Assert.Equal(HttpStatusCode.OK, still.StatusCode);
        Assert.Equal(HttpStatusCode.Redirect, real.StatusCode);
        Assert.Equal(HttpStatusCode.Redirect, gone.StatusCode);
    }

    [Fact]
    public async Task A_form_without_its_token_is_refused()
    {
        using var client = _app.NewClient();

        using var answer = await client.PostAsync(
            "/account/sign-in", new() { ["_handler"] = "sign-in", ["Form.Email"] = CosmoApp.OwnerEmail, ["Form.Password"] = CosmoApp.OwnerPassword });

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
    }

    [Fact]
    public async Task An_address_that_keeps_posting_has_to_wait()
    {
        using var client = _app.NewClient();
        HttpStatusCode last = default;
        for (var post = 0; post <= 30; post++)
            last = (await client.PostAsync("/account/sign-out", [])).StatusCode;

        Assert.Equal(HttpStatusCode.TooManyRequests, last);
    }

    private static Task<HttpResponseMessage> TryAsync(FormClient client, string email, string password, string query = "") =>
        client.SubmitAsync("/account/sign-in" + query, "sign-in", new() { ["Form.Email"] = email, ["Form.Password"] = password });

    private static async Task<string> ReadAsync(FormClient client, string email, string password)
    {
        using var answer = await TryAsync(client, email, password);
        return $"{answer.StatusCode}: {await FormClient.TextAsync(answer)}";
    }

    private sealed class CountingHasher : PasswordHasher<Member>
    {
        public int Count { get; private set; }

        public override PasswordVerificationResult VerifyHashedPassword(Member user, string hashedPassword, string providedPassword)
        {
            Count++;
            return base.VerifyHashedPassword(user, hashedPassword, providedPassword);
        }
    }
}
