using Cosmo.Core.Team;
using Cosmo.Web.Components;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc;

namespace Cosmo.Web.Account;

/// <summary>What forms and scripts of the account pages post to. Each takes a form, so each wants its antiforgery token.</summary>
internal static class AccountEndpoints
{
    public static void MapAccount(this IEndpointRouteBuilder app)
    {
        var account = app.MapGroup("/account").RequireRateLimiting(AccountRegistration.RateLimit);
        account.MapPost("/sign-out", SignOutAsync).AllowAnonymous();
        account.MapPost("/passkey/request-options", RequestOptionsAsync).AllowAnonymous();
        account.MapPost("/passkey/creation-options", CreationOptionsAsync);
    }

    private static async Task<RedirectHttpResult> SignOutAsync(SignInManager<Member> signIn, [FromForm] string? returnUrl)
    {
        await signIn.SignOutAsync();
        return TypedResults.Redirect("/account/sign-in");
    }

    private static async Task<ContentHttpResult> RequestOptionsAsync(SignInManager<Member> signIn, [FromForm] string? purpose) =>
        // No account is named, so nothing is told about any.
        TypedResults.Content(await signIn.MakePasskeyRequestOptionsAsync(null), "application/json");

    private static async Task<Results<ContentHttpResult, NotFound, StatusCodeHttpResult>> CreationOptionsAsync(
        HttpContext http, SignInManager<Member> signIn, PasswordDoor door, [FromForm(Name = "Addition.Password")] string? password)
    {
        if (await signIn.UserManager.GetUserAsync(http.User) is not { Email: { } email } member)
            return TypedResults.NotFound();
        // Asked before the device makes a key, so that none is left on it for nothing.
        if (!await door.IsProvenAsync(member, password))
            return TypedResults.StatusCode(StatusCodes.Status422UnprocessableEntity);

        var options = await signIn.MakePasskeyCreationOptionsAsync(new() { Id = member.Id.ToString(), Name = email, DisplayName = member.Name });
        return TypedResults.Content(options, "application/json");
    }
}
