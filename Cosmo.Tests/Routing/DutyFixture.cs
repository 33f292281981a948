using Cosmo.Core;
using Cosmo.Core.Conversations;
using Cosmo.Core.Hours;
using Cosmo.Core.Storage;
using Cosmo.Core.Team;
using Cosmo.Core.Tickets;
using Cosmo.Core.Work;
using Microsoft.EntityFrameworkCore;

namespace Cosmo.Tests.Routing;

/// <summary>The real core over a database, with one department for everything, and notifications that the test lets succeed or fail.</summary>
internal sealed class DutyFixture : IAsyncDisposable
{
    private int _customers;
    private CoreFixture? _second;

    private DutyFixture(CoreFixture core) => Core = core;

    public CoreFixture Core { get; }
    public TestClock Clock => Core.Clock;
    public Guid Support { get; private set; }

    /// <summary>Monday to Friday, nine to six, in Madrid.</summary>
    public static async Task<DutyFixture> StartAsync(StorageProvider provider, Action<Department>? set = null, params (string Key, string? Value)[] settings)
    {
        var duty = new DutyFixture(await CoreFixture.CreateAsync(provider, null, settings));
        var department = Department.Create("Support", "Everything", isFallback: true, CaseTopic.General, CaseTopic.Order);
        set?.Invoke(department);
        duty.Support = department.Id;
        await duty.Core.ChangeAsync(change =>
        {
            change.Db.Add(department);
            change.Db.Add(new HoursPlan { OwnerId = department.Id, Zone = "Europe/Madrid", Week = WeeklyHours.Office });
            return Task.CompletedTask;
        });
        return duty;
    }

    public async Task<Guid> MemberAsync(string name, Role role = Role.Agent, Action<Member>? set = null)
    {
        var member = new Member { Name = name, Role = role, UserName = name, CreatedAt = Clock.Now };
        set?.Invoke(member);
        await Core.ChangeAsync(change =>
        {
            change.Db.Add(member);
            if (role is Role.Agent)
                change.Db.Add(new DepartmentMember { DepartmentId = Support, MemberId = member.Id });
            return Task.CompletedTask;
        });
        return member.Id;
    }

    /// <summary>A customer needs a person; the ticket is routed.</summary>
    /// <param name="run">Everything that it makes due is done.</param>
    /// <param name="because">Why; null where the customer asks for a person.</param>
    public async Task<Guid> TicketAsync(bool run = true, Reason? because = null)
    {
        var contact = Contact.Meet($"Customer {++_customers}", null, null, Clock.Now);
        var conversation = Conversation.Start(contact.Id, Core.Business.Id, Clock.Now);
        Guid id = default;
        await Core.ChangeAsync(async change =>
        {
            change.Db.AddRange(contact, conversation);
            await change.Db.SaveChangesAsync();
            var (ticket, _) = await TicketDesk.OpenAsync(change, conversation, because ?? new(Trigger.AsksForPerson, CaseTopic.Order, "a person please", 1, 1), "Where is my order?");
            id = ticket.Id;
        });
        if (run)
            await RunAsync();
        return id;
    }

    public async Task AdvanceAsync(TimeSpan by)
    {
        Clock.Advance(by);
        await RunAsync();
    }

    public Task<Ticket> ReadAsync(Guid id) => Core.ReadAsync(db => db.Set<Ticket>().AsNoTracking().SingleAsync(t => t.Id == id));

    /// <summary>Who has a living offer, by name, in the order of the offers.</summary>
    public Task<List<string>> OfferedAsync(Guid id) => Core.ReadAsync(db => (
        from offer in db.Set<Offer>()
        where offer.TicketId == id && offer.State == OfferState.Open
        join member in db.Set<Member>() on offer.MemberId equals member.Id
        orderby offer.At, member.Name
        select member.Name).ToListAsync());

    public Task<List<TicketEvent>> HistoryAsync(Guid id, TicketStep step) => Core.ReadAsync(db =>
        db.Set<TicketEvent>().AsNoTracking().Where(e => e.TicketId == id && e.Step == step).OrderBy(e => e.At).ThenBy(e => e.Id).ToListAsync());

    public Task<Refusal?> AnswerAsync(Guid id, Guid memberId) => Core.Get<Changes>().RunAsync(async change =>
        await change.Db.Set<Ticket>().FindAsync(id) is { } ticket ? await TicketDesk.AnswerAsync(change, ticket, memberId, CancellationToken.None) : TicketRefusals.NotFound);

    /// <summary>The member's notification is reported as failed, or as delivered.</summary>
    public async Task ReportAsync(Guid id, Guid memberId, bool delivered, bool run = true)
    {
        await Core.ChangeAsync(async change =>
        {
            var ticket = (await change.Db.Set<Ticket>().FindAsync(id))!;
            TicketDesk.Record(change, ticket, delivered ? TicketStep.Notified : TicketStep.NotificationFailed, memberId, delivered ? null : "unreachable");
            if (!delivered)
                change.Add(TicketWork.Of(TicketWork.Unseen, id, memberId.ToString()));
        });
        if (run)
            await RunAsync();
    }

    public async Task AwayAsync(Guid memberId, bool away, bool run = true)
    {
        await Core.ChangeAsync(async change =>
        {
            var member = (await change.Db.Set<Member>().FindAsync(memberId))!;
            if (away)
                Absence.Begin(change, member, until: null);
            else
                Absence.End(change, member);
        });
        if (run)
            await RunAsync();
    }

    public async Task ThenAsync(Func<Change, Task> change)
    {
        await Core.ChangeAsync(change);
        await RunAsync();
    }

    /// <summary>From now on a second node works on the same database at the same time.</summary>
    public async Task TwoNodesAsync() => _second = await Core.SecondNodeAsync();

    /// <summary>Everything due is done, by both nodes where there are two.</summary>
    public async Task RunAsync()
    {
        if (_second is not null)
            await Task.WhenAll(Task.Run(_second.RunAsync), Task.Run(Core.RunAsync));
        await Core.RunAsync();
    }

    public async ValueTask DisposeAsync()
    {
        if (_second is not null)
            await _second.DisposeAsync();
        await Core.DisposeAsync();
    }
}
