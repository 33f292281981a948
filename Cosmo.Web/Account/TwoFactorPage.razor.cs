using Cosmo.Core.Team;
using Cosmo.Web.Components;
using Cosmo.Web.Security;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Identity;

namespace Cosmo.Web.Account;

/// <summary>The second question after the password: a code from the authenticator app, or a recovery code.</summary>
public sealed partial class TwoFactorPage
{
    private bool _failed;
    private Member? _member;

    [CascadingParameter] public required HttpContext Http { get; set; }
    [SupplyParameterFromQuery] public string? ReturnUrl { get; set; }
    [SupplyParameterFromForm(FormName = "code", Name = "Form")] public CodeForm? Given { get; set; }
    [SupplyParameterFromForm(FormName = "recovery", Name = "Recovery")] public CodeForm? Recovery { get; set; }
    [Inject] private SignInManager<Member> SignIn { get; init; } = null!;
    [Inject] private NavigationManager Navigation { get; init; } = null!;

    protected override async Task OnInitializedAsync()
    {
        _member = await SignIn.GetTwoFactorAuthenticationUserAsync();
        if (_member is null)
            Navigation.NavigateTo("/account/sign-in", forceLoad: true);
    }

    private async Task EnterAsync() =>
        Leave(await SignIn.TwoFactorAuthenticatorSignInAsync(Plain(Given?.Code), isPersistent: true, rememberClient: false));

    private async Task RecoverAsync() => Leave(await SignIn.TwoFactorRecoveryCodeSignInAsync(Plain(Recovery?.Code)));

    private void Leave(SignInResult result)
    {
        _failed = !result.Succeeded;
        if (_failed || _member is null)
            return;
        PreferenceEndpoints.SaveLanguage(Http, _member.Language);
        Navigation.NavigateTo(LocalUrl.OrHome(ReturnUrl), forceLoad: true);
    }

    private static string Plain(string? code) => (code ?? "").Replace(" ", "", StringComparison.Ordinal).Trim();

    public sealed class CodeForm
    {
        public string? Code { get; set; }
    }
}
