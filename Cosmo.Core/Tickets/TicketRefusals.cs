namespace Cosmo.Core.Tickets;

public static class TicketRefusals
{
    public static readonly Refusal NotFound = new("ticket.not-found", "This ticket no longer exists.");
    public static readonly Refusal Closed = new("ticket.closed", "This ticket is closed. Reopen it first.");
    public static readonly Refusal NotClosed = new("ticket.not-closed", "This ticket is open already.");
    public static readonly Refusal HeldByAnother = new("ticket.held", "A colleague has answered this ticket already.");
    public static readonly Refusal HasIt = new("ticket.has-it", "This member has the ticket already.");
    public static readonly Refusal NoSuchMember = new("ticket.no-member", "This member is not in the team any more.");
    public static readonly Refusal SnoozeOver = new("ticket.snooze-over", "This time is over. Choose a later one.");
    public static readonly Refusal SnoozeTooLong = new("ticket.snooze-long", "A ticket can be put off for 90 days at most.");
    public static readonly Refusal NotSnoozed = new("ticket.not-snoozed", "This ticket is not put off.");
    public static readonly Refusal MergeSelf = new("ticket.merge-self", "A ticket cannot be joined with itself.");
    public static readonly Refusal MergeOther = new("ticket.merge-other", "These tickets belong to different customers.");
    public static readonly Refusal Merged = new("ticket.merged", "Another ticket goes on in this one's place.");
    public static readonly Refusal Reasonless = new("ticket.reasonless", "Say why it is closed.");
    public static readonly Refusal OneOpen = new("ticket.one-open", "This conversation has an open ticket already.");
}
