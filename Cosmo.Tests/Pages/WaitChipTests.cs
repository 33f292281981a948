using Bunit;
using Cosmo.Core;
using Cosmo.Core.Administration;
using Cosmo.Core.Channels;
using Cosmo.Core.Conversations;
using Cosmo.Core.Hours;
using Cosmo.Core.Inbox;
using Cosmo.Core.Storage;
using Cosmo.Core.Tickets;
using Cosmo.Tests.Conversations;
using Cosmo.Web.Components.Pages.Hours;
using Cosmo.Web.Components.Pages.Tickets;

namespace Cosmo.Tests.Pages;

/// <summary>How long a customer may still wait, by the target of their department.</summary>
public sealed class WaitChipTests
{
    // Minutes since the customer waits, minutes until the target; four fifths of the target over is near.
    [Theory]
    [InlineData(10, 5, "neutral")]
    [InlineData(12, 3, "warning")]
    [InlineData(190, 50, "neutral")]
    [InlineData(195, 45, "warning")]
    [InlineData(60, 0, "danger")]
    [InlineData(61, -1, "danger")]
    public async Task It_warns_when_four_fifths_of_the_target_are_over_however_long_it_is(int waited, int left, string tone)
    {
        await using var shop = await Shop.OpenAsync(StorageProvider.Sqlite);
        await using var pages = new ShopPages(shop);
        var now = shop.Clock.Now;
        var chip = pages.Render<WaitChip>(p => p.Add(c => c.Hours, BusinessHours.Always).Add(c => c.Since, now.AddMinutes(-waited)).Add(c => c.AnswerBy, now.AddMinutes(left)));
        Assert.Contains($"c-chip--{tone}", chip.Find(".c-chip").ClassName, StringComparison.Ordinal);
    }

    [Fact]
    public async Task It_counts_down_by_itself_and_says_the_opening_while_nobody_is_there()
    {
        await using var shop = await Shop.OpenAsync(StorageProvider.Sqlite);
        await using var pages = new ShopPages(shop);
        var now = shop.Clock.Now;
        var chip = pages.Render<WaitChip>(p => p.Add(c => c.Hours, BusinessHours.Always).Add(c => c.Since, now).Add(c => c.AnswerBy, now.AddMinutes(30)));
        Assert.Contains("30", chip.Find(".c-chip").TextContent, StringComparison.Ordinal);
        shop.Clock.Advance(TimeSpan.FromMinutes(25));
        await chip.WaitForAssertionAsync(() => Assert.Contains("c-chip--warning", chip.Find(".c-chip").ClassName, StringComparison.Ordinal));

        var waits = pages.Render<WaitChip>(p => p
            .Add(c => c.Hours, BusinessHours.Always).Add(c => c.Since, now).Add(c => c.AnswerBy, shop.Clock.Now.AddHours(3)).Add(c => c.WaitsUntil, shop.Clock.Now.AddHours(2)));
        Assert.StartsWith("Closed, opens", waits.Find(".c-chip").TextContent.Trim(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_queue_hands_the_targets_moments_to_the_script_that_counts()
    {
        await using var shop = await Shop.OpenAsync(StorageProvider.Sqlite);
        await using var pages = new ShopPages(shop);
        var since = shop.Clock.Now.AddMinutes(-90);
        var (near, by) = (since.AddMinutes(96), since.AddMinutes(120));
        var table = pages.Render<TicketTable>(p => p.Add(t => t.Rows, [Row(1, since, by), Row(2, since, null)]).Add(t => t.Book, new HoursBook([], []))
            .Add(t => t.Names, new Dictionary<Guid, string>()).Add(t => t.Departments, new List<DepartmentRow>()));
        var times = table.FindAll("time.queue__time");
        Assert.Equal((near.ToUnixTimeMilliseconds().ToString(System.Globalization.CultureInfo.InvariantCulture), by.ToUnixTimeMilliseconds().ToString(System.Globalization.CultureInfo.InvariantCulture)),
            (times[0].GetAttribute("data-near"), times[0].GetAttribute("data-by")));
        Assert.False(times[1].HasAttribute("data-by"));
    }

    private static TicketRow Row(int number, DateTimeOffset since, DateTimeOffset? by) => new(
        Guid.NewGuid(), number, Guid.NewGuid(), TicketState.Requested, "Tom", ChannelKind.WhatsApp, "A lamp", null, Trigger.AsksForPerson, since, null, null, new ServiceWindow(since, null))
    { AnswerBy = by, ClockSince = since };
}
