using Cosmo.Core.Assistant;
using Cosmo.Core.Assistant.Models;
using Cosmo.Core.Conversations;
using Cosmo.Core.Work;
using Microsoft.EntityFrameworkCore;

namespace Cosmo.Core.TeamThread;

/// <summary>Says what a customer wrote last in the member's language. A model may be asked, so outside any transaction.</summary>
internal sealed class Translating(ITranslator translator, TurnUses uses) : IExternalWorkHandler
{
    /// <summary>Somebody asked for a translation. Body: ticket, member.</summary>
    private static readonly WorkKind s_kind = WorkKind.External("thread.translate", mostAttempts: 3);

    /// <summary>What the customer wrote since our last word, at most so many messages.</summary>
    private const int MostMessages = 5;

    /// <summary>How much of one message is translated, in characters.</summary>
    private const int MostOfAMessage = 700;

    public WorkKind Kind => s_kind;

    /// <summary>A member wants to read the ticket's last words.</summary>
    public static Task AskAsync(Change change, Listener listener, Case found, CancellationToken cancel)
    {
        cancel.ThrowIfCancellationRequested();
        change.Add(new(s_kind, $"translate:{found.Ticket.Id}:{listener.Member.Id}", $"{found.Ticket.Id} {listener.Member.Id}"));
        return Task.CompletedTask;
    }

    public async Task<ExternalStep> BeginAsync(Change change, WorkItem item)
    {
        var ids = item.Body.Split(' ').Select(Guid.Parse).ToArray();
        if (await Case.FindAsync(change.Db, ids[0]) is not { } found
            || await ThreadVoice.FindAsync(change, ids[1]) is not { Language: var language })
            return ExternalStep.Ends(WorkOutcome.Done);
        var messages = await LastWordsAsync(change, found);
        var from = found.Conversation.Language;
        return ExternalStep.Calls(async () =>
        {
            var meanings = new List<Translation?>();
            foreach (var text in messages.Select(m => Cut.Shown(m.Words, MostOfAMessage)))
                meanings.Add(from == language ? new(text, "as-written") : await Meanings.OfAsync(translator, text, from, language, CancellationToken.None));
            return async later =>
            {
                await uses.RecordAsync(later, found.Conversation.Id, TurnUseKind.Translation, meanings.Select(m => m?.Work));
                return await SayAsync(later, ids[0], ids[1], messages, meanings.ConvertAll(m => m?.Text));
            };
        });
    }

    public Task<WorkOutcome> LoseAsync(Change change, WorkItem item) => Task.FromResult(WorkOutcome.RetryAt(change.Now, "interrupted"));

    private static async Task<List<Message>> LastWordsAsync(Change change, Case found)
    {
        var newest = await change.Db.Set<Message>().AsNoTracking().Where(m => m.ConversationId == found.Conversation.Id).Where(Message.Said)
            .OrderByDescending(m => m.Position).Take(20).ToListAsync();
        var since = newest.SkipWhile(m => m.Author is not Author.Customer).TakeWhile(m => m.Author is Author.Customer);
        var messages = since.Take(MostMessages).ToList();
        messages.Reverse();
        return messages;
    }

    private static async Task<WorkOutcome> SayAsync(Change change, Guid ticketId, Guid memberId, List<Message> messages, List<string?> meanings)
    {
        if (await ThreadVoice.FindAsync(change, memberId) is not { } listener
            || await Case.FindAsync(change.Db, ticketId) is not { } found)
            return WorkOutcome.Done;
        var number = ("number", (string?)ThreadVoice.Number(found.Ticket));
        // What nobody can translate stays in the customer's words, and that is said: half a translation misleads.
        var said = listener.Say("translate.title", ("customer", found.Customer), number) + "\n"
            + string.Join('\n', messages.Zip(meanings, (message, meaning) => Cut.Shown(ThreadShow.Words(listener, found, message, meaning), MostOfAMessage)))
            + (messages.Zip(meanings).Any(m => m.Second is null && m.First.Words.Length > 0) ? "\n\n" + listener.Say("translate.partly") : "");
        await ThreadVoice.SayAsync(change, listener, TeamMessageKind.Info, Cut.Shown(said, 4000), ticketId, cancel: CancellationToken.None);
        return WorkOutcome.Done;
    }
}
