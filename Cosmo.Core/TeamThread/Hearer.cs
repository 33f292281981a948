using Cosmo.Core.Storage;
using Cosmo.Core.Team;
using Cosmo.Core.Tickets;
using Cosmo.Core.Work;
using Microsoft.EntityFrameworkCore;

namespace Cosmo.Core.TeamThread;

/// <summary>Somebody who is told what the customer of a ticket writes.</summary>
/// <param name="HasPhone">True with a paired phone, though it may be too silent to be told anything.</param>
internal sealed record Hearer(Guid Id, string Language, bool HasPhone, NotificationChoices? Choices)
{
    // Whoever has an open ticket, or was offered it while nobody has it.
    private static readonly CompiledList<Guid, Hearer> s_of = new((db, ticketId) =>
        from ticket in db.Set<Ticket>()
        where ticket.Id == ticketId && ticket.State != TicketState.Closed
        join offer in db.Set<Offer>() on ticket.Id equals offer.TicketId
        where offer.State != OfferState.Closed && (ticket.HolderId == null || offer.MemberId == ticket.HolderId)
        join member in db.Set<Member>() on offer.MemberId equals member.Id
        where member.IsActive
        join choices in db.Set<NotificationChoices>().AsNoTracking() on member.Id equals choices.MemberId into chosen
        from choices in chosen.DefaultIfEmpty()
        select new Hearer(member.Id, member.Language, db.Set<PairedPhone>().Any(p => p.MemberId == member.Id && p.SignedOutAt == null), choices));

    /// <summary>Why their phone does not hear of a follow-up now, on duty or not; null where it may.</summary>
    public string? AgainstPhone(DateTimeOffset now) => News.AgainstPhone(Choices, NotificationEvent.FollowUp, now) ?? (HasPhone ? null : News.NoPhone);

    public static Task<List<Hearer>> FindAsync(Change change, Guid ticketId) => s_of.RunAsync(change.Db, ticketId);
}

/// <summary>
/// The customer of a ticket wrote again. Only for a phone there is something to say, perhaps to translate; where no phone
/// hears it, the other ways are told at once.
/// </summary>
internal sealed class HearingAgain : IWorkHandler
{
    public WorkKind Kind => TicketWork.WroteAgain;

    public async Task HandleAsync(Change change, WorkItem item, CancellationToken cancel)
    {
        var (ticketId, message) = TicketWork.Read(item);
        var (duty, unheard) = (new PhoneDuty(change), new List<News>());
        foreach (var hearer in await Hearer.FindAsync(change, ticketId))
        {
            var against = hearer.AgainstPhone(change.Now) ?? (await duty.OffAsync(hearer.Id, ticketId) is null ? null : News.OffDuty);
            if (against is null)
            {
                change.Add(TicketWork.Of(TicketWork.FollowUp, ticketId, message));
                return;
            }

            unheard.Add(new(hearer.Id, NotificationEvent.FollowUp, ticketId, Guid.Parse(message), null, against));
        }

        unheard.ForEach(news => news.Tell(change));
    }

    public Task GiveUpAsync(Change change, WorkItem item) => FollowingUp.UnheardAsync(change, item);
}
