using System.Data.Common;
using Cosmo.Core.Conversations;
using Cosmo.Core.Inbox;
using Cosmo.Core.Live;
using Cosmo.Core.Storage;
using Cosmo.Core.Tickets;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace Cosmo.Tests.Conversations;

public sealed class InboxQueriesTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task Every_conversation_is_listed_once_newest_first_across_parts(StorageProvider provider)
    {
        await using var shop = await Shop.OpenAsync(provider);
        using var inbox = new InboxQueries(shop.Contexts, shop.Live, shop.Clock);
        for (var i = 0; i < InboxQueries.RowsAtOnce + 5; i++)
        {
            // Three at a time in the same instant: only the id tells them apart.
            if (i % 3 == 0)
                shop.Clock.Advance(TimeSpan.FromSeconds(1));
            await shop.CustomerAsync($"Customer {i}");
        }

        var first = await inbox.PageAsync(InboxView.All, Guid.Empty, null, Cancel);
        var second = await inbox.PageAsync(InboxView.All, Guid.Empty, first.Next, Cancel);

        Assert.Equal(InboxQueries.RowsAtOnce, first.Rows.Count);
        Assert.Null(second.Next);
        Assert.Equal(InboxQueries.RowsAtOnce + 5, first.Rows.Concat(second.Rows).Select(r => r.Id).Distinct().Count());
        Assert.Equal(first.Rows.Concat(second.Rows).OrderByDescending(r => r.At).Select(r => r.At), first.Rows.Concat(second.Rows).Select(r => r.At));
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task Each_view_shows_and_counts_its_own(StorageProvider provider)
    {
        await using var shop = await Shop.OpenAsync(provider);
        using var inbox = new InboxQueries(shop.Contexts, shop.Live, shop.Clock);
        var desk = new TicketDesk(shop.Changes);
        var ana = await shop.MemberAsync("ana");
        var quiet = await shop.CustomerAsync("Quiet");
        var waiting = await shop.CustomerAsync("Waiting");
        var mine = await shop.CustomerAsync("Mine");
        var done = await shop.CustomerAsync("Done");
        await shop.TicketAsync(waiting.Id);
        Assert.Null(await desk.AssignAsync((await shop.TicketAsync(mine.Id)).Id, ana.Id, ana.Id, Cancel));
        Assert.Null(await desk.CloseAsync((await shop.TicketAsync(done.Id)).Id, ana.Id, "resolved", Cancel));

        var counts = await inbox.CountsAsync(ana.Id, Cancel);

        Assert.Equal([quiet.Id, done.Id], (await Ids(InboxView.Assistant)).Order());
        Assert.Equal([waiting.Id, mine.Id], await Ids(InboxView.Waiting));
        Assert.Equal([mine.Id], await Ids(InboxView.Mine));
        Assert.Equal([done.Id], await Ids(InboxView.Closed));
        Assert.Equal([4, 2, 1, 2, 1], Enum.GetValues<InboxView>().Select(v => counts[v]));
        var row = (await inbox.PageAsync(InboxView.Mine, ana.Id, null, Cancel)).Rows[0];
        Assert.Equal((ana.Id, TicketState.Requested), (row.Ticket!.HolderId!.Value, row.Ticket.State));

        async Task<IEnumerable<Guid>> Ids(InboxView view) => (await inbox.PageAsync(view, ana.Id, null, Cancel)).Rows.Select(r => r.Id);
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task Pages_that_show_the_same_share_one_read_until_something_changes(StorageProvider provider)
    {
        var commands = new CommandCount();
        await using var shop = await Shop.OpenAsync(provider, commands);
        using var inbox = new InboxQueries(shop.Contexts, shop.Live, shop.Clock);
        var conversation = await shop.CustomerAsync("Maria");
        await inbox.PageAsync(InboxView.All, Guid.Empty, null, Cancel);
        var before = commands.Count;

        await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => inbox.PageAsync(InboxView.All, Guid.CreateVersion7(), null, Cancel)));
        Assert.Equal(before, commands.Count);

        var beat = shop.Live.Beat;
        await shop.WritesAsync(conversation.Id, "One more thing");
        await Eventually.SeeAsync("pages are told", () =>
        {
            shop.Clock.Advance(LiveFeed.ShortestPause);
            return shop.Live.Beat > beat;
        });
        var row = Assert.Single((await inbox.PageAsync(InboxView.All, Guid.Empty, null, Cancel)).Rows);
        Assert.Equal(("One more thing", 2), (row.Preview, row.Unread));
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task Search_finds_people_numbers_tickets_and_words(StorageProvider provider)
    {
        await using var shop = await Shop.OpenAsync(provider);
        var search = new InboxSearch(shop.Contexts, TextSearch.On(provider, shop.Contexts));
        var maria = await shop.CustomerAsync("María López", "Where is my order A-1002?", "34600111222");
        var john = await shop.CustomerAsync("John", "Do you deliver?", "447700900123");
        var ticket = await shop.TicketAsync(john.Id);

        Assert.Equal(maria.Id, Assert.Single(await search.FindAsync("lópez", Cancel)).Id);
        Assert.Equal(maria.Id, Assert.Single(await search.FindAsync("+34 600 111-222", Cancel)).Id);
        Assert.Equal(maria.Id, Assert.Single(await search.FindAsync("0034600111222", Cancel)).Id);
        Assert.Equal(maria.Id, Assert.Single(await search.FindAsync("Lopez mar", Cancel)).Id);
        Assert.Equal(maria.Id, Assert.Single(await search.FindAsync("600 111 222", Cancel)).Id);
        Assert.Equal(john.Id, Assert.Single(await search.FindAsync("0090 01", Cancel)).Id);
        Assert.Equal(john.Id, Assert.Single(await search.FindAsync($"#{ticket.Number}", Cancel)).Id);
        Assert.Equal("Where is my order A-1002?", Assert.Single(await search.FindAsync("order", Cancel)).Preview);
        Assert.Empty(await search.FindAsync("nobody wrote this", Cancel));
    }

    private sealed class CommandCount : DbCommandInterceptor
    {
        private int _count;

        public int Count => _count;

        public override ValueTask<InterceptionResult<DbDataReader>> ReaderExecutingAsync(
            DbCommand command, CommandEventData eventData, InterceptionResult<DbDataReader> result, CancellationToken cancellationToken = default)
        {
            Interlocked.Increment(ref _count);
            return new(result);
        }
    }
}
