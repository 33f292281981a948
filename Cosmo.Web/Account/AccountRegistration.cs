using System.Threading.RateLimiting;
using Cosmo.Core.Storage;
using Cosmo.Core.Team;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.Identity;

namespace Cosmo.Web.Account;

/// <summary>Who comes in, and how: sign-in with ASP.NET Identity, first start, profile.</summary>
internal static class AccountRegistration
{
    /// <summary>Name of the limit on what one address may post to the account pages.</summary>
    public const string RateLimit = "account";

    private const int PostsPerMinute = 30;

    public static IServiceCollection AddAccount(this IServiceCollection services)
    {
        services.AddHttpContextAccessor();
        services.AddCascadingAuthenticationState();
        services.AddScoped<AuthenticationStateProvider, MemberRevalidation>();
        services.AddSingleton<SessionDoor>();
        services.AddScoped<OwnerSetup>();
        services.AddScoped<PasswordDoor>();
        services.AddScoped<GrowingLock>();
        services.AddScoped<PasskeyDoor>();
        services.AddSingleton<OwnerPresence>();
        services.AddSingleton<SetupCode>();
        services.AddHostedService<OwnerAtStart>();
        services.AddRateLimiter(options =>
        {
            options.RejectionStatusCode = StatusCodes.Status429TooManyRequests;
            options.AddPolicy(RateLimit, Limit);
        });
        services.AddIdentity();
        return services;
    }

    private static void AddIdentity(this IServiceCollection services)
    {
        services.AddAuthentication(IdentityConstants.ApplicationScheme).AddIdentityCookies();
        services.AddAuthorizationBuilder().SetFallbackPolicy(new AuthorizationPolicyBuilder().RequireAuthenticatedUser().Build());
        services.AddIdentityCore<Member>(Configure)
            .AddEntityFrameworkStores<CosmoContext>()
            .AddSignInManager<MemberSignIn>()
            .AddClaimsPrincipalFactory<MemberClaims>()
            .AddErrorDescriber<MemberErrors>()
            .AddDefaultTokenProviders()
            .AddTokenProvider<OneUseAuthenticator>(TokenOptions.DefaultAuthenticatorProvider);
        services.Configure<SecurityStampValidatorOptions>(options =>
        {
            options.ValidationInterval = TimeSpan.FromMinutes(1);
            options.OnRefreshingPrincipal = SessionClaim.CarryOverAsync;
        });
        services.Configure<IdentityPasskeyOptions>(options =>
        {
            options.UserVerificationRequirement = "required";
            options.ValidateOrigin = context => ValueTask.FromResult(!context.CrossOrigin && IsOurs(context.Origin, context.HttpContext.Request));
        });
        services.ConfigureApplicationCookie(cookie =>
        {
            cookie.Cookie.Name = SignInCookies.Name;
            cookie.CookieManager = new SignInCookies();
            cookie.Events.OnValidatePrincipal = context => context.HttpContext.RequestServices.GetRequiredService<SessionDoor>().ValidateAsync(context);
            cookie.Cookie.HttpOnly = true;
            cookie.Cookie.SameSite = SameSiteMode.Lax;
            cookie.Cookie.SecurePolicy = CookieSecurePolicy.SameAsRequest;
            cookie.ExpireTimeSpan = TimeSpan.FromHours(12);
            cookie.SlidingExpiration = true;
            (cookie.LoginPath, cookie.LogoutPath, cookie.AccessDeniedPath) = ("/account/sign-in", "/account/sign-out", "/not-found");
            cookie.ReturnUrlParameter = "returnUrl";
        });
    }

    private static void Configure(IdentityOptions options)
    {
        options.Stores.SchemaVersion = IdentitySchemaVersions.Version3;
        options.User.RequireUniqueEmail = true;
        // The e-mail address is the user name, whatever letters it is written in.
        options.User.AllowedUserNameCharacters = "";
        options.Lockout.MaxFailedAccessAttempts = 5;
        options.Lockout.DefaultLockoutTimeSpan = TimeSpan.FromMinutes(1);
        // Length is what protects; rules about characters only annoy (NIST SP 800-63B).
        options.Password.RequiredLength = 10;
        options.Password.RequireDigit = options.Password.RequireLowercase = false;
        options.Password.RequireUppercase = options.Password.RequireNonAlphanumeric = false;
    }

    // ASP.NET compares with the Origin of the form's own request, which is "null" under our referrer policy.
    private static bool IsOurs(string? origin, HttpRequest request) =>
        Uri.TryCreate(origin, UriKind.Absolute, out var from) && string.Equals(from.Authority, request.Host.Value, StringComparison.OrdinalIgnoreCase);

    // Reading costs nothing; trying does.
    private static RateLimitPartition<string> Limit(HttpContext http) => HttpMethods.IsPost(http.Request.Method)
        ? RateLimitPartition.GetSlidingWindowLimiter(
            http.Connection.RemoteIpAddress?.ToString() ?? "",
            _ => new() { PermitLimit = PostsPerMinute, Window = TimeSpan.FromMinutes(1), SegmentsPerWindow = 6 })
        : RateLimitPartition.GetNoLimiter("");
}
