using Cosmo.Core.Trials;
using Cosmo.Web.Components.Pages.Inbox;
using Cosmo.Web.Components.Shared;
using Cosmo.Web.Resources;
using Microsoft.Extensions.Localization;

namespace Cosmo.Web.Components.Pages.Trials;

/// <summary>Says in the reader's language what becomes of a question.</summary>
internal static class TrialWords
{
    /// <summary>Such as "answered by: Opening hours", or "handed to a person: asks for one".</summary>
    /// <param name="entry">What the entry is called; null where none is named or it is gone.</param>
    public static string Tell(this IStringLocalizer<TrialsText> text, IStringLocalizer<InboxText> names, SavedOutcome outcome, string? entry)
    {
        var kind = text[$"Outcome.{outcome.Kind}"];
        return outcome switch
        {
            { EntryId: not null } => $"{kind}: {entry ?? text["Entry.Gone"]}",
            { Trigger: { } trigger } => $"{kind}: {names[$"Trigger.{trigger}"]}",
            _ => kind,
        };
    }

    /// <summary>How an outcome is marked.</summary>
    public static Tone ToneOf(SavedOutcome outcome) => outcome.Kind switch
    {
        OutcomeKind.Answered => Tone.Success,
        OutcomeKind.HandedOff => Tone.Warning,
        OutcomeKind.Offered or OutcomeKind.AskedBack => Tone.Info,
        _ => Tone.Neutral,
    };
}
