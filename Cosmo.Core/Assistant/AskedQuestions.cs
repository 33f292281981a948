using Cosmo.Core.Conversations;
using Cosmo.Core.Knowledge;
using Cosmo.Core.Live;
using Cosmo.Core.Work;
using Microsoft.EntityFrameworkCore;

namespace Cosmo.Core.Assistant;

/// <summary>
/// Keeps what the assistant could not answer as open questions. One that was met by an offer or a question back is open as
/// well, until what the customer says next is answered: whoever asks for a person or falls silent has not got their answer.
/// </summary>
internal static class AskedQuestions
{
    /// <summary>Messages before an answer that may belong to what it settles.</summary>
    private const int MostTogether = 20;

    /// <summary>No entry answers this message, or none surely does.</summary>
    public static void Record(Change change, Conversation conversation, Message message)
    {
        if (message.Words.Length == 0)
            return;
        change.Db.Add(OpenQuestion.Of(conversation.Id, message.Id, message.Words, message.Language ?? conversation.Language ?? Acknowledgements.Fallback, change.Now));
        change.Tell(Topic.Questions);
    }

    /// <summary>This message is answered, and with it what the customer had asked before we offered entries or asked back.</summary>
    /// <param name="entryId">What answers it.</param>
    public static async Task SettleAsync(Change change, Message message, Guid entryId, CancellationToken cancel)
    {
        if (message.Position <= 2)
            return;   // nothing was asked and met before
        var before = await change.Db.Set<Message>().AsNoTracking().Where(m => m.ConversationId == message.ConversationId && m.Position < message.Position)
            .OrderByDescending(m => m.Position).Take(MostTogether).Select(m => new Before(m.Id, m.Author, m.Sources)).ToListAsync(cancel);
        // An answer of the assistant that cites entries, or a word of the team, ends what belongs together.
        var together = before.TakeWhile(m => m.Author is Author.Customer || m is { Author: Author.Assistant, Sources: null }).ToList();
        if (!together.Exists(m => m.Author is Author.Assistant))
            return;
        var asked = together.Where(m => m.Author is Author.Customer).Select(m => m.Id).ToList();
        foreach (var question in await change.Db.Set<OpenQuestion>().Where(q => asked.Contains(q.MessageId) && q.State == OpenQuestionState.Waiting).ToListAsync(cancel))
        {
            question.Answer(entryId);
            question.Tell();
            change.Tell(Topic.Questions);
        }
    }

    private sealed record Before(Guid Id, Author Author, string? Sources);
}
