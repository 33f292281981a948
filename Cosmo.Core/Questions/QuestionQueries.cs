using System.Collections.Frozen;
using Cosmo.Core.Assistant;
using Cosmo.Core.Conversations;
using Cosmo.Core.Knowledge;
using Cosmo.Core.Storage;
using Cosmo.Core.Team;
using Microsoft.EntityFrameworkCore;

namespace Cosmo.Core.Questions;

/// <summary>A question that a customer asked, in their words.</summary>
/// <param name="CanBeAnswered">The customer is still inside the 24 hours in which free text may be sent.</param>
public sealed record AskedQuestion(Guid Id, Guid ConversationId, string Contact, string Text, string Language, DateTimeOffset AskedAt, bool CanBeAnswered);

/// <summary>Questions that ask the same.</summary>
public sealed record QuestionGroup(IReadOnlyList<AskedQuestion> Asked)
{
    /// <summary>Words that are names of members; they are left out of what is proposed, as those of the customers are.</summary>
    public IReadOnlySet<string> MemberNames { get; init; } = FrozenSet<string>.Empty;

    /// <summary>
    /// What an entry for them would begin with: the shortest wording as the question, the others of its language as variants,
    /// without what belongs to one customer alone (<see cref="TicketProposal.Clean"/>).
    /// </summary>
    public KnowledgeText Proposed()
    {
        var language = Asked.CountBy(a => a.Language).MaxBy(l => l.Value).Key;
        var names = TicketProposal.NameWords(Asked.Select(a => a.Contact)).Concat(MemberNames).ToHashSet(StringComparer.OrdinalIgnoreCase);
        // A wording without gaps makes the better title.
        var wordings = Asked.Where(a => a.Language == language).Select(a => Cut(TicketProposal.Clean(a.Text.ReplaceLineEndings(" "), names, "")))
            .Distinct(StringComparer.OrdinalIgnoreCase).OrderBy(t => t.Contains(TicketProposal.Left, StringComparison.Ordinal)).ThenBy(t => t.Length).ToList();
        return new(wordings[0], "", language, "", Published: false, TeamOnly: false) { Variants = [.. wordings.Skip(1).Take(KnowledgeEntry.MostVariants)] };
    }

    private static string Cut(string text)
    {
        var line = text.Trim();
        return line.Length <= KnowledgeEntry.LongestQuestion ? line : line[..(char.IsHighSurrogate(line[KnowledgeEntry.LongestQuestion - 1]) ? KnowledgeEntry.LongestQuestion - 1 : KnowledgeEntry.LongestQuestion)];
    }
}

/// <summary>A customer whose question an entry answers now, and who was not told yet.</summary>
/// <param name="IsPublished">Customers may be answered from the entry; before that nothing can be sent.</param>
/// <param name="Asked">All questions of this customer that the entry answers; one answer tells them all.</param>
public sealed record WaitingCustomer(AskedQuestion Question, Guid EntryId, string EntryQuestion, bool IsPublished, IReadOnlyList<Guid> Asked);

/// <summary>Reads what the assistant could not answer.</summary>
public sealed class QuestionQueries(IDbContextFactory<CosmoContext> contexts, TimeProvider clock)
{
    /// <summary>Most questions that are grouped; older ones wait until these are answered.</summary>
    public const int Most = 500;

    /// <summary>What waits for an answer, alike ones together, the most asked first.</summary>
    public async Task<IReadOnlyList<QuestionGroup>> WaitingAsync(CancellationToken cancel = default)
    {
        await using var db = await contexts.CreateDbContextAsync(cancel);
        var asked = (await ReadAsync(db, db.Set<OpenQuestion>().Where(q => q.State == OpenQuestionState.Waiting).OrderByDescending(q => q.AskedAt).ThenByDescending(q => q.Id).Take(Most), cancel))
            .ToDictionary(q => q.Question.Id, q => q.Question);
        var members = TicketProposal.NameWords(await db.Set<Member>().Select(m => m.Name).ToListAsync(cancel));
        return [.. QuestionGroups.Of(asked.Values.Select(q => new AskedWords(q.Id, q.Text, q.Language))).Select(g => new QuestionGroup([.. g.Select(id => asked[id])]) { MemberNames = members })];
    }

    /// <summary>Customers who asked what is answered now, and can still be written to freely; the first to run out first.</summary>
    public async Task<IReadOnlyList<WaitingCustomer>> ToldNextAsync(CancellationToken cancel = default)
    {
        await using var db = await contexts.CreateDbContextAsync(cancel);
        var since = clock.GetUtcNow() - ServiceWindow.Length;
        var questions = db.Set<OpenQuestion>().Where(q => q.State == OpenQuestionState.Answered && q.EntryId != null
            && db.Set<Conversation>().Any(c => c.Id == q.ConversationId && c.LastInboundAt > since && c.RefusedAt == null));
        var read = await ReadAsync(db, questions.OrderBy(q => q.AskedAt).ThenBy(q => q.Id).Take(Most), cancel);
        var ids = read.Select(q => q.EntryId).OfType<Guid>().Distinct().ToList();
        var entries = await db.Set<KnowledgeEntry>().AsNoTracking().Where(e => ids.Contains(e.Id)).ToDictionaryAsync(e => e.Id, cancel);
        var published = (await db.Set<KnowledgeEntry>().Where(e => ids.Contains(e.Id)).Where(KnowledgeEntry.ForCustomers(clock.GetUtcNow())).Select(e => e.Id).ToListAsync(cancel)).ToHashSet();
        // Whoever asked twice is told once.
        return [.. read.Where(q => q.Question.CanBeAnswered && entries.ContainsKey(q.EntryId!.Value)).GroupBy(q => (q.Question.ConversationId, EntryId: q.EntryId!.Value))
            .Select(g => new WaitingCustomer(
                g.First().Question, g.Key.EntryId, entries[g.Key.EntryId].Question, published.Contains(g.Key.EntryId), [.. g.Select(q => q.Question.Id)]))];
    }

    private async Task<List<(AskedQuestion Question, Guid? EntryId)>> ReadAsync(CosmoContext db, IQueryable<OpenQuestion> questions, CancellationToken cancel)
    {
        var rows = await (
            from question in questions.AsNoTracking()
            join conversation in db.Set<Conversation>() on question.ConversationId equals conversation.Id
            join contact in db.Set<Contact>() on conversation.ContactId equals contact.Id
            select new { Question = question, contact.Name, Window = new ServiceWindow(conversation.LastInboundAt, conversation.RefusedAt) }).ToListAsync(cancel);
        var now = clock.GetUtcNow();
        return rows.OrderByDescending(r => r.Question.AskedAt).ThenByDescending(r => r.Question.Id).Select(r => (
            new AskedQuestion(r.Question.Id, r.Question.ConversationId, r.Name, r.Question.Text, r.Question.Language, r.Question.AskedAt, r.Window.IsOpen(now)),
            r.Question.EntryId)).ToList();
    }
}
