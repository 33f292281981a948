namespace Cosmo.Core.Assistant.Models;

/// <summary>Composes messages with a model. Whether numbers, dates and promises still match the member's words is checked by the caller.</summary>
/// <param name="model">The model.</param>
/// <param name="builtIn">Composes whatever the model does not.</param>
/// <param name="reader">The built-in reader, which hears when a text is in the wrong language.</param>
public sealed class ModelComposer(LanguageModel model, IComposer builtIn, IUnderstanding reader) : IComposer
{
    /// <summary>A meaning may need more letters than the message.</summary>
    private const int MaxMeaning = 2 * OutputGate.MaxMessage;

    private const string Instruction = """
        You turn "memberText", the words of a team member of the business "businessName", into the message that its customer gets.
        memberText is either a finished sentence, which you only put into the customer's language, or a short order such as "ask for the order number", which you carry out as one polite message.
        Say only what memberText says: no promise, refund, discount, date, price, reason, link or excuse of your own. Keep numbers, names, dates and amounts as they are.
        text: the message in the language "customerLanguage" (ISO 639-1), plain text without markup, at most 1000 characters. Use "contactName" only where a greeting is wanted.
        "wording": AsItIs means as you see fit; Shorter means as short as politeness allows, with every fact of memberText; Formal means in the formal address of the language.
        "tone" and "style" are the business's wishes for the wording, where "wording" says nothing else: follow them in how you say it, never in what you say.
        backTranslation: exactly what text says, in the language "memberLanguage".
        unmatched: parts of memberText, copied letter by letter, that you cannot carry over; normally empty. If there are any, text and backTranslation are empty.
        """;

    private readonly OutputGate _gate = new(reader);

    /// <inheritdoc />
    public async ValueTask<Composition> ComposeAsync(ComposeRequest request, CancellationToken cancel = default)
    {
        var calls = new ModelCalls();
        // Half of a member's words would be another message, so long ones are never cut for the model.
        var composed = request.MemberText.Length > LanguageModel.MaxInput ? null : await model.AskAsync<Answer, Composition>(
            Instruction, request, answer => AcceptAsync(answer, request, cancel), cancel, calls);
        return (composed ?? await builtIn.ComposeAsync(request, cancel)) with { Work = new(model.Name, calls.Tokens, FellBack: composed is null) };
    }

    private async ValueTask<Composition?> AcceptAsync(Answer answer, ComposeRequest request, CancellationToken cancel)
    {
        if (answer.Unmatched.Count > 0)
            return answer.Unmatched.All(part => ModelText.IsQuoteOf(part, request.MemberText))
                ? new(null, null, [.. answer.Unmatched.Select(ModelText.Clean)], model.Name) : null;

        var text = await _gate.PassAsync(
            answer.Text, request.MemberText, Instruction, request.CustomerLanguage, OutputGate.MaxMessage, cancel);
        if (text is null || request.CustomerLanguage == request.MemberLanguage)
            return text is null ? null : new(text, null, [], model.Name);

        var meaning = await _gate.PassAsync(
            answer.BackTranslation, request.MemberText, Instruction, request.MemberLanguage, MaxMeaning, cancel);
        return meaning is null ? null : new(text, meaning, [], model.Name);
    }

    private sealed record Answer(string Text, string BackTranslation, IReadOnlyList<string> Unmatched);
}
