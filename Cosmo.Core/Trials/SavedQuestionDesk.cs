using Cosmo.Core.Knowledge;
using Cosmo.Core.Live;
using Cosmo.Core.Team;
using Cosmo.Core.Work;
using Microsoft.EntityFrameworkCore;

namespace Cosmo.Core.Trials;

/// <summary>Keeps questions to be asked again, and how they came out.</summary>
public sealed class SavedQuestionDesk(Changes changes)
{
    public static readonly Refusal NotMember = new("trials.not-member", "Only members of the team can do this.");
    public static readonly Refusal NoText = new("trials.no-text", "Write the question, with 1000 characters at most.");
    public static readonly Refusal NotFound = new("trials.not-found", "This no longer exists.");
    public static readonly Refusal NoEntry = new("trials.no-entry", "Choose the entry that should answer.");
    public static readonly Refusal TooMany = new("trials.too-many", "There are 500 saved questions already. Remove some first.");

    /// <summary>Most that are kept: all of them are asked at once.</summary>
    public const int Most = 500;

    /// <summary>Saves a question with what should become of it.</summary>
    public Task<Refusal?> SaveAsync(SavedQuestionText text, Guid byMemberId, CancellationToken cancel = default) => AsMemberAsync(
        byMemberId,
        async change =>
        {
            if (text.Text.Trim().Length is 0 or > SavedQuestion.LongestText)
                return NoText;
            if (text.Expected is { Kind: OutcomeKind.Answered, EntryId: { } entry } && !await change.Db.Set<KnowledgeEntry>().AnyAsync(e => e.Id == entry, cancel))
                return NoEntry;
            if (await change.Db.Set<SavedQuestion>().CountAsync(cancel) >= Most)
                return TooMany;
            change.Db.Add(SavedQuestion.Write(text, byMemberId, change.Now));
            return null;
        },
        cancel);

    /// <summary>Forgets a question.</summary>
    public Task<Refusal?> RemoveAsync(Guid id, Guid byMemberId, CancellationToken cancel = default) => AsMemberAsync(
        byMemberId,
        async change =>
        {
            if (await change.Db.Set<SavedQuestion>().FindAsync([id], cancel) is not { } question)
                return NotFound;
            change.Db.Remove(question);
            return null;
        },
        cancel);

    /// <summary>Writes down how questions came out; those that were removed meanwhile are left out.</summary>
    /// <param name="passed">By question, whether what happened is what should.</param>
    public Task<Refusal?> KeepAsync(IReadOnlyDictionary<Guid, bool> passed, Guid byMemberId, CancellationToken cancel = default) => AsMemberAsync(
        byMemberId,
        async change =>
        {
            var ids = passed.Keys.ToList();
            foreach (var question in await change.Db.Set<SavedQuestion>().Where(q => ids.Contains(q.Id)).ToListAsync(cancel))
                question.Ask(passed[question.Id], change.Now);
            return null;
        },
        cancel);

    private Task<Refusal?> AsMemberAsync(Guid byMemberId, Func<Change, Task<Refusal?>> decide, CancellationToken cancel) => changes.RunAsync(
        async change =>
        {
            if (!await change.Db.Set<Member>().AnyAsync(m => m.Id == byMemberId && m.IsActive, cancel))
                return NotMember;
            change.Tell(Topic.SavedQuestions);
            return await decide(change);
        },
        cancel);
}
