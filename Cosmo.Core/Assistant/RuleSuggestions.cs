using Cosmo.Core.Assistant.BuiltIn;
using Cosmo.Core.Conversations;
using Cosmo.Core.Escalation;
using Cosmo.Core.Knowledge;
using Cosmo.Core.Storage;
using Cosmo.Core.Tickets;
using Microsoft.EntityFrameworkCore;

namespace Cosmo.Core.Assistant;

/// <summary>A change of the rules that members' corrections speak for.</summary>
/// <param name="Messages">Corrected messages that it is made of.</param>
/// <param name="Examples">The newest of them.</param>
public abstract record RuleSuggestion(int Messages, IReadOnlyList<string> Examples)
{
    /// <summary>A person should have answered these, and the assistant would answer them again.</summary>
    /// <param name="Entry">The question of the entry that answers them; null where none does.</param>
    public sealed record Add(RuleText Rule, string? Entry, int Messages, IReadOnlyList<string> Examples) : RuleSuggestion(Messages, Examples);

    /// <summary>The rule opens tickets that members did not want.</summary>
    public sealed record SwitchOff(Guid RuleId, string Phrase, int Messages, IReadOnlyList<string> Examples) : RuleSuggestion(Messages, Examples);
}

/// <summary>
/// Suggests rules where learning from corrections changes nothing: what a published entry plainly answers, and what a rule opens. The
/// assistant never makes a rule of its own; an administrator takes a suggestion or lets it be.
/// </summary>
public sealed class RuleSuggestions(
    IDbContextFactory<CosmoContext> contexts, BuiltInUnderstanding understanding, EscalationQueries rules, EscalationLearning learning, Answering answering, TimeProvider clock)
{
    /// <summary>Most suggestions at once; taken ones make room for others.</summary>
    public const int Most = 5;

    private const int MostCorrections = 100;
    private const int MostOthers = 2000;
    private const int MostWords = 12;
    private const int MostExamples = 3;
    private const int LongestExample = 160;

    /// <summary>What the newest corrections speak for, the best founded first.</summary>
    public async Task<IReadOnlyList<RuleSuggestion>> ListAsync(CancellationToken cancel = default)
    {
        var corrections = await rules.CorrectionsAsync(MostCorrections, cancel);
        var book = await rules.BookAsync(cancel);
        if (corrections.Count == 0 || !book.Policy.IsOn(Trigger.Rule))
            return [];
        var wanted = corrections.Where(c => c.ShouldOpen).Select(c => c.Text).DistinctBy(EscalationDecision.Words).ToList();
        var unwanted = corrections.Where(c => !c.ShouldOpen).Select(c => c.Text).DistinctBy(EscalationDecision.Words).ToList();
        List<RuleSuggestion> all = [.. await MissingAsync(wanted, unwanted, book, cancel), .. Needless(wanted, unwanted, book)];
        return [.. all.OrderByDescending(s => s.Messages).Take(Most)];
    }

    private async Task<List<RuleSuggestion>> MissingAsync(List<string> wanted, List<string> unwanted, EscalationBook book, CancellationToken cancel)
    {
        var learned = await learning.CurrentAsync(cancel);
        var unheard = new List<(string Text, Guid? EntryId)>();
        foreach (var text in wanted)
        {
            var understood = understanding.Understand(new(text, null));
            var answer = await answering.FindAsync(text, understood.Language, cancel);
            switch (EscalationDecision.Decide(text, understood, book, answer, new(false, learned.Of(text))))
            {
                case Decision.Answer(var entryId, _, _):
                    unheard.Add((text, entryId));
                    break;
                case Decision.Courtesy:
                case Decision.HandOff { Reason.Trigger: Trigger.NoAnswer } when !book.Policy.IsOn(Trigger.NoAnswer):
                    unheard.Add((text, null));
                    break;
            }
        }

        if (unheard.Count == 0)
            return [];
        var (names, others) = await AroundAsync([.. unheard.Select(u => u.EntryId).OfType<Guid>().Distinct()], wanted, cancel);
        var phrases = TellingPhrases.Find([.. unheard.Select(u => u.Text)], unwanted, others);
        var told = phrases.SelectMany(p => p.Messages).ToHashSet();
        var suggestions = phrases.Select(p => Add(p.Phrase, isManual: false, [.. p.Messages.Select(i => unheard[i])])).ToList();
        // What stands alone is suggested as it is: nothing else is touched by a rule for the whole message.
        suggestions.AddRange(unheard.Where((u, i) => !told.Contains(i) && IsPhrase(u.Text)).Select(u => Add(u.Text.Trim(), isManual: true, [u])));
        // A rule that somebody switched off is not suggested again.
        return suggestions.FindAll(s => s is not RuleSuggestion.Add add || !book.Rules.Any(r => r.IsManual == add.Rule.IsManual && EscalationDecision.Words(r.Phrase) == EscalationDecision.Words(add.Rule.Phrase)));

        RuleSuggestion Add(string phrase, bool isManual, IReadOnlyList<(string Text, Guid? EntryId)> messages) => new RuleSuggestion.Add(
            new(phrase, null, null, isManual),
            messages.Select(m => m.EntryId is { } id ? names.GetValueOrDefault(id) : null).FirstOrDefault(n => n is not null),
            messages.Count,
            Shown(messages.Select(m => m.Text)));
    }

    // A rule that was wanted as often as not stays.
    private static IEnumerable<RuleSuggestion> Needless(List<string> wanted, List<string> unwanted, EscalationBook book) =>
        from rule in book.Rules
        let against = unwanted.FindAll(text => rule.Fires(text, rule.Language ?? ""))
        where against.Count > wanted.Count(text => rule.Fires(text, rule.Language ?? ""))
        select new RuleSuggestion.SwitchOff(rule.Id, rule.Phrase, against.Count, Shown(against));

    private async Task<(Dictionary<Guid, string> Names, List<string> Others)> AroundAsync(List<Guid> entries, List<string> wanted, CancellationToken cancel)
    {
        await using var db = await contexts.CreateDbContextAsync(cancel);
        var names = await db.Set<KnowledgeEntry>().AsNoTracking().Where(e => entries.Contains(e.Id)).ToDictionaryAsync(e => e.Id, e => e.Question, cancel);
        var since = clock.GetUtcNow() - EscalationReplay.Span;
        var others = await db.Set<Message>().AsNoTracking()
            .Where(m => m.Author == Author.Customer && m.At >= since && m.Text != "" && (m.Kind == MessageKind.Text || m.Kind == MessageKind.Choice))
            .OrderByDescending(m => m.At).Select(m => m.Text).Take(MostOthers).ToListAsync(cancel);
        var own = wanted.Select(EscalationDecision.Words).ToHashSet();
        others.RemoveAll(o => own.Contains(EscalationDecision.Words(o)));
        return (names, others);
    }

    private static bool IsPhrase(string text) =>
        text.Trim().Length <= EscalationRule.LongestPhrase && EscalationDecision.Words(text).Trim() is { Length: > 1 } words && words.Count(c => c == ' ') < MostWords && !words.Any(char.IsDigit);

    private static List<string> Shown(IEnumerable<string> texts) => [.. texts.Take(MostExamples).Select(t => Cut.Shown(t, LongestExample))];
}
