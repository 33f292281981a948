using Cosmo.Core.Administration;
using Cosmo.Core.Team;
using Cosmo.Web.Resources;
using Cosmo.Web.Security;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Localization;

namespace Cosmo.Web.Account;

/// <summary>Where the link of an invitation leads: the new member chooses a password and is signed in. Looking at it uses nothing up.</summary>
public sealed partial class InvitationPage
{
    private Invited? _invited;
    private string? _fault;

    [CascadingParameter] public required HttpContext Http { get; set; }
    [SupplyParameterFromQuery(Name = "token")] public string? Token { get; set; }
    [SupplyParameterFromForm(FormName = "invitation", Name = "Form")] public InvitationForm? Given { get; set; }
    [Inject] private InvitationDesk Desk { get; init; } = null!;
    [Inject] private SignInManager<Member> SignIn { get; init; } = null!;
    [Inject] private NavigationManager Navigation { get; init; } = null!;
    [Inject] private IStringLocalizer<AccountText> Words { get; init; } = null!;

    private InvitationForm Form => Given ??= new() { Token = Token };

    protected override async Task OnInitializedAsync()
    {
        _invited = await Desk.FindAsync(Form.Token, Http.RequestAborted);
        if (_invited is null)
            Http.Response.StatusCode = StatusCodes.Status410Gone;
    }

    private async Task AcceptAsync()
    {
        if (_invited is not { } invited)
            return;
        // The rules look at a password and at whose it is; the member's own row is read after it has changed.
        var member = new Member { Id = invited.MemberId, UserName = invited.Email, Email = invited.Email };
        foreach (var rule in SignIn.UserManager.PasswordValidators)
        {
            if (await rule.ValidateAsync(SignIn.UserManager, member, Form.Password) is { Succeeded: false } weak)
            {
                _fault = weak.Errors.First().Description;
                return;
            }
        }

        if (await Desk.AcceptAsync(Form.Token, Form.Password ?? "", Http.RequestAborted) is not null)
        {
            _invited = null;
            _fault = Words["Invitation.ClosedText"];
            return;
        }

        if (await SignIn.PasswordSignInAsync(invited.Email, Form.Password ?? "", isPersistent: true, lockoutOnFailure: false) is { Succeeded: true })
            Navigation.NavigateTo(LocalUrl.Home, forceLoad: true);
        else
            Navigation.NavigateTo("/account/sign-in", forceLoad: true);
    }
}

/// <summary>What the page of an invitation posts.</summary>
public sealed class InvitationForm
{
    public string? Token { get; set; }
    public string? Password { get; set; }
}
