using Cosmo.Core.Channels;
using Cosmo.Core.Conversations;
using Cosmo.Core.Tickets;

namespace Cosmo.Core.Inbox;

/// <summary>What the list shows: everything, what waits for the team, what I have, what the assistant answers, what is resolved.</summary>
public enum InboxView { All, Waiting, Mine, Assistant, Closed }

/// <summary>The ticket of a conversation, as far as the list shows it.</summary>
public sealed record InboxTicket(Guid Id, int Number, TicketState State, Guid? HolderId);

/// <summary>One line of the list.</summary>
public sealed record InboxRow(
    Guid Id, string Name, ChannelKind Channel, string Preview, Author PreviewAuthor, DateTimeOffset At, int Unread, ServiceWindow Window, Handler Handler, InboxTicket? Ticket);

/// <summary>Where the next page of the list begins.</summary>
/// <param name="At">The view's own time of the last line: last message, waiting since, or closed.</param>
/// <param name="Id">Tells lines of the same instant apart.</param>
public sealed record InboxCursor(DateTimeOffset At, Guid Id);

/// <summary>A part of the list.</summary>
/// <param name="Next">Where it goes on; null at the end.</param>
public sealed record InboxPart(IReadOnlyList<InboxRow> Rows, InboxCursor? Next);
