using System.Text.Json;

namespace Cosmo.Web.Sandbox;

/// <summary>Reads a request without assuming that any of it is there.</summary>
internal static class JsonReading
{
    public static JsonElement? Get(this JsonElement element, string name) =>
        element.ValueKind is JsonValueKind.Object && element.TryGetProperty(name, out var value) && value.ValueKind is not JsonValueKind.Null
            ? value : null;

    public static JsonElement? Get(this JsonElement? element, string name) => element?.Get(name);

    public static string? Text(this JsonElement element, string name) => element.Get(name) switch
    {
        { ValueKind: JsonValueKind.String } value => value.GetString(),
        { ValueKind: JsonValueKind.Number } value => value.GetRawText(),
        _ => null,
    };

    public static string? Text(this JsonElement? element, string name) => element?.Text(name);

    public static IReadOnlyList<JsonElement> Items(this JsonElement element, string name) =>
        element.Get(name) is { ValueKind: JsonValueKind.Array } array ? [.. array.EnumerateArray()] : [];

    public static IReadOnlyList<JsonElement> Items(this JsonElement? element, string name) => element?.Items(name) ?? [];
}
