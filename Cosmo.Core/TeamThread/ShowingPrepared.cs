using Cosmo.Core.Assistant;
using Cosmo.Core.Replies;
using Cosmo.Core.Tickets;
using Cosmo.Core.Work;
using Microsoft.EntityFrameworkCore;

namespace Cosmo.Core.TeamThread;

/// <summary>Lays before a member, on their phone, what the assistant prepared for a ticket: as a draft of theirs, which one yes sends.</summary>
internal static class ShowingPrepared
{
    /// <summary>Makes the draft, once for each member; it is shown a moment later like any other.</summary>
    public static async Task BeginAsync(Change change, Listener listener, Ticket ticket, CancellationToken cancel)
    {
        // Outside their 24 hours it could not be shown; the button of the notification opens them.
        if (!listener.Phone.Window.IsOpen(change.Now) || await PreparedDesk.FindAsync(change.Db, ticket, listener.Member.Id, cancel) is not { } prepared)
            return;
        if (await change.Db.Set<Draft>().AnyAsync(d => d.PreparedId == prepared.Id && d.MemberId == listener.Member.Id, cancel))
            return;
        // Where it is refused there is nothing to lay before anybody: the ticket was answered or taken in this very moment.
        _ = await PreparedDesk.BeginAsync(change, Guid.CreateVersion7(), prepared, listener.Member.Id, DraftSource.Phone, cancel);
    }

    /// <summary>What is said in front of the words of such a draft: nobody has said them yet, and what they stand on.</summary>
    public static async Task<string> IntroAsync(Change change, Listener listener, Guid preparedId, CancellationToken cancel)
    {
        var intro = listener.Say("draft.prepared");
        if (await change.Db.Set<PreparedAnswer>().AsNoTracking().FirstOrDefaultAsync(p => p.Id == preparedId, cancel) is not { } prepared)
            return intro;
        var sources = (await PreparedDesk.SourcesAsync(change.Db, prepared, cancel)).Select(s => s.Question).OfType<string>().ToList();
        return sources.Count == 0 ? intro : $"{intro} {listener.Say("draft.sources", ("sources", string.Join(" · ", sources.Select(s => Cut.Shown(s, 120)))))}";
    }
}
