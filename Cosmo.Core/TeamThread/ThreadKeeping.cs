using Cosmo.Core.Assistant;
using Cosmo.Core.Channels.WhatsApp;
using Cosmo.Core.Knowledge;
using Cosmo.Core.Tickets;
using Cosmo.Core.Work;
using Microsoft.EntityFrameworkCore;

namespace Cosmo.Core.TeamThread;

/// <summary>
/// Keeps what was said in a closed ticket as an entry, without what belongs to its customer. It is a draft: whoever publishes it has read
/// it where there is room for that.
/// </summary>
internal static class ThreadKeeping
{
    /// <summary>Says that a ticket is closed; where somebody answered in it, with a button to keep the answer.</summary>
    public static async Task OfferAsync(Change change, Listener listener, Case found, string said, CancellationToken cancel)
    {
        if (await TicketProposal.OfAsync(change.Db, found.Ticket, cancel) is { } text && text.Check() is null)
            await ThreadVoice.OfferAsync(change, listener, said, new ReplyButton($"k:{found.Ticket.Id}", listener.Say("button.keep")), found.Ticket.Id, cancel);
        else
            await ThreadVoice.SayAsync(change, listener, TeamMessageKind.Info, said, found.Ticket.Id, cancel: cancel);
    }

    /// <summary>The button was pressed.</summary>
    public static async Task HearAsync(Change change, Listener listener, Guid ticketId, CancellationToken cancel)
    {
        if (await Case.FindAsync(change.Db, ticketId) is not { } found)
            return;
        // It may have been opened again since, or what was said may have been deleted.
        if (found.Ticket.State is not TicketState.Closed || await TicketProposal.OfAsync(change.Db, found.Ticket, cancel) is not { } text || text.Check() is not null)
            await SayAsync(listener.Say("keep.none", ("number", ThreadVoice.Number(found.Ticket))));
        else if (await change.Db.Set<KnowledgeEntry>().AnyAsync(e => e.Question == text.Question && e.Answer == text.Answer, cancel))
            await SayAsync(listener.Say("keep.already"));
        else
        {
            KnowledgeDesk.Add(change, text, VersionCause.Written, listener.Member.Id);
            await SayAsync(listener.Say("keep.done", ("question", Cut.Shown(text.Question, 300))));
        }

        Task SayAsync(string words) => ThreadVoice.SayAsync(change, listener, TeamMessageKind.Info, words, ticketId, cancel: cancel);
    }
}
