using System.Diagnostics.CodeAnalysis;
using Cosmo.Core.Channels;
using Cosmo.Core.Conversations;
using Cosmo.Core.TeamThread;
using Cosmo.Core.Tickets;
using Cosmo.Core.Work;
using Cosmo.Web.Sandbox;
using Microsoft.EntityFrameworkCore;

namespace Cosmo.Tests.Routing;

/// <summary>
/// What happens in a month, each thing at its moment: the clock goes from one to the next, be it a thing of the month or a timer of
/// the program, and all that is due is done before anything is looked at.
/// </summary>
[SuppressMessage("Security", "CA5394", Justification = "The month has to be the same each time it is run.")]
internal sealed class SimulatedMonth(DutyFixture duty, IReadOnlyList<Guid> team, Random chance, DateTimeOffset end)
{
    /// <summary>What is due within so long is done together, so that nothing is looked at much later than it was due.</summary>
    private static readonly TimeSpan s_together = TimeSpan.FromSeconds(50);

    private readonly PriorityQueue<Func<Task>, DateTimeOffset> _plan = new();
    private readonly HashSet<Guid> _away = [];
    private readonly MonthWatch _watch = new(duty, team);
    private readonly DateTimeOffset _begin = duty.Clock.Now;

    public int Opened { get; private set; }
    public int Answered { get; private set; }
    public int Races { get; private set; }
    public int Steps { get; private set; }

    /// <summary>Notifications that were reported as lost.</summary>
    public int Lost { get; private set; }

    /// <summary>What left for a phone and arrived there.</summary>
    public int Arrived { get; private set; }

    /// <summary>How often the program was ended and started anew.</summary>
    public int Restarts { get; private set; }

    /// <summary>What members were told on their phones.</summary>
    public int Told => _watch.Told;

    /// <summary>Lets the month go by.</summary>
    public async Task RunAsync(int tickets)
    {
        for (var i = 0; i < tickets; i++)
            At(_begin + (end - _begin) * 0.97 * chance.NextDouble(), OpenAsync);
        for (var moment = Later(_begin, 12); moment < end; moment = Later(moment, 20))
            At(moment, GoAsync);
        for (var moment = Later(_begin, 100); moment < end; moment = Later(moment, 200))
            At(moment, PassByAsync);
        for (var moment = Later(_begin, 30); moment < end; moment = Later(moment, 60))
            At(moment, RestartAsync);
        for (var moment = _begin; moment < end; moment += TimeSpan.FromHours(12))
            At(moment, HearAsync);
        // A clock that was wrong is set back.
        foreach (var moment in new[] { _begin.AddDays(9.4), _begin.AddDays(20.5) })
            At(moment, () => Task.FromResult(duty.Clock.Now -= TimeSpan.FromMinutes(20)));

        while (await NextAsync() is { } next && next < end)
        {
            if (next > duty.Clock.Now)
                duty.Clock.Now = next;
            if (_watch.HasTold && await _watch.ArrivedAsync() is { Count: > 0 } left)
                await duty.Core.ChangeAsync(change => ArriveAsync(change, left));
            while (_plan.TryPeek(out _, out var due) && due <= next)
                await _plan.Dequeue()();
            await duty.RunAsync();
            await _watch.LookAsync(_away);
            Steps++;
        }
    }

    private async Task<DateTimeOffset?> NextAsync()
    {
        var now = duty.Clock.Now;
        var ms = now.ToUnixTimeMilliseconds();
        var timer = await duty.Core.ReadAsync(db => db.Set<WorkItem>().Where(w => w.State == WorkState.Ready && w.DueMs > ms).MinAsync(w => (long?)w.DueMs));
        var next = _watch.LooksAgainAt ?? end;
        if (timer is { } due && DateTimeOffset.FromUnixTimeMilliseconds(due) is var at && at < next)
            next = at;
        if (_plan.TryPeek(out _, out var planned) && planned < next)
            next = planned;
        return next < now + s_together ? now + s_together : next;
    }

    private void At(DateTimeOffset moment, Func<Task> happens) => _plan.Enqueue(happens, moment);

    private DateTimeOffset Later(DateTimeOffset moment, double hours) => moment + TimeSpan.FromHours(hours * (0.2 + chance.NextDouble() * 1.6));

    private async Task OpenAsync()
    {
        var id = await duty.TicketAsync(run: false);
        Opened++;
        // Most are answered soon, some late, a few not before the day after.
        var minutes = chance.Next(30) switch { 0 => 24 * 60, < 4 => chance.Next(40, 240), _ => chance.Next(1, 29) };
        At(duty.Clock.Now + TimeSpan.FromMinutes(minutes), () => AnswerAsync(id));
        if (chance.Next(12) == 0)
            At(duty.Clock.Now + TimeSpan.FromMinutes(1), () => FailAsync(id));
    }

    // Everybody who may answers at the same moment: one of them does.
    private async Task AnswerAsync(Guid id)
    {
        var ticket = await duty.ReadAsync(id);
        if (ticket.State is not TicketState.Requested)
            return;
        var offers = await duty.Core.ReadAsync(db => db.Set<Offer>().Where(o => o.TicketId == id && o.State == OfferState.Open).Select(o => o.MemberId).ToListAsync());
        var racing = (ticket.HolderId is { } holder ? [holder] : offers).Except(_away).ToList();
        if (racing.Count > 0 && racing.RemoveAll(m => !_watch.IsOnDuty(m, duty.Clock.Now)) > 0 && racing.Count == 0)
        {
            At(duty.Clock.Now + TimeSpan.FromMinutes(chance.Next(60, 180)), () => AnswerAsync(id));   // they are at home
            return;
        }

        if (racing.Count == 0)
        {
            var seen = ticket.WaitsUntil is { } opening && opening > duty.Clock.Now ? opening : duty.Clock.Now;
            At(seen + TimeSpan.FromMinutes(chance.Next(8) == 0 ? chance.Next(40, 150) : chance.Next(2, 29)), () => AnswerAsync(id));
            return;
        }

        var refusals = await Task.WhenAll(racing.Select(m => Task.Run(() => duty.AnswerAsync(id, m))));
        Assert.Single(refusals, r => r is null);
        (Races, Answered) = (Races + (racing.Count > 1 ? 1 : 0), Answered + 1);
        var winner = racing[Array.FindIndex(refusals, r => r is null)];
        switch (chance.Next(12))
        {
            case < 2:
                // Every other one in the night, when all are at home in Madrid and in New York.
                At(chance.Next(2) == 0 ? duty.Clock.Now.UtcDateTime.Date.AddHours(23.5) : Later(duty.Clock.Now, 6), () => WriteAgainAsync(id));
                break;
            case 2:   // the customer is content and says nothing more: it closes by itself
                break;
            case 3:
                At(duty.Clock.Now, () => PutOffAsync(id, winner));
                break;
            default:
                At(duty.Clock.Now, async () => Assert.Null(await duty.Core.Get<TicketDesk>().CloseAsync(id, winner, "member", CancellationToken.None)));
                break;
        }
    }

    private async Task PutOffAsync(Guid id, Guid memberId)
    {
        if (await duty.ReadAsync(id) is { State: TicketState.Answered, IsSnoozed: false })
            Assert.Null(await duty.Core.Get<TicketMoves>().SnoozeAsync(id, Later(duty.Clock.Now, 10), memberId, CancellationToken.None));
    }

    private async Task WriteAgainAsync(Guid id)
    {
        if (await duty.ReadAsync(id) is not { State: TicketState.Answered } ticket)
            return;
        await duty.Core.ChangeAsync(async change =>
        {
            var conversation = (await change.Db.Set<Conversation>().FindAsync(ticket.ConversationId))!;
            var message = conversation.Say(new(Author.Member, "…", "en"), change.Now);
            change.Db.Add(message);
            await TicketDesk.FollowUpAsync(change, conversation, message, CancellationToken.None);
        });
        At(duty.Clock.Now + TimeSpan.FromMinutes(chance.Next(1, 50)), () => AnswerAsync(id));
    }

    private async Task FailAsync(Guid id)
    {
        var offers = await duty.Core.ReadAsync(db => db.Set<Offer>().Where(o => o.TicketId == id && o.State == OfferState.Open).Select(o => o.MemberId).ToListAsync());
        foreach (var member in offers)
            await duty.ReportAsync(id, member, delivered: false, run: false);
        Lost += offers.Count;
    }

    private async Task GoAsync()
    {
        var member = team[chance.Next(team.Count)];
        if (!_away.Add(member))
            return;
        await duty.AwayAsync(member, away: true, run: false);
        At(Later(duty.Clock.Now, 14), async () =>
        {
            _away.Remove(member);
            await duty.AwayAsync(member, away: false, run: false);
        });
    }

    // Another node is there for a moment.
    private async Task PassByAsync()
    {
        await using var other = await duty.Core.SecondNodeAsync();
        await other.RunAsync();
    }

    // Whatever has just happened is done by the program that comes after.
    private async Task RestartAsync()
    {
        await duty.Core.RestartAsync();
        Restarts++;
    }

    // Members write to the notification number now and then, so that it may write to them; they have put the phone away since.
    private async Task HearAsync()
    {
        await duty.Core.ChangeAsync(async change =>
        {
            foreach (var phone in await change.Db.Set<PairedPhone>().ToListAsync())
            {
                duty.Core.Graph.Say(phone.UserId!, DefaultSandboxCast.Notification.PhoneNumberId, "list");
                phone.Heard(change.Now - TimeSpan.FromMinutes(15), null, null);
            }
        });
    }

    // Of what left for a phone most arrives.
    private async Task ArriveAsync(Change change, IReadOnlyList<Guid> left)
    {
        foreach (var outgoing in await change.Db.Set<Outgoing>().Where(o => left.Contains(o.Id)).OrderBy(o => o.Id).ToListAsync())
        {
            var arrives = chance.Next(6) > 0;
            (Arrived, Lost) = (Arrived + (arrives ? 1 : 0), Lost + (arrives ? 0 : 1));
            await Deliveries.LearnAsync(change, outgoing, o =>
            {
                if (arrives)
                    o.Progress(Delivery.Delivered, o.ProviderId, change.Now);
                else
                    o.Fail("131026", null);
            });
        }
    }
}
