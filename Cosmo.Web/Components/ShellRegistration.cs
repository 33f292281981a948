using Cosmo.Web.Components.Pages;
using Cosmo.Web.Components.Shared;
using Cosmo.Web.Security;
using Microsoft.AspNetCore.Localization;
using Radzen;

namespace Cosmo.Web.Components;

/// <summary>The frame of the pages: components, languages, theme, static files.</summary>
internal static class ShellRegistration
{
    // A long text bound to a component travels in one message; the default of 32 KB would drop the connection silently.
    private const int LongestMessage = 256 * 1024;

    public static IServiceCollection AddShell(this IServiceCollection services)
    {
        services.AddRazorComponents()
            .AddInteractiveServerComponents(circuits => circuits.DisconnectedCircuitMaxRetained = 50)
            .AddHubOptions(hub => hub.MaximumReceiveMessageSize = LongestMessage);
        services.AddRadzenComponents();
        services.AddLocalization();
        services.AddScoped<MinuteClock>();
        services.Configure<RequestLocalizationOptions>(options =>
        {
            options.DefaultRequestCulture = new RequestCulture(Languages.All[0]);
            options.SupportedCultures = options.SupportedUICultures = [.. Languages.All];
            options.RequestCultureProviders = [new CookieRequestCultureProvider(), new AcceptLanguageHeaderRequestCultureProvider()];
        });
        return services;
    }

    public static void UseShell(this WebApplication app)
    {
        app.UseForwardedHeaders();
        app.UseMiddleware<SecurityHeaders>();
        app.UseMiddleware<OriginCheck>();
        app.UseExceptionHandler("/error");
        // Only for people: a machine that calls a webhook or the API needs the status as it was.
        app.UseWhen(IsPageView, pages => pages.UseStatusCodePagesWithReExecute("/not-found", createScopeForStatusCodePages: true));
        app.UseRequestLocalization();
        app.UseRouting();
    }

    // Doors that say themselves why they are closed: to somebody without an account the general page would say nothing.
    private static readonly PathString[] s_doors = ["/setup", "/account/invitation"];

    private static bool IsPageView(HttpContext http) =>
        HttpMethods.IsGet(http.Request.Method) && !s_doors.Any(door => http.Request.Path.StartsWithSegments(door)) && http.Request.Headers.Accept.ToString().Contains("text/html", StringComparison.OrdinalIgnoreCase);

    public static void MapShell(this WebApplication app)
    {
        app.MapStaticAssets().AllowAnonymous();
        app.MapGet("/", () => Results.LocalRedirect("/inbox"));
        // Answers as long as the process does; the reconnect bar asks it.
        app.MapPreferences();
        app.MapRazorComponents<App>()
            // The headers of every answer come from one place.
            .AddInteractiveServerRenderMode(options => options.ContentSecurityFrameAncestorsPolicy = null);
    }
}
