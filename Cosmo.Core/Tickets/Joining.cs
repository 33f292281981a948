using Cosmo.Core.Conversations;
using Cosmo.Core.Live;
using Cosmo.Core.Work;
using Microsoft.EntityFrameworkCore;

namespace Cosmo.Core.Tickets;

/// <summary>
/// Two conversations of one customer with one ticket. The ticket that ended gives nothing back to the assistant: what the customer
/// writes in its conversation belongs to the one that goes on, and both conversations are handed back when that one ends.
/// </summary>
internal static class Joining
{
    /// <summary>The open ticket that goes on in the place of a conversation's last one; null where the last one stands for itself.</summary>
    public static async Task<Ticket?> GoesOnInAsync(Change change, Guid conversationId) =>
        await change.Db.Set<Ticket>().Where(t => t.ConversationId == conversationId).OrderByDescending(t => t.Number)
            .Select(t => t.MergedIntoId).FirstOrDefaultAsync() is { } id
        && await change.Db.Set<Ticket>().FindAsync([id]) is { IsOpen: true } ticket ? ticket : null;

    /// <summary>The tickets in whose place this one goes on.</summary>
    public static async Task<List<Ticket>> EndedForAsync(Change change, Ticket ticket, CancellationToken cancel) =>
        // Nothing leads from a ticket to those that ended for it but the whole table; its history, which is short, says whether there are any.
        await change.Db.Set<TicketEvent>().AnyAsync(e => e.TicketId == ticket.Id && e.Step == TicketStep.Merged, cancel)
            ? await change.Db.Set<Ticket>().Where(t => t.MergedIntoId == ticket.Id).ToListAsync(cancel)
            : [];

    /// <summary>The assistant answers first again in the conversation of a ticket that ended, and in those it went on for.</summary>
    public static async Task HandBackAsync(Change change, Ticket ticket, CancellationToken cancel)
    {
        foreach (var conversationId in (await EndedForAsync(change, ticket, cancel)).Select(t => t.ConversationId).Append(ticket.ConversationId).Distinct())
        {
            // One that has got a ticket of its own meanwhile stays with the team.
            if (conversationId != ticket.ConversationId && await change.Db.Set<Ticket>().AnyAsync(t => t.ConversationId == conversationId && t.State != TicketState.Closed, cancel))
                continue;
            if (await change.Db.Set<Conversation>().FindAsync([conversationId], cancel) is { } conversation)
                conversation.HandBack();
            change.Tell(Topic.Conversation(conversationId));
        }
    }

    /// <summary>Whether two conversations are one customer's: of one contact, or of two with an equal phone number.</summary>
    public static async Task<bool> IsOneCustomerAsync(Change change, Guid conversationId, Guid otherId, CancellationToken cancel)
    {
        var contacts = await change.Db.Set<Conversation>().Where(c => c.Id == conversationId || c.Id == otherId).Select(c => c.ContactId).Distinct().ToListAsync(cancel);
        if (contacts.Count < 2)
            return true;
        var phones = await change.Db.Set<Identity>().Where(i => contacts.Contains(i.ContactId) && i.Kind == IdentityKind.Phone).Select(i => new { i.ContactId, i.Value }).ToListAsync(cancel);
        var others = phones.Where(p => p.ContactId != contacts[0]).Select(p => p.Value).ToHashSet();
        return phones.Exists(p => p.ContactId == contacts[0] && (others.Contains(p.Value) || (PhoneSpelling.Other(p.Value) is { } spelled && others.Contains(spelled))));
    }
}
