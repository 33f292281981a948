using Cosmo.Core.Conversations;
using Cosmo.Core.Team;
using Cosmo.Core.Tickets;
using Cosmo.Core.Work;
using Microsoft.EntityFrameworkCore;

namespace Cosmo.Core.TeamThread;

/// <summary>Which ticket a member's words are for. It is never guessed.</summary>
internal abstract record Binding
{
    private Binding() { }

    public sealed record To(Guid TicketId) : Binding;
    public sealed record Several(IReadOnlyList<(Ticket Ticket, Contact Contact)> Tickets) : Binding;
    public sealed record Unknown(string Number) : Binding;
    public sealed record None : Binding;

    /// <summary>By quote, by number, by the button pressed before, or by being the only one.</summary>
    public static async Task<Binding> FindAsync(Change change, Listener listener, int? number, TeamMessage? quoted, CancellationToken cancel)
    {
        if (quoted?.TicketId is { } byQuote)
            return new To(byQuote);
        if (number is { } named)
        {
            var known = await change.Db.Set<Ticket>().Where(t => t.Number == named)
                .Join(change.Db.Set<Offer>().Where(o => o.MemberId == listener.Member.Id), t => t.Id, o => o.TicketId, (t, _) => (Guid?)t.Id).FirstOrDefaultAsync(cancel);
            return known is { } byNumber ? new To(byNumber) : new Unknown(named.ToString(System.Globalization.CultureInfo.InvariantCulture));
        }

        if (listener.Phone.ChosenTicketId is { } chosen)
            return new To(chosen);
        var open = await Case.OpenForAsync(change.Db, listener.Member.Id, cancel);
        return open.Count switch
        {
            0 => await LastOfferAsync(change, listener, cancel) is { } last ? new To(last) : new None(),
            1 => new To(open[0].Ticket.Id),
            _ => new Several(open),
        };
    }

    /// <summary>Tells the member when the ticket is closed or a colleague has answered it; their words then go nowhere.</summary>
    public static async Task<bool> IsLateAsync(Change change, Listener listener, Case found, CancellationToken cancel)
    {
        var ticket = found.Ticket;
        if (ticket.IsOpen && (ticket.HolderId is null || ticket.HolderId == listener.Member.Id))
            return false;
        TicketDesk.Record(change, ticket, TicketStep.Late, listener.Member.Id);
        await TellLateAsync(change, listener, found, cancel);
        return true;
    }

    /// <summary>Tells who was first, and with what words.</summary>
    public static async Task TellLateAsync(Change change, Listener listener, Case found, CancellationToken cancel)
    {
        var ticket = found.Ticket;
        var colleague = ticket.HolderId is { } holder && holder != listener.Member.Id
            ? await change.Db.Set<Member>().Where(m => m.Id == holder).Select(m => m.Name).FirstOrDefaultAsync(cancel)
            : null;
        var answer = await change.Db.Set<Message>().Where(m => m.TicketId == ticket.Id && m.Author == Author.Member && m.Delivery != Delivery.Failed && m.Delivery != Delivery.Recalled)
            .OrderByDescending(m => m.At).Select(m => m.Meaning ?? m.Text).FirstOrDefaultAsync(cancel);
        var text = colleague is null
            ? listener.Say("closed", ("number", ThreadVoice.Number(ticket)), ("customer", found.Customer))
            : listener.Say(answer is null ? "held-by" : "late",
                ("colleague", colleague), ("number", ThreadVoice.Number(ticket)), ("customer", found.Customer), ("text", Cut.Shown(answer ?? "", 700)));
        await ThreadVoice.SayAsync(change, listener, TeamMessageKind.Info, text, ticket.Id, cancel: cancel);
    }

    // Nothing is open any more: a reply a moment too late is told what has happened, if it can only mean one ticket.
    private static async Task<Guid?> LastOfferAsync(Change change, Listener listener, CancellationToken cancel)
    {
        var since = change.Now - TicketDesk.QuietPeriod;
        var recent = await change.Db.Set<Offer>().Where(o => o.MemberId == listener.Member.Id && o.At > since).Select(o => o.TicketId).Take(2).ToListAsync(cancel);
        return recent.Count == 1 ? recent[0] : null;
    }
}
