namespace Cosmo.Core.Assistant.Models;

/// <summary>Reads customers' messages with a model, and lets the built-in engine have the last word where a person was promised.</summary>
/// <param name="model">The model.</param>
/// <param name="builtIn">Reads every message as well: it stands in for the model, and its findings on wishing for a person always count.</param>
public sealed class ModelUnderstanding(LanguageModel model, IUnderstanding builtIn) : IUnderstanding
{
    /// <summary>From this score on (0 to 1) a finding of the model counts.</summary>
    private const double Threshold = 0.5;

    /// <summary>The longest quotation that is kept as evidence, in characters.</summary>
    private const int MaxWords = 200;

    private const string Instruction = """
        You read one message from a customer of a business and report what it says.
        language: ISO 639-1 code of the language of "message". languageCertain: false when it is too short or too mixed to tell; "conversationLanguage" is what was spoken so far.
        asksForPerson: the customer wants a human being instead of an automatic assistant. reportsIssue: something is broken, wrong, late or missing. frustrated: the customer is annoyed or angry.
        For each of these three: score from 0 to 1, and words, copied letter by letter from the message, that show it; empty words where the score is 0.
        smallTalk: Greeting, Thanks or Goodbye for a message that says nothing else, otherwise None.
        topic: what the message is about; General when nothing else fits.
        """;

    /// <inheritdoc />
    public async ValueTask<Understood> UnderstandAsync(CustomerTurn turn, CancellationToken cancel = default)
    {
        var plain = await builtIn.UnderstandAsync(turn, cancel);
        var text = ModelText.Cut(turn.Text, LanguageModel.MaxInput);
        var calls = new ModelCalls { MayRemember = ModelCounsel.IsNobodys(text) };
        var understood = await model.AskAsync<Answer, Understood>(
            Instruction, new { message = text, conversationLanguage = turn.ConversationLanguage },
            answer => ValueTask.FromResult(Accept(answer, text, plain)), cancel, calls) ?? plain;
        return understood with { ModelAsked = model.Name, IsRemembered = calls.IsRemembered, Tokens = calls.Tokens };
    }

    private Understood? Accept(Answer answer, string text, Understood plain)
    {
        if (!ModelText.IsLanguage(answer.Language)
            || !IsScore(answer.AsksForPerson) || !IsScore(answer.ReportsIssue) || !IsScore(answer.Frustrated)
            || !Enum.IsDefined(answer.SmallTalk) || !Enum.IsDefined(answer.Topic))
            return null;

        var asks = plain.AsksForPerson ?? Evidence(answer.AsksForPerson, text, null);
        var issue = Evidence(answer.ReportsIssue, text, plain.ReportsIssue);
        var frustrated = Evidence(answer.Frustrated, text, plain.Frustrated);
        // Where two certain readers disagree on the language, the conversation's language stays.
        var disputed = plain.LanguageCertain && plain.Language != answer.Language;
        // A message that needs somebody is never just a greeting.
        var smallTalk = asks is null && issue is null && frustrated is null ? answer.SmallTalk : SmallTalk.None;
        return new(answer.Language, answer.LanguageCertain && !disputed, asks, issue, frustrated, plain.TooComplex is null ? smallTalk : SmallTalk.None, answer.Topic, model.Name)
        {
            TooComplex = plain.TooComplex,
            Concern = plain.Concern,
            Annoyance = Math.Max(frustrated?.Score ?? 0, plain.Annoyance),
            Complexity = plain.Complexity,
        };
    }

    private static bool IsScore(Finding finding) => finding.Score is >= 0 and <= 1;

    // A finding with words that the customer did not write is invented; then the built-in engine's finding stands.
    private static Evidence? Evidence(Finding finding, string text, Evidence? plain) =>
        finding.Score < Threshold ? null
        : ModelText.IsQuoteOf(finding.Words, text) ? new(ModelText.Cut(ModelText.Clean(finding.Words), MaxWords), finding.Score, Threshold)
        : plain;

    private sealed record Answer(
        string Language, bool LanguageCertain, Finding AsksForPerson, Finding ReportsIssue, Finding Frustrated, SmallTalk SmallTalk, CaseTopic Topic);

    private sealed record Finding(string Words, double Score);
}
