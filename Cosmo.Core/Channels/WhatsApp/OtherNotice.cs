using System.Text.Json;

namespace Cosmo.Core.Channels.WhatsApp;

/// <summary>Everything else, kept with a line of what it says.</summary>
/// <param name="Error">The error it reports, when it is one.</param>
public sealed record OtherNotice(string Field, string? AccountId, string Summary, ProviderError? Error)
    : WhatsAppNotice(Field, AccountId, Summary)
{
    private const int LongestSummary = 300;

    internal static string Summarise(string field, JsonElement value)
    {
        var members = value.ValueKind is JsonValueKind.Object
            ? value.EnumerateObject()
                .Where(m => m.Value.ValueKind is JsonValueKind.String or JsonValueKind.Number or JsonValueKind.True or JsonValueKind.False)
                .Select(m => $"{m.Name} {m.Value}")
            : [];
        var summary = string.Join(", ", members) is { Length: > 0 } told ? $"{field}: {told}" : field;
        return Cut.Shown(summary, LongestSummary);
    }
}
