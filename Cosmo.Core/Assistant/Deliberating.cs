using Cosmo.Core.Channels.WhatsApp;
using Cosmo.Core.Escalation;
using Cosmo.Core.Knowledge;
using Cosmo.Core.Tickets;
using MessageKind = Cosmo.Core.Conversations.MessageKind;

namespace Cosmo.Core.Assistant;

/// <summary>
/// Decides what becomes of a customer's message. It reads and changes nothing, so the same decision serves a real turn and
/// somebody who only tries what would happen.
/// </summary>
public sealed class Deliberating(Answering answering, EscalationQueries rules, EscalationLearning learning, Manners manners)
{
    /// <summary>The language that a customer is answered in after a message: a doubtful one changes nothing.</summary>
    /// <param name="before">The conversation's language so far; null at its start.</param>
    /// <param name="understood">What was heard.</param>
    public static string Spoken(string? before, Understood understood) =>
        understood.LanguageCertain || before is null ? understood.Language : before;

    /// <summary>Decides on one message.</summary>
    /// <param name="scene">The message and what surrounds it.</param>
    /// <param name="understood">What it says, by whichever engine.</param>
    /// <param name="ground">The knowledge and the rules to decide by.</param>
    /// <param name="consultation">What a model was asked about it before; null where none was.</param>
    /// <param name="cancel">Stops reading.</param>
    public async Task<Deliberation> DecideAsync(ITurnScene scene, Understood understood, Ground ground, Consultation? consultation = null, CancellationToken cancel = default)
    {
        var language = Spoken(scene.Language, understood);
        var book = ground.Book ?? await rules.BookAsync(cancel);
        var manner = await manners.CurrentAsync(cancel);
        var writer = await scene.WriterAsync(cancel);
        var around = new Circumstances(writer.IsVip, (await learning.CurrentAsync(cancel)).Of(scene.Text));
        var search = HasWords(scene.Kind) ? await answering.SearchAsync(scene.Text, language, ground.Knowledge, cancel) : null;
        // What was chosen from an offer is answered, whatever its title would mean as a message.
        var decision = await scene.ChosenAsync(cancel) is { } chosen
            ? new Decision.Answer(chosen.EntryId, chosen.Text, chosen.Language)
            : EscalationDecision.Decide(scene.Text, understood, book, search?.Answer, around);
        var outcome = await OutcomeAsync(scene, understood, decision, new(language, writer, book, ground, manner), cancel);
        var plain = new Deliberation(scene.Text, understood, language, book, around, search, decision, manner.Speaks(language) ? outcome : InAnotherLanguage(outcome, understood, scene.Text))
        {
            Consultation = consultation,
            Manner = manner,
        };
        return consultation?.Counsel is { } counsel && await Counselled.OutcomeAsync(counsel, plain, scene, answering, ground.Knowledge, cancel) is { } counselled
            ? plain with { Outcome = counselled, Followed = counsel.Kind }
            : plain;
    }

    // Said by a person or not at all; a greeting is returned in whatever language it came.
    private static TurnOutcome InAnotherLanguage(TurnOutcome outcome, Understood understood, string text) =>
        PreparedAnswer.IsOf(outcome) ? new TurnOutcome.HandOff(new(Trigger.OtherLanguage, understood.Topic, text, 1, 1)) : outcome;

    /// <summary>Whether a message of this kind holds words that can be looked up.</summary>
    internal static bool HasWords(MessageKind kind) => kind is MessageKind.Text or MessageKind.Choice;

    private async Task<TurnOutcome> OutcomeAsync(ITurnScene scene, Understood understood, Decision decision, Setting setting, CancellationToken cancel)
    {
        switch (decision)
        {
            case Decision.HandOff(var reason):
                return reason.Trigger is Trigger.NoAnswer && setting.Book.Policy.Unsure is Unsure.OfferEntries && scene.IsLast && await OfferAsync(scene, setting, cancel) is { Count: > 0 } entries
                    ? new TurnOutcome.Offer(entries)
                    : await HandOffAsync(reason, scene, understood, setting.Book.Policy, setting.Language, cancel);
            case var _ when !scene.IsLast:
                return new TurnOutcome.Later();
            case var _ when await scene.IsPingPongAsync(cancel):
                return new TurnOutcome.HandOff(new(Trigger.TooComplex, understood.Topic, scene.Text, 1, 1));
            case Decision.Answer(var entryId, var text, var language):
                return Together([.. await EarlierAsync(scene, setting, cancel), new(entryId, text, language)]);
            case Decision.Courtesy(var said):
                if (await EarlierAsync(scene, setting, cancel) is { Count: > 0 } earlier)
                    return Together(earlier);
                return Acknowledgements.ForSmallTalk(setting.Language, said, setting.Manner.Tone is VoiceTone.Formal ? null : setting.Writer.FirstName) is { } words
                    ? new TurnOutcome.Courtesy(words, setting.Language)
                    : throw new InvalidOperationException($"There are no words for {said}.");
            default:
                throw new InvalidOperationException($"Nobody knows what becomes of {decision}.");
        }
    }

    /// <summary>A person, or the plain word that nobody knows an answer, where the business wants no ticket for that.</summary>
    internal static async Task<TurnOutcome> HandOffAsync(Reason reason, ITurnScene scene, Understood understood, EscalationPolicy policy, string language, CancellationToken cancel)
    {
        // What holds no words cannot be answered at all, so a person looks at it.
        if (reason.Trigger is not Trigger.NoAnswer || policy.IsOn(Trigger.NoAnswer) || !HasWords(scene.Kind) || scene.Text.Length == 0)
            return new TurnOutcome.HandOff(reason);
        if (!scene.IsLast)
            return new TurnOutcome.Unknown("", language);
        return await scene.IsPingPongAsync(cancel)
            ? new TurnOutcome.HandOff(new(Trigger.TooComplex, understood.Topic, scene.Text, 1, 1))
            : new TurnOutcome.Unknown(Acknowledgements.Unknown(language), language);
    }

    private async Task<IReadOnlyList<OfferedEntry>> OfferAsync(ITurnScene scene, Setting setting, CancellationToken cancel) =>
        await scene.MayOfferAsync(cancel) ? await answering.OffersAsync(scene.Text, setting.Language, EntryOffers.Most, setting.Ground.Knowledge, cancel) : [];

    // People write in several messages what is one question: what plainly answers those just before this one, none of
    // which has been answered, or the team would have the conversation.
    private async Task<List<PlainAnswer>> EarlierAsync(ITurnScene scene, Setting setting, CancellationToken cancel)
    {
        var answers = new List<PlainAnswer>();
        foreach (var earlier in await scene.EarlierAsync(cancel))
        {
            if ((await answering.SearchAsync(earlier, setting.Language, setting.Ground.Knowledge, cancel)).Answer is { } answer)
                answers.Add(answer);
        }

        return answers;
    }

    private static TurnOutcome.Answer Together(List<PlainAnswer> answers)
    {
        var (text, sources) = ("", new List<Guid>());
        foreach (var answer in answers.DistinctBy(a => a.EntryId))
        {
            // What does not fit into one message was asked before what does.
            var longer = text.Length == 0 ? answer.Text : $"{text}\n\n{answer.Text}";
            text = longer.Length <= WhatsAppLimits.TextBody ? longer : answer.Text;
            sources = longer.Length <= WhatsAppLimits.TextBody ? [.. sources, answer.EntryId] : [answer.EntryId];
        }

        return new(text, answers[^1].Language, sources);
    }

    private sealed record Setting(string Language, Writer Writer, EscalationBook Book, Ground Ground, AssistantManner Manner);
}
