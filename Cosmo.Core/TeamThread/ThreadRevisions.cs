using Cosmo.Core.Assistant;
using Cosmo.Core.Replies;
using Cosmo.Core.Work;

namespace Cosmo.Core.TeamThread;

/// <summary>"Change: shorter", "more formal", "add …": the same words once more, composed otherwise or with more to say. A new draft, shown again.</summary>
internal static class ThreadRevisions
{
    /// <summary>True when the ticket whose turn it is has a draft of the member that waits.</summary>
    public static async Task<bool> HasDraftAsync(Change change, Listener listener, CancellationToken cancel) =>
        (await ThreadConfirmations.WaitingAsync(change, listener, cancel)).Exists(d => d.TicketId == listener.Phone.ChosenTicketId);

    public static async Task HearAsync(Change change, Listener listener, ThreadCommand command, TeamMessage? quoted, CancellationToken cancel)
    {
        var waiting = await ThreadConfirmations.WaitingAsync(change, listener, cancel);
        if (quoted?.DraftId is { } named)
            waiting = [.. waiting.Where(d => d.Id == named)];
        else if (command.TicketNumber is { } number)
            waiting = await ThreadConfirmations.OfTicketAsync(change, waiting, number, cancel);
        else if (listener.Phone.ChosenTicketId is { } chosen)
            waiting = [.. waiting.Where(d => d.TicketId == chosen)];
        if (waiting is not [var draft])
        {
            await ThreadVoice.SayAsync(change, listener, TeamMessageKind.Info, listener.Say(waiting.Count == 0 ? "draft.none" : "draft.which"), cancel: cancel);
            return;
        }

        listener.Phone.ChosenTicketId = null;
        var words = command.Ask is Ask.Add ? $"{Ended(draft.Words)} {command.Text}" : draft.Words;
        var wording = command.Ask switch { Ask.Shorter => Wording.Shorter, Ask.Formal => Wording.Formal, _ => draft.Wording };
        if (await DraftDesk.BeginAsync(change, Guid.CreateVersion7(), draft.ConversationId, listener.Member.Id, DraftSource.Phone, words, wording, draft.QuestionId, cancel) is { } refusal)
            await ThreadVoice.SayAsync(change, listener, TeamMessageKind.Info, listener.Why(refusal), draft.TicketId, cancel: cancel);
    }

    private static string Ended(string words) => char.IsPunctuation(words[^1]) ? words : words + ".";
}
