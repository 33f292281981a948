using Cosmo.Core.Escalation;
using Cosmo.Core.Knowledge;
using Cosmo.Core.Knowledge.Writing;
using Cosmo.Core.Storage;
using Microsoft.EntityFrameworkCore;

namespace Cosmo.Core.Assistant;

/// <summary>Finds the published entry that plainly answers a message. Team-only, unpublished and expired entries are never even looked at.</summary>
public sealed class Answering(KnowledgeFinder finder, IDbContextFactory<CosmoContext> contexts, TimeProvider clock)
{
    private const int Candidates = 8;

    /// <summary>The entries nearest to a message, best first, whatever language they are in.</summary>
    public Task<IReadOnlyList<Guid>> NearestAsync(string text, int limit, CancellationToken cancel = default) => finder.NearestAsync(text, limit, cancel);

    /// <summary>The answer in the customer's language, or null: the built-in engine does not translate knowledge.</summary>
    public async Task<PlainAnswer?> FindAsync(string text, string language, CancellationToken cancel = default) =>
        (await SearchAsync(text, language, KnowledgeView.Published, cancel)).Answer;

    /// <summary>Everything that was looked at on the way to an answer, and the answer.</summary>
    /// <param name="text">What the customer asks.</param>
    /// <param name="language">ISO 639-1 code of the language in which they are answered.</param>
    /// <param name="view">The knowledge to look at.</param>
    /// <param name="cancel">Stops reading.</param>
    public async Task<AnswerSearch> SearchAsync(string text, string language, KnowledgeView view, CancellationToken cancel = default)
    {
        var index = await finder.IndexAsync(view, cancel);
        var near = index.Nearest(text, Candidates);
        if (near.Count == 0)
            return new([], [], null);
        // Read again: what was taken back or has expired a moment ago is not said any more.
        var known = await EntriesAsync(near.Select(n => n.Id), null, view, cancel);
        var found = near.Where(n => known.ContainsKey(n.Id)).Select(n => (Near: n, Entry: known[n.Id], Passages: KnowledgePassages.Of(known[n.Id].Text)))
            .Where(f => f.Passages.Count > 0).ToList();
        // Of each entry the passage that is nearest to what was asked.
        var own = found.FindAll(f => f.Entry.Language == language);
        var nearest = own.ConvertAll(f => f.Passages.MaxBy(p => PlainMatch.Score(text, p.Question))!);
        var choice = PlainMatch.Weigh(text, nearest.ConvertAll(p => p.Question));

        var (said, sure) = (choice.Chosen >= 0 ? ((KnowledgeEntry, KnowledgePassage)?)(own[choice.Chosen].Entry, nearest[choice.Chosen]) : null, false);
        if (said is null && FindSure() is { } explained)
            (said, sure) = (explained, true);
        var answer = said is var (entry, passage) ? Say(entry, passage) : null;
        return new(
            [.. found.Select(f => own.FindIndex(o => o.Entry.Id == f.Entry.Id) is >= 0 and var i
                ? Seen(f.Entry, nearest[i], f.Near.Score, choice.Scores[i])
                : Seen(f.Entry, f.Passages.FirstOrDefault(p => p.Question == index.QuestionOf(f.Near)) ?? f.Passages[0], f.Near.Score, null))],
            Guards(),
            answer);

        (KnowledgeEntry, KnowledgePassage)? FindSure() =>
            own.Count > 0 && KnowledgeFinder.Sure(index, text, language) is { } plain && own.Find(f => f.Entry.Id == plain.EntryId) is { Entry: { } its, Passages: var all }
                && all.FirstOrDefault(p => p.Question == plain.Question) is { } meant ? (its, meant) : null;

        IReadOnlyList<GuardResult> Guards()
        {
            var results = new List<GuardResult> { new(AnswerGuard.Language, own.Count > 0) };
            if (own.Count == 0)
                return results;
            var scores = choice.Scores.OrderDescending().ToList();
            results.Add(new(AnswerGuard.Match, choice.Reaches, scores[0], PlainMatch.Threshold));
            results.Add(new(AnswerGuard.Lead, choice.Leads, scores.Count > 1 ? scores[0] - scores[1] : null, scores.Count > 1 ? PlainMatch.Lead : null));
            if (choice.Chosen < 0)
                results.Add(new(AnswerGuard.Explained, sure));
            if (said is not null)
                results.Add(new(AnswerGuard.Sayable, answer is not null));
            return results;
        }
    }

    /// <summary>The entries in a language that are nearest to a message, to choose from; those whose answer cannot be said are left out.</summary>
    public async Task<IReadOnlyList<OfferedEntry>> OffersAsync(string text, string language, int limit, KnowledgeView view = default, CancellationToken cancel = default)
    {
        var near = (await finder.IndexAsync(view, cancel)).Nearest(text, Candidates);
        var entries = await EntriesAsync(near.Select(n => n.Id), language, view, cancel);
        return [.. near.Select(n => entries.GetValueOrDefault(n.Id)).OfType<KnowledgeEntry>().Where(e => Whole(e) is not null).Take(limit).Select(e => new OfferedEntry(e.Id, e.Question))];
    }

    /// <summary>Of these entries those that can be offered, in the order given.</summary>
    public async Task<IReadOnlyList<OfferedEntry>> OfferedAsync(IReadOnlyList<Guid> ids, string language, KnowledgeView view, CancellationToken cancel = default)
    {
        var entries = await EntriesAsync(ids, language, view, cancel);
        return [.. ids.Select(id => entries.GetValueOrDefault(id)).OfType<KnowledgeEntry>().Where(e => Whole(e) is not null).Take(EntryOffers.Most).Select(e => new OfferedEntry(e.Id, e.Question))];
    }

    /// <summary>Whether customers may still be told what these passages said when they were found, to the letter.</summary>
    public async Task<bool> StillSayAsync(IReadOnlyList<FoundPassage> passages, KnowledgeView view, CancellationToken cancel = default)
    {
        var entries = await EntriesAsync(passages.Select(p => p.EntryId), null, view, cancel);
        return passages.Count > 0 && passages.All(p => entries.TryGetValue(p.EntryId, out var entry)
            && KnowledgePassages.Of(entry.Text).Any(now => now.Question == p.Heading && MarkdownText.ForWhatsApp(now.Text).StartsWith(p.Text, StringComparison.Ordinal)));
    }

    /// <summary>What one entry says, if customers may still be answered from it.</summary>
    public async Task<PlainAnswer?> ReadAsync(Guid entryId, CancellationToken cancel = default) =>
        (await EntriesAsync([entryId], null, KnowledgeView.Published, cancel)).GetValueOrDefault(entryId) is { } entry ? Whole(entry) : null;

    private async Task<Dictionary<Guid, KnowledgeEntry>> EntriesAsync(IEnumerable<Guid> ids, string? language, KnowledgeView view, CancellationToken cancel)
    {
        var wanted = ids.ToList();
        await using var db = await contexts.CreateDbContextAsync(cancel);
        var entries = view.Of(db.Set<KnowledgeEntry>().AsNoTracking(), clock).Where(e => wanted.Contains(e.Id));
        if (language is not null)
            entries = entries.Where(e => e.Language == language);
        var found = await entries.ToDictionaryAsync(e => e.Id, cancel);
        if (view.Imagined(clock) is { } imagined && wanted.Contains(imagined.Id) && (language is null || imagined.Language == language))
            found[imagined.Id] = imagined;
        return found;
    }

    private static FoundPassage Seen(KnowledgeEntry entry, KnowledgePassage passage, double nearness, double? match) =>
        new(entry.Id, entry.Question, passage.Question, passage.Text, entry.Language, entry.IsPublished, nearness, match);

    private static PlainAnswer? Whole(KnowledgeEntry entry) =>
        KnowledgePassages.Of(entry.Text) is [var first, ..] ? Say(entry, first) : null;

    private static PlainAnswer? Say(KnowledgeEntry entry, KnowledgePassage passage)
    {
        var text = MarkdownText.ForWhatsApp(passage.Text);
        return text.Length == 0 || entry.Kind is KnowledgeKind.Article && text.Length > KnowledgePassages.LongestSpoken
            ? null
            : new(entry.Id, text, entry.Language);
    }
}
