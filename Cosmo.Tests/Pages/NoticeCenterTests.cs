using Bunit;
using Cosmo.Core.Notifications;
using Cosmo.Core.Storage;
using Cosmo.Core.TeamThread;
using Cosmo.Tests.Conversations;
using Cosmo.Web.Components.Layout;

namespace Cosmo.Tests.Pages;

/// <summary>What rings on open pages.</summary>
public sealed class NoticeCenterTests
{
    // A page that is loaded again within the moment gets the same notices: only by its name the tone knows that it was heard.
    [Fact]
    public async Task The_tone_is_told_which_notice_it_is_for()
    {
        await using var shop = await Shop.OpenAsync(StorageProvider.Sqlite);
        await using var pages = new ShopPages(shop);
        var ana = await shop.MemberAsync("ana");
        var first = Notice.To(ana.Id, NotificationEvent.NewTicket, Ways.Browser, null, null, shop.Clock.Now);
        var second = Notice.To(ana.Id, NotificationEvent.Mention, Ways.Browser, null, null, shop.Clock.Now.AddMilliseconds(1));
        await shop.AddAsync(first, second);
        var ring = pages.JSInterop.SetupModule("./js/ring.js").SetupVoid("ring", _ => true).SetVoidResult();
        pages.SetRendererInfo(new("Server", isInteractive: true));

        var center = pages.Render<NoticeCenter>(p => p.Add(c => c.Me, new CurrentMember(ana.Id, ana.Name, ana.Role, "en")));

        await center.WaitForAssertionAsync(() => Assert.Equal(2, center.FindAll("[data-ring]").Count));
        await center.WaitForAssertionAsync(() => Assert.Equal(second.Id, Assert.Single(Assert.Single(ring.Invocations).Arguments)));
    }
}
