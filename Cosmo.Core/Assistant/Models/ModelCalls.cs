namespace Cosmo.Core.Assistant.Models;

/// <summary>What one question to a model came to, beside its answer.</summary>
internal sealed class ModelCalls
{
    /// <summary>Nothing of a customer is in the question, so the answer may serve whoever asks the same within the hour.</summary>
    public bool MayRemember { get; init; }

    /// <summary>What was paid for, the unusable answers as well; null where nothing was counted.</summary>
    public TokenUse? Tokens { get; private set; }

    /// <summary>The answer was known from the same question before, and cost nothing.</summary>
    public bool IsRemembered { get; private set; }

    public void Spent(TokenUse tokens) => Tokens = TokenUse.Sum(Tokens, tokens);

    public void Remembered() => IsRemembered = true;
}
