using Cosmo.Core.Assistant;
using Cosmo.Core.Tickets;

namespace Cosmo.Core.Trials;

/// <summary>What becomes of a question.</summary>
public enum OutcomeKind { Answered, HandedOff, Offered, Courtesy, AskedBack, Unknown }

/// <summary>What becomes of a question, as far as a saved one cares.</summary>
/// <param name="EntryId">The entry that answers; null where none does, or for whichever.</param>
/// <param name="Trigger">Why it is handed off; null where it is not, or for whatever reason.</param>
public sealed record SavedOutcome(OutcomeKind Kind, Guid? EntryId = null, Trigger? Trigger = null)
{
    /// <summary>What a turn came to.</summary>
    public static SavedOutcome Of(TurnOutcome outcome) => outcome switch
    {
        TurnOutcome.Answer answer => new(OutcomeKind.Answered, answer.Sources[0]),
        TurnOutcome.HandOff handOff => new(OutcomeKind.HandedOff, null, handOff.Reason.Trigger),
        TurnOutcome.Offer => new(OutcomeKind.Offered),
        TurnOutcome.AskBack => new(OutcomeKind.AskedBack),
        TurnOutcome.Courtesy => new(OutcomeKind.Courtesy),
        TurnOutcome.Unknown => new(OutcomeKind.Unknown),
        _ => throw new InvalidOperationException($"A question on its own does not come to {outcome}."),
    };

    /// <summary>Whether what happened is what was expected here.</summary>
    public bool Allows(SavedOutcome happened) =>
        Kind == happened.Kind && (EntryId is null || EntryId == happened.EntryId) && (Trigger is null || Trigger == happened.Trigger);
}
