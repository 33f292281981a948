using Cosmo.Core.Conversations;
using Cosmo.Core.Replies;
using Cosmo.Core.Tickets;
using Cosmo.Core.Work;
using Microsoft.EntityFrameworkCore;

namespace Cosmo.Core.TeamThread;

/// <summary>What a member decides about a draft: send, send anyway, as written, change, cancel.</summary>
internal static class ThreadConfirmations
{
    public static async Task HearAsync(Change change, Listener listener, ThreadCommand command, TeamMessage? quoted, CancellationToken cancel)
    {
        var waiting = await WaitingAsync(change, listener, cancel);
        var named = command.Id ?? quoted?.DraftId;
        if (named is { } id)
        {
            if (waiting.FirstOrDefault(d => d.Id == id) is not { } meant)
            {
                await OverAsync(change, listener, id, cancel);
                return;
            }

            await DecideAsync(change, listener, meant, command, quoted, cancel);
            return;
        }

        // One that is still being made counts: a yes may well mean it, and then means no other.
        if (command.TicketNumber is { } number)
            waiting = await OfTicketAsync(change, waiting, number, cancel);
        switch (waiting.Count)
        {
            // "No" a moment after "yes" means the answer that still waits to leave.
            case 0 when command.Ask is Ask.Cancel:
                await ThreadUndo.HearAsync(change, listener, command, quoted, cancel);
                break;
            case 0:
                await SayAsync(change, listener, "draft.none", null, cancel);
                break;
            case 1 when waiting[0].State is not DraftState.Composing || command.Ask is Ask.Cancel or Ask.Change:
                await DecideAsync(change, listener, waiting[0], command, quoted, cancel);
                break;
            case 1:
                await SayAsync(change, listener, "draft.none", null, cancel);
                break;
            default:
                // A plain yes with several drafts waiting could mean any of them.
                await SayAsync(change, listener, "draft.which", null, cancel);
                break;
        }
    }

    private static async Task DecideAsync(Change change, Listener listener, Draft draft, ThreadCommand command, TeamMessage? quoted, CancellationToken cancel)
    {
        if (await change.Db.Set<Conversation>().FindAsync([draft.ConversationId], cancel) is not { } conversation
            || draft.TicketId is not { } ticketId || await Case.FindAsync(change.Db, ticketId) is not { } found)
            return;
        change.Tell(Live.Topic.Conversation(conversation.Id));
        listener.Phone.ChosenTicketId = null;   // only "change" chooses the ticket of the next words
        var (customer, number) = (("customer", (string?)found.Customer), ("number", (string?)ThreadVoice.Number(found.Ticket)));
        switch (command.Ask)
        {
            case Ask.Cancel:
                draft.Cancel(listener.Member.Id);
                await ThreadVoice.SayAsync(change, listener, TeamMessageKind.Info, listener.Say("draft.cancelled", customer, number), ticketId, draft.Id, cancel);
                return;
            case Ask.Change:
                listener.Phone.ChosenTicketId = ticketId;
                await ThreadVoice.SayAsync(change, listener, TeamMessageKind.Question, listener.Say("draft.change", customer, number), ticketId, draft.Id, cancel);
                return;
            case Ask.AsWritten:
                await UseAsWrittenAsync(change, listener, draft, conversation, cancel);
                return;
            default:
                // A button and a quote mean the picture they belong to, a plain yes the last one that the member had before them.
                var shown = command.Id is not null ? command.Revision
                    : quoted?.DraftId is not null ? quoted.DraftRevision
                    : await ShownPictures.LastAsync(change.Db, listener.Member.Id, draft.Id, command.At, cancel);
                await ConfirmAsync(change, listener, draft, conversation, found, shown, command.Ask is Ask.Anyway, cancel);
                return;
        }
    }

    private static async Task UseAsWrittenAsync(Change change, Listener listener, Draft draft, Conversation conversation, CancellationToken cancel)
    {
        var refusal = await DraftDesk.UseAsWrittenAsync(change, draft, conversation, listener.Member.Id, cancel);
        if (refusal is null || draft.IsStuckAtTemplate)
            await ShowingDrafts.ShowAsync(change, listener, draft, cancel);   // with the template that is missing or too short, if that is why
        else if (draft.State is DraftState.Open or DraftState.Held)
            await ShowingDrafts.ShowAsync(change, listener, draft, cancel, listener.Say("draft.changed"));   // the button of an earlier picture
        else
            await ThreadVoice.SayAsync(change, listener, TeamMessageKind.Info, listener.Why(refusal), draft.TicketId, draft.Id, cancel);
    }

    private static async Task ConfirmAsync(
        Change change, Listener listener, Draft draft, Conversation conversation, Case found, int? shown, bool anyway, CancellationToken cancel)
    {
        // "Confirmed: sent" is told when the provider has taken it, by TellingResults; a refusal is told here.
        var refusal = await DraftDesk.ConfirmAsync(change, draft, conversation, listener.Member.Id, shown, anyway, cancel);
        if (refusal is null)
        {
            await ThreadUndo.OfferAsync(change, listener, draft, found, cancel);
            return;
        }

        if (refusal == TicketRefusals.HeldByAnother || refusal == TicketRefusals.Closed)
            await Binding.TellLateAsync(change, listener, found, cancel);
        else if (refusal == DraftRefusals.Changed)
            await ShowingDrafts.ShowAsync(change, listener, draft, cancel, listener.Say("draft.changed"));
        else if (refusal == DraftRefusals.SomethingNew || refusal == DraftRefusals.WindowClosed || refusal == DraftRefusals.FactsChanged || refusal == DraftRefusals.NoTemplate
            || refusal == DraftRefusals.WindowOpen || draft.State is DraftState.Stuck)
            await ShowingDrafts.ShowAsync(change, listener, draft, cancel);
        else
            await SayAsync(change, listener, ThreadRefusals.KeyOf(refusal), found.Ticket.Id, cancel);
    }

    // A second yes to a draft that is over: whoever presses late is told what has happened instead.
    private static async Task OverAsync(Change change, Listener listener, Guid draftId, CancellationToken cancel)
    {
        var draft = await change.Db.Set<Draft>().FindAsync([draftId], cancel);
        if (draft?.MemberId == listener.Member.Id && draft.State is DraftState.Confirmed)
        {
            await SayAsync(change, listener, "draft.already", draft.TicketId, cancel);
            return;
        }

        if (draft?.MemberId == listener.Member.Id && draft.TicketId is { } ticketId && await Case.FindAsync(change.Db, ticketId) is { } found
            && await Binding.IsLateAsync(change, listener, found, cancel))
            return;
        await SayAsync(change, listener, "draft.over", null, cancel);
    }

    /// <summary>True when a draft of the member waits, or is being made.</summary>
    public static async Task<bool> HasWaitingAsync(Change change, Listener listener, CancellationToken cancel) =>
        (await WaitingAsync(change, listener, cancel)).Count > 0;

    /// <summary>The member's drafts that wait, or are being made, the oldest first.</summary>
    public static Task<List<Draft>> WaitingAsync(Change change, Listener listener, CancellationToken cancel) =>
        PreparedDesk.Theirs(change.Db, change.Db.Set<Draft>()).Where(d => d.MemberId == listener.Member.Id && d.Source == DraftSource.Phone
            && (d.State == DraftState.Open || d.State == DraftState.Held || d.State == DraftState.Stuck || d.State == DraftState.Composing)).OrderBy(d => d.CreatedAt).ToListAsync(cancel);

    /// <summary>Those of a ticket.</summary>
    public static async Task<List<Draft>> OfTicketAsync(Change change, List<Draft> waiting, int number, CancellationToken cancel)
    {
        var ticketId = await change.Db.Set<Ticket>().Where(t => t.Number == number).Select(t => (Guid?)t.Id).FirstOrDefaultAsync(cancel);
        return [.. waiting.Where(d => d.TicketId == ticketId)];
    }

    private static Task<TeamMessage> SayAsync(Change change, Listener listener, string key, Guid? ticketId, CancellationToken cancel) =>
        ThreadVoice.SayAsync(change, listener, TeamMessageKind.Info, listener.Say(key), ticketId, cancel: cancel);
}
