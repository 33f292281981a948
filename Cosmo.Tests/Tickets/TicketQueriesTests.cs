using Cosmo.Core.Inbox;
using Cosmo.Core.Storage;
using Cosmo.Core.Team;
using Cosmo.Core.Tickets;
using Cosmo.Tests.Conversations;

namespace Cosmo.Tests.Tickets;

public sealed class TicketQueriesTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task Whoever_waits_longest_comes_first_and_closed_ones_latest_first(StorageProvider provider)
    {
        await using var shop = await Shop.OpenAsync(provider);
        var ana = await shop.MemberAsync("ana");
        using var queue = new TicketQueries(shop.Contexts, shop.Live, shop.Clock);
        var desk = new TicketDesk(shop.Changes);
        for (var i = 0; i < TicketQueries.RowsAtOnce + 3; i++)
        {
            if (i % 2 == 0)
                shop.Clock.Advance(TimeSpan.FromMinutes(1));
            await shop.TicketAsync((await shop.CustomerAsync($"Customer {i}")).Id);
        }

        var first = await queue.PageAsync(new(TicketState.Requested), null, Cancel);
        var second = await queue.PageAsync(new(TicketState.Requested), first.Next, Cancel);
        Assert.Equal(Enumerable.Range(1, TicketQueries.RowsAtOnce + 3), first.Rows.Concat(second.Rows).Select(r => r.Number));
        Assert.Null(second.Next);

        foreach (var row in first.Rows)
        {
            shop.Clock.Advance(TimeSpan.FromSeconds(1));
            Assert.Null(await desk.CloseAsync(row.Id, ana.Id, "resolved", Cancel));
        }

        var closed = await queue.PageAsync(new(TicketState.Closed), null, Cancel);
        Assert.Equal(first.Rows.Select(r => r.Number).Reverse(), closed.Rows.Select(r => r.Number));
        var counts = await queue.CountsAsync(new(TicketState.Requested), Cancel);
        Assert.Equal((3, 0, TicketQueries.RowsAtOnce), (counts[TicketState.Requested], counts[TicketState.Answered], counts[TicketState.Closed]));
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task The_queue_is_filtered_by_department_and_member(StorageProvider provider)
    {
        await using var shop = await Shop.OpenAsync(provider);
        using var queue = new TicketQueries(shop.Contexts, shop.Live, shop.Clock);
        var ana = await shop.MemberAsync("ana");
        var sales = Department.Create("Sales", "", false);
        await shop.AddAsync(sales);
        var (one, two) = (await shop.TicketAsync((await shop.CustomerAsync("One")).Id), await shop.TicketAsync((await shop.CustomerAsync("Two")).Id));
        await shop.Changes.RunAsync(async change => (await change.Db.FindAsync<Ticket>([one.Id], Cancel))!.Route(sales.Id, seeks: false, waitsUntil: null, shop.Clock.Now), Cancel);
        Assert.Null(await new TicketDesk(shop.Changes).AssignAsync(two.Id, ana.Id, ana.Id, Cancel));

        Assert.Equal(one.Number, Assert.Single((await queue.PageAsync(new(TicketState.Requested, DepartmentId: sales.Id), null, Cancel)).Rows).Number);
        Assert.Equal(two.Number, Assert.Single((await queue.PageAsync(new(TicketState.Requested, MemberId: ana.Id), null, Cancel)).Rows).Number);
        Assert.Equal(1, (await queue.CountsAsync(new(TicketState.Closed, MemberId: ana.Id), Cancel))[TicketState.Requested]);
    }
}
