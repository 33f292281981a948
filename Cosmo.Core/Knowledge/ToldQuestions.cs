using Cosmo.Core.Live;
using Cosmo.Core.Work;
using Microsoft.EntityFrameworkCore;

namespace Cosmo.Core.Knowledge;

/// <summary>Which customers were told the answer to what they had asked.</summary>
public static class ToldQuestions
{
    /// <summary>The customer was told: by this answer to all of their questions that the same entry answers.</summary>
    /// <returns>False where there is no such question, or nobody waits for it.</returns>
    public static async Task<bool> TellAsync(Change change, Guid questionId, CancellationToken cancel)
    {
        if (await change.Db.Set<OpenQuestion>().FindAsync([questionId], cancel) is not { State: OpenQuestionState.Answered } question)
            return false;
        foreach (var same in await change.Db.Set<OpenQuestion>()
            .Where(q => q.ConversationId == question.ConversationId && q.EntryId == question.EntryId && q.State == OpenQuestionState.Answered).ToListAsync(cancel))
            same.Tell();
        change.Tell(Topic.Questions);
        return true;
    }

    /// <summary>The answer was taken back before it left: the customer waits again.</summary>
    public static async Task TakeBackAsync(Change change, Guid questionId, CancellationToken cancel)
    {
        if (await change.Db.Set<OpenQuestion>().FindAsync([questionId], cancel) is not { } question)
            return;
        question.TakeBack();
        change.Tell(Topic.Questions);
    }
}
