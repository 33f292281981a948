using Cosmo.Web.Security;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Localization;
using Microsoft.AspNetCore.Mvc;

namespace Cosmo.Web.Components;

/// <summary>Theme and language: kept in cookies, and changed by plain posted forms.</summary>
internal static class PreferenceEndpoints
{
    private static readonly TimeSpan s_kept = TimeSpan.FromDays(365);

    public static void MapPreferences(this IEndpointRouteBuilder app)
    {
        app.MapPost("/account/theme", SetTheme).AllowAnonymous();
        app.MapPost("/account/language", SetLanguage).AllowAnonymous();
    }

    private static Results<RedirectHttpResult, BadRequest> SetTheme(HttpContext http, [FromForm] string theme, [FromForm] string? returnUrl)
    {
        if (Theme.Find(theme) is not { } found)
            return TypedResults.BadRequest();

        http.Response.Cookies.Append(Theme.Cookie, found.Name, Kept(http.Request));
        return TypedResults.Redirect(LocalUrl.OrHome(returnUrl));
    }

    private static Results<RedirectHttpResult, BadRequest> SetLanguage(HttpContext http, [FromForm] string language, [FromForm] string? returnUrl)
    {
        if (Languages.Find(language) is not { } found)
            return TypedResults.BadRequest();

        SaveLanguage(http, found.Name);
        return TypedResults.Redirect(LocalUrl.OrHome(returnUrl));
    }

    /// <summary>Shows the pages in this language from now on; one that they are not written in changes nothing.</summary>
    public static void SaveLanguage(HttpContext http, string language)
    {
        if (Languages.Find(language) is { } culture)
        {
            http.Response.Cookies.Append(
                CookieRequestCultureProvider.DefaultCookieName,
                CookieRequestCultureProvider.MakeCookieValue(new RequestCulture(culture)),
                Kept(http.Request));
        }
    }

    private static CookieOptions Kept(HttpRequest request) => new()
    {
        MaxAge = s_kept,
        HttpOnly = true,
        IsEssential = true,
        SameSite = SameSiteMode.Lax,
        Secure = request.IsHttps,
    };
}
