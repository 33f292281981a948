using System.Text.Json;
using System.Text.Json.Serialization;

namespace Cosmo.Core.Assistant.Models;

/// <summary>Which engine works for the assistant and what it may cost, as an administrator chose it. The key is kept beside it.</summary>
/// <param name="Endpoint">Address of the server; empty for the provider's own.</param>
/// <param name="Model">The model's name as the server knows it; empty for the built-in engine.</param>
/// <param name="ReadPrice">Price of a million tokens that the model is given, in <paramref name="Currency"/>; 0 for unknown.</param>
/// <param name="WritePrice">Price of a million tokens that the model writes; 0 for unknown.</param>
/// <param name="Currency">What prices and limits are in; shown, never converted.</param>
/// <param name="DailyLimit">Most that the model may cost in a day (UTC); 0 for no limit.</param>
/// <param name="MonthlyLimit">Most that the model may cost in a month (UTC); 0 for no limit.</param>
public sealed record EngineChoice(
    AssistantProvider Provider, string Endpoint, string Model, decimal ReadPrice, decimal WritePrice, string Currency, decimal DailyLimit, decimal MonthlyLimit)
{
    /// <summary>The key of the setting that keeps it, as JSON.</summary>
    public const string Key = "Assistant:Engine";

    private static readonly JsonSerializerOptions s_json = new() { Converters = { new JsonStringEnumConverter(allowIntegerValues: false) } };

    /// <summary>The engine inside Cosmo, at no cost.</summary>
    public static readonly EngineChoice BuiltIn = new(AssistantProvider.BuiltIn, "", "", 0, 0, "USD", 0, 0);

    internal bool HasPrices => ReadPrice > 0 || WritePrice > 0;

    /// <summary>The server that a key is meant for: scheme, host and port. Null for none, or for an address that is none.</summary>
    public string? Destination => Provider switch
    {
        AssistantProvider.BuiltIn => null,
        _ when Endpoint.Length > 0 => Uri.TryCreate(Endpoint, UriKind.Absolute, out var address) ? address.GetLeftPart(UriPartial.Authority).ToLowerInvariant() : null,
        AssistantProvider.Anthropic => "https://api.anthropic.com",
        _ => "https://api.openai.com",
    };

    /// <summary>A key for one choice may go with another: the same protocol, the same server.</summary>
    public bool SharesKeyWith(EngineChoice other) => Provider == other.Provider && Destination is { } mine && mine == other.Destination;

    /// <summary>What the configuration says.</summary>
    public static EngineChoice Of(AssistantOptions options) => new(
        options.Provider, options.Endpoint?.ToString() ?? "", options.Model ?? "", options.ReadPrice, options.WritePrice, options.Currency, options.DailyLimit, options.MonthlyLimit);

    /// <summary>As the engine takes it.</summary>
    /// <param name="key">The secret for the server; null for none.</param>
    public AssistantOptions ToOptions(string? key) => new()
    {
        Provider = Provider,
        Endpoint = Uri.TryCreate(Endpoint, UriKind.Absolute, out var address) ? address : null,
        Model = Model.Length == 0 ? null : Model,
        ApiKey = string.IsNullOrEmpty(key) ? null : key,
        ReadPrice = ReadPrice,
        WritePrice = WritePrice,
        Currency = Currency,
        DailyLimit = DailyLimit,
        MonthlyLimit = MonthlyLimit,
    };

    internal string ToJson(string? protectedKey) => JsonSerializer.Serialize(new Kept(this, protectedKey), s_json);

    /// <summary>As it was kept. What an earlier program kept otherwise, or somebody broke by hand, is the built-in engine.</summary>
    internal static (EngineChoice Choice, string? ProtectedKey) Read(string json)
    {
        try
        {
            if (JsonSerializer.Deserialize<Kept>(json, s_json) is { Choice: { Endpoint: not null, Model: not null, Currency: not null } choice } kept)
                return (choice, kept.ProtectedKey);
        }
        catch (JsonException)
        {
            // The built-in engine costs nothing and asks nobody.
        }

        return (BuiltIn, null);
    }

    private sealed record Kept(EngineChoice Choice, string? ProtectedKey);
}
