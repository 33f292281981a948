using Microsoft.AspNetCore.Authentication.Cookies;

namespace Cosmo.Web.Account;

/// <summary>
/// Over https the sign-in cookie has the prefix __Host-: the browser takes it only from this very host and only over
/// https (RFC 6265bis), so no sibling host and no page over http can plant one. A home network without https keeps the
/// plain name, or nobody could sign in there.
/// </summary>
internal sealed class SignInCookies : ICookieManager
{
    public const string Name = "cosmo";
    public const string SecureName = "__Host-" + Name;
    private readonly ChunkingCookieManager _cookies = new();

    public string? GetRequestCookie(HttpContext context, string key) => _cookies.GetRequestCookie(context, NameFor(context, key));

    public void AppendResponseCookie(HttpContext context, string key, string? value, CookieOptions options) =>
        _cookies.AppendResponseCookie(context, NameFor(context, key), value, ForHost(options));

    public void DeleteCookie(HttpContext context, string key, CookieOptions options) =>
        _cookies.DeleteCookie(context, NameFor(context, key), ForHost(options));

    private static string NameFor(HttpContext context, string key) => context.Request.IsHttps ? "__Host-" + key : key;

    // The prefix asks for the whole host and no other.
    private static CookieOptions ForHost(CookieOptions options)
    {
        (options.Path, options.Domain) = ("/", null);
        return options;
    }
}
