using System.Security.Claims;
using Cosmo.Core.Live;
using Cosmo.Core.Team;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.Components.Server;
using Microsoft.AspNetCore.Identity;

namespace Cosmo.Web.Account;

/// <summary>Looks whether the member of an open page may still be here: at once when their session is told to have ended, and twice a minute.</summary>
internal sealed class MemberRevalidation : RevalidatingServerAuthenticationStateProvider
{
    private readonly IServiceScopeFactory _scopes;
    private readonly LiveFeed _live;
    private readonly SessionDoor _sessions;
    private readonly ILogger<MemberRevalidation> _log;
    private IDisposable? _subscription;

    public MemberRevalidation(ILoggerFactory loggers, IServiceScopeFactory scopes, LiveFeed live, SessionDoor sessions) : base(loggers)
    {
        (_scopes, _live, _sessions, _log) = (scopes, live, sessions, loggers.CreateLogger<MemberRevalidation>());
        AuthenticationStateChanged += Follow;
    }

    protected override TimeSpan RevalidationInterval => TimeSpan.FromSeconds(30);

    protected override async Task<bool> ValidateAuthenticationStateAsync(AuthenticationState authenticationState, CancellationToken cancellationToken)
    {
        if (!await _sessions.IsOpenAsync(authenticationState.User, cancellationToken))
            return false;
        // A scope of its own: the page's context must not be used from here.
        await using var scope = _scopes.CreateAsyncScope();
        var signIn = scope.ServiceProvider.GetRequiredService<SignInManager<Member>>();
        return await signIn.ValidateSecurityStampAsync(authenticationState.User) is not null;
    }

    protected override void Dispose(bool disposing)
    {
        AuthenticationStateChanged -= Follow;
        _subscription?.Dispose();
        base.Dispose(disposing);
    }

    private void Follow(Task<AuthenticationState> changed) => _ = FollowAsync(changed);

    private async Task FollowAsync(Task<AuthenticationState> changed)
    {
        try
        {
            var state = await changed;
            _subscription?.Dispose();
            _subscription = SessionClaim.Of(state.User) is { } session ? _live.Subscribe(Topic.Session(session), () => LookAsync(state)) : null;
        }
        catch (Exception e)
        {
            _log.LogError(e, "Whether a session ends cannot be heard; it is looked at twice a minute all the same");
        }
    }

    private async Task LookAsync(AuthenticationState state)
    {
        if (!await ValidateAuthenticationStateAsync(state, CancellationToken.None))
            SetAuthenticationState(Task.FromResult(new AuthenticationState(new ClaimsPrincipal(new ClaimsIdentity()))));
    }
}
