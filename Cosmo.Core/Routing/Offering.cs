using Cosmo.Core.Storage;
using Cosmo.Core.Tickets;
using Cosmo.Core.Work;

namespace Cosmo.Core.Routing;

/// <summary>Offers tickets to members. Each offer makes a notification due; by which way the member is told is not decided here.</summary>
internal static class Offering
{
    private static readonly CompiledList<Guid, Offer> s_known = new((db, ticket) => db.Set<Offer>().Where(o => o.TicketId == ticket));

    /// <summary>The offers that were made of a ticket.</summary>
    public static Task<List<Offer>> KnownAsync(Change change, Guid ticketId) => s_known.RunAsync(change.Db, ticketId);

    /// <summary>Offers it to one member, anew or again.</summary>
    /// <param name="known">All offers of the ticket; a new one is added.</param>
    /// <param name="climbed">A step of the escalation path turned to them.</param>
    public static void Make(Change change, Ticket ticket, List<Offer> known, Guid memberId, bool climbed = false)
    {
        if (known.Find(o => o.MemberId == memberId) is { } offer)
        {
            // After a long stop several steps are due at once: whoever is told of one is not told of the next as well.
            if (offer.State is OfferState.Open && offer.At == change.Now)
                return;
            offer.Renew(change.Now);
        }
        else
        {
            known.Add(offer = Offer.To(memberId, ticket.Id, change.Now));
            change.Db.Add(offer);
        }

        TicketDesk.Record(change, ticket, TicketStep.Offered, memberId);
        Telling.Of(change, ticket.Id, memberId, climbed ? TicketWork.Climbed : null);
    }
}
