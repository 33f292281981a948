using Cosmo.Core.Hours;
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
        var parts = more.Split(' ');
        if (await Case.FindAsync(change.Db, ticketId) is not { Ticket: var ticket } found
            || !await QuietTickets.IsQuietSinceAsync(change, ticket, parts[0], item, cancel))
            return;
        TicketDesk.Record(change, ticket, TicketStep.QuietSoon, ticket.HolderId);
        change.Tell(Topic.Tickets, Topic.Conversation(ticket.ConversationId));
        if (ticket.HolderId is not { } holder || await ThreadVoice.FindAsync(change, holder) is not { } listener)
            return;
        var end = DateTimeOffset.FromUnixTimeMilliseconds(long.Parse(parts[1], System.Globalization.CultureInfo.InvariantCulture));
        await ThreadVoice.SayAsync(change, listener, TeamMessageKind.Info, listener.Say("quiet-soon",
            ("number", ThreadVoice.Number(ticket)), ("customer", found.Customer), ("time", ThreadAbsence.At(listener, await HoursBook.ReadAsync(change.Db), end, "HH:mm"))), ticketId, cancel: cancel);
    }
}

/// <summary>The time to which a ticket was put off has come: its holder is told, or it seeks somebody.</summary>
internal sealed class Waking : IWorkHandler
{
    public WorkKind Kind => TicketWork.Wake;

    public async Task HandleAsync(Change change, WorkItem item, CancellationToken cancel)
    {
        var (ticketId, mark) = TicketWork.Read(item);
        if (await Case.FindAsync(change.Db, ticketId) is not { Ticket: { IsOpen: true, SnoozedUntil: { } until } ticket } found || TicketMoves.Mark(until) != mark)
            return;
        await TicketMoves.WakeAsync(change, ticket, null, cancel);
        if (ticket.HolderId is not { } holder)
            change.Add(TicketWork.Of(TicketWork.Route, ticketId));
        else if (await ThreadVoice.FindAsync(change, holder) is { } listener)
            await ThreadVoice.NotifyAsync(change, listener, TeamMessageKind.FollowUp, ticket,
                listener.Say("woken", ("number", ThreadVoice.Number(ticket)), ("customer", found.Customer)), found.Customer, cancel);
    }
}
