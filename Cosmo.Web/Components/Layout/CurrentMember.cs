using System.Security.Claims;
using Cosmo.Core.Team;

namespace Cosmo.Web.Components.Layout;

/// <summary>Who is signed in, for pages: <c>[CascadingParameter] public required CurrentMember Me { get; set; }</c>.</summary>
/// <param name="Id">The member's id.</param>
/// <param name="Name">How colleagues call the member.</param>
/// <param name="Role">What the member may do.</param>
/// <param name="Language">ISO 639-1 code of the language that the member reads.</param>
public sealed record CurrentMember(Guid Id, string Name, Role Role, string Language)
{
    /// <summary>Claim with the member's language.</summary>
    public const string LanguageClaim = "cosmo:language";

    /// <summary>Claim with how colleagues call the member.</summary>
    public const string NameClaim = "cosmo:name";

    public bool IsAdministrator => Role is Role.Admin or Role.Owner;

    /// <summary>The member whom the claims name; null when nobody is signed in.</summary>
    public static CurrentMember? Of(ClaimsPrincipal user) =>
        Guid.TryParse(user.FindFirstValue(ClaimTypes.NameIdentifier), out var id) && user.Identity?.IsAuthenticated is true
            ? new(
                id,
                user.FindFirstValue(NameClaim) ?? "",
                Enum.TryParse<Role>(user.FindFirstValue(ClaimTypes.Role), out var role) ? role : Role.Agent,
                user.FindFirstValue(LanguageClaim) ?? "en")
            : null;
}
