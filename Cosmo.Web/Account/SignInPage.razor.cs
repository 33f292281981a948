using Cosmo.Core.Team;
using Cosmo.Web.Components;
using Cosmo.Web.Security;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Identity;

namespace Cosmo.Web.Account;

/// <summary>The door: e-mail and password, or a passkey.</summary>
public sealed partial class SignInPage
{
    private bool _failed;

    [CascadingParameter] public required HttpContext Http { get; set; }
    [SupplyParameterFromQuery] public string? ReturnUrl { get; set; }
    [SupplyParameterFromForm(FormName = "sign-in", Name = "Form")] public PasswordForm? Given { get; set; }
    [SupplyParameterFromForm(FormName = "passkey", Name = "Passkey")] public PasskeyForm? Passkey { get; set; }
    [Inject] private PasswordDoor Door { get; init; } = null!;
    [Inject] private PasskeyDoor Passkeys { get; init; } = null!;
    [Inject] private OwnerPresence Presence { get; init; } = null!;
    [Inject] private UserManager<Member> Members { get; init; } = null!;
    [Inject] private NavigationManager Navigation { get; init; } = null!;

    private PasswordForm Form => Given ??= new();

    protected override async Task OnInitializedAsync()
    {
        if (!await Presence.ExistsAsync(Http.RequestAborted))
            Navigation.NavigateTo("/setup", forceLoad: true);
    }

    private async Task EnterAsync()
    {
        var entry = await Door.EnterAsync(Form.Email, Form.Password);
        if (entry is Entry.Entered && await Members.FindByEmailAsync(Form.Email.Trim()) is { } member)
            Leave(member);
        else if (entry is Entry.NeedsSecondFactor)
            Navigation.NavigateTo($"/account/two-factor?returnUrl={Uri.EscapeDataString(LocalUrl.OrHome(ReturnUrl))}", forceLoad: true);
        else
            _failed = true;
    }

    private async Task EnterByPasskeyAsync()
    {
        if (await Passkeys.EnterAsync(Passkey?.Credential) is { } member)
            Leave(member);
        else
            _failed = true;
    }

    private void Leave(Member member)
    {
        PreferenceEndpoints.SaveLanguage(Http, member.Language);
        Navigation.NavigateTo(LocalUrl.OrHome(ReturnUrl), forceLoad: true);
    }

    public sealed class PasswordForm
    {
        public string Email { get; set; } = "";
        public string Password { get; set; } = "";
    }

    public sealed class PasskeyForm
    {
        public string? Credential { get; set; }
    }
}
