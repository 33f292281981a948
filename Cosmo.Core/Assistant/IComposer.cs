using System.Text.Json.Serialization;
using Cosmo.Core.Assistant.BuiltIn.Phrases;

namespace Cosmo.Core.Assistant;

/// <summary>How a message is to sound.</summary>
public enum Wording { AsItIs, Shorter, Formal }

/// <summary>A member's words that are to become a message to the customer.</summary>
/// <param name="MemberText">An instruction ("ask for the order number") or a finished sentence, as the member wrote it.</param>
/// <param name="MemberLanguage">ISO 639-1 code of the language the member reads; the back-translation is in it.</param>
/// <param name="CustomerLanguage">ISO 639-1 code of the language the customer gets.</param>
/// <param name="ContactName">How the customer is called, if known.</param>
/// <param name="BusinessName">The business that the message comes from.</param>
/// <param name="Wording">How it is to sound. The built-in engine leaves courtesies out to be shorter, and knows one tone only.</param>
public sealed record ComposeRequest(
    string MemberText, string MemberLanguage, string CustomerLanguage, string? ContactName, string BusinessName, Wording Wording = Wording.AsItIs)
{
    /// <summary>How the business wants to sound; for a model only.</summary>
    public VoiceTone Tone { get; init; }

    /// <summary>The same in its own words, see <see cref="AssistantManner.Style"/>.</summary>
    public string Style { get; init; } = "";

    /// <summary>What the business changed in the phrasebook of the built-in engine; a model is not told.</summary>
    [JsonIgnore]
    public PhraseChoices Phrases { get; init; } = PhraseChoices.None;
}

/// <summary>What would be sent, and what it means.</summary>
/// <param name="Text">The message word for word, in the customer's language; null when parts were not understood.</param>
/// <param name="BackTranslation">Its meaning in the member's language; null when <paramref name="Text"/> is null or is in that language already.</param>
/// <param name="Unmatched">The parts of the member's text that the engine cannot say in the customer's language, in the member's words.</param>
/// <param name="Engine">Which engine made it: "built-in", "as-written" or the model's name.</param>
public sealed record Composition(string? Text, string? BackTranslation, IReadOnlyList<string> Unmatched, string Engine)
{
    /// <summary>What a model was asked for it; null where none was.</summary>
    public ModelWork? Work { get; init; }
}

/// <summary>Turns a member's words into a message in the customer's language. Built in, or by a model.</summary>
public interface IComposer
{
    /// <summary>Composes one message. Says what it could not compose instead of guessing; a failing model falls back to the built-in engine.</summary>
    ValueTask<Composition> ComposeAsync(ComposeRequest request, CancellationToken cancel = default);
}
