using Cosmo.Core.Channels;
using Cosmo.Core.Conversations;
using Cosmo.Core.Storage;
using Cosmo.Core.TeamThread;
using Cosmo.Core.Tickets;
using Microsoft.EntityFrameworkCore;

namespace Cosmo.Core.Inbox;

/// <summary>One line of a ticket's history.</summary>
public sealed record TicketLine(TicketStep Step, Guid? MemberId, string? Detail, DateTimeOffset At);

/// <summary>A member who was offered the ticket, and whether the word reached their phone.</summary>
/// <param name="Notified">Null where nothing was sent to a phone.</param>
public sealed record TicketOffer(Guid MemberId, OfferState State, Delivery? Notified, string? NotificationError);

/// <summary>Another open ticket of the same customer.</summary>
public sealed record TicketSibling(Guid Id, int Number, string Issue);

/// <summary>A ticket with everything that is known about it.</summary>
public sealed record TicketView(
    Guid Id, int Number, TicketState State, Trigger Trigger, CaseTopic Topic, string Evidence, double Score, double Threshold, string Issue, Guid? DepartmentId,
    Guid? HolderId, DateTimeOffset OpenedAt, DateTimeOffset WaitingSince, DateTimeOffset? FirstAnsweredAt, DateTimeOffset? ClosedAt, Guid? ClosedById, string? CloseReason)
{
    public Priority Priority { get; init; }

    /// <summary>Everybody is out: it is offered at this opening.</summary>
    public DateTimeOffset? WaitsUntil { get; init; }

    /// <summary>When the customer is to have an answer; null while nobody waits.</summary>
    public DateTimeOffset? AnswerBy { get; init; }

    /// <summary>Since when the target is counted.</summary>
    public DateTimeOffset ClockSince { get; init; }
    public IReadOnlyList<TicketLine> Lines { get; init; } = [];
    public IReadOnlyList<TicketOffer> Offers { get; init; } = [];

    /// <summary>Since when it is put off; null while it is not.</summary>
    public DateTimeOffset? SnoozedAt { get; init; }

    /// <summary>Until when; null: until the customer writes.</summary>
    public DateTimeOffset? SnoozedUntil { get; init; }

    /// <summary>Other open tickets of the same customer, which could go on in its place.</summary>
    public IReadOnlyList<TicketSibling> Siblings { get; init; } = [];
}

/// <summary>Reads the tickets of one conversation.</summary>
public sealed class TicketHistory(IDbContextFactory<CosmoContext> contexts)
{
    private const int MostTickets = 10;
    private const int MostLines = 100;

    /// <summary>The last tickets of a conversation, newest first; the newest one with its history and offers.</summary>
    public async Task<IReadOnlyList<TicketView>> OfAsync(Guid conversationId, CancellationToken cancel = default)
    {
        await using var db = await contexts.CreateDbContextAsync(cancel);
        var tickets = await db.Set<Ticket>().AsNoTracking().Where(t => t.ConversationId == conversationId)
            .OrderByDescending(t => t.Number).Take(MostTickets)
            .Select(t => new TicketView(
                t.Id, t.Number, t.State, t.Trigger, t.Topic, t.Evidence, t.Score, t.Threshold, t.Issue, t.DepartmentId, t.HolderId, t.OpenedAt,
                t.WaitingSince, t.FirstAnsweredAt, t.ClosedAt, t.ClosedById, t.CloseReason)
            {
                Priority = t.Priority,
                WaitsUntil = t.WaitsUntil,
                AnswerBy = t.AnswerBy,
                ClockSince = t.WokenAt != null && t.WokenAt > t.WaitingSince ? t.WokenAt.Value : t.WaitingSince,
                SnoozedAt = t.SnoozedAt,
                SnoozedUntil = t.SnoozedUntil,
            })
            .ToListAsync(cancel);
        if (tickets is [])
            return tickets;
        tickets[0] = tickets[0] with
        {
            Lines = await LinesAsync(db, tickets[0].Id, cancel),
            Offers = await OffersAsync(db, tickets[0].Id, cancel),
            // Only an open one can be joined with another.
            Siblings = tickets[0].State is TicketState.Closed ? [] : await SiblingsAsync(db, conversationId, cancel),
        };
        return tickets;
    }

    // Each of our numbers has contacts of its own: whoever wrote to another one is known again by the phone number.
    private static async Task<IReadOnlyList<TicketSibling>> SiblingsAsync(CosmoContext db, Guid conversationId, CancellationToken cancel)
    {
        var own = db.Set<Conversation>().Where(c => c.Id == conversationId).Select(c => c.ContactId);
        var phones = await db.Set<Identity>().Where(i => own.Contains(i.ContactId) && i.Kind == IdentityKind.Phone).Select(i => i.Value).ToListAsync(cancel);
        List<string> spelled = [.. phones.Concat(phones.Select(PhoneSpelling.Other).OfType<string>())];
        // By number of ours and phone, as the index has it.
        var contacts = (
            from account in db.Set<ChannelAccount>()
            join identity in db.Set<Identity>() on account.Id equals identity.ChannelAccountId
            where identity.Kind == IdentityKind.Phone && spelled.Contains(identity.Value)
            select identity.ContactId).Concat(own);
        return await (
            from other in db.Set<Conversation>()
            where contacts.Contains(other.ContactId) && other.Id != conversationId
            join ticket in db.Set<Ticket>() on other.Id equals ticket.ConversationId
            where ticket.State != TicketState.Closed
            orderby ticket.Number
            select new TicketSibling(ticket.Id, ticket.Number, ticket.Issue)).Take(MostTickets).ToListAsync(cancel);
    }

    private static async Task<IReadOnlyList<TicketLine>> LinesAsync(CosmoContext db, Guid ticketId, CancellationToken cancel)
    {
        var lines = await db.Set<TicketEvent>().AsNoTracking().Where(e => e.TicketId == ticketId)
            .OrderByDescending(e => e.At).ThenByDescending(e => e.Id).Take(MostLines).Select(e => new TicketLine(e.Step, e.MemberId, e.Detail, e.At)).ToListAsync(cancel);
        lines.Reverse();
        return lines;
    }

    private static async Task<IReadOnlyList<TicketOffer>> OffersAsync(CosmoContext db, Guid ticketId, CancellationToken cancel)
    {
        var offers = await db.Set<Offer>().AsNoTracking().Where(o => o.TicketId == ticketId).OrderBy(o => o.At).Select(o => new { o.MemberId, o.State }).ToListAsync(cancel);
        var told = (await db.Set<TeamMessage>().AsNoTracking()
            .Where(m => m.TicketId == ticketId && m.Kind == TeamMessageKind.Notification)
            .OrderBy(m => m.At).Select(m => new { m.MemberId, m.Delivery, m.DeliveryError }).ToListAsync(cancel))
            .GroupBy(m => m.MemberId).ToDictionary(g => g.Key, g => g.Last());
        return offers.ConvertAll(o => new TicketOffer(o.MemberId, o.State, told.GetValueOrDefault(o.MemberId)?.Delivery, told.GetValueOrDefault(o.MemberId)?.DeliveryError));
    }
}
