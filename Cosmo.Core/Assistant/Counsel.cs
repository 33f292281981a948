using Cosmo.Core.Tickets;

namespace Cosmo.Core.Assistant;

/// <summary>What a model may decide about a message that no entry plainly answers; there is nothing else that it can do.</summary>
public enum CounselKind { Answer, AskBack, Offer, HandOff }

/// <summary>One decision of a model, checked by rules that do not trust it.</summary>
/// <param name="Kind">What it decided.</param>
/// <param name="Text">The answer or the question for the customer; empty for the other two.</param>
/// <param name="Language">ISO 639-1 code of the language of the text.</param>
/// <param name="Cited">The passages that the answer stands on, or whose entries are offered, in the model's order.</param>
/// <param name="Reason">Why a person is needed; NoAnswer for the other three.</param>
/// <param name="Words">The customer's words that show the reason; may be empty.</param>
public sealed record Counsel(CounselKind Kind, string Text, string Language, IReadOnlyList<FoundPassage> Cited, Trigger Reason, string Words);

/// <summary>
/// The rules that a model's decision has to pass. Form: the shape that was asked for, of what was allowed. Cited: passages that
/// were given. Language: the customer's. Markup: no links or markup of its own. Instruction: nothing of what it was told. Facts:
/// numbers, prices, dates. Secret: nothing that nobody is asked for in a chat. Promise, Denial: as the passages say it. Overlap:
/// the words of the passages, or of the question. Question: one question, and nothing else.
/// </summary>
public enum CounselRule { Form, Cited, Language, Markup, Instruction, Facts, Secret, Promise, Denial, Overlap, Question }

/// <summary>What came of asking a model for a decision.</summary>
/// <param name="Counsel">The decision; null where none was usable, and the built-in engine's stands.</param>
/// <param name="Engine">The model's name.</param>
/// <param name="Tokens">What it cost; null where nothing was counted.</param>
/// <param name="IsRemembered">The same question was answered within the hour: nothing was asked and nothing paid.</param>
public sealed record Consultation(Counsel? Counsel, string Engine, TokenUse? Tokens, bool IsRemembered)
{
    /// <summary>The rule that stopped what the model said last; null where one decision passed, or the model said nothing at all.</summary>
    public CounselRule? StoppedBy { get; init; }
}

/// <summary>One message of the conversation so far, as a model is shown it.</summary>
/// <param name="From">"customer" or "us"; who of us wrote is nothing to a model.</param>
public sealed record SpokenLine(string From, string Text);
