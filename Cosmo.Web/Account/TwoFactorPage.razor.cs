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
    [Inject] private UserManager<Member> Members { get; init; } = null!;
    [Inject] private GrowingLock Locks { get; init; } = null!;
    [Inject] private NavigationManager Navigation { get; init; } = null!;

    protected override async Task OnInitializedAsync()
    {
        _member = await SignIn.GetTwoFactorAuthenticationUserAsync();
        if (_member is null)
            Navigation.NavigateTo("/account/sign-in", forceLoad: true);
    }

    private async Task EnterAsync()
    {
        // A code tried while the lock holds must not lengthen it: guessing on would lock the member out for ever.
        if (_member is null || await Members.IsLockedOutAsync(_member))
        {
            _failed = true;
            return;
        }
        var result = await SignIn.TwoFactorAuthenticatorSignInAsync(Plain(Given?.Code), isPersistent: true, rememberClient: false);
        if (result.IsLockedOut)
            await Locks.LengthenAsync(_member);
        await LeaveAsync(result);
    }

    private async Task RecoverAsync() =>
        await LeaveAsync(await SignIn.TwoFactorRecoveryCodeSignInAsync(Plain(Recovery?.Code)));

    private async Task LeaveAsync(SignInResult result)
    {
        _failed = !result.Succeeded;
        if (_failed || _member is null)
            return;
        await Locks.ForgetAsync(_member);
        PreferenceEndpoints.SaveLanguage(Http, _member.Language);
        Navigation.NavigateTo(LocalUrl.OrHome(ReturnUrl), forceLoad: true);
    }

    private static string Plain(string? code) => (code ?? "").Replace(" ", "", StringComparison.Ordinal).Trim();

    public sealed class CodeForm
    {
        public string? Code { get; set; }
    }
}
