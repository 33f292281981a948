using Cosmo.Core.Live;
using Cosmo.Core.Tickets;
using Cosmo.Core.Work;

namespace Cosmo.Core.TeamThread;

/// <summary>Tells the holder of a ticket that it closes by itself soon.</summary>
internal sealed class QuietWarning : IWorkHandler
{
    public WorkKind Kind => TicketWork.QuietSoon;

    public async Task HandleAsync(Change change, WorkItem item, CancellationToken cancel)
    {
        var (ticketId, more) = TicketWork.Read(item);
        if (await Case.FindAsync(change.Db, ticketId) is not { Ticket: var ticket }
            || !await QuietTickets.IsQuietSinceAsync(change, ticket, more.Split(' ')[0], item, cancel))
            return;
        TicketDesk.Record(change, ticket, TicketStep.QuietSoon, ticket.HolderId);
        change.Tell(Topic.Tickets, Topic.Conversation(ticket.ConversationId));
        if (ticket.HolderId is { } holder)
            await PhoneNews.TellAsync(change, holder, NotificationEvent.QuietSoon, ticketId, null, cancel);
    }
}

/// <summary>The time to which a ticket was put off has come: its holder is told, or it seeks somebody.</summary>
internal sealed class Waking : IWorkHandler
{
    public WorkKind Kind => TicketWork.Wake;

    public async Task HandleAsync(Change change, WorkItem item, CancellationToken cancel)
    {
        var (ticketId, mark) = TicketWork.Read(item);
        if (await Case.FindAsync(change.Db, ticketId) is not { Ticket: { IsOpen: true, SnoozedUntil: { } until } ticket } || TicketMoves.Mark(until) != mark)
            return;
        await TicketMoves.WakeAsync(change, ticket, null, cancel);
        if (ticket.HolderId is { } holder)
            await PhoneNews.TellAsync(change, holder, NotificationEvent.Woken, ticketId, null, cancel);
        else
            change.Add(TicketWork.Of(TicketWork.Route, ticketId));
    }
}
