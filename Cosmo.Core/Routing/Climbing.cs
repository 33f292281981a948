using System.Globalization;
using Cosmo.Core.Team;
using Cosmo.Core.Tickets;
using Cosmo.Core.Work;

namespace Cosmo.Core.Routing;

/// <summary>Takes steps of the escalation path, each once in a wait.</summary>
internal static class Climbing
{
    /// <summary>Takes one step: whoever it turns to is offered the ticket; a member who had it keeps an offer, but not the ticket.</summary>
    /// <param name="moment">The step, and under which name it is kept that it was taken.</param>
    /// <param name="unreached">Why at once: the member who was not reached; null where the time has come.</param>
    /// <returns>Null, or until when the step is postponed.</returns>
    public static async Task<DateTimeOffset?> StepAsync(
        Change change, Ticket ticket, Roster roster, WaitMoment moment, Candidate? unreached, CancellationToken cancel)
    {
        if (moment.Step is not { } step)
            return null;
        var desk = roster.DeskOf(ticket.DepartmentId);
        var known = await Offering.KnownAsync(change, ticket.Id);
        var offered = known.Where(o => o.State is not OfferState.Closed).Select(o => o.MemberId).ToHashSet();
        if (ticket.HolderId is { } has)
            offered.Add(has);
        var climb = Ladder.Take(step, desk, await TicketRouting.WantedAsync(change, ticket, roster, cancel), roster, offered, moment.IsAgain);
        if (climb.PostponedUntil is { } later)
            return later;

        var why = unreached is { } member
            ? new RouteReason(RouteCode.Undelivered, member.Name)
            : new RouteReason(RouteCode.Unanswered, Minutes(moment.IsAgain ? desk.Hours.Between(ticket.ClockSince, change.Now).TotalMinutes : step.AfterMinutes));
        // Whoever could not be reached a moment ago is not told once more; a reminder by time goes to all.
        List<Guid> members = unreached is null ? [.. climb.Members] : [.. climb.Members.Where(m => !offered.Contains(m))];
        Once(change, ticket, moment.Mark, TicketStep.Escalated, RouteReason.Join([why, .. climb.Reasons]));
        if (members.Count == 0)
            return null;
        // Where it turns to nobody but the member who has it, they are reminded and keep it.
        if (ticket.HolderId is { } holder && members.Exists(m => m != holder) && ticket.Release() is null)
        {
            TicketDesk.Record(change, ticket, TicketStep.Released, holder);
            known.Find(o => o.MemberId == holder)?.Renew(change.Now);
        }

        foreach (var memberId in members)
            Offering.Make(change, ticket, known, memberId, climbed: true);
        ticket.Route(ticket.DepartmentId, ticket.SeeksSince is not null, waitsUntil: null, change.Now);
        // The offers of one step are there for the next one, taken in the same turn of work.
        await change.Db.SaveChangesAsync(cancel);
        return null;
    }

    private static string Minutes(double minutes) => Math.Floor(minutes).ToString(CultureInfo.InvariantCulture);

    /// <summary>Writes down that something happened in this wait. Where another node has done so, the key refuses it and all is decided anew.</summary>
    public static void Once(Change change, Ticket ticket, string mark, TicketStep step, string? detail)
    {
        change.Db.Add(new TicketMark { TicketId = ticket.Id, Episode = TicketClock.Episode(ticket), Name = mark, At = change.Now });
        TicketDesk.Record(change, ticket, step, null, detail);
    }
}
