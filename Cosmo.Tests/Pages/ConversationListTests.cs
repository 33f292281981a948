using Bunit;
using Cosmo.Core.Inbox;
using Cosmo.Core.Storage;
using Cosmo.Core.Team;
using Cosmo.Tests.Conversations;
using Cosmo.Web.Components.Layout;
using Cosmo.Web.Components.Pages.Inbox;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Cosmo.Tests.Pages;

/// <summary>The list of conversations where there is none yet.</summary>
public sealed class ConversationListTests
{
    // On a phone the second pane, which leads there too, is not to be seen.
    [Theory]
    [InlineData(InboxView.All, null, true, true)]
    [InlineData(InboxView.All, null, false, false)]
    [InlineData(InboxView.All, "lamp", true, false)]
    [InlineData(InboxView.Closed, null, true, false)]
    public async Task An_empty_inbox_leads_to_the_sandbox_where_there_is_one(InboxView view, string? query, bool sandbox, bool leads)
    {
        await using var shop = await Shop.OpenAsync(StorageProvider.Sqlite);
        await using var pages = new ShopPages(shop);
        pages.Services.AddSingleton<InboxQueries>().AddSingleton<InboxSearch>().AddSingleton<IConfiguration>(new ConfigurationBuilder()
            .AddInMemoryCollection([new("Sandbox:Enabled", sandbox ? "true" : "false")]).Build());
        var ana = await shop.MemberAsync("ana");
        pages.SetRendererInfo(new("Server", isInteractive: true));

        var list = pages.Render<ConversationList>(p => p
            .AddCascadingValue(new CurrentMember(ana.Id, ana.Name, Role.Agent, "en"))
            .Add(l => l.View, view).Add(l => l.Query, query).Add(l => l.Href, id => $"inbox/{id}"));

        await list.WaitForElementAsync(".c-state");
        Assert.Equal(leads ? ["sandbox"] : [], list.FindAll("a").Select(a => a.GetAttribute("href")));
    }
}
