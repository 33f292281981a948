using Cosmo.Core.Live;
using Cosmo.Core.Team;
using Cosmo.Core.Work;
using Microsoft.EntityFrameworkCore;

namespace Cosmo.Core.Knowledge;

/// <summary>An entry as it is written.</summary>
/// <param name="Language">ISO 639-1 code.</param>
/// <param name="Published">Customers may be answered from it.</param>
/// <param name="TeamOnly">It never leaves the team, whatever else it says.</param>
public sealed record KnowledgeText(string Question, string Answer, string Language, string Category, bool Published, bool TeamOnly);

/// <summary>Writes the knowledge that customers are answered from.</summary>
public sealed class KnowledgeDesk(Changes changes)
{
    public static readonly Refusal NotFound = new("knowledge.not-found", "This entry no longer exists.");
    public static readonly Refusal NoQuestion = new("knowledge.no-question", "Write the question that customers ask.");
    public static readonly Refusal NoAnswer = new("knowledge.no-answer", "Write the answer.");
    public static readonly Refusal TooLong = new("knowledge.too-long", "A question has at most 300 characters, an answer at most 4,000, a category at most 60.");
    public static readonly Refusal NotMember = new("knowledge.not-member", "Only members of the team can do this.");

    private const int LongestCategory = 60;

    /// <summary>Adds an entry.</summary>
    /// <param name="entryId">Where the new entry's id is told.</param>
    public Task<Refusal?> AddAsync(KnowledgeText text, Guid byMemberId, Action<Guid>? entryId = null, CancellationToken cancel = default) => RunAsync(
        byMemberId,
        change =>
        {
            if (Check(text) is { } refusal)
                return Task.FromResult<Refusal?>(refusal);
            var entry = KnowledgeEntry.Write(text.Question, text.Answer, text.Language, text.Category, change.Now);
            Settle(entry, text);
            change.Db.Add(entry);
            entryId?.Invoke(entry.Id);
            return Task.FromResult<Refusal?>(null);
        },
        cancel);

    /// <summary>Changes an entry.</summary>
    public Task<Refusal?> EditAsync(Guid entryId, KnowledgeText text, Guid byMemberId, CancellationToken cancel = default) => ChangeAsync(
        entryId,
        byMemberId,
        (change, entry) =>
        {
            if (Check(text) is { } refusal)
                return refusal;
            entry.Edit(text.Question, text.Answer, text.Language, text.Category, change.Now);
            Settle(entry, text);
            return null;
        },
        cancel);

    /// <summary>Lets customers be answered from an entry, or no longer.</summary>
    public Task<Refusal?> PublishAsync(Guid entryId, bool published, Guid byMemberId, CancellationToken cancel = default) => ChangeAsync(
        entryId,
        byMemberId,
        (_, entry) =>
        {
            entry.Publish(published);
            return null;
        },
        cancel);

    /// <summary>Takes an entry away. Answers given from it stay as they were.</summary>
    public Task<Refusal?> DeleteAsync(Guid entryId, Guid byMemberId, CancellationToken cancel = default) => ChangeAsync(
        entryId,
        byMemberId,
        (change, entry) =>
        {
            change.Db.Remove(entry);
            return null;
        },
        cancel);

    private static Refusal? Check(KnowledgeText text) => text switch
    {
        _ when string.IsNullOrWhiteSpace(text.Question) => NoQuestion,
        _ when string.IsNullOrWhiteSpace(text.Answer) => NoAnswer,
        _ when text.Question.Trim().Length > KnowledgeEntry.LongestQuestion || text.Answer.Trim().Length > KnowledgeEntry.LongestAnswer
            || text.Category.Trim().Length > LongestCategory => TooLong,
        _ => null,
    };

    private static void Settle(KnowledgeEntry entry, KnowledgeText text)
    {
        entry.Publish(text.Published);
        entry.KeepInside(text.TeamOnly);
    }

    private Task<Refusal?> ChangeAsync(Guid entryId, Guid byMemberId, Func<Change, KnowledgeEntry, Refusal?> decide, CancellationToken cancel) => RunAsync(
        byMemberId,
        async change => await change.Db.Set<KnowledgeEntry>().FindAsync([entryId], cancel) is { } entry ? decide(change, entry) : NotFound,
        cancel);

    private Task<Refusal?> RunAsync(Guid byMemberId, Func<Change, Task<Refusal?>> decide, CancellationToken cancel) => changes.RunAsync(
        async change =>
        {
            if (!await change.Db.Set<Member>().AnyAsync(m => m.Id == byMemberId && m.IsActive, cancel))
                return NotMember;
            change.Tell(Topic.Knowledge);
            return await decide(change);
        },
        cancel);
}
