using Cosmo.Core.Conversations;
using Cosmo.Core.Team;
using Cosmo.Core.Tickets;
using Microsoft.EntityFrameworkCore;

namespace Cosmo.Core.TeamThread;

/// <summary>A ticket with what a member has to know about it.</summary>
internal sealed record Case(Ticket Ticket, Conversation Conversation, Contact Contact, string? Department)
{
    /// <summary>How the customer is called; never empty.</summary>
    public string Customer => Contact.Name.Length > 0 ? Contact.Name : $"#{Ticket.Number}";

    public static async Task<Case?> FindAsync(DbContext db, Guid ticketId, CancellationToken cancel)
    {
        if (await db.Set<Ticket>().FindAsync([ticketId], cancel) is not { } ticket)
            return null;
        var conversation = await db.Set<Conversation>().SingleAsync(c => c.Id == ticket.ConversationId, cancel);
        var contact = await db.Set<Contact>().SingleAsync(c => c.Id == conversation.ContactId, cancel);
        var department = await db.Set<Department>().Where(d => d.Id == ticket.DepartmentId).Select(d => d.Name).FirstOrDefaultAsync(cancel);
        return new(ticket, conversation, contact, department);
    }

    /// <summary>The tickets that a member may answer, the longest waiting first.</summary>
    public static async Task<List<(Ticket Ticket, Contact Contact)>> OpenForAsync(DbContext db, Guid memberId, CancellationToken cancel) =>
        (await (from offer in db.Set<Offer>()
                join ticket in db.Set<Ticket>() on offer.TicketId equals ticket.Id
                join conversation in db.Set<Conversation>() on ticket.ConversationId equals conversation.Id
                join contact in db.Set<Contact>() on conversation.ContactId equals contact.Id
                where offer.MemberId == memberId && offer.State != OfferState.Closed && ticket.State != TicketState.Closed
                    && (ticket.HolderId == null || ticket.HolderId == memberId)
                orderby ticket.WaitingSince
                select new { ticket, contact }).ToListAsync(cancel))
        .Select(x => (x.ticket, x.contact)).ToList();
}
