using Cosmo.Core.Assistant;
using Cosmo.Core.Knowledge;
using Cosmo.Core.Knowledge.Writing;
using Cosmo.Core.Live;
using Cosmo.Core.Replies;
using Cosmo.Core.Team;
using Cosmo.Core.Work;
using Microsoft.EntityFrameworkCore;

namespace Cosmo.Core.Questions;

/// <summary>Turns what the assistant could not answer into knowledge, and lets those who asked be told, each through a draft.</summary>
public sealed class QuestionDesk(Changes changes, TimeProvider clock)
{
    public static readonly Refusal NotFound = new("questions.not-found", "This question was answered or put aside already.");
    public static readonly Refusal NotPublished = new("questions.not-published", "Publish the entry first: customers only get what is published.");

    /// <summary>An entry answers these questions now.</summary>
    public Task<Refusal?> AnswerAsync(IReadOnlyCollection<Guid> questionIds, Guid entryId, Guid byMemberId, CancellationToken cancel = default) => ChangeAsync(
        questionIds,
        byMemberId,
        async (change, questions) =>
        {
            if (!await change.Db.Set<KnowledgeEntry>().AnyAsync(e => e.Id == entryId, cancel))
                return KnowledgeDesk.NotFound;
            foreach (var question in questions)
                question.Answer(entryId);
            return null;
        },
        cancel);

    /// <summary>Nobody should write an entry for these questions.</summary>
    public Task<Refusal?> DismissAsync(IReadOnlyCollection<Guid> questionIds, Guid byMemberId, CancellationToken cancel = default) => ChangeAsync(
        questionIds,
        byMemberId,
        (_, questions) =>
        {
            questions.ForEach(q => q.Dismiss());
            return Task.FromResult<Refusal?>(null);
        },
        cancel);

    /// <summary>Begins a draft for one customer who asked; nothing leaves before it is confirmed.</summary>
    public Task<Refusal?> DraftAsync(Guid questionId, Guid draftId, Guid memberId, CancellationToken cancel = default) => changes.RunAsync(
        async change =>
        {
            if (!await change.Db.Set<Member>().AnyAsync(m => m.Id == memberId && m.IsActive, cancel))
                return KnowledgeDesk.NotMember;
            if (await change.Db.Set<OpenQuestion>().FindAsync([questionId], cancel) is not { State: OpenQuestionState.Answered, EntryId: { } entryId } question)
                return NotFound;
            // What is not for customers is not sent to one, by this road neither.
            var entry = await change.Db.Set<KnowledgeEntry>().AsNoTracking().Where(KnowledgeEntry.ForCustomers(clock.GetUtcNow())).FirstOrDefaultAsync(e => e.Id == entryId, cancel);
            return entry is null
                ? NotPublished
                : await DraftDesk.BeginAsync(change, draftId, question.ConversationId, memberId, DraftSource.Browser, MarkdownText.ForWhatsApp(entry.Answer), Wording.AsItIs, questionId, cancel);
        },
        cancel);

    /// <summary>The customer need not be told. Whoever sends the draft of <see cref="DraftAsync"/> tells them, and that is noted by itself.</summary>
    public Task<Refusal?> ToldAsync(Guid questionId, Guid memberId, CancellationToken cancel = default) => changes.RunAsync(
        async change =>
        {
            if (!await change.Db.Set<Member>().AnyAsync(m => m.Id == memberId && m.IsActive, cancel))
                return KnowledgeDesk.NotMember;
            return await ToldQuestions.TellAsync(change, questionId, cancel) ? null : NotFound;
        },
        cancel);

    private Task<Refusal?> ChangeAsync(IReadOnlyCollection<Guid> questionIds, Guid byMemberId, Func<Change, List<OpenQuestion>, Task<Refusal?>> decide, CancellationToken cancel) => changes.RunAsync(
        async change =>
        {
            if (!await change.Db.Set<Member>().AnyAsync(m => m.Id == byMemberId && m.IsActive, cancel))
                return KnowledgeDesk.NotMember;
            var questions = await change.Db.Set<OpenQuestion>().Where(q => q.State == OpenQuestionState.Waiting && questionIds.Contains(q.Id)).ToListAsync(cancel);
            if (questions.Count == 0)
                return NotFound;
            change.Tell(Topic.Questions);
            return await decide(change, questions);
        },
        cancel);
}
