using Cosmo.Core.Storage;
using Cosmo.Core.Tickets;
using Cosmo.Tests.TeamThread;
using Microsoft.EntityFrameworkCore;

namespace Cosmo.Tests.Tickets;

/// <summary>Putting off, joining, and closing by itself, on both databases.</summary>
public sealed class TicketMovesTests
{
    private const string Customer = "34600000001";
    private const string Other = "34600000002";
    private const string AnaPhone = "34700000001";
    private const string Complaint = "Hola, mi pedido llegó dañado y quiero un reembolso";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task A_ticket_that_was_put_off_comes_back_at_its_time_or_when_the_customer_writes(StorageProvider provider)
    {
        await using var cosmo = await ThreadFixture.StartAsync(provider);
        var (ana, ticket) = await HeldAsync(cosmo);
        var until = cosmo.Clock.Now + TimeSpan.FromDays(3);
        Assert.Equal(TicketRefusals.SnoozeOver, await cosmo.Moves.SnoozeAsync(ticket.Id, cosmo.Clock.Now, ana, Cancel));
        Assert.Equal(TicketRefusals.SnoozeTooLong, await cosmo.Moves.SnoozeAsync(ticket.Id, cosmo.Clock.Now + TimeSpan.FromDays(91), ana, Cancel));
        Assert.Equal(TicketRefusals.NotSnoozed, await cosmo.Moves.WakeAsync(ticket.Id, ana, Cancel));
        Assert.Null(await cosmo.Moves.SnoozeAsync(ticket.Id, until, ana, Cancel));

        // The quiet period does not run meanwhile.
        cosmo.Clock.Advance(TimeSpan.FromDays(2));
        await cosmo.SettleAsync();
        Assert.Equal((TicketState.Answered, true), await StateAsync(cosmo));
        cosmo.Clock.Now = until;
        await cosmo.SettleAsync();
        Assert.Equal((TicketState.Answered, false), await StateAsync(cosmo));

        Assert.Null(await cosmo.Moves.SnoozeAsync(ticket.Id, null, ana, Cancel));
        await cosmo.SayAsync(Customer, "¿Y mi reembolso?");
        Assert.Equal((TicketState.Requested, false), await StateAsync(cosmo));
        Assert.Equal([TicketStep.Snoozed, TicketStep.Woken, TicketStep.Snoozed, TicketStep.Woken], await StepsAsync(cosmo, ticket.Id, TicketStep.Snoozed, TicketStep.Woken));
        Assert.Null(await cosmo.Tickets.CloseAsync(ticket.Id, ana, "resolved", Cancel));
        Assert.Equal(TicketRefusals.Closed, await cosmo.Moves.SnoozeAsync(ticket.Id, null, ana, Cancel));
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task Before_it_closes_by_itself_the_holder_is_told(StorageProvider provider)
    {
        await using var cosmo = await ThreadFixture.StartAsync(provider);
        var (ana, ticket) = await HeldAsync(cosmo);
        cosmo.Clock.Now = ticket.AnsweredAt!.Value + TimeSpan.FromHours(21.5);
        await cosmo.SettleAsync();
        Assert.Empty(await StepsAsync(cosmo, ticket.Id, TicketStep.QuietSoon));
        cosmo.Clock.Now = ticket.AnsweredAt.Value + TimeSpan.FromHours(22);
        await cosmo.SettleAsync();
        Assert.Contains("closes by itself at", await cosmo.LastToldAsync(ana), StringComparison.Ordinal);
        Assert.Equal(TicketState.Answered, (await StateAsync(cosmo)).State);
        cosmo.Clock.Now = ticket.AnsweredAt.Value + TimeSpan.FromHours(24);
        await cosmo.SettleAsync();
        Assert.Equal([TicketStep.QuietSoon, TicketStep.Closed], await StepsAsync(cosmo, ticket.Id, TicketStep.QuietSoon, TicketStep.Closed));

        // Within seven days the same matter goes on with the same ticket.
        await cosmo.SayAsync(Customer, Complaint);
        Assert.Equal((1, TicketState.Requested), ((await cosmo.AllTicketsAsync()).Count, (await StateAsync(cosmo)).State));
    }

    [Theory]
    [InlineData(null, 24)]
    [InlineData("48", 48)]
    [InlineData("0", null)]
    [InlineData("9999", 720)]
    [InlineData("-3", 24)]
    public void The_quiet_period_is_chosen_in_hours(string? kept, int? hours) =>
        Assert.Equal(hours is { } h ? TimeSpan.FromHours(h) : null, QuietTickets.Parse(kept));

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task Tickets_of_two_customers_are_not_joined(StorageProvider provider)
    {
        await using var cosmo = await ThreadFixture.StartAsync(provider);
        var (ana, first) = await HeldAsync(cosmo);
        await cosmo.SayAsync(Other, Complaint);
        var second = (await cosmo.AllTicketsAsync())[1];
        Assert.Equal(TicketRefusals.MergeSelf, await cosmo.Moves.MergeAsync(first.Id, first.Id, ana, Cancel));
        Assert.Equal(TicketRefusals.MergeOther, await cosmo.Moves.MergeAsync(second.Id, first.Id, ana, Cancel));
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task What_makes_no_sense_is_refused(StorageProvider provider)
    {
        await using var cosmo = await ThreadFixture.StartAsync(provider);
        var (ana, ticket) = await HeldAsync(cosmo);
        Assert.Equal(TicketRefusals.HasIt, await cosmo.Tickets.AssignAsync(ticket.Id, ana, ana, Cancel));
        Assert.Equal(TicketRefusals.NoSuchMember, await cosmo.Tickets.AssignAsync(ticket.Id, Guid.CreateVersion7(), ana, Cancel));
        Assert.Equal(TicketRefusals.Reasonless, await cosmo.Tickets.CloseAsync(ticket.Id, ana, " ", Cancel));
        Assert.Equal(TicketRefusals.NotClosed, await cosmo.Tickets.ReopenAsync(ticket.Id, ana, Cancel));
        Assert.Null(await cosmo.Tickets.CloseAsync(ticket.Id, ana, "spam", Cancel));
        Assert.Equal(TicketRefusals.Closed, await cosmo.Tickets.HandOverAsync(ticket.Id, await cosmo.StrangerAsync("Bo"), ana, "look", Cancel));
        Assert.Equal(TicketRefusals.Closed, await cosmo.Tickets.CloseAsync(ticket.Id, ana, "spam", Cancel));
    }

    private static async Task<(Guid Ana, Ticket Ticket)> HeldAsync(ThreadFixture cosmo)
    {
        var ana = await cosmo.MemberAsync("Ana", AnaPhone);
        await cosmo.SayAsync(Customer, Complaint);
        await cosmo.SayAsync(AnaPhone, "Ask for a photo", ThreadFixture.Notification);
        await cosmo.SayAsync(AnaPhone, "yes", ThreadFixture.Notification);
        return (ana, (await cosmo.AllTicketsAsync())[0]);
    }

    private static async Task<(TicketState State, bool Snoozed)> StateAsync(ThreadFixture cosmo) =>
        (await cosmo.AllTicketsAsync())[0] is var ticket ? (ticket.State, ticket.IsSnoozed) : default;

    private static async Task<List<TicketStep>> StepsAsync(ThreadFixture cosmo, Guid ticketId, params TicketStep[] steps)
    {
        await using var db = cosmo.Read();
        return await db.Set<TicketEvent>().Where(e => e.TicketId == ticketId && steps.Contains(e.Step)).OrderBy(e => e.At).ThenBy(e => e.Id).Select(e => e.Step).ToListAsync(Cancel);
    }
}
