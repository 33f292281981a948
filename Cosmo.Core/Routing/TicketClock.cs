using System.Globalization;
using Cosmo.Core.Live;
using Cosmo.Core.Tickets;
using Cosmo.Core.Work;
using Microsoft.EntityFrameworkCore;

namespace Cosmo.Core.Routing;

/// <summary>
/// The clock of one wait: a row for its next moment. When it is due, whatever is due by then happens, each thing once, and
/// the clock is wound for the next. Times are reckoned anew each time, so changed hours count at once.
/// </summary>
internal sealed class TicketClock : IWorkHandler
{
    public WorkKind Kind => TicketWork.Clock;

    public async Task HandleAsync(Change change, WorkItem item, CancellationToken cancel)
    {
        var (ticketId, mark) = TicketWork.Read(item);
        if (await change.Db.Set<Ticket>().FindAsync([ticketId], cancel) is not { State: TicketState.Requested, IsSnoozed: false, ClockAt: { } at } ticket || Mark(ticket, at) != mark)
            return;   // answered or put off meanwhile, or wound for another moment, which has a row of its own
        var roster = await RosterReader.ReadAsync(change.Db, change.Now, cancel);
        DateTimeOffset? postponed = null;
        var happened = await MarksAsync(change, ticket, cancel);
        foreach (var moment in Moments(ticket, roster).Where(m => m.Due <= change.Now && !happened.Contains(m.Mark)))
        {
            if (moment.Step is { } step && (postponed = await Climbing.StepAsync(change, ticket, roster, step, moment.Mark, null, cancel)) is not null)
                break;
            if (moment.Step is null)
                Climbing.Once(change, ticket, moment.Mark, moment.Mark == WaitClock.BreachMark ? TicketStep.Breached : TicketStep.NearBreach, null);
        }

        await change.Db.SaveChangesAsync(cancel);
        ticket.Wind(ticket.AnswerBy, null);
        await WindAsync(change, ticket, roster, isNew: false, cancel, postponed);
        change.Tell(Topic.Tickets, Topic.Conversation(ticket.ConversationId));
    }

    /// <summary>Sets the clock of a ticket that waits to its next moment.</summary>
    /// <param name="isNew">Nothing can have happened yet.</param>
    /// <param name="notBefore">A step was postponed until then.</param>
    public static async Task WindAsync(Change change, Ticket ticket, Roster roster, bool isNew, CancellationToken cancel, DateTimeOffset? notBefore = null)
    {
        if (ticket.State is not TicketState.Requested || ticket.IsSnoozed)
            return;
        var happened = isNew ? [] : await MarksAsync(change, ticket, cancel);
        var next = Moments(ticket, roster).FirstOrDefault(m => !happened.Contains(m.Mark))?.Due;
        if (next < notBefore)
            next = notBefore;
        var answerBy = WaitClock.AnswerBy(roster.DeskOf(ticket.DepartmentId), ticket.ClockSince, ticket.FirstAnsweredAt is null, ticket.Priority);
        if (!ticket.Wind(answerBy, next) || next is not { } due)
            return;
        var mark = Mark(ticket, due);
        change.Add(TicketWork.Of(TicketWork.Clock, ticket.Id, mark, due) with { Lane = $"clock:{ticket.Id}:{mark}" });
    }

    /// <summary>What has happened in this wait already.</summary>
    public static async Task<HashSet<string>> MarksAsync(Change change, Ticket ticket, CancellationToken cancel)
    {
        var episode = Episode(ticket);
        return (await change.Db.Set<TicketMark>().Where(m => m.TicketId == ticket.Id && m.Episode == episode).Select(m => m.Name).ToListAsync(cancel)).ToHashSet();
    }

    /// <summary>Which wait of the ticket this is.</summary>
    public static long Episode(Ticket ticket) => ticket.ClockSince.ToUnixTimeMilliseconds();

    /// <summary>What happens in this wait, by time.</summary>
    public static IReadOnlyList<WaitMoment> Moments(Ticket ticket, Roster roster) =>
        WaitClock.Of(roster.DeskOf(ticket.DepartmentId), ticket.ClockSince, ticket.FirstAnsweredAt is null, ticket.Priority);

    private static string Mark(Ticket ticket, DateTimeOffset at) =>
        string.Create(CultureInfo.InvariantCulture, $"{Episode(ticket)} {at.ToUnixTimeMilliseconds()}");
}

/// <summary>A customer begins to wait again, or what counts for the wait was changed.</summary>
internal sealed class WaitBegins : IWorkHandler
{
    public WorkKind Kind => TicketWork.Waits;

    public async Task HandleAsync(Change change, WorkItem item, CancellationToken cancel)
    {
        var (ticketId, how) = TicketWork.Read(item);
        if (await change.Db.Set<Ticket>().FindAsync([ticketId], cancel) is not { State: TicketState.Requested, IsSnoozed: false } ticket)
            return;
        var roster = await RosterReader.ReadAsync(change.Db, change.Now, cancel);
        if (await IsWithSomebodyAsync(change, ticket, roster, how == TicketWork.AtHand, cancel))
            await TicketClock.WindAsync(change, ticket, roster, isNew: false, cancel);
        else
            await TicketRouting.RouteAsync(change, ticket, cancel);
        change.Tell(Topic.Tickets, Topic.Conversation(ticket.ConversationId));
    }

    // Whoever has it has left, is away, or has gone home: it looks for somebody else now, not at the first step.
    private static async Task<bool> IsWithSomebodyAsync(Change change, Ticket ticket, Roster roster, bool isAtHand, CancellationToken cancel)
    {
        if (ticket.HolderId is { } holder && !isAtHand)
            return TicketRouting.Keeps(roster, Router.Choose(await TicketRouting.WantedAsync(change, ticket, roster, cancel), roster), holder, change.Now);
        var has = ticket.HolderId is { } had
            ? [had]
            : (await Offering.KnownAsync(change, ticket.Id)).Where(o => o.State is OfferState.Open).Select(o => o.MemberId).ToList();
        return roster.Candidates.Any(c => has.Contains(c.MemberId) && !Presence.IsAway(c, change.Now));
    }
}
