using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;

namespace Cosmo.Core.Assistant.Models;

/// <summary>Who reads and writes for the assistant: the engine inside Cosmo, or a language model behind one of two protocols.</summary>
public enum AssistantProvider { BuiltIn, OpenAI, Anthropic }

/// <summary>The section "Assistant". OpenAI with an <see cref="Endpoint"/> serves everything that speaks its protocol: Ollama, Azure, vLLM, LM Studio.</summary>
public sealed class AssistantOptions : IValidatableObject
{
    /// <summary>Name of the configuration section.</summary>
    public const string Section = "Assistant";

    public AssistantProvider Provider { get; init; } = AssistantProvider.BuiltIn;

    /// <summary>Address of the server, for example http://localhost:11434/v1; null for the provider's own.</summary>
    public Uri? Endpoint { get; init; }

    /// <summary>The secret for the server; a server of one's own (an OpenAI-compatible one with an endpoint) may need none.</summary>
    public string? ApiKey { get; init; }

    /// <summary>The model's name as the server knows it.</summary>
    public string? Model { get; init; }

    /// <summary>Higher prices and limits are slips of the finger; sums of lower ones fit into their columns.</summary>
    internal const int MostMoney = 1_000_000;

    /// <summary>Longest name of a model.</summary>
    internal const int LongestModel = 200;

    /// <summary>Price of a million tokens that the model is given, in <see cref="Currency"/>; 0 for unknown.</summary>
    public decimal ReadPrice { get; init; }

    /// <summary>Price of a million tokens that the model writes, in <see cref="Currency"/>; 0 for unknown.</summary>
    public decimal WritePrice { get; init; }

    /// <summary>What prices and limits are in; shown, never converted.</summary>
    public string Currency { get; init; } = "USD";

    /// <summary>Most that the model may cost in a day (UTC); 0 for no limit.</summary>
    public decimal DailyLimit { get; init; }

    /// <summary>Most that the model may cost in a month (UTC); 0 for no limit.</summary>
    public decimal MonthlyLimit { get; init; }

    internal bool HasPrices => ReadPrice > 0 || WritePrice > 0;

    /// <inheritdoc />
    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (Provider is AssistantProvider.BuiltIn)
            yield break;

        if (string.IsNullOrWhiteSpace(Model))
            yield return new($"Assistant:Model is missing: name the model that {Provider} is to use.");
        if (Endpoint is not null && !(Endpoint.IsAbsoluteUri && Endpoint.Scheme is "http" or "https"))
            yield return new("Assistant:Endpoint must be a whole address such as http://localhost:11434/v1.");
        if (string.IsNullOrWhiteSpace(ApiKey) && Provider is AssistantProvider.Anthropic)
            yield return new("Assistant:ApiKey is missing: Anthropic needs one.");
        if (string.IsNullOrWhiteSpace(ApiKey) && Provider is AssistantProvider.OpenAI && Endpoint is null)
            yield return new("Assistant:ApiKey is missing: OpenAI needs one; a server of your own needs Assistant:Endpoint instead.");

        if (Model?.Length > LongestModel)
            yield return new($"Assistant:Model is longer than {LongestModel} characters.");
        if (new[] { ReadPrice, WritePrice, DailyLimit, MonthlyLimit }.Any(money => money is < 0 or > MostMoney))
            yield return new($"Assistant: prices and limits lie between 0 and {MostMoney}.");
        if ((DailyLimit > 0 || MonthlyLimit > 0) && (ReadPrice == 0 || WritePrice == 0))
            yield return new("Assistant:ReadPrice and Assistant:WritePrice are missing: without the prices of a million tokens a spending limit cannot hold.");

        // A line break at the end of a pasted key or of a secret file fails much later, inside an HTTP header.
        if (!string.IsNullOrWhiteSpace(ApiKey) && ApiKey.Any(c => c is <= ' ' or > '~'))
            yield return new("Assistant:ApiKey holds a space, a line break or a character that no key has.");
    }
}

[OptionsValidator]
internal sealed partial class AssistantOptionsValidator : IValidateOptions<AssistantOptions>;
