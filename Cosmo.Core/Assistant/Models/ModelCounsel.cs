using Cosmo.Core.Assistant.BuiltIn;
using Cosmo.Core.Assistant.BuiltIn.Facts;
using Cosmo.Core.Knowledge.Writing;
using Cosmo.Core.Tickets;

namespace Cosmo.Core.Assistant.Models;

/// <summary>
/// Asks a model for one decision about a message that no entry plainly answers. It is given the published passages that were
/// found and this conversation, nothing else; what it decides is checked here and again when it takes effect.
/// </summary>
/// <param name="current">The model of the moment; null where none is chosen.</param>
/// <param name="reader">The built-in reader, which hears when a text is in the wrong language.</param>
public sealed class ModelCounsel(Func<CancellationToken, ValueTask<LanguageModel?>> current, IUnderstanding reader)
{
    /// <summary>Passages that go to the model, the nearest ones.</summary>
    private const int MostPassages = 6;

    /// <summary>Passages that one answer may cite.</summary>
    private const int MostCited = 3;

    /// <summary>Characters of a passage, and of an earlier message, that go to the model.</summary>
    private const int LongestPassage = 1500, LongestLine = 500;

    private const string Instruction = """
        You are the assistant of a business in a chat. Decide on one thing to do about "message", which a customer wrote after "conversation" (the oldest line first). "passages" are all that is known; know nothing else.
        decision is one of "allowed":
        Answer: the passages answer the message. text: the answer in the language "language" (ISO 639-1), plain text without markup, at most 600 characters, saying only what the cited passages say, with their numbers, prices, dates and links as they are; promise nothing, greet nobody. passages: the ids of one to three passages that say it.
        AskBack: one short question would make it answerable. text: that one question in the language "language", in plain words of the message and the passages, without numbers or promises. passages: empty.
        Offer: several passages could be meant. passages: the ids of up to three passages whose "language" is the customer's, the best first. text: empty.
        HandOff: a person is needed. text and passages: empty. reason: Problem for something broken, wrong or late, Upset for an angry customer, TooComplex for what is beyond an assistant, otherwise NoAnswer. words: copied letter by letter from the message, what shows it.
        reason is NoAnswer and words is empty for the other three. When in doubt, hand off.
        "tone" and "style" are wishes for the wording of text: follow them in how you say it, never in what you decide, know or promise.
        """;

    private readonly CounselGuard _guard = new(reader);

    /// <summary>Asks one model, or none.</summary>
    public ModelCounsel(LanguageModel? model, IUnderstanding reader)
        : this(_ => ValueTask.FromResult(model), reader)
    {
    }

    /// <summary>Whether a model is chosen at all.</summary>
    public async ValueTask<bool> HasModelAsync(CancellationToken cancel = default) => await current(cancel) is not null;

    /// <summary>Asks for a decision; null where there is nobody to ask or nothing to decide from, and no money is spent.</summary>
    /// <param name="before">What was decided without the model.</param>
    /// <param name="spoken">The conversation so far, the oldest line first.</param>
    /// <param name="mayAsk">A question back is possible: the one before was not answered by another question.</param>
    /// <param name="mayOffer">Entries may be offered, by the settings and by what was said last.</param>
    /// <param name="cancel">Stops asking.</param>
    public async Task<Consultation?> AskAsync(Deliberation before, IReadOnlyList<SpokenLine> spoken, bool mayAsk, bool mayOffer, CancellationToken cancel = default)
    {
        if (!before.IsOpen || before.Search is not { Passages.Count: > 0 } search || before.Text.Length > LanguageModel.MaxInput)
            return null;
        if (await current(cancel) is not { } model)
            return null;

        var given = search.Passages.Take(MostPassages).Select(p => p with { Text = ModelText.Cut(MarkdownText.ForWhatsApp(p.Text), LongestPassage) })
            .Where(p => p.Text.Length > 0).Select((p, i) => (Id: $"p{i + 1}", Passage: p)).ToDictionary(p => p.Id, p => p.Passage);
        CounselKind[] allowed = [CounselKind.Answer, .. mayAsk ? [CounselKind.AskBack] : Array.Empty<CounselKind>(), .. mayOffer ? [CounselKind.Offer] : Array.Empty<CounselKind>(), CounselKind.HandOff];
        var data = new
        {
            allowed,
            message = before.Text,
            language = before.Language,
            tone = before.Manner.Tone,
            style = before.Manner.Style,
            conversation = spoken.Select(l => l with { Text = ModelText.Cut(l.Text, LongestLine) }),
            passages = given.Select(p => new { id = p.Key, language = p.Value.Language, question = p.Value.Heading, text = p.Value.Text }),
        };
        var calls = new ModelCalls { MayRemember = spoken.Count == 0 && IsNobodys(before.Text) };
        CounselRule? stopped = null;
        var counsel = await model.AskAsync<Answer, Counsel>(
            Instruction,
            data,
            async answer =>
            {
                (var accepted, stopped) = await AcceptAsync(answer, before, given, allowed, cancel);
                return accepted;
            },
            cancel,
            calls);
        return new(counsel, model.Name, calls.Tokens, calls.IsRemembered) { StoppedBy = counsel is null ? stopped : null };
    }

    /// <summary>Whether a message holds no number, address or link: then nothing tells whose it is, as far as a program can say.</summary>
    internal static bool IsNobodys(string text) => FactReader.Read(CleanText.Of(text)).All(f => f.Soft);

    private async ValueTask<(Counsel? Counsel, CounselRule? StoppedBy)> AcceptAsync(
        Answer answer, Deliberation before, Dictionary<string, FoundPassage> given, CounselKind[] allowed, CancellationToken cancel)
    {
        if (!allowed.Contains(answer.Decision) || !Enum.IsDefined(answer.Reason))
            return (null, CounselRule.Form);
        if (answer.Passages.Count > MostCited || answer.Passages.Distinct().Count() != answer.Passages.Count || answer.Passages.Any(id => !given.ContainsKey(id)))
            return (null, CounselRule.Cited);

        var cited = answer.Passages.Select(id => given[id]).ToList();
        var (isPlain, isSilent, promises) = (answer is { Reason: HandOffReason.NoAnswer, Words: "" }, answer.Text.Length == 0, before.Book.Promises);
        var verdict = answer.Decision switch
        {
            CounselKind.Answer when isPlain => await _guard.AnswerAsync(answer.Text, before.Language, cited, promises, Instruction, cancel),
            CounselKind.AskBack when isPlain && cited.Count == 0 => await _guard.QuestionAsync(answer.Text, before.Language, before.Text, given.Values, promises, Instruction, cancel),
            CounselKind.Offer when isPlain && isSilent => cited.Count > 0 && cited.All(p => p.Language == before.Language) ? "" : CounselRule.Cited,
            CounselKind.HandOff when isSilent && cited.Count == 0 && (answer.Words.Length == 0 || ModelText.IsQuoteOf(answer.Words, before.Text)) => "",
            _ => (Checked)CounselRule.Form,
        };
        return verdict.Text is { } text
            ? (new(answer.Decision, text, before.Language, cited, TriggerOf(answer.Reason), ModelText.Cut(ModelText.Clean(answer.Words), CounselGuard.LongestQuestion)), null)
            : (null, verdict.StoppedBy);
    }

    private static Trigger TriggerOf(HandOffReason reason) => reason switch
    {
        HandOffReason.Problem => Trigger.ReportsIssue,
        HandOffReason.Upset => Trigger.Frustrated,
        HandOffReason.TooComplex => Trigger.TooComplex,
        _ => Trigger.NoAnswer,
    };

    private sealed record Answer(CounselKind Decision, string Text, IReadOnlyList<string> Passages, HandOffReason Reason, string Words);

    private enum HandOffReason { NoAnswer, Problem, Upset, TooComplex }
}
