using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.Components.Web;

namespace Cosmo.Web.Components.Layout;

/// <summary>The frame of every page: navigation at the side, the page, and who is signed in as a cascading value.</summary>
public sealed partial class MainLayout(NavigationManager navigation)
{
    private CurrentMember? _me;
    private ErrorBoundary? _boundary;
    private string _here = "";

    [CascadingParameter] public Task<AuthenticationState>? Authentication { get; set; }

    protected override async Task OnParametersSetAsync()
    {
        // With <base href> a bare "#content" would lead home.
        _here = navigation.Uri.Split('#')[0];
        _boundary?.Recover();
        if (Authentication is { } authentication)
            _me = CurrentMember.Of((await authentication).User);
    }

    private void Recover() => _boundary?.Recover();
}
