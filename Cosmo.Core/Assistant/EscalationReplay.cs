using Cosmo.Core.Assistant.BuiltIn;
using Cosmo.Core.Conversations;
using Cosmo.Core.Escalation;
using Cosmo.Core.Storage;
using Cosmo.Core.Tickets;
using Microsoft.EntityFrameworkCore;

namespace Cosmo.Core.Assistant;

/// <summary>What other settings would have done: tickets that would have been opened as well, and tickets that would not.</summary>
/// <param name="Messages">Messages that were looked at.</param>
/// <param name="Gained">How many more would have opened a ticket.</param>
/// <param name="Lost">How many would not have opened theirs.</param>
/// <param name="GainedExamples">The newest of those gained.</param>
/// <param name="LostExamples">The newest of those lost.</param>
public sealed record ReplayResult(int Messages, int Gained, int Lost, IReadOnlyList<string> GainedExamples, IReadOnlyList<string> LostExamples);

/// <summary>Decides on the messages of the last weeks again, by the built-in engine, with settings that are not saved yet.</summary>
public sealed class EscalationReplay(IDbContextFactory<CosmoContext> contexts, BuiltInUnderstanding understanding, EscalationQueries rules, EscalationLearning learning, TimeProvider clock)
{
    /// <summary>How far back it looks.</summary>
    public static readonly TimeSpan Span = TimeSpan.FromDays(90);

    /// <summary>The newest messages of that time, at most so many.</summary>
    public const int Most = 5000;

    private const int Examples = 5;
    private const int LongestExample = 160;

    /// <summary>Compares a policy with the one that is saved.</summary>
    public async Task<ReplayResult> CompareAsync(EscalationPolicy proposed, CancellationToken cancel = default)
    {
        var book = await rules.BookAsync(cancel);
        var learned = await learning.CurrentAsync(cancel);
        await using var db = await contexts.CreateDbContextAsync(cancel);
        var since = clock.GetUtcNow() - Span;
        var messages = await (
            from message in db.Set<Message>().AsNoTracking()
            where message.Author == Author.Customer && message.At >= since && message.Text != "" && (message.Kind == MessageKind.Text || message.Kind == MessageKind.Choice)
            join conversation in db.Set<Conversation>() on message.ConversationId equals conversation.Id
            join contact in db.Set<Contact>() on conversation.ContactId equals contact.Id
            orderby message.At descending
            select new { message.Text, contact.IsVip, message.TicketId, message.Language }).Take(Most).ToListAsync(cancel);
        var unanswered = (await db.Set<Ticket>().Where(t => t.OpenedAt >= since && t.Trigger == Trigger.NoAnswer).Select(t => t.Id).ToListAsync(cancel)).ToHashSet();

        var (gained, lost) = (new List<string>(), new List<string>());
        foreach (var message in messages)
        {
            cancel.ThrowIfCancellationRequested();
            var understood = understanding.Understand(new(message.Text, message.Language));
            var around = new Circumstances(message.IsVip, learned.Of(message.Text));
            var (before, after) = (Opens(message.Text, understood, book, around), Opens(message.Text, understood, book with { Policy = proposed }, around));
            // Who found no answer has a ticket either way.
            if (before == after || message.TicketId is { } ticket && unanswered.Contains(ticket))
                continue;
            (after ? gained : lost).Add(message.Text);
        }

        return new(messages.Count, gained.Count, lost.Count, Shown(gained), Shown(lost));
    }

    private static bool Opens(string text, Understood understood, EscalationBook book, Circumstances around) =>
        EscalationDecision.Decide(text, understood, book, null, around) is Decision.HandOff { Reason.Trigger: not Trigger.NoAnswer };

    private static List<string> Shown(List<string> texts) =>
        [.. texts.Distinct(StringComparer.OrdinalIgnoreCase).Take(Examples).Select(t => t.Length > LongestExample ? $"{t[..LongestExample]}…" : t)];
}
