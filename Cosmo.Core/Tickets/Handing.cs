using Cosmo.Core.Conversations;
using Cosmo.Core.Live;
using Cosmo.Core.Team;
using Cosmo.Core.Work;
using Microsoft.EntityFrameworkCore;

namespace Cosmo.Core.Tickets;

/// <summary>Gives a ticket from one member to another, with a word about it.</summary>
public static class Handing
{
    /// <summary>Gives the ticket to a member: their offer is taken, everybody else's ends, and they are told unless they took it themselves.</summary>
    /// <param name="note">A word for the colleague; kept as a note of the team. Empty for none.</param>
    public static async Task<Refusal?> GiveAsync(Change change, Ticket ticket, Guid toMemberId, Guid byMemberId, string note, CancellationToken cancel)
    {
        if (await change.Db.Set<Member>().FindAsync([toMemberId], cancel) is not { IsActive: true })
            return TicketRefusals.NoSuchMember;
        var waited = ticket.WaitsUntil is not null;
        if (ticket.Assign(toMemberId) is { } refusal)
            return refusal;
        if (waited)
            change.Db.Add(TicketMark.Offered(ticket, change.Now));
        TicketDesk.Record(change, ticket, TicketStep.Assigned, toMemberId, note.Length > 0 ? note : null);
        var written = note.Length > 0 ? Note.Write(ticket.ConversationId, ticket.Id, byMemberId, note, change.Now) : null;
        if (written is not null)
        {
            change.Db.Add(written);
            change.Add(written.Tells());
        }

        // Whoever is given a ticket may answer it from the phone too, offered before or not.
        if (!await change.Db.Set<Offer>().AnyAsync(o => o.TicketId == ticket.Id && o.MemberId == toMemberId, cancel))
        {
            change.Db.Add(Offer.To(toMemberId, ticket.Id, change.Now));
            await change.Db.SaveChangesAsync(cancel);
        }

        await TicketDesk.TakeAsync(change, ticket, toMemberId, cancel);
        if (toMemberId != byMemberId)
            Telling.Of(change, ticket.Id, toMemberId, $"{TicketWork.HandedOver} {byMemberId} {written?.Id ?? Guid.Empty}");
        change.Tell(Topic.Tickets, Topic.Inbox, Topic.Conversation(ticket.ConversationId));
        return null;
    }
}
