using System.Security.Claims;
using Bunit;
using Cosmo.Core.Channels;
using Cosmo.Core.Storage;
using Cosmo.Core.Team;
using Cosmo.Tests.Conversations;
using Cosmo.Web.Account;
using Cosmo.Web.Components.Layout;
using Microsoft.AspNetCore.Components.Authorization;

namespace Cosmo.Tests.Pages;

public sealed class MainLayoutTests
{
    [Fact]
    public async Task The_frame_of_every_page_says_that_a_number_stopped()
    {
        await using var shop = await Shop.OpenAsync(StorageProvider.Sqlite);
        await using var pages = new ShopPages(shop);
        pages.SetRendererInfo(new("Server", isInteractive: true));
        pages.ComponentFactories.AddStub<SideNavigation>();
        pages.ComponentFactories.AddStub<AccountMenu>();
        pages.ComponentFactories.AddStub<NoticeCenter>();
        pages.ComponentFactories.AddStub<Radzen.Blazor.RadzenComponents>();
        var stopped = ChannelAccount.Connect(ChannelKind.WhatsApp, AccountPurpose.Business, "300", "+34 600 000 003");
        stopped.Pause(shop.Clock.Now.AddYears(10), "token");
        await shop.AddAsync(stopped);
        var olga = await shop.MemberAsync("olga", Role.Owner);
        var signedIn = new ClaimsPrincipal(new ClaimsIdentity(
            [new(ClaimTypes.NameIdentifier, olga.Id.ToString()), new(ClaimTypes.Name, olga.Name), new(ClaimTypes.Role, nameof(Role.Owner))], "test"));

        var frame = pages.Render<MainLayout>(p => p.AddCascadingValue(Task.FromResult(new AuthenticationState(signedIn))));

        Assert.Contains(stopped.DisplayNumber, (await frame.WaitForElementAsync("[data-testid=stopped]")).TextContent, StringComparison.Ordinal);
    }
}
