using System.Diagnostics.CodeAnalysis;
using Cosmo.Core.Conversations;
using Cosmo.Core.Hours;
using Cosmo.Core.Storage;
using Cosmo.Core.Team;
using Cosmo.Core.Tickets;
using Microsoft.EntityFrameworkCore;

namespace Cosmo.Tests.Routing;

/// <summary>
/// A month of duty with a compressed clock: tickets day and night, absences, a holiday, both nights on which clocks are
/// moved, failed notifications, programs that are stopped and started, a clock that is set back, two members who answer at
/// once. After every step everything that must always hold is looked at.
/// </summary>
[SuppressMessage("Security", "CA5394", Justification = "The month has to be the same each time it is run.")]
public sealed class SimulatedMonthTests
{
    // Holds Madrid's night of 29 March, and with the second one that of 25 October.
    public static TheoryData<StorageProvider, int, int, int, bool> Months => new()
    {
        { StorageProvider.Sqlite, 3, 31, 1100, false }, { StorageProvider.Sqlite, 10, 31, 400, false }, { StorageProvider.Postgres, 10, 31, 100, true },
    };

    [Theory, MemberData(nameof(Months))]
    public async Task Whoever_waits_has_somebody_or_a_named_opening_at_every_step(StorageProvider provider, int month, int days, int tickets, bool twoNodes)
    {
        await using var duty = await DutyFixture.StartAsync(provider, d => d.Strategy = RoutingStrategy.LeastLoaded);
        duty.Clock.Now = new(2026, month, 2, 6, 0, 0, TimeSpan.Zero);
        var team = new List<Guid>();
        foreach (var name in new[] { "Ana", "Bo", "Cy", "Di" })
            team.Add(await duty.MemberAsync(name, set: m => m.MostWaiting = name == "Di" ? 3 : null));
        var chief = await duty.MemberAsync("Chief", Role.Admin);
        await duty.MemberAsync("Owner", Role.Owner);
        await duty.Core.ChangeAsync(change =>
        {
            change.Db.Add(Holiday.Create(duty.Support, new(new(2026, month, 12), new(2026, month, 12), "Feast")).Holiday!);
            change.Db.Add(new HoursPlan { OwnerId = team[0], Zone = "America/New_York", Week = WeeklyHours.Office });
            change.Db.Add(new HoursPlan { OwnerId = chief, Zone = "Europe/Madrid", Week = WeeklyHours.Office });
            return Task.CompletedTask;
        });

        if (twoNodes)
            await duty.TwoNodesAsync();
        var run = new Month(duty, team, new Random(month), tickets);
        var end = duty.Clock.Now.AddDays(days);
        while (duty.Clock.Now < end)
            await run.StepAsync(end);
        await run.EndAsync();
    }

    private sealed class Month(DutyFixture duty, List<Guid> team, Random chance, int tickets)
    {
        private readonly HashSet<Guid> _away = [];
        private readonly DateTimeOffset _begin = duty.Clock.Now;
        private int _opened, _races, _answered;
        private DateTimeOffset _checked = duty.Clock.Now;

        public async Task StepAsync(DateTimeOffset end)
        {
            duty.Clock.Advance(TimeSpan.FromMinutes(chance.Next(5, 90)));
            if (chance.Next(400) == 0)
                duty.Clock.Now -= TimeSpan.FromMinutes(20);
            if (chance.Next(100) == 0)
            {
                // The program is started anew, over the same database.
                await using var other = await duty.Core.SecondNodeAsync();
                await other.RunAsync();
            }

            await duty.RunAsync();
            var due = tickets * (duty.Clock.Now - _begin) / (end - _begin);
            for (; _opened < due; _opened++)
                await duty.TicketAsync(run: false);
            await duty.RunAsync();
            if (chance.Next(12) == 0)
                await ComeOrGoAsync();
            var open = await RequestedAsync();
            if (open.Count > 0 && chance.Next(6) == 0)
                await FailAsync(open[chance.Next(open.Count)]);
            foreach (var ticket in open.Where(_ => chance.Next(3) > 0))
                await RaceAsync(ticket);
            if (chance.Next(4) == 0)
                await WriteAgainAsync();
            await CheckAsync();
        }

        public async Task EndAsync()
        {
            var steps = await duty.Core.ReadAsync(db => db.Set<TicketMark>().Where(m => m.Name.StartsWith("step")).GroupBy(m => m.TicketId).Select(g => new { g.Key, Count = g.Count() }).ToDictionaryAsync(g => g.Key, g => g.Count));
            var told = await duty.Core.ReadAsync(db => db.Set<TicketEvent>().Where(e => e.Step == TicketStep.Escalated).GroupBy(e => e.TicketId).Select(g => new { g.Key, Count = g.Count() }).ToDictionaryAsync(g => g.Key, g => g.Count));
            Assert.Equal(steps.OrderBy(s => s.Key), told.OrderBy(s => s.Key));
            var answers = await duty.Core.ReadAsync(db => db.Set<TicketEvent>().CountAsync(e => e.Step == TicketStep.Answered));
            Assert.Equal(_answered, answers);
            Assert.True(_opened >= tickets - 1 && _races > tickets / 10 && steps.Count > 5, $"{_opened} tickets, {_races} races, {steps.Count} climbed");
        }

        private Task<List<Ticket>> RequestedAsync() => duty.Core.ReadAsync(db => db.Set<Ticket>().AsNoTracking().Where(t => t.State == TicketState.Requested).OrderBy(t => t.Number).ToListAsync());

        private async Task ComeOrGoAsync()
        {
            var member = team[chance.Next(team.Count)];
            var goes = _away.Add(member);
            if (!goes)
                _away.Remove(member);
            await duty.AwayAsync(member, goes);
        }

        private async Task FailAsync(Ticket ticket)
        {
            var offers = await duty.Core.ReadAsync(db => db.Set<Offer>().Where(o => o.TicketId == ticket.Id && o.State == OfferState.Open).Select(o => o.MemberId).ToListAsync());
            foreach (var member in offers)
                await duty.ReportAsync(ticket.Id, member, delivered: false);
        }

        // Everybody who may answers at the same moment: one of them does.
        private async Task RaceAsync(Ticket ticket)
        {
            var offers = await duty.Core.ReadAsync(db => db.Set<Offer>().Where(o => o.TicketId == ticket.Id && o.State == OfferState.Open).Select(o => o.MemberId).ToListAsync());
            var racing = ticket.HolderId is { } holder ? [holder] : offers.Except(_away).ToList();
            if (racing.Count == 0)
                return;
            var refusals = await Task.WhenAll(racing.Select(m => Task.Run(() => duty.AnswerAsync(ticket.Id, m))));
            Assert.Single(refusals, r => r is null);
            (_races, _answered) = (_races + (racing.Count > 1 ? 1 : 0), _answered + 1);
            await duty.RunAsync();
            if (chance.Next(2) == 0)
                Assert.Null(await duty.Core.Get<TicketDesk>().CloseAsync(ticket.Id, racing[0], "member", CancellationToken.None));
        }

        private async Task WriteAgainAsync()
        {
            var answered = await duty.Core.ReadAsync(db => db.Set<Ticket>().AsNoTracking().Where(t => t.State == TicketState.Answered).OrderByDescending(t => t.Number).FirstOrDefaultAsync());
            if (answered is null)
                return;
            await duty.ThenAsync(async change =>
            {
                var conversation = (await change.Db.Set<Conversation>().FindAsync(answered.ConversationId))!;
                var message = conversation.Say(new(Author.Member, "…", "en"), change.Now);
                change.Db.Add(message);
                await TicketDesk.FollowUpAsync(change, conversation, message, CancellationToken.None);
            });
        }

        private async Task CheckAsync()
        {
            await duty.RunAsync();
            var now = duty.Clock.Now;
            var offers = (await duty.Core.ReadAsync(db => db.Set<Offer>().AsNoTracking().Where(o => o.State == OfferState.Open).Select(o => new { o.TicketId, o.MemberId }).ToListAsync())).ToLookup(o => o.TicketId, o => o.MemberId);
            foreach (var ticket in await RequestedAsync())
            {
                var somebody = ticket.HolderId is { } holder ? !_away.Contains(holder) : offers[ticket.Id].Any(m => !_away.Contains(m));
                Assert.True(somebody || ticket.WaitsUntil > now, $"{now:u}: #{ticket.Number} has nobody and no opening ahead ({ticket.WaitsUntil:u}, seeks {ticket.SeeksSince:u})");
                Assert.True(ticket.AnswerBy is not null, $"{now:u}: #{ticket.Number} has no target");
            }

            // Nobody of the team is offered anything while the department is closed.
            var book = await duty.Core.ReadAsync(db => HoursBook.ReadAsync(db));
            var hours = book.For(duty.Support);
            foreach (var offered in await duty.Core.ReadAsync(db => db.Set<TicketEvent>().AsNoTracking().Where(e => e.Step == TicketStep.Offered && e.At > _checked).ToListAsync()))
                Assert.True(!team.Contains(offered.MemberId!.Value) || hours.IsOpen(offered.At), $"offered at {offered.At:u}, which is closed");
            _checked = now;
        }
    }
}
