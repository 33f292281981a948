using System.Globalization;
using Cosmo.Core.Channels.WhatsApp;
using Cosmo.Core.Conversations;
using Cosmo.Core.Replies;
using Cosmo.Core.Tickets;
using Cosmo.Core.Work;
using Microsoft.EntityFrameworkCore;

namespace Cosmo.Core.TeamThread;

/// <summary>Takes back on the phone what was confirmed and has not left yet.</summary>
internal static class ThreadUndo
{
    /// <summary>Says how long a confirmed answer waits, with a button to take it back; nothing where it leaves at once.</summary>
    public static async Task OfferAsync(Change change, Listener listener, Draft draft, Case found, CancellationToken cancel)
    {
        var hold = await UndoHold.ReadAsync(change.Db, cancel);
        if (hold == TimeSpan.Zero)
            return;
        var text = listener.Say("hold", ("customer", found.Customer), ("number", ThreadVoice.Number(found.Ticket)),
            ("seconds", hold.TotalSeconds.ToString(CultureInfo.InvariantCulture)));
        await ThreadVoice.AskAsync(change, listener, TeamMessageKind.Result, "", text,
            [new ReplyButton($"d:{draft.Id}:undo", listener.Say("button.undo"))], found.Ticket.Id, draft, cancel);
    }

    /// <summary>Takes back the answer of a pressed button, a quote, a number, or the only one that waits.</summary>
    public static async Task HearAsync(Change change, Listener listener, ThreadCommand command, TeamMessage? quoted, CancellationToken cancel)
    {
        if ((command.Id ?? quoted?.DraftId) is { } named)
        {
            if (await change.Db.Set<Draft>().FindAsync([named], cancel) is { } meant && meant.MemberId == listener.Member.Id)
                await TakeBackAsync(change, listener, meant, cancel);
            return;
        }

        var held = await TakingBack.HeldAsync(change, listener.Member.Id, cancel);
        if (command.TicketNumber is { } number)
        {
            var ticketId = await change.Db.Set<Ticket>().Where(t => t.Number == number).Select(t => (Guid?)t.Id).FirstOrDefaultAsync(cancel);
            held = [.. held.Where(d => d.TicketId == ticketId)];
        }

        switch (held)
        {
            case []:
                await SayAsync(change, listener, command.Ask is Ask.Cancel ? "draft.none" : "undo.none", null, cancel);
                break;
            case [var only]:
                await TakeBackAsync(change, listener, only, cancel);
                break;
            default:
                await SayAsync(change, listener, "undo.which", null, cancel);
                break;
        }
    }

    private static async Task TakeBackAsync(Change change, Listener listener, Draft draft, CancellationToken cancel)
    {
        if (await change.Db.Set<Conversation>().FindAsync([draft.ConversationId], cancel) is not { } conversation
            || draft.TicketId is not { } ticketId || await Case.FindAsync(change.Db, ticketId) is not { } found)
            return;
        if (await TakingBack.RunAsync(change, draft, conversation, listener.Member.Id, cancel) is { } refusal)
        {
            await SayAsync(change, listener, refusal == DraftRefusals.HasLeft ? "undo.late" : "draft.over", ticketId, cancel);
            return;
        }

        // The next words are the better ones.
        listener.Phone.ChosenTicketId = found.Ticket.IsOpen ? ticketId : null;
        await ThreadVoice.SayAsync(change, listener, TeamMessageKind.Question,
            listener.Say("undo.done", ("customer", found.Customer), ("number", ThreadVoice.Number(found.Ticket))), ticketId, draft.Id, cancel);
    }

    private static Task<TeamMessage> SayAsync(Change change, Listener listener, string key, Guid? ticketId, CancellationToken cancel) =>
        ThreadVoice.SayAsync(change, listener, TeamMessageKind.Info, listener.Say(key), ticketId, cancel: cancel);
}
