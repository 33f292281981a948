namespace Cosmo.Core.Assistant.Models;

/// <summary>What an administrator may choose as the engine. Pure.</summary>
public static class EngineRules
{
    /// <summary>Longest address and currency, in characters.</summary>
    public const int LongestEndpoint = 500, LongestCurrency = 8;

    /// <summary>Longest key, in characters.</summary>
    public const int LongestKey = 500;

    public static readonly Refusal NoModel = new("engine.model", "Name the model as its server knows it, with at most 200 characters.");
    public static readonly Refusal NoAddress = new("engine.endpoint", "Write the whole address of the server, such as http://localhost:11434/v1, without a name or password in it.");
    public static readonly Refusal NoKey = new("engine.key", "This provider needs a key.");
    public static readonly Refusal KeyElsewhere = new("engine.key-elsewhere", "The key that is kept belongs to another server and is not sent to this one. Enter the key for this server, or none.");
    public static readonly Refusal KeyLost = new("engine.key-lost", "The key that is kept cannot be read any more. Enter it again.");
    public static readonly Refusal OddKey = new("engine.key-signs", "The key holds a space, a line break or a character that no key has, or is too long.");
    public static readonly Refusal OddMoney = new("engine.money", "Prices and limits lie between 0 and 1,000,000.");
    public static readonly Refusal NoPrices = new("engine.prices", "A spending limit needs both prices of a million tokens: without them it cannot hold.");
    public static readonly Refusal NoCurrency = new("engine.currency", "Write the currency, such as USD, with at most 8 characters.");
    public static readonly Refusal NothingToTry = new("engine.nothing-to-try", "The built-in engine needs no trying: it asks nobody.");

    /// <summary>Why it cannot be chosen; null where it can.</summary>
    /// <param name="choice">Trimmed.</param>
    /// <param name="hasKey">A key goes with it.</param>
    public static Refusal? Check(EngineChoice choice, bool hasKey) => choice switch
    {
        { Currency.Length: 0 or > LongestCurrency } => NoCurrency,
        _ when new[] { choice.ReadPrice, choice.WritePrice, choice.DailyLimit, choice.MonthlyLimit }.Any(m => m is < 0 or > AssistantOptions.MostMoney) => OddMoney,
        { Provider: AssistantProvider.BuiltIn } => null,
        { Model.Length: 0 or > AssistantOptions.LongestModel } => NoModel,
        _ when choice.Endpoint.Length > 0 && !IsAddress(choice.Endpoint) => NoAddress,
        { ReadPrice: var read, WritePrice: var write } when (choice.DailyLimit > 0 || choice.MonthlyLimit > 0) && (read == 0 || write == 0) => NoPrices,
        _ when !hasKey && (choice.Provider is AssistantProvider.Anthropic || choice.Endpoint.Length == 0) => NoKey,
        _ => null,
    };

    /// <summary>Whether a text may be a key.</summary>
    public static bool IsKey(string key) => key.Length is > 0 and <= LongestKey && key.All(c => c is > ' ' and <= '~');

    // A server of one's own, on this machine or in this network, is wanted: whoever may choose runs the place.
    private static bool IsAddress(string endpoint) =>
        endpoint.Length <= LongestEndpoint && Uri.TryCreate(endpoint, UriKind.Absolute, out var address) && (address.Scheme is "http" or "https")
        && address.UserInfo.Length == 0 && address.Host.Length > 0;
}
