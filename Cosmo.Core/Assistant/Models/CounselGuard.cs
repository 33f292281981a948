using Cosmo.Core.Assistant.BuiltIn;
using Cosmo.Core.Escalation;

namespace Cosmo.Core.Assistant.Models;

/// <summary>
/// Decides whether what a model wants to say to a customer may be said. It takes the model for an attacker: what an answer
/// says must stand in the passages that it cites, and a question may carry nothing at all. What does not pass is not mended.
/// </summary>
/// <param name="reader">The built-in reader, which hears when a text is in the wrong language.</param>
internal sealed class CounselGuard(IUnderstanding reader)
{
    /// <summary>Longest question back, in characters: one short sentence.</summary>
    public const int LongestQuestion = 200;

    /// <summary>Part of an answer's longer words that its passages have to hold, where both are in one language.</summary>
    private const double Overlap = 0.5;

    /// <summary>Words shorter than this are in every text; of longer ones the beginning counts, whatever their ending.</summary>
    private const int Stem = 5;

    private static readonly FactCategory[] s_facts =
        [FactCategory.Number, FactCategory.Amount, FactCategory.Date, FactCategory.Time, FactCategory.Duration, FactCategory.Link, FactCategory.Email, FactCategory.OrderId];

    private readonly OutputGate _gate = new(reader);

    /// <summary>The answer without invisible characters, or null when it does not pass.</summary>
    /// <param name="text">What the model wrote.</param>
    /// <param name="language">ISO 639-1 code of the customer's language: one of the eleven, or promises in it are not known.</param>
    /// <param name="cited">What it stands on.</param>
    /// <param name="instruction">What the model was told, of which nothing may come out.</param>
    /// <param name="cancel">Stops the reader.</param>
    public async ValueTask<string?> AnswerAsync(string text, string language, IReadOnlyList<FoundPassage> cited, string instruction, CancellationToken cancel)
    {
        var passages = cited.Select(p => $"{p.Heading}\n{p.Text}").ToList();
        var source = string.Join('\n', passages);
        return cited.Count > 0 && Acknowledgements.Languages.Contains(language)
            && await _gate.PassAsync(text, source, instruction, language, OutputGate.MaxMessage, cancel) is { } clean
            && !AddsFacts(source, clean) && PromiseWords.Unfounded(clean, passages) is null
            && (cited.Any(p => p.Language != language) || Shares(clean, source))
            ? clean : null;
    }

    /// <summary>The question without invisible characters, or null when it does not pass.</summary>
    /// <param name="text">What the model wrote.</param>
    /// <param name="language">ISO 639-1 code of the customer's language.</param>
    /// <param name="words">What the customer wrote, whose facts the question may repeat.</param>
    /// <param name="instruction">What the model was told, of which nothing may come out.</param>
    /// <param name="cancel">Stops the reader.</param>
    public async ValueTask<string?> QuestionAsync(string text, string language, string words, string instruction, CancellationToken cancel) =>
        Acknowledgements.Languages.Contains(language)
        && await _gate.PassAsync(text, words, instruction, language, LongestQuestion, cancel) is { } clean
        && IsOneQuestion(clean) && !AddsFacts(words, clean) && PromiseWords.Unfounded(clean, []) is null
            ? clean : null;

    private static bool IsOneQuestion(string text) =>
        text[^1] is '?' or '؟' && text.Count(c => c is '?' or '؟') == 1 && !text.Contains('\n', StringComparison.Ordinal);

    private static bool AddsFacts(string source, string text) =>
        FactGuard.Check(source, text, null, null).Any(f => f.Change is FactChange.Added && s_facts.Contains(f.Category));

    private static bool Shares(string text, string source)
    {
        var known = Stems(source).ToHashSet();
        var said = Stems(text).ToList();
        return said.Count == 0 || said.Count(known.Contains) >= said.Count * Overlap;
    }

    private static IEnumerable<string> Stems(string text) => Fold.Words(text).Where(w => w.Length >= Stem).Select(w => w[..Stem]);
}
