using System.Globalization;
using Cosmo.Core.Team;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;

namespace Cosmo.Web.Account;

/// <summary>Codes of an authenticator app, each good for one use: a code seen over a shoulder is worth nothing.</summary>
internal sealed class OneUseAuthenticator(IOptions<SignInClock> clock) : AuthenticatorTokenProvider<Member>
{
    private const string Provider = "cosmo";
    private const string LastStep = "totp-step";

    public override async Task<bool> ValidateAsync(string purpose, string token, UserManager<Member> manager, Member user)
    {
        if (await manager.GetAuthenticatorKeyAsync(user) is not { Length: > 0 } key
            || Totp.FindStep(Totp.FromBase32(key), token, clock.Value.Clock.GetUtcNow()) is not { } step)
            return false;
        if (long.TryParse(await manager.GetAuthenticationTokenAsync(user, Provider, LastStep), out var last) && step <= last)
            return false;

        // Two requests with one code: the member's row changes with the first, so the second cannot be saved.
        var saved = await manager.SetAuthenticationTokenAsync(user, Provider, LastStep, step.ToString(CultureInfo.InvariantCulture));
        return saved.Succeeded;
    }
}
