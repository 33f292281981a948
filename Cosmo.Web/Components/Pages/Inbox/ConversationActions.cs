using Cosmo.Core;
using Cosmo.Core.Inbox;
using Cosmo.Core.Tickets;

namespace Cosmo.Web.Components.Pages.Inbox;

/// <summary>What the conversation's buttons do beside writing.</summary>
public sealed partial class ConversationView
{
    private async Task ArrivedAsync(Guid messageId) => await OnceAsync(() => sends.ArrivedAsync(messageId, Me.Id));

    private async Task AgainAsync(Guid messageId) => await OnceAsync(() => sends.SendAgainAsync(messageId, Me.Id));

    // The words come back into the composer: whoever takes something back mostly wants to say it better.
    // The conversation's topic brings the answer back with what was said of it.
    private async Task ShouldBeTicketAsync(Guid messageId) => Say(await corrections.CorrectAnswerAsync(messageId, Me.Id));

    private async Task UndoAsync(ThreadMessage message)
    {
        if (message.DraftId is not { } draftId || !Say(await desk.TakeBackAsync(draftId, Me.Id)))
            return;
        if (_composer is not null && await drafts.SaidAsync(draftId) is var (said, about))
        {
            await _composer.WriteAsync(said);
            _about = about;
        }

        _decided = true;
    }

    private async Task AssignAsync(Guid memberId)
    {
        if (Newest is { } ticket)
            Say(await tickets.AssignAsync(ticket.Id, memberId, Me.Id));
    }

    private async Task DoAsync(TicketAction action) => Say(await (action switch
    {
        TicketAction.TakeOver => conversations.TakeOverAsync(Id, Me.Id),
        TicketAction.HandBack => conversations.HandBackAsync(Id, Me.Id),
        TicketAction.MarkUnread => conversations.UnseenAsync(Id),
        TicketAction.Take when Newest is { } ticket => tickets.AssignAsync(ticket.Id, Me.Id, Me.Id),
        TicketAction.Close when Newest is { } ticket => tickets.CloseAsync(ticket.Id, Me.Id, "resolved"),
        TicketAction.Reopen when Newest is { } ticket => tickets.ReopenAsync(ticket.Id, Me.Id),
        _ => Task.FromResult<Refusal?>(TicketRefusals.NotFound),
    }));

    private async Task MoveAsync(TicketMove move)
    {
        if (Newest is not { } ticket)
            return;
        Say(await (move switch
        {
            TicketMove.Snooze(var until) => moves.SnoozeAsync(ticket.Id, until, Me.Id),
            TicketMove.Wake => moves.WakeAsync(ticket.Id, Me.Id),
            TicketMove.Close(var reason) => tickets.CloseAsync(ticket.Id, Me.Id, reason),
            TicketMove.Merge(var into) => moves.MergeAsync(ticket.Id, into, Me.Id),
            TicketMove.HandOver(var to, var note) => tickets.HandOverAsync(ticket.Id, to, Me.Id, note),
            _ => Task.FromResult<Refusal?>(TicketRefusals.NotFound),
        }));
    }
}
