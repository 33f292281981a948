using System.Net;
using Cosmo.Core.Administration;
using Cosmo.Core.Team;
using Cosmo.Tests.Browser.Stories;
using Cosmo.Tests.Web;
using Microsoft.Extensions.DependencyInjection;

namespace Cosmo.Tests.Account;

public sealed class InvitationPageTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Whoever_has_the_link_chooses_a_password_and_is_in()
    {
        await using var app = CosmoApp.Start(Stage.WithSample);
        var members = await app.Services.GetRequiredService<TeamQueries>().MembersAsync(Cancel);
        var owner = members.Single(m => m.Role is Role.Owner);
        var (_, token) = await app.Services.GetRequiredService<InvitationDesk>().InviteAsync(new("Eva Ray", "eva@example.org", Role.Agent, "en", []), owner.Id, Cancel);
        using var client = app.NewClient();
        var link = $"/account/invitation?token={token}";

        using var looked = await client.GetAsync(link);
        Assert.Contains("Hello Eva Ray", await FormClient.TextAsync(looked), StringComparison.Ordinal);
        using var weak = await client.SubmitAsync(link, "invitation", new() { ["Form.Password"] = "short" });
        Assert.Contains("at least 10 characters", await FormClient.TextAsync(weak), StringComparison.Ordinal);
        using var strong = await client.SubmitAsync(link, "invitation", new() { ["Form.Password"] = "correct-horse-9" });
        Assert.Equal(HttpStatusCode.Redirect, strong.StatusCode);
        using var profile = await client.GetAsync("/account/profile");
        Assert.Equal(HttpStatusCode.OK, profile.StatusCode);

        using var other = app.NewClient();
        using var again = await other.GetAsync(link);
        Assert.Equal(HttpStatusCode.Gone, again.StatusCode);
        using var wrong = await other.LookAsync("/account/invitation?token=nothing");
        Assert.Equal(HttpStatusCode.Gone, wrong.StatusCode);
        Assert.Contains("This link is no longer good", await FormClient.TextAsync(wrong), StringComparison.Ordinal);
        using var without = await other.GetAsync("/account/invitation");
        Assert.Equal(HttpStatusCode.Gone, without.StatusCode);
    }
}
