using Cosmo.Core.Channels;
using Cosmo.Core.Conversations;
using Cosmo.Core.Hours;
using Cosmo.Core.TeamThread;
using Cosmo.Core.Tickets;
using Microsoft.EntityFrameworkCore;

namespace Cosmo.Tests.Routing;

/// <summary>Looks after every step of a month at what must always hold.</summary>
internal sealed class MonthWatch(DutyFixture duty, IReadOnlyList<Guid> team)
{
    private static readonly TimeSpan s_minute = TimeSpan.FromMinutes(1);

    /// <summary>Since when a ticket has nobody.</summary>
    private readonly Dictionary<int, DateTimeOffset> _alone = [];
    private BusinessHours? _hours;
    private Dictionary<Guid, BusinessHours>? _own;
    private Dictionary<Guid, NotificationChoices>? _quiet;
    private DateTimeOffset _told = duty.Clock.Now;

    /// <summary>When somebody has to be looked at again though nothing is due; null for nobody.</summary>
    public DateTimeOffset? LooksAgainAt { get; private set; }

    /// <summary>Something left for a phone at the last step.</summary>
    public bool HasTold { get; private set; }

    /// <summary>How many messages members were told on their phones.</summary>
    public int Told { get; private set; }

    /// <summary>Whether a member of the team is at work; whoever is none of them always is, and everybody before the first look.</summary>
    public bool IsOnDuty(Guid memberId, DateTimeOffset at) =>
        !team.Contains(memberId) || (_hours?.IsOpen(at) is not false && _own?.GetValueOrDefault(memberId)?.IsOpen(at) is not false);

    /// <summary>What left for a phone and of which nothing was heard yet.</summary>
    public Task<List<Guid>> ArrivedAsync()
    {
        var since = duty.Clock.Now.AddHours(-1);
        return duty.Core.ReadAsync(db => (
            from message in db.Set<TeamMessage>()
            where team.Contains(message.MemberId) && message.At > since
            join outgoing in db.Set<Outgoing>() on message.Id equals outgoing.TeamMessageId
            where outgoing.Delivery == Delivery.Sent
            select outgoing.Id).ToListAsync());
    }

    /// <summary>Looks once.</summary>
    /// <param name="away">Who is away.</param>
    public async Task LookAsync(IReadOnlySet<Guid> away)
    {
        var now = duty.Clock.Now;
        await using var db = duty.Core.Database.CreateDbContext();
        if (_hours is null)
        {
            var book = await HoursBook.ReadAsync(db);
            (_hours, _own) = (book.For(duty.Support), team.Where(m => book.Own(m) is not null).ToDictionary(m => m, book.For));
        }

        _quiet ??= await db.Set<NotificationChoices>().AsNoTracking().ToDictionaryAsync(c => c.MemberId);
        var tickets = await db.Set<Ticket>().Where(t => t.State == TicketState.Requested)
            .Select(t => new { t.Id, t.Number, t.HolderId, t.WaitsUntil, t.SeeksSince, t.AnswerBy }).ToListAsync();
        var requested = db.Set<Ticket>().Where(t => t.State == TicketState.Requested).Select(t => t.Id);
        var offers = (await db.Set<Offer>().Where(o => requested.Contains(o.TicketId) && o.State == OfferState.Open)
            .Select(o => new { o.TicketId, o.MemberId }).ToListAsync()).ToLookup(o => o.TicketId, o => o.MemberId);
        var history = (await db.Set<TicketEvent>().Where(e => requested.Contains(e.TicketId) && (e.Step == TicketStep.Offered || e.Step == TicketStep.Escalated))
            .Select(e => new { e.TicketId, e.Step, e.MemberId, e.At }).ToListAsync()).ToLookup(e => e.TicketId);
        var steps = (await db.Set<TicketMark>().Where(m => requested.Contains(m.TicketId) && m.Name.StartsWith("step")).Select(m => m.TicketId).ToListAsync()).ToLookup(id => id);
        foreach (var ticket in tickets)
        {
            var somebody = ticket.HolderId is { } holder ? !away.Contains(holder) : offers[ticket.Id].Any(m => !away.Contains(m));
            if (somebody || ticket.WaitsUntil > now)
                _alone.Remove(ticket.Number);
            else
                Assert.True(now - (_alone.TryAdd(ticket.Number, now) ? now : _alone[ticket.Number]) < s_minute, $"{now:u}: #{ticket.Number} has had nobody for a minute ({ticket.WaitsUntil:u}, seeks {ticket.SeeksSince:u})");
            Assert.True(ticket.AnswerBy is not null, $"{now:u}: #{ticket.Number} has no target");
            // No step of the path twice, and none that the history does not show.
            Assert.Equal(steps[ticket.Id].Count(), history[ticket.Id].Count(e => e.Step is TicketStep.Escalated));
            foreach (var offered in history[ticket.Id].Where(e => e.Step is TicketStep.Offered && team.Contains(e.MemberId!.Value)))
                Assert.True(_hours.IsOpen(offered.At), $"#{ticket.Number} was offered at {offered.At:u}, which is closed");
        }

        foreach (var over in _alone.Keys.Except(tickets.Select(t => t.Number)).ToList())
            _alone.Remove(over);
        await PhonesAsync(db, now);
        // An opening that passed without an offer, and whoever is alone, is looked at within the minute.
        LooksAgainAt = tickets.Where(t => t.WaitsUntil > now).Select(t => t.WaitsUntil!.Value.AddSeconds(59)).Concat(_alone.Values.Select(since => since + s_minute)).Order().Cast<DateTimeOffset?>().FirstOrDefault();
    }

    // Nothing rings in quiet hours, and nobody is rung who is off duty; what was decided on duty may leave a moment later.
    private async Task PhonesAsync(DbContext db, DateTimeOffset now)
    {
        if (now < _told)
            _told = now.AddSeconds(-1);   // the clock was set back
        var told = await db.Set<TeamMessage>().Where(m => team.Contains(m.MemberId) && m.At > _told).Select(m => new { m.MemberId, m.At, m.Text }).ToListAsync();
        foreach (var message in told)
        {
            Assert.True(_quiet!.GetValueOrDefault(message.MemberId)?.QuietUntil(message.At) is null, $"{message.At:u} is quiet, and somebody was told something");
            Assert.True(IsOnDuty(message.MemberId, message.At) || IsOnDuty(message.MemberId, message.At - s_minute), $"{message.At:u}: somebody was rung who is off duty: {message.Text}");
            Told++;
        }

        HasTold = told.Count > 0;

        _told = now;
    }

}
