namespace Cosmo.Core.Tickets;

public static class TicketRefusals
{
    public static readonly Refusal NotFound = new("ticket.not-found", "This ticket no longer exists.");
    public static readonly Refusal Closed = new("ticket.closed", "This ticket is closed. Reopen it first.");
    public static readonly Refusal NotClosed = new("ticket.not-closed", "This ticket is open already.");
    public static readonly Refusal HeldByAnother = new("ticket.held", "A colleague has answered this ticket already.");
    public static readonly Refusal HasIt = new("ticket.has-it", "This member has the ticket already.");
    public static readonly Refusal NoSuchMember = new("ticket.no-member", "This member is not in the team any more.");
    public static readonly Refusal OneOpen = new("ticket.one-open", "This conversation has an open ticket already.");
}
