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
        if (ticket.Assign(toMemberId) is { } refusal)
            return refusal;
        TicketDesk.Record(change, ticket, TicketStep.Assigned, toMemberId, note.Length > 0 ? note : null);
        if (note.Length > 0)
        {
            var written = Note.Write(ticket.ConversationId, ticket.Id, byMemberId, note, change.Now);
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
            Telling.Of(change, ticket.Id, toMemberId, TicketWork.Handed);
        change.Tell(Topic.Tickets, Topic.Inbox, Topic.Conversation(ticket.ConversationId));
        return null;
    }
}
