using System.Security.Claims;
using Cosmo.Core.Team;
using Cosmo.Web.Components.Layout;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Identity;

namespace Cosmo.Web.Account;

/// <summary>Holds every cookie against its session: a copy of one whose owner signed out opens nothing.</summary>
internal sealed class SessionDoor(SignInSessions sessions)
{
    /// <summary>True while the session of this principal is open.</summary>
    public async Task<bool> IsOpenAsync(ClaimsPrincipal user, CancellationToken cancel = default) =>
        SessionClaim.Of(user) is { } session && CurrentMember.Of(user) is { } member && await sessions.IsOpenAsync(session, member.Id, cancel);

    /// <summary>Looks at a cookie that came with a request.</summary>
    public async Task ValidateAsync(CookieValidatePrincipalContext context)
    {
        if (context.Principal is not { } user || !await IsOpenAsync(user, context.HttpContext.RequestAborted))
        {
            context.RejectPrincipal();
            await context.HttpContext.SignOutAsync(IdentityConstants.ApplicationScheme);
            return;
        }

        await SecurityStampValidator.ValidatePrincipalAsync(context);
    }

    /// <summary>Opens a session for a member who has just proven who they are.</summary>
    public Task<Guid> OpenAsync(Member member, HttpContext http) => sessions.BeginAsync(
        member.Id, http.Connection.RemoteIpAddress?.ToString() ?? "", BrowserName.Of(http.Request.Headers.UserAgent.ToString()), http.RequestAborted);

    /// <summary>Ends the session of this principal, if it has one.</summary>
    public async Task CloseAsync(ClaimsPrincipal user, CancellationToken cancel)
    {
        if (SessionClaim.Of(user) is { } session && CurrentMember.Of(user) is { } member)
            await sessions.EndAsync(session, member.Id, cancel);
    }
}
