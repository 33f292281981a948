using Cosmo.Core.Team;
using Cosmo.Web.Components.Pages.Inbox;
using Cosmo.Web.Resources;
using Cosmo.Web.Security;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Localization;

namespace Cosmo.Web.Account;

/// <summary>Makes the first owner; not there any more once one exists.</summary>
public sealed partial class SetupPage
{
    private bool _open;
    private string? _fault;

    [CascadingParameter] public required HttpContext Http { get; set; }
    [SupplyParameterFromForm(FormName = "setup", Name = "Form")] public SetupForm? Given { get; set; }
    [Inject] private OwnerPresence Presence { get; init; } = null!;
    [Inject] private OwnerSetup Owners { get; init; } = null!;
    [Inject] private SetupCode Code { get; init; } = null!;
    [Inject] private SignInManager<Member> SignIn { get; init; } = null!;
    [Inject] private NavigationManager Navigation { get; init; } = null!;
    [Inject] private IStringLocalizer<AccountText> Words { get; init; } = null!;

    // An empty form offers the sample; a returned one says what was ticked.
    private SetupForm Form => Given ??= new() { LoadSample = true };

    protected override async Task OnInitializedAsync()
    {
        _open = !await Presence.ExistsAsync(Http.RequestAborted);
        if (!_open)
            Http.Response.StatusCode = StatusCodes.Status410Gone;
    }

    private async Task CreateAsync()
    {
        if (!_open)
            return;
        if (!Code.Matches(Form.Code))
        {
            _fault = Words["Setup.WrongCode"];
            return;
        }
        if (string.IsNullOrWhiteSpace(Form.Name) || string.IsNullOrWhiteSpace(Form.Business))
        {
            _fault = Words["Setup.Missing"];
            return;
        }
        if (await Owners.CreateAsync(Form, Http.RequestAborted) is { } refusal)
        {
            _fault = Words.Refusal(refusal);
            return;
        }
        if (await SignIn.UserManager.FindByEmailAsync(Form.Email.Trim()) is { } owner)
            await SignIn.SignInAsync(owner, isPersistent: true);
        Navigation.NavigateTo(LocalUrl.Home, forceLoad: true);
    }
}
