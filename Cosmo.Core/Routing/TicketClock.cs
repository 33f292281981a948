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
        // A step that cannot be taken yet holds up nothing else: the target is missed and later steps come all the same.
        var postponed = new Dictionary<string, DateTimeOffset>();
        foreach (var moment in ToCome(ticket, roster, await MarksAsync(change, ticket, cancel), change.Now).Where(m => m.Due <= change.Now))
        {
            if (moment.Step is null)
                await TargetAsync(change, ticket, roster, moment.Mark, cancel);
            else if (await Climbing.StepAsync(change, ticket, roster, moment, null, cancel) is { } later)
                postponed[moment.Mark] = later;
        }

        await change.Db.SaveChangesAsync(cancel);
        ticket.Wind(ticket.AnswerBy, null);
        await WindAsync(change, ticket, roster, isNew: false, cancel, postponed);
        change.Tell(Topic.Tickets, Topic.Conversation(ticket.ConversationId));
    }

    /// <summary>Sets the clock of a ticket that waits to its next moment.</summary>
    /// <param name="isNew">Nothing can have happened yet.</param>
    /// <param name="postponed">Steps that were due and are taken later.</param>
    public static async Task WindAsync(
        Change change, Ticket ticket, Roster roster, bool isNew, CancellationToken cancel, IReadOnlyDictionary<string, DateTimeOffset>? postponed = null)
    {
        if (ticket.State is not TicketState.Requested || ticket.IsSnoozed)
            return;
        var happened = isNew ? [] : await MarksAsync(change, ticket, cancel);
        var next = ToCome(ticket, roster, happened, change.Now).Select(m => (DateTimeOffset?)(postponed?.TryGetValue(m.Mark, out var later) is true ? later : m.Due)).Min();
        var answerBy = WaitClock.AnswerBy(roster.DeskOf(ticket.DepartmentId), ticket.ClockSince, ticket.FirstAnsweredAt is null, ticket.Priority);
        if (!ticket.Wind(answerBy, next) || next is not { } due)
            return;
        var mark = Mark(ticket, due);
        change.Add(TicketWork.Of(TicketWork.Clock, ticket.Id, mark, due) with { Lane = $"clock:{ticket.Id}:{mark}" });
    }

    /// <summary>What has happened in this wait already, and when.</summary>
    public static async Task<Dictionary<string, DateTimeOffset>> MarksAsync(Change change, Ticket ticket, CancellationToken cancel)
    {
        var episode = Episode(ticket);
        var happened = await change.Db.Set<TicketMark>().AsNoTracking().Where(m => m.TicketId == ticket.Id && m.Episode == episode)
            .Select(m => new { m.Name, m.At }).ToDictionaryAsync(m => m.Name, m => m.At, cancel);
        if (ticket.HolderId is { } holder && happened.Count > 0 && await TakenAtAsync(change, ticket, holder, cancel) is { } taken)
            happened[WaitClock.TakenMark] = taken;
        return happened;
    }

    /// <summary>Which wait of the ticket this is.</summary>
    public static long Episode(Ticket ticket) => ticket.ClockSince.ToUnixTimeMilliseconds();

    /// <summary>What is still to happen in this wait, by time.</summary>
    /// <param name="happened">What has.</param>
    public static IReadOnlyList<WaitMoment> ToCome(Ticket ticket, Roster roster, IReadOnlyDictionary<string, DateTimeOffset> happened, DateTimeOffset now)
    {
        var desk = roster.DeskOf(ticket.DepartmentId);
        var stepsSince = StepsSince(ticket, happened, now);
        var moments = WaitClock.Of(desk, ticket.ClockSince, ticket.FirstAnsweredAt is null, ticket.Priority, stepsSince).Where(m => !happened.ContainsKey(m.Mark));
        return WaitClock.Again(desk, happened, stepsSince) is { } again ? [.. moments.Append(again).OrderBy(m => m.Due)] : [.. moments];
    }

    private static Task<DateTimeOffset?> TakenAtAsync(Change change, Ticket ticket, Guid holder, CancellationToken cancel) => change.Db.Set<TicketEvent>()
        .Where(e => e.TicketId == ticket.Id && e.MemberId == holder && (e.Step == TicketStep.Assigned || e.Step == TicketStep.Answered))
        .OrderByDescending(e => e.At).Select(e => (DateTimeOffset?)e.At).FirstOrDefaultAsync(cancel);

    // While it waits for an opening nobody can answer it, and so nothing climbs: the steps are counted from the offer.
    private static DateTimeOffset StepsSince(Ticket ticket, IReadOnlyDictionary<string, DateTimeOffset> happened, DateTimeOffset now) => ticket.WaitsUntil is { } opening
        ? opening > now ? opening : now
        : happened.Where(m => TicketMark.IsOffered(m.Key)).Select(m => m.Value).Append(ticket.ClockSince).Max();

    // Whoever has it hears that the customer waits for too long, else everybody of the department who is there.
    private static async Task TargetAsync(Change change, Ticket ticket, Roster roster, string mark, CancellationToken cancel)
    {
        var isMissed = mark == WaitClock.BreachMark;
        Climbing.Once(change, ticket, mark, isMissed ? TicketStep.Breached : TicketStep.NearBreach, null);
        if (!isMissed || ticket.WaitsUntil is not null)
            return;
        var desk = roster.DeskOf(ticket.DepartmentId);
        var members = ticket.HolderId is { } holder ? roster.Candidates.Where(c => c.MemberId == holder) : roster.Of(desk).Select(m => m.Member);
        var known = await Offering.KnownAsync(change, ticket.Id);
        foreach (var member in members.Where(m => Presence.IsThere(m, desk.Hours, change.Now)))
            Offering.Make(change, ticket, known, member.MemberId, climbed: true);
        // A step of the same moment finds the offers.
        await change.Db.SaveChangesAsync(cancel);
    }

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
