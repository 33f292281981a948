namespace Cosmo.Core.Assistant;

/// <summary>One message of a customer as the assistant reads it.</summary>
/// <param name="Text">What the customer wrote, untouched.</param>
/// <param name="ConversationLanguage">The language of the conversation so far (ISO 639-1), the prior for short messages; null at its start.</param>
public sealed record CustomerTurn(string Text, string? ConversationLanguage);

/// <summary>Reads what a customer wrote. Built in, or by a model.</summary>
public interface IUnderstanding
{
    /// <summary>Reads one message. Never throws on any text; a failing model falls back to the built-in engine.</summary>
    ValueTask<Understood> UnderstandAsync(CustomerTurn turn, CancellationToken cancel = default);
}
