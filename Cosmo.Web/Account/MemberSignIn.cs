using System.Security.Claims;
using Cosmo.Core.Team;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;

namespace Cosmo.Web.Account;

/// <summary>ASP.NET's sign-in, closed to members who left: at every door, and for sessions that are open already.</summary>
internal sealed class MemberSignIn(
    UserManager<Member> members, IHttpContextAccessor http, IUserClaimsPrincipalFactory<Member> claims, IOptions<IdentityOptions> options,
    ILogger<SignInManager<Member>> logger, IAuthenticationSchemeProvider schemes, IUserConfirmation<Member> confirmation)
    : SignInManager<Member>(members, http, claims, options, logger, schemes, confirmation)
{
    public override async Task<bool> CanSignInAsync(Member user) => user.IsActive && await base.CanSignInAsync(user);

    public override async Task<Member?> ValidateSecurityStampAsync(ClaimsPrincipal? principal) =>
        await base.ValidateSecurityStampAsync(principal) is { IsActive: true } member ? member : null;
}
