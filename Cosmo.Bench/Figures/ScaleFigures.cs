using System.Diagnostics;
using Cosmo.Bench.Servers;
using Cosmo.Core.Conversations;
using Cosmo.Core.Inbox;
using Cosmo.Core.Live;
using Cosmo.Core.Tickets;

namespace Cosmo.Bench.Figures;

/// <summary>What lists, the ticket queue and search cost with many conversations against few.</summary>
internal static class ScaleFigures
{
    private const int Rounds = 60;
    private const int WarmUp = 15;

    public static async Task RunAsync(BenchOptions options, Report report)
    {
        var (many, few) = (options.Conversations, options.Conversations / 100);
        Report.Say($"scale: {many} conversations against {few}");
        using var place = new Workspace();
        await using var large = await SeededDatabase.CreateAsync(Path.Combine(place.Folder, "large"), many);
        await using var small = await SeededDatabase.CreateAsync(Path.Combine(place.Folder, "small"), few);

        foreach (var (name, read) in Reads())
        {
            var (slow, fast) = (new List<double>(), new List<double>());
            for (var i = 0; i < Rounds + WarmUp; i++)
            {
                // In turn, so that a busy moment of the machine meets both.
                var (l, s) = (await TimeAsync(large, read), await TimeAsync(small, read));
                if (i < WarmUp)
                    continue;
                slow.Add(l);
                fast.Add(s);
            }

            report.Add($"{name}, {many} against {few}", "ms", new Samples(slow).Median, new Samples(fast).Median, "<= 1.3 x", f => f.Ratio <= 1.3);
        }
    }

    private static IEnumerable<(string Name, Func<SeededDatabase, Task> Read)> Reads()
    {
        foreach (var view in Enum.GetValues<InboxView>())
            yield return ($"inbox, {view}", db => db.Get<InboxQueries>().PageAsync(view, SeededDatabase.MemberId, null));
        yield return ("inbox, tenth part", async db =>
        {
            InboxCursor? next = null;
            for (var part = 0; part < 10; part++)
                next = (await db.Get<InboxQueries>().PageAsync(InboxView.All, SeededDatabase.MemberId, next)).Next;
        }
        );
        yield return ("inbox, counts", db => db.Get<InboxQueries>().CountsAsync(SeededDatabase.MemberId));
        foreach (var state in Enum.GetValues<TicketState>())
            yield return ($"tickets, {state}", db => db.Get<TicketQueries>().PageAsync(new(state), null));
        yield return ("tickets, counts", db => db.Get<TicketQueries>().CountsAsync(new(TicketState.Requested)));
        yield return ("thread", db => db.Get<ThreadQueries>().ReadAsync(db.SomeConversation, ThreadQueries.MessagesAtOnce));
        yield return ("search, a rare word", db => db.Get<InboxSearch>().FindAsync(SeededDatabase.RareWord));
        yield return ("search, a common word", db => db.Get<InboxSearch>().FindAsync("order"));
        yield return ("search, the beginning of a word", db => db.Get<InboxSearch>().FindAsync("del"));
        yield return ("search, two words", db => db.Get<InboxSearch>().FindAsync("order late"));
        yield return ("search, a name", db => db.Get<InboxSearch>().FindAsync(SeededDatabase.RareName));
        yield return ("search, a common name", db => db.Get<InboxSearch>().FindAsync("maria"));
        yield return ("search, a phone number", db => db.Get<InboxSearch>().FindAsync(SeededDatabase.Phone));
        yield return ("search, a ticket", db => db.Get<InboxSearch>().FindAsync("#7"));
    }

    private static async Task<double> TimeAsync(SeededDatabase db, Func<SeededDatabase, Task> read)
    {
        // As after a change: with the next beat shared answers are old and everything is read again.
        var feed = db.Get<LiveFeed>();
        var beat = feed.Beat;
        feed.Publish(Topic.Inbox);
        while (feed.Beat == beat)
            await Task.Delay(1);
        var began = Stopwatch.GetTimestamp();
        await read(db);
        return Stopwatch.GetElapsedTime(began).TotalMilliseconds;
    }
}
