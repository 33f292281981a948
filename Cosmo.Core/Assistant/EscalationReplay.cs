using Cosmo.Core.Assistant.BuiltIn;
using Cosmo.Core.Conversations;
using Cosmo.Core.Escalation;
using Cosmo.Core.Storage;
using Cosmo.Core.Tickets;
using Microsoft.EntityFrameworkCore;

namespace Cosmo.Core.Assistant;

/// <summary>What other settings would have done: tickets that would have been opened as well, and tickets that would not.</summary>
/// <param name="Messages">Messages that were looked at.</param>
/// <param name="Gained">How many more tickets there would have been.</param>
/// <param name="Lost">How many tickets there would not have been.</param>
/// <param name="GainedExamples">What the newest of those gained begin with.</param>
/// <param name="LostExamples">What the newest of those lost begin with.</param>
/// <param name="CutAt">When the oldest message was written, where there were more than can be looked at; null where all were.</param>
public sealed record ReplayResult(
    int Messages, int Gained, int Lost, IReadOnlyList<string> GainedExamples, IReadOnlyList<string> LostExamples, DateTimeOffset? CutAt);

/// <summary>
/// Decides on the messages of the last weeks again, by the built-in engine and the knowledge of today, with settings that are
/// not saved yet. What belongs to one ticket counts once: what was written while the team had it is looked at only where its
/// beginning would not have opened it. Tickets that a member took by hand depend on no settings.
/// </summary>
public sealed class EscalationReplay(
    IDbContextFactory<CosmoContext> contexts, BuiltInUnderstanding understanding, EscalationQueries rules, EscalationLearning learning, Answering answering, TimeProvider clock)
{
    /// <summary>How far back it looks.</summary>
    public static readonly TimeSpan Span = TimeSpan.FromDays(90);

    /// <summary>The newest messages of that time, at most so many.</summary>
    public const int Most = 5000;

    private const int Examples = 5;
    private const int LongestExample = 160;

    /// <summary>Compares a policy with the one that is saved.</summary>
    public Task<ReplayResult> CompareAsync(EscalationPolicy proposed, CancellationToken cancel = default) => CompareAsync(proposed, Most, cancel);

    /// <summary>The same over fewer messages.</summary>
    internal async Task<ReplayResult> CompareAsync(EscalationPolicy proposed, int most, CancellationToken cancel)
    {
        var book = await rules.BookAsync(cancel);
        var replay = new Run(understanding, answering, await learning.CurrentAsync(cancel), book, book with { Policy = proposed });
        var messages = await ReadAsync(most + 1, cancel);
        var isCut = messages.Count > most;
        if (isCut)
            messages.RemoveAt(most);

        var (gained, lost) = (new List<string>(), new List<string>());
        foreach (var episode in Episodes(messages))
        {
            cancel.ThrowIfCancellationRequested();
            var (before, after) = await replay.OpensAsync(episode, cancel);
            if (before is null != after is null)
                (after is null ? lost : gained).Add((before ?? after)!);
        }

        return new(messages.Count, gained.Count, lost.Count, Shown(gained), Shown(lost), isCut ? messages[^1].At : null);
    }

    // The newest first.
    private async Task<List<Written>> ReadAsync(int most, CancellationToken cancel)
    {
        await using var db = await contexts.CreateDbContextAsync(cancel);
        var since = clock.GetUtcNow() - Span;
        return await (
            from message in db.Set<Message>().AsNoTracking()
            where message.Author == Author.Customer && message.At >= since && message.Text != "" && (message.Kind == MessageKind.Text || message.Kind == MessageKind.Choice)
            join conversation in db.Set<Conversation>() on message.ConversationId equals conversation.Id
            join contact in db.Set<Contact>() on conversation.ContactId equals contact.Id
            join ticket in db.Set<Ticket>() on message.TicketId equals (Guid?)ticket.Id into tickets
            from ticket in tickets.DefaultIfEmpty()
            orderby message.At descending, message.Position descending
            select new Written(message.ConversationId, message.Text, message.Language, message.At, contact.IsVip, message.TicketId, (Trigger?)ticket.Trigger)).Take(most).ToListAsync(cancel);
    }

    // What one ticket holds, or would hold: messages without a ticket belong together until nobody wrote for a quiet period.
    private static IEnumerable<List<Written>> Episodes(List<Written> messages)
    {
        var byTicket = messages.Where(m => m is { TicketId: not null, Trigger: not Trigger.Member }).GroupBy(m => m.TicketId).Select(g => g.Reverse().ToList());
        var open = messages.Where(m => m.TicketId is null).GroupBy(m => m.ConversationId).SelectMany(g => Runs([.. g.Reverse()]));
        return byTicket.Concat(open).OrderByDescending(e => e[0].At);
    }

    private static IEnumerable<List<Written>> Runs(List<Written> messages)
    {
        for (var start = 0; start < messages.Count;)
        {
            var end = start + 1;
            while (end < messages.Count && messages[end].At - messages[end - 1].At < TicketDesk.QuietPeriod)
                end++;
            yield return messages.GetRange(start, end - start);
            start = end;
        }
    }

    private static List<string> Shown(List<string> texts) =>
        [.. texts.Distinct(StringComparer.OrdinalIgnoreCase).Take(Examples).Select(t => Cut.Shown(t, LongestExample))];

    private sealed record Written(Guid ConversationId, string Text, string? Language, DateTimeOffset At, bool IsVip, Guid? TicketId, Trigger? Trigger);

    /// <summary>Two books, and what each makes of the same messages.</summary>
    private sealed class Run(BuiltInUnderstanding understanding, Answering answering, LearnedShift learned, EscalationBook saved, EscalationBook proposed)
    {
        // What both books treat alike without knowledge, they treat alike with it: then nothing is looked up.
        private readonly bool _unsureAlike = saved.Policy.Unsure == proposed.Policy.Unsure && saved.Policy.IsOn(Trigger.NoAnswer) == proposed.Policy.IsOn(Trigger.NoAnswer);

        /// <summary>The message that would have opened a ticket by each book; null where none would, or where both do the same.</summary>
        public async Task<(string? Before, string? After)> OpensAsync(List<Written> episode, CancellationToken cancel)
        {
            var read = episode.ConvertAll(m => (Message: m, Understood: understanding.Understand(new(m.Text, m.Language)), Around: new Circumstances(m.IsVip, learned.Of(m.Text))));
            var (before, after) = ((string?)null, (string?)null);
            if (!read.Exists(r => MayDiffer(Decide(r, saved, null), Decide(r, proposed, null))))
                return (before, after);
            foreach (var r in read)
            {
                if (before is not null && after is not null)
                    break;
                // Now the knowledge is asked: what is answered opens nothing, whichever trigger it lost or won.
                var language = Deliberating.Spoken(r.Message.Language, r.Understood);
                var answer = await answering.FindAsync(r.Message.Text, language, cancel);
                if (before is null && await OpensAsync(r.Message, Decide(r, saved, answer), saved.Policy, language, cancel))
                    before = r.Message.Text;
                if (after is null && await OpensAsync(r.Message, Decide(r, proposed, answer), proposed.Policy, language, cancel))
                    after = r.Message.Text;
            }

            return (before, after);
        }

        private bool MayDiffer(Decision one, Decision other) => one != other || IsUnanswered(one) && !_unsureAlike;

        private static Decision Decide((Written Message, Understood Understood, Circumstances Around) read, EscalationBook book, PlainAnswer? answer) =>
            EscalationDecision.Decide(read.Message.Text, read.Understood, book, answer, read.Around);

        private async Task<bool> OpensAsync(Written message, Decision decision, EscalationPolicy policy, string language, CancellationToken cancel) =>
            decision is Decision.HandOff
            && (!IsUnanswered(decision) || policy.IsOn(Trigger.NoAnswer)
                && !(policy.Unsure is Unsure.OfferEntries && await answering.OffersAsync(message.Text, language, EntryOffers.Most, default, cancel) is { Count: > 0 }));

        private static bool IsUnanswered(Decision decision) => decision is Decision.HandOff { Reason.Trigger: Trigger.NoAnswer };
    }
}
