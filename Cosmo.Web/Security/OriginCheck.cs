namespace Cosmo.Web.Security;

/// <summary>
/// Refuses connections to our hubs that a page of another site opens. Browsers ask nobody before they open a web socket,
/// and send our cookie along.
/// </summary>
internal sealed class OriginCheck(RequestDelegate next, IConfiguration settings)
{
    private static readonly PathString[] s_hubs = ["/_blazor", "/hubs"];
    private readonly Uri? _public = Uri.TryCreate(settings["PublicUrl"], UriKind.Absolute, out var url) ? url : null;

    public Task InvokeAsync(HttpContext http)
    {
        if (!s_hubs.Any(hub => http.Request.Path.StartsWithSegments(hub)) || IsOurs(http.Request))
            return next(http);

        http.Response.StatusCode = StatusCodes.Status403Forbidden;
        return Task.CompletedTask;
    }

    // No Origin at all: not a browser, so no cookie of somebody else's.
    private bool IsOurs(HttpRequest request) =>
        request.Headers.Origin is not [var origin, ..]
        || (request.Headers.Origin.Count == 1 && Uri.TryCreate(origin, UriKind.Absolute, out var from)
            && (SameHost(from, new Uri($"{request.Scheme}://{request.Host}")) || (_public is not null && SameHost(from, _public))));

    private static bool SameHost(Uri a, Uri b) =>
        string.Equals(a.Authority, b.Authority, StringComparison.OrdinalIgnoreCase);
}
