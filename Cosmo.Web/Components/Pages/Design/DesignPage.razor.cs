using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;

namespace Cosmo.Web.Components.Pages.Design;

/// <summary>Shows the design system; open to builders in development, and to members while the sandbox is on.</summary>
public sealed partial class DesignPage(IConfiguration settings, IHostEnvironment environment, NavigationManager navigation)
{
    private static readonly string[] s_sizes = ["xs", "s", "m", "l", "xl", "xxl"];
    private static readonly string[] s_names = ["Ana", "Bo Larsen", "Chen Wei", "Dalia Haddad", "Élodie Petit", "Farid", "सीमा शर्मा", "ليلى حداد", "+351 910 000 000"];

    private static readonly string[] s_colours =
    [
        "canvas", "sunken", "surface", "hover", "selected", "line", "line-strong", "text", "text-soft", "text-faint", "accent",
        "accent-strong", "accent-soft", "info-soft", "success-soft", "warning-soft", "danger-soft", "danger", "note", "bubble-in",
        "bubble-out", "bubble-assistant",
    ];

    private static readonly TimeSpan[] s_ages =
    [
        TimeSpan.Zero, TimeSpan.FromMinutes(7), TimeSpan.FromHours(3), TimeSpan.FromDays(2), TimeSpan.FromDays(40),
    ];

    [CascadingParameter] public required Task<AuthenticationState> Authentication { get; set; }

    protected override async Task OnInitializedAsync()
    {
        var isMember = (await Authentication).User.Identity is { IsAuthenticated: true };
        if (!environment.IsDevelopment() && !(isMember && settings.HasSandbox()))
            navigation.NotFound();
    }
}
