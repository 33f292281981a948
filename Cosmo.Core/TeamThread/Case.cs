using Cosmo.Core.Conversations;
using Cosmo.Core.Settings;
using Cosmo.Core.Storage;
using Cosmo.Core.Team;
using Cosmo.Core.Tickets;
using Microsoft.EntityFrameworkCore;

namespace Cosmo.Core.TeamThread;

/// <summary>A ticket with what a member has to know about it.</summary>
internal sealed record Case(Ticket Ticket, Conversation Conversation, Contact Contact, string? Department, bool Masks)
{
    private static readonly CompiledQuery<Guid, Case?> s_of = new((db, ticketId) => (
        from ticket in db.Set<Ticket>()
        where ticket.Id == ticketId
        join conversation in db.Set<Conversation>() on ticket.ConversationId equals conversation.Id
        join contact in db.Set<Contact>() on conversation.ContactId equals contact.Id
        join department in db.Set<Department>() on ticket.DepartmentId equals department.Id into departments
        from department in departments.DefaultIfEmpty()
        select new Case(
            ticket, conversation, contact, department == null ? null : department.Name,
            db.Set<Setting>().Any(s => s.Key == PhoneRules.MaskKey && s.Value == PhoneRules.On))).FirstOrDefault());

    /// <summary>How the customer is called on phones; never empty.</summary>
    public string Customer => NameOf(Ticket, Contact, Masks);

    /// <summary>A customer's words as phones may show them.</summary>
    public string Shown(string text) => Masks ? Masking.Text(text) : text;

    /// <summary>How a ticket's customer is called on phones.</summary>
    public static string NameOf(Ticket ticket, Contact contact, bool masks) =>
        contact.Name.Length == 0 ? $"#{ticket.Number}" : masks ? Masking.Name(contact.Name) : contact.Name;

    public static Task<Case?> FindAsync(CosmoContext db, Guid ticketId) => s_of.RunAsync(db, ticketId);

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
