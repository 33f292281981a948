using System.Security.Claims;
using Microsoft.AspNetCore.Identity;

namespace Cosmo.Web.Account;

/// <summary>The claim that ties a cookie to its row among the sign-ins.</summary>
internal static class SessionClaim
{
    private const string Type = "cosmo:session";

    public static Claim For(Guid sessionId) => new(Type, sessionId.ToString());

    /// <summary>The session that a principal belongs to; null for a stranger.</summary>
    public static Guid? Of(ClaimsPrincipal? user) => Guid.TryParse(user?.FindFirstValue(Type), out var id) ? id : null;

    /// <summary>A principal that is made anew from the member's row keeps its session.</summary>
    public static Task CarryOverAsync(SecurityStampRefreshingPrincipalContext context)
    {
        if (Of(context.CurrentPrincipal) is { } id && context.NewPrincipal?.Identities.FirstOrDefault() is { } identity)
            identity.AddClaim(For(id));
        return Task.CompletedTask;
    }
}
