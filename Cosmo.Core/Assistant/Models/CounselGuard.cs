using System.Text.RegularExpressions;
using Cosmo.Core.Escalation;

namespace Cosmo.Core.Assistant.Models;

/// <summary>
/// Decides whether what a model wants to say to a customer may be said. It takes the model for an attacker: what an answer
/// says must stand in the passages that it cites, and a question may carry nothing at all. What does not pass is not mended.
/// </summary>
/// <param name="reader">The built-in reader, which hears when a text is in the wrong language.</param>
internal sealed partial class CounselGuard(IUnderstanding reader)
{
    /// <summary>Longest question back, in characters: one short sentence.</summary>
    public const int LongestQuestion = 200;

    /// <summary>Part of an answer's words that its passages have to hold.</summary>
    private const double Overlap = 0.5;

    /// <summary>A sentence of so many words has one of the passages'.</summary>
    private const int WordsOfSentence = 3;

    private static readonly FactCategory[] s_facts =
        [FactCategory.Number, FactCategory.Amount, FactCategory.Date, FactCategory.Time, FactCategory.Duration, FactCategory.Link, FactCategory.Email, FactCategory.OrderId];

    /// <summary>What a question may be about though neither the customer nor a passage named it.</summary>
    private static readonly HashSet<string> s_topics = ["=order", "=size", "=color", "=country", "=store", "=ship", "=return", "=exchange", "=cancel", "=gift", "=pickup", "=parcel", "=invoice"];

    private readonly OutputGate _gate = new(reader);

    /// <summary>The answer without invisible characters, or the rule that stopped it.</summary>
    /// <param name="text">What the model wrote.</param>
    /// <param name="language">ISO 639-1 code of the customer's language: one of the eleven, or promises in it are not known.</param>
    /// <param name="cited">What it stands on.</param>
    /// <param name="promises">The business's own words of promises.</param>
    /// <param name="instruction">What the model was told, of which nothing may come out.</param>
    /// <param name="cancel">Stops the reader.</param>
    public async ValueTask<Checked> AnswerAsync(
        string text, string language, IReadOnlyList<FoundPassage> cited, IReadOnlyList<PromisePhrase> promises, string instruction, CancellationToken cancel)
    {
        if (cited.Count == 0)
            return CounselRule.Cited;
        if (!Acknowledgements.Languages.Contains(language))
            return CounselRule.Language;
        var source = string.Join('\n', cited.Select(p => $"{p.Heading}\n{p.Text}"));
        var gated = await _gate.CheckAsync(text, source, instruction, language, OutputGate.MaxMessage, cancel);
        if (gated.Text is not { } clean)
            return gated;

        var known = PassageClauses.Of(cited);
        return AddsFacts(source, clean) ? CounselRule.Facts
            : !SecretWords.In(clean).IsSubsetOf(SecretWords.In(source)) ? CounselRule.Secret
            : PromiseWords.Unfounded(clean, known, promises) is not null ? CounselRule.Promise
            : PassageClauses.AreTurned(clean, known) ? CounselRule.Denial
            : !Shares(clean, cited, language) ? CounselRule.Overlap
            : clean;
    }

    /// <summary>The question without invisible characters, or the rule that stopped it.</summary>
    /// <param name="text">What the model wrote.</param>
    /// <param name="language">ISO 639-1 code of the customer's language.</param>
    /// <param name="words">What the customer wrote, whose facts the question may repeat.</param>
    /// <param name="given">The passages that the model was shown, whose words it may use.</param>
    /// <param name="promises">The business's own words of promises.</param>
    /// <param name="instruction">What the model was told, of which nothing may come out.</param>
    /// <param name="cancel">Stops the reader.</param>
    public async ValueTask<Checked> QuestionAsync(
        string text, string language, string words, IReadOnlyCollection<FoundPassage> given, IReadOnlyList<PromisePhrase> promises, string instruction, CancellationToken cancel)
    {
        if (!Acknowledgements.Languages.Contains(language))
            return CounselRule.Language;
        var gated = await _gate.CheckAsync(text, words, instruction, language, LongestQuestion, cancel);
        if (gated.Text is not { } clean)
            return gated;

        return SecretWords.In(clean).Count > 0 ? CounselRule.Secret
            : !IsOneQuestion(clean) ? CounselRule.Question
            : AddsFacts(words, clean) ? CounselRule.Facts
            : PromiseWords.Unfounded(clean, [.. PassageClauses.Of(given), .. FactGuardClauses.Read(words)], promises) is not null ? CounselRule.Promise
            : !OnlyAsks(clean, words, given) ? CounselRule.Overlap
            : clean;
    }

    // "Or" begins the other half of a question, not a second one.
    private static bool IsOneQuestion(string text) =>
        text[^1] is '?' or '؟' && text.Count(c => c is '?' or '؟') == 1 && !text.Contains('\n', StringComparison.Ordinal)
        && FactGuardClauses.Read(text).Count(c => !FactGuardClauses.IsChoice(c.Words[0]) && CounselWords.Of(string.Join(' ', c.Words)).Exists(w => !CounselWords.Asks(w))) <= 1;

    // Whatever a question says beyond asking was said by the customer or stands in a passage; one short word may be anything.
    private static bool OnlyAsks(string text, string words, IReadOnlyCollection<FoundPassage> given)
    {
        var known = new CounselVocabulary(given.SelectMany(p => new[] { p.Heading, p.Text }).Append(words));
        var strange = CounselWords.Of(text).Where(w => !CounselWords.Asks(w) && !known.Holds(w) && !w.Concepts.Any(s_topics.Contains)).ToList();
        return strange.Count == 0 || strange is [{ IsLong: false }];
    }

    private static bool AddsFacts(string source, string text) =>
        FactGuard.Check(source, text, null, null).Any(f => f.Change is FactChange.Added && s_facts.Contains(f.Category));

    // In one language the words themselves are compared; to a passage in another one only what they mean is known.
    private static bool Shares(string text, IReadOnlyList<FoundPassage> cited, string language)
    {
        var known = new CounselVocabulary(cited.SelectMany(p => new[] { p.Heading, p.Text }));
        var said = CounselWords.Of(text);
        if (!said.Exists(known.Holds) || SentencePattern().Split(text).Select(CounselWords.Of).Any(s => s.Count >= WordsOfSentence && !s.Exists(known.Holds)))
            return false;
        var compared = said.FindAll(cited.Any(p => p.Language == language) ? w => w.IsLong || w.Concepts.Count > 0 : w => w.Concepts.Count > 0);
        return compared.Count == 0 || compared.Count(known.Holds) >= compared.Count * Overlap;
    }

    [GeneratedRegex(@"[.!?؟।\n]+", RegexOptions.CultureInvariant)]
    private static partial Regex SentencePattern();
}
