using System.Globalization;
using System.Text.Json;

namespace Cosmo.Core.Channels.WhatsApp;

/// <summary>Reads JSON from outside, where any member may be missing or of another type than the documents say.</summary>
internal static class TolerantJson
{
    /// <summary>The member, or an undefined element when this is no object or has no such member.</summary>
    public static JsonElement Member(this JsonElement element, string name) =>
        element.ValueKind is JsonValueKind.Object && element.TryGetProperty(name, out var member) ? member : default;

    /// <summary>The member as text: strings as they are, numbers as written. Null for everything else, and for "".</summary>
    public static string? Text(this JsonElement element, string name)
    {
        var member = element.Member(name);
        var text = member.ValueKind switch
        {
            JsonValueKind.String => member.GetString(),
            JsonValueKind.Number => member.GetRawText(),
            _ => null,
        };
        return string.IsNullOrEmpty(text) ? null : text;
    }

    /// <summary>The member as a whole number, written as number or string. Null when it is none.</summary>
    public static long? Whole(this JsonElement element, string name) =>
        long.TryParse(element.Text(name), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value) ? value : null;

    /// <summary>The member as a finite number, written as number or string. Null when it is none.</summary>
    public static double? Real(this JsonElement element, string name) =>
        double.TryParse(element.Text(name), NumberStyles.Float, CultureInfo.InvariantCulture, out var value) && double.IsFinite(value)
            ? value
            : null;

    /// <summary>True only for a member that is the literal true.</summary>
    public static bool Flag(this JsonElement element, string name) => element.Member(name).ValueKind is JsonValueKind.True;

    /// <summary>The elements of a list that are not null. A single object counts as a list of one.</summary>
    public static IEnumerable<JsonElement> Items(this JsonElement element, string name)
    {
        var member = element.Member(name);
        return member.ValueKind switch
        {
            JsonValueKind.Array => member.EnumerateArray().Where(item => item.ValueKind is not JsonValueKind.Null),
            JsonValueKind.Undefined or JsonValueKind.Null => [],
            _ => [member],
        };
    }

    /// <summary>The first element of a list, or an undefined element.</summary>
    public static JsonElement First(this JsonElement element, string name) => element.Items(name).FirstOrDefault();
}
