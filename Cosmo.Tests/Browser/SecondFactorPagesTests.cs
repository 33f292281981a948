using System.Text.RegularExpressions;
using Cosmo.Tests.Web;
using Cosmo.Web.Account;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Cosmo.Tests.Browser;

/// <summary>Passkeys and authenticator apps through the pages, with Chromium's own authenticator.</summary>
public sealed partial class SecondFactorPagesTests(Chromium chromium)
{
    [Fact]
    public async Task A_passkey_is_made_and_opens_the_door_without_a_password()
    {
        await using var app = CosmoApp.Start();
        await app.CreateOwnerAsync();
        // A passkey belongs to a name; an address of numbers cannot have one.
        var page = await chromium.OpenAsync(new UriBuilder(app.Address) { Host = "localhost" }.Uri, CosmoApp.OwnerEmail);
        await PlugInAsync(page);

        await page.GotoAsync("/account/profile");
        await page.FillAsync("#passkey-add-password", "not the password");
        await page.GetByRole(AriaRole.Button, new() { Name = "Add a passkey" }).ClickAsync();
        await Expect(page.Locator("[data-password-fault]")).ToBeVisibleAsync();
        await page.FillAsync("#passkey-add-password", CosmoApp.OwnerPassword);
        await page.GetByRole(AriaRole.Button, new() { Name = "Add a passkey" }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Button, new() { Name = "Remove" })).ToBeVisibleAsync();
        await page.Context.ClearCookiesAsync();
        await app.ChangeMemberAsync(CosmoApp.OwnerEmail, (members, ana) => members.SetAuthenticationTokenAsync(ana, "cosmo", "locks", "3"));
        await page.GotoAsync("/account/sign-in?returnUrl=/account/profile");
        await page.GetByRole(AriaRole.Button, new() { Name = "passkey" }).ClickAsync();
        await Expect(page).ToHaveURLAsync(AtProfile());
        // A whole sign-in: the next lock after wrong words begins with a minute again.
        await app.ChangeMemberAsync(CosmoApp.OwnerEmail, async (members, ana) => Assert.Null(await members.GetAuthenticationTokenAsync(ana, "cosmo", "locks")));

        // Whoever sits at an open screen takes none away.
        await page.FillAsync("#passkey-remove-password", "not the password");
        await page.GetByRole(AriaRole.Button, new() { Name = "Remove" }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Alert)).ToBeVisibleAsync();
        await Expect(page.GetByRole(AriaRole.Button, new() { Name = "Remove" })).ToBeVisibleAsync();

        // A key that was taken away opens nothing any more.
        await page.FillAsync("#passkey-remove-password", CosmoApp.OwnerPassword);
        await page.GetByRole(AriaRole.Button, new() { Name = "Remove" }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Button, new() { Name = "Remove" })).ToHaveCountAsync(0);
        await page.Context.ClearCookiesAsync();
        await page.GotoAsync("/account/sign-in");
        await page.GetByRole(AriaRole.Button, new() { Name = "passkey" }).ClickAsync();
        await Expect(page.Locator(".c-notice, [data-passkey-fault]:not([hidden])").First).ToBeVisibleAsync();
        await Expect(page).ToHaveURLAsync(AtSignIn());
        await page.Context.CloseAsync();
    }

    [Fact]
    public async Task An_authenticator_is_set_up_and_each_recovery_code_opens_once()
    {
        await using var app = CosmoApp.Start();
        await app.CreateOwnerAsync();
        var page = await chromium.OpenAsync(app, CosmoApp.OwnerEmail);
        await page.GotoAsync("/account/profile");
        await page.FillAsync("#totp-password", CosmoApp.OwnerPassword);
        await page.ClickAsync("form:has(#totp-password) button");
        var key = await page.Locator("p[dir=ltr] > code").InnerTextAsync();
        await page.FillAsync("#totp-code", Code(key, 0));
        await page.ClickAsync("form:has(#totp-code) button");
        await Expect(page.Locator(".codes code")).ToHaveCountAsync(10);
        var recovery = await page.Locator(".codes code").First.InnerTextAsync();

        await EnterPasswordAsync(page);
        await page.FillAsync("#code", Code(key, 1));   // each code opens once: the next one
        await page.ClickAsync("form:has(#code) button");
        await Expect(page).ToHaveURLAsync(AtProfile());

        await EnterPasswordAsync(page);
        await EnterRecoveryAsync(page, recovery);
        await Expect(page).ToHaveURLAsync(AtProfile());

        await EnterPasswordAsync(page);
        await EnterRecoveryAsync(page, recovery);
        await Expect(page.GetByText("This code did not work")).ToBeVisibleAsync();
        await page.Context.CloseAsync();
    }

    private static async Task EnterPasswordAsync(IPage page)
    {
        await page.Context.ClearCookiesAsync();
        await page.GotoAsync("/account/sign-in?returnUrl=/account/profile");
        await page.FillAsync("#email", CosmoApp.OwnerEmail);
        await page.FillAsync("#password", CosmoApp.OwnerPassword);
        await page.ClickAsync("form:has(#password) button");
        await Expect(page.Locator("#code")).ToBeVisibleAsync();
    }

    private static async Task EnterRecoveryAsync(IPage page, string code)
    {
        await page.ClickAsync("summary");
        await page.FillAsync("#recovery", code);
        await page.ClickAsync("form:has(#recovery) button");
    }

    private static string Code(string key, int stepsAhead) =>
        Totp.Code(Totp.FromBase32(key), (TimeProvider.System.GetUtcNow().ToUnixTimeSeconds() / 30) + stepsAhead);

    [GeneratedRegex("^[^?]*/account/profile")]
    private static partial Regex AtProfile();

    [GeneratedRegex("/account/sign-in")]
    private static partial Regex AtSignIn();

    // An authenticator with a resident key and a person who always agrees; it goes with the page.
    private static async Task PlugInAsync(IPage page)
    {
        var session = await page.Context.NewCDPSessionAsync(page);
        await session.SendAsync("WebAuthn.enable");
        await session.SendAsync("WebAuthn.addVirtualAuthenticator", new()
        {
            ["options"] = new Dictionary<string, object>
            {
                ["protocol"] = "ctap2",
                ["transport"] = "internal",
                ["hasResidentKey"] = true,
                ["hasUserVerification"] = true,
                ["isUserVerified"] = true,
                ["automaticPresenceSimulation"] = true,
            },
        });
    }
}
