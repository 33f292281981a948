using System.Security.Claims;
using Cosmo.Core.Team;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;

namespace Cosmo.Web.Account;

/// <summary>ASP.NET's sign-in, closed to members who left, with a session on our side for each sign-in.</summary>
internal sealed class MemberSignIn(
    UserManager<Member> members, IHttpContextAccessor http, IUserClaimsPrincipalFactory<Member> claims, IOptions<IdentityOptions> options,
    ILogger<SignInManager<Member>> logger, IAuthenticationSchemeProvider schemes, IUserConfirmation<Member> confirmation, SessionDoor sessions)
    : SignInManager<Member>(members, http, claims, options, logger, schemes, confirmation)
{
    private bool _refreshing;

    public override async Task<bool> CanSignInAsync(Member user) => user.IsActive && await base.CanSignInAsync(user);

    public override async Task<Member?> ValidateSecurityStampAsync(ClaimsPrincipal? principal) =>
        await base.ValidateSecurityStampAsync(principal) is { IsActive: true } member ? member : null;

    /// <summary>Makes the cookie anew after the member's own data changed; the session goes on.</summary>
    public override async Task RefreshSignInAsync(Member user)
    {
        _refreshing = true;
        try
        {
            await base.RefreshSignInAsync(user);
        }
        finally
        {
            _refreshing = false;
        }
    }

    public override async Task SignInWithClaimsAsync(Member user, AuthenticationProperties? authenticationProperties, IEnumerable<Claim> additionalClaims)
    {
        var session = _refreshing ? SessionClaim.Of(Context.User) : null;
        if (session is null)
        {
            // Whoever signs in anew gets a new session, and the one before is worth nothing any more.
            await sessions.CloseAsync(Context.User, Context.RequestAborted);
            session = await sessions.OpenAsync(user, Context);
        }

        await base.SignInWithClaimsAsync(user, authenticationProperties, additionalClaims.Append(SessionClaim.For(session.Value)));
    }

    public override async Task SignOutAsync()
    {
        await sessions.CloseAsync(Context.User, Context.RequestAborted);
        await base.SignOutAsync();
    }
}
