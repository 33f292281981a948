namespace Cosmo.Web.Components.Pages.Inbox;

/// <summary>What the buttons over a conversation do.</summary>
public enum TicketAction { TakeOver, Take, Close, Reopen, HandBack, MarkUnread }
