using Cosmo.Core.Conversations;
using Cosmo.Core.Knowledge;
using Cosmo.Core.Storage;
using Cosmo.Core.Tickets;
using Microsoft.EntityFrameworkCore;

namespace Cosmo.Core.Trials;

/// <summary>A saved question as the list shows it.</summary>
/// <param name="Entry">The question of the entry that should answer; null where none was named or it is gone.</param>
/// <param name="Passed">How it came out last; null before it was asked.</param>
public sealed record SavedRow(Guid Id, string Text, string? Language, bool AsVip, SavedOutcome Expected, string? Entry, DateTimeOffset? AskedAt, bool? Passed)
{
    /// <summary>As it is asked.</summary>
    public TrialMessage Message => new(Text) { Language = Language, AsVip = AsVip };
}

/// <summary>An entry that can be expected to answer.</summary>
public sealed record ExpectedEntry(Guid Id, string Question, string Language, bool IsPublished);

/// <summary>Reads saved questions, and what they can be made of.</summary>
public sealed class SavedQuestionQueries(IDbContextFactory<CosmoContext> contexts)
{
    /// <summary>All of them, the newest first.</summary>
    public async Task<IReadOnlyList<SavedRow>> ListAsync(CancellationToken cancel = default)
    {
        await using var db = await contexts.CreateDbContextAsync(cancel);
        var rows = await (
            from question in db.Set<SavedQuestion>().AsNoTracking()
            join entry in db.Set<KnowledgeEntry>() on question.EntryId equals (Guid?)entry.Id into entries
            from entry in entries.DefaultIfEmpty()
            orderby question.SavedAt descending, question.Id descending
            select new { Question = question, Entry = (string?)entry.Question }).Take(SavedQuestionDesk.Most).ToListAsync(cancel);
        return [.. rows.Select(r => new SavedRow(r.Question.Id, r.Question.Text, r.Question.Language, r.Question.AsVip, r.Question.Expected, r.Entry, r.Question.AskedAt, r.Question.Passed))];
    }

    /// <summary>What these entries are called; those that are gone are left out.</summary>
    public async Task<IReadOnlyDictionary<Guid, string>> NamesAsync(IEnumerable<Guid> entryIds, CancellationToken cancel = default)
    {
        var ids = entryIds.Distinct().ToList();
        await using var db = await contexts.CreateDbContextAsync(cancel);
        return await db.Set<KnowledgeEntry>().Where(e => ids.Contains(e.Id)).ToDictionaryAsync(e => e.Id, e => e.Question, cancel);
    }

    /// <summary>The message that opened a ticket, and that it was handed off; null where the ticket is gone.</summary>
    public async Task<SavedQuestionText?> OfTicketAsync(Guid ticketId, CancellationToken cancel = default)
    {
        await using var db = await contexts.CreateDbContextAsync(cancel);
        var found = await (
            from ticket in db.Set<Ticket>().AsNoTracking()
            where ticket.Id == ticketId
            join conversation in db.Set<Conversation>() on ticket.ConversationId equals conversation.Id
            join contact in db.Set<Contact>() on conversation.ContactId equals contact.Id
            select new { ticket.Issue, ticket.Trigger, conversation.Language, contact.IsVip }).FirstOrDefaultAsync(cancel);
        // What a member handed over by hand was decided by nobody else.
        return found is null ? null : new(Cut.To(found.Issue, SavedQuestion.LongestText), found.Language, found.IsVip,
            found.Trigger is Trigger.DraftsOnly ? new(OutcomeKind.Answered) : new(OutcomeKind.HandedOff, null, found.Trigger is Trigger.Member ? null : found.Trigger));
    }

    /// <summary>What a customer had asked when the assistant answered with this message, and the entry that answered; null where there is no such answer.</summary>
    public async Task<SavedQuestionText?> OfAnswerAsync(Guid messageId, CancellationToken cancel = default)
    {
        await using var db = await contexts.CreateDbContextAsync(cancel);
        if (await db.Set<Message>().AsNoTracking().FirstOrDefaultAsync(m => m.Id == messageId && m.Sources != null, cancel) is not { Sources: { } sources } answer)
            return null;
        var asked = await db.Set<Message>().AsNoTracking()
            .Where(m => m.ConversationId == answer.ConversationId && m.Position < answer.Position && m.Author == Author.Customer && m.Text != "")
            .OrderByDescending(m => m.Position).FirstOrDefaultAsync(cancel);
        var vip = await (
            from conversation in db.Set<Conversation>()
            where conversation.Id == answer.ConversationId
            join contact in db.Set<Contact>() on conversation.ContactId equals contact.Id
            select contact.IsVip).FirstOrDefaultAsync(cancel);
        return asked is null ? null : new(Cut.To(asked.Text, SavedQuestion.LongestText), answer.Language, vip,
            new(OutcomeKind.Answered, Guid.TryParse(sources.Split(',')[^1], out var entry) ? entry : null));
    }
}
