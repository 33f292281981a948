using System.Globalization;
using Bunit;
using Cosmo.Core;
using Cosmo.Core.Administration;
using Cosmo.Core.Hours;
using Cosmo.Core.Inbox;
using Cosmo.Core.Storage;
using Cosmo.Core.Team;
using Cosmo.Core.Tickets;
using Cosmo.Tests.Conversations;
using Cosmo.Web.Components.Pages.Inbox;

namespace Cosmo.Tests.Pages;

/// <summary>Whom a ticket can be given to, and whether they are there.</summary>
public sealed class HandOverListTests
{
    [Fact]
    public async Task Whoever_is_off_duty_or_away_is_named_with_it()
    {
        await using var shop = await Shop.OpenAsync(StorageProvider.Sqlite);
        await using var pages = new ShopPages(shop);
        var bo = new MemberRow(Guid.NewGuid(), "Bo", "", Role.Agent, "en", IsActive: true, IsAway: false);
        // Nine on a Monday in London is four in the morning in Bogota.
        await shop.AddAsync(new HoursPlan { OwnerId = bo.Id, Zone = "America/Bogota", Week = WeeklyHours.Office });
        List<MemberRow> members = [new(Guid.NewGuid(), "Ana", "", Role.Agent, "en", true, false), bo, new(Guid.NewGuid(), "Cy", "", Role.Agent, "en", true, IsAway: true)];
        var now = shop.Clock.Now;
        var ticket = new TicketView(Guid.NewGuid(), 1, TicketState.Requested, Trigger.AsksForPerson, CaseTopic.General, "", 1, 1, "A lamp", null, null, now, now, null, null, null, null);
        var menu = pages.Render<MovesMenu>(p => p.Add(m => m.Ticket, ticket).Add(m => m.Members, members));
        var until = $"Off duty until {new TimeOnly(14, 0).ToString("t", CultureInfo.CurrentCulture)}";
        await menu.WaitForAssertionAsync(() => Assert.Equal(["Ana", $"Bo – {until}", "Cy – Away"], menu.FindAll("select option").Skip(1).Select(o => o.TextContent)));
    }
}
