using Cosmo.Core.Notifications.Push;
using Cosmo.Web.Account;
using Cosmo.Web.Components.Layout;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;

namespace Cosmo.Web.Hosting;

/// <summary>
/// What <c>push.js</c> and <c>sw.js</c> call: a browser says where it takes notifications. Each takes a form, so each wants its
/// antiforgery token; the first call brings one, which no page of another site can read.
/// </summary>
internal static class PushEndpoints
{
    public static void MapPush(this IEndpointRouteBuilder routes)
    {
        var push = routes.MapGroup("/notifications/push").RequireAuthorization();
        push.MapGet("", AboutAsync);
        push.MapPost("", SubscribeAsync);
        push.MapPost("/leave", LeaveAsync);
    }

    private sealed record About(string Key, string Field, string? Token);

    private sealed record Refused(string Code);

    private static async Task<JsonHttpResult<About>> AboutAsync(HttpContext http, PushKeys keys, IAntiforgery antiforgery, CancellationToken cancel)
    {
        var tokens = antiforgery.GetAndStoreTokens(http);
        return TypedResults.Json(new About(await keys.PublicAsync(cancel), tokens.FormFieldName, tokens.RequestToken));
    }

    private static async Task<Results<NoContent, JsonHttpResult<Refused>>> SubscribeAsync(
        HttpContext http, PushDesk desk, [FromForm] string? endpoint, [FromForm] string? p256dh, [FromForm] string? auth, [FromForm] bool chosen, [FromForm] string? replaces,
        CancellationToken cancel) => Answer(await desk.SubscribeAsync(
            Me(http), SessionClaim.Of(http.User) ?? Guid.Empty, PushAddress.Parse(endpoint, p256dh, auth), BrowserName.Of(http.Request.Headers.UserAgent.ToString()), chosen, replaces, cancel));

    private static async Task<Results<NoContent, JsonHttpResult<Refused>>> LeaveAsync(
        HttpContext http, PushDesk desk, [FromForm] string? endpoint, CancellationToken cancel) => Answer(await desk.LeaveAsync(Me(http), endpoint ?? "", cancel));

    private static Guid Me(HttpContext http) => CurrentMember.Of(http.User)?.Id ?? Guid.Empty;

    private static Results<NoContent, JsonHttpResult<Refused>> Answer(Refusal? refusal) =>
        refusal is null ? TypedResults.NoContent() : TypedResults.Json(new Refused(refusal.Code), statusCode: StatusCodes.Status409Conflict);
}
