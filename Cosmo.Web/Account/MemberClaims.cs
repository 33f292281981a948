using System.Security.Claims;
using Cosmo.Core.Team;
using Cosmo.Web.Components.Layout;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;

namespace Cosmo.Web.Account;

/// <summary>Puts what every page needs of a member into the sign-in: name, role, language.</summary>
internal sealed class MemberClaims(UserManager<Member> members, IOptions<IdentityOptions> options)
    : UserClaimsPrincipalFactory<Member>(members, options)
{
    protected override async Task<ClaimsIdentity> GenerateClaimsAsync(Member user)
    {
        var identity = await base.GenerateClaimsAsync(user);
        identity.AddClaim(new(CurrentMember.NameClaim, user.Name));
        identity.AddClaim(new(ClaimTypes.Role, user.Role.ToString()));
        identity.AddClaim(new(CurrentMember.LanguageClaim, user.Language));
        return identity;
    }
}
