using System.Net;
using Cosmo.Tests.Web;
using Cosmo.Web.Account;
using Cosmo.Web.Sandbox;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.DependencyInjection;

namespace Cosmo.Tests.Account;

public sealed class SecondFactorTests
{
    // RFC 6238, appendix B, SHA-1, cut to six digits.
    [Theory]
    [InlineData(59, "287082")]
    [InlineData(1111111109, "081804")]
    [InlineData(1111111111, "050471")]
    [InlineData(1234567890, "005924")]
    [InlineData(2000000000, "279037")]
    [InlineData(20000000000, "353130")]
    public void Codes_are_those_of_the_standard(long second, string code) =>
        Assert.Equal(code, Totp.Code("12345678901234567890"u8.ToArray(), second / 30));

    [Fact]
    public void Keys_are_read_as_apps_show_them() =>
        Assert.Equal("12345678901234567890"u8.ToArray(), Totp.FromBase32("gezd gnbv gy3t qojq GEZD GNBV GY3T QOJQ"));

    [Fact]
    public async Task A_code_opens_the_door_once()
    {
        await using var app = CosmoApp.Start();
        await app.CreateOwnerAsync();
        var key = "";
        await app.ChangeMemberAsync(CosmoApp.OwnerEmail, async (members, ana) =>
        {
            await members.ResetAuthenticatorKeyAsync(ana);
            await members.SetTwoFactorEnabledAsync(ana, true);
            key = await members.GetAuthenticatorKeyAsync(ana) ?? "";
        });
        var code = Totp.Code(Totp.FromBase32(key), TimeProvider.System.GetUtcNow().ToUnixTimeSeconds() / 30);

        using var first = await EnterAsync(app, code);
        using var second = await EnterAsync(app, code);

        Assert.Equal(HttpStatusCode.Redirect, first.StatusCode);
        Assert.Equal(HttpStatusCode.OK, second.StatusCode);
        Assert.Contains("This code did not work", await FormClient.TextAsync(second));
    }

    [Fact]
    public async Task Each_lock_after_wrong_codes_is_longer_though_the_password_is_right()
    {
        await using var app = CosmoApp.Start();
        await app.CreateOwnerAsync();
        await app.ChangeMemberAsync(CosmoApp.OwnerEmail, async (members, ana) =>
        {
            await members.ResetAuthenticatorKeyAsync(ana);
            await members.SetTwoFactorEnabledAsync(ana, true);
        });
        var lengths = new List<TimeSpan>();
        for (var round = 0; round < 3; round++)
        {
            using var client = await app.SignInAsync();
            for (var attempt = 0; attempt < 6; attempt++)   // the last one meets the lock and must not lengthen it
                (await client.SubmitAsync("/account/two-factor", "code", new() { ["Form.Code"] = "not a code" })).Dispose();
            await app.ChangeMemberAsync(CosmoApp.OwnerEmail, async (members, ana) =>
            {
                lengths.Add((await members.GetLockoutEndDateAsync(ana) ?? default) - TimeProvider.System.GetUtcNow());
                await members.SetLockoutEndDateAsync(ana, null);
            });
        }

        Assert.Equal([1, 2, 4], lengths.Select(l => (int)Math.Round(l.TotalMinutes)));
    }

    [Fact]
    public async Task A_clock_that_the_sandbox_moved_refuses_no_code_and_lengthens_no_lock()
    {
        await using var app = CosmoApp.Start();
        app.Services.GetRequiredService<SandboxClock>().Advance(TimeSpan.FromHours(25));
        Assert.IsType<SandboxClock>(app.Services.GetRequiredService<TimeProvider>());
        await app.CreateOwnerAsync();
        var key = "";
        await app.ChangeMemberAsync(CosmoApp.OwnerEmail, async (members, ana) =>
        {
            await members.ResetAuthenticatorKeyAsync(ana);
            await members.SetTwoFactorEnabledAsync(ana, true);
            key = await members.GetAuthenticatorKeyAsync(ana) ?? "";
        });

        using var entered = await EnterAsync(app, Totp.Code(Totp.FromBase32(key), TimeProvider.System.GetUtcNow().ToUnixTimeSeconds() / 30));
        Assert.Equal(HttpStatusCode.Redirect, entered.StatusCode);

        using var client = await app.SignInAsync();
        for (var attempt = 0; attempt < 5; attempt++)
            (await client.SubmitAsync("/account/two-factor", "code", new() { ["Form.Code"] = "not a code" })).Dispose();
        await app.ChangeMemberAsync(CosmoApp.OwnerEmail, async (members, ana) =>
            Assert.InRange((await members.GetLockoutEndDateAsync(ana) ?? default) - TimeProvider.System.GetUtcNow(), TimeSpan.FromSeconds(1), TimeSpan.FromMinutes(1)));
    }

    [Fact]
    public async Task Wrong_passwords_in_the_profile_lock_for_longer_each_time_as_at_the_door()
    {
        await using var app = CosmoApp.Start();
        await app.CreateOwnerAsync();
        using var client = await app.SignInAsync();
        var lengths = new List<TimeSpan>();
        for (var round = 0; round < 2; round++)
        {
            for (var attempt = 0; attempt < 6; attempt++)   // the last one meets the lock and must not lengthen it
                (await client.SubmitAsync("/account/profile", "password", new() { ["Password.Current"] = "wrong", ["Password.New"] = "another calm sentence" })).Dispose();
            await app.ChangeMemberAsync(CosmoApp.OwnerEmail, async (members, ana) =>
            {
                lengths.Add((await members.GetLockoutEndDateAsync(ana) ?? default) - TimeProvider.System.GetUtcNow());
                await members.SetLockoutEndDateAsync(ana, null);
            });
        }

        Assert.Equal([1, 2], lengths.Select(l => (int)Math.Round(l.TotalMinutes)));
    }

    private static async Task<HttpResponseMessage> EnterAsync(CosmoApp app, string code)
    {
        using var client = await app.SignInAsync();
        return await client.SubmitAsync("/account/two-factor", "code", new() { ["Form.Code"] = code });
    }
}
