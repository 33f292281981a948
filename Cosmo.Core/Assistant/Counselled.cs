using Cosmo.Core.Escalation;
using Cosmo.Core.Knowledge;
using Cosmo.Core.Tickets;

namespace Cosmo.Core.Assistant;

/// <summary>What becomes of a message by a model's decision, as far as that still holds when it takes effect.</summary>
internal static class Counselled
{
    /// <summary>The outcome; null where the decision does not hold any more, and the built-in engine's stands.</summary>
    /// <param name="counsel">What the model decided.</param>
    /// <param name="before">What is decided without it.</param>
    /// <param name="scene">The message now.</param>
    /// <param name="answering">Knows what is published now.</param>
    /// <param name="view">The knowledge to look at.</param>
    /// <param name="cancel">Stops reading.</param>
    public static async Task<TurnOutcome?> OutcomeAsync(
        Counsel counsel, Deliberation before, ITurnScene scene, Answering answering, KnowledgeView view, CancellationToken cancel)
    {
        // Whoever wrote on, or is spoken with in another language by now, is not told what was meant for before.
        if (!before.IsOpen || !scene.IsLast || counsel.Language != before.Language)
            return null;
        switch (counsel.Kind)
        {
            case CounselKind.HandOff:
                // What the business does not want to hear of opens no ticket of that kind; a question without an answer remains one.
                var trigger = before.Book.Policy.IsOn(counsel.Reason) ? counsel.Reason : Trigger.NoAnswer;
                var words = counsel.Words.Length > 0 ? counsel.Words : before.Text;
                return await Deliberating.HandOffAsync(
                    new(trigger, before.Understood.Topic, words, trigger is Trigger.NoAnswer ? 0 : 1, 1), scene, before.Understood, before.Book.Policy, before.Language, cancel);
            case var _ when await scene.IsPingPongAsync(cancel):
                return new TurnOutcome.HandOff(new(Trigger.TooComplex, before.Understood.Topic, before.Text, 1, 1));
            case CounselKind.Answer when await answering.StillSayAsync(counsel.Cited, view, cancel):
                return new TurnOutcome.Answer(counsel.Text, counsel.Language, [.. counsel.Cited.Select(p => p.EntryId).Distinct()]);
            case CounselKind.AskBack when await scene.MayAskAsync(cancel):
                return new TurnOutcome.AskBack(counsel.Text, counsel.Language);
            case CounselKind.Offer when before.Book.Policy.Unsure is Unsure.OfferEntries && await scene.MayOfferAsync(cancel):
                var wanted = counsel.Cited.Select(p => p.EntryId).Distinct().ToList();
                return await answering.OfferedAsync(wanted, counsel.Language, view, cancel) is { Count: > 0 } entries ? new TurnOutcome.Offer(entries) : null;
            default:
                return null;
        }
    }
}
