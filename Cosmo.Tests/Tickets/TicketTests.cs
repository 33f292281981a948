using Cosmo.Core;
using Cosmo.Core.Conversations;
using Cosmo.Core.Tickets;

namespace Cosmo.Tests.Tickets;

public sealed class TicketTests
{
    private static readonly DateTimeOffset Now = new(2026, 3, 2, 9, 0, 0, TimeSpan.Zero);
    private static readonly Guid Ana = Guid.NewGuid(), Bo = Guid.NewGuid();

    [Fact]
    public void The_first_answer_takes_the_ticket()
    {
        var ticket = New();
        Assert.Null(ticket.Answer(Ana, Now));
        Assert.Equal(TicketRefusals.HeldByAnother, ticket.Answer(Bo, Now));
        Assert.Equal((TicketState.Answered, Ana), (ticket.State, ticket.HolderId!.Value));
    }

    [Fact]
    public void The_customers_next_words_wait_for_the_one_who_has_it()
    {
        var ticket = New();
        Assert.False(ticket.CustomerWrote(Now));
        ticket.Answer(Ana, Now);
        Assert.True(ticket.CustomerWrote(Now.AddHours(1)));
        Assert.Equal((TicketState.Requested, Ana, Now.AddHours(1)), (ticket.State, ticket.HolderId!.Value, ticket.WaitingSince));
    }

    [Fact]
    public void An_answer_that_failed_leaves_the_customer_waiting_as_before_and_one_that_left_after_all_counts_again()
    {
        var ticket = New();
        var asked = ticket.WaitingSince;
        var answered = asked.AddMinutes(20);
        ticket.Answer(Ana, answered);
        ticket.AnswerFailed(answered, []);
        Assert.Equal((TicketState.Requested, asked, null), (ticket.State, ticket.WaitingSince, ticket.FirstAnsweredAt));
        Assert.True(ticket.AnswerLeft(wroteSince: false));
        Assert.Equal((TicketState.Answered, answered), (ticket.State, ticket.FirstAnsweredAt!.Value));

        ticket.AnswerFailed(answered, []);
        Assert.False(ticket.AnswerLeft(wroteSince: true));
        Assert.Equal((TicketState.Requested, answered), (ticket.State, ticket.FirstAnsweredAt!.Value));
    }

    [Fact]
    public void Of_several_answers_one_that_failed_is_waited_for_since_it_was_given()
    {
        var ticket = New();
        var (first, second) = (ticket.WaitingSince.AddMinutes(5), ticket.WaitingSince.AddMinutes(9));
        ticket.Answer(Ana, first);
        ticket.Answer(Ana, second);
        ticket.AnswerFailed(second, [first]);
        Assert.Equal((TicketState.Requested, second, first), (ticket.State, ticket.WaitingSince, ticket.FirstAnsweredAt!.Value));
        // A first answer that fails after the customer wrote on was none all the same.
        var other = New();
        other.Answer(Ana, first);
        other.CustomerWrote(second);
        Assert.Equal((Now, first), (New().WaitsSince(first, []), New().WaitsSince(first, [second])));
        other.AnswerFailed(first, []);
        Assert.Equal((second, null), (other.WaitingSince, other.FirstAnsweredAt));
    }

    [Fact]
    public void A_closed_ticket_refuses_everything_but_reopening()
    {
        var ticket = New();
        Assert.Equal(TicketRefusals.NotClosed, ticket.Reopen(Now));
        Assert.Null(ticket.Close(Ana, "member", Now));
        Assert.Equal(TicketRefusals.Closed, ticket.Close(Ana, "member", Now));
        Assert.Equal(TicketRefusals.Closed, ticket.Answer(Ana, Now));
        Assert.Equal(TicketRefusals.Closed, ticket.Assign(Ana));
        Assert.Equal(TicketRefusals.Closed, ticket.Release());
        Assert.False(ticket.CustomerWrote(Now));
        Assert.Null(ticket.Reopen(Now));
        Assert.Equal((TicketState.Requested, null, null), (ticket.State, ticket.ClosedAt, ticket.CloseReason));
    }

    [Fact]
    public void The_customer_is_told_once()
    {
        var ticket = New();
        Assert.True(ticket.Acknowledge(Now));
        Assert.False(ticket.Acknowledge(Now));
    }

    [Fact]
    public void The_window_is_open_for_less_than_a_day()
    {
        var window = new ServiceWindow(Now);
        Assert.True(window.IsOpen(Now + ServiceWindow.Length - TimeSpan.FromMilliseconds(1)));
        Assert.False(window.IsOpen(Now + ServiceWindow.Length));
        Assert.Equal(TimeSpan.Zero, window.Left(Now.AddDays(2)));
        Assert.False(new ServiceWindow(null).IsOpen(Now));
    }

    [Theory]
    [InlineData(2, 2)]
    [InlineData(30, 24)]
    public void A_window_that_the_provider_calls_closed_is_closed(int refusedAfterHours, int closesAfterHours)
    {
        var window = new ServiceWindow(Now, Now.AddHours(refusedAfterHours));
        Assert.Equal(Now.AddHours(closesAfterHours), window.ClosesAt);
        Assert.False(window.IsOpen(Now.AddHours(closesAfterHours)));
    }

    private static Ticket New() => Ticket.Open(1, Guid.NewGuid(), Trigger.ReportsIssue, CaseTopic.Refund, "words", 1, 1, "issue", Now);
}
