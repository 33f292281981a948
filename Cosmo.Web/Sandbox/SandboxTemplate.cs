using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Cosmo.Web.Sandbox;

/// <summary>A message template of a business account, in one language.</summary>
/// <param name="Components">Meta's components as JSON, enums in upper case.</param>
public sealed partial record SandboxTemplate(
    string Id, string WabaId, string Name, string Language, string Category, string Status,
    string ParameterFormat, string Components, string RejectedReason = "NONE")
{
    internal bool IsNamed => ParameterFormat == "NAMED";

    internal IEnumerable<JsonElement> Parts()
    {
        using var document = JsonDocument.Parse(Components);
        return [.. document.RootElement.EnumerateArray().Select(part => part.Clone())];
    }

    /// <summary>The component of a type (HEADER, BODY, FOOTER, BUTTONS), if the template has it.</summary>
    internal JsonElement? Part(string type)
    {
        foreach (var part in Parts())
        {
            if (part.Text("type") == type)
                return part;
        }
        return null;
    }

    /// <summary>The names, or numbers, of the variables in a text, each once, in order.</summary>
    internal static IReadOnlyList<string> Variables(string? text) =>
        text is null ? [] : [.. Variable().Matches(text).Select(match => match.Groups[1].Value).Distinct()];

    /// <summary>The text with its variables filled in.</summary>
    internal static string Fill(string text, IReadOnlyDictionary<string, string> values) =>
        Variable().Replace(text, match => values.GetValueOrDefault(match.Groups[1].Value, match.Value));

    /// <summary>Components as Meta lists them: type, format and button types in upper case.</summary>
    internal static string Normalise(JsonElement components)
    {
        var node = JsonNode.Parse(components.GetRawText())!.AsArray();
        foreach (var part in node)
        {
            Raise(part!, "type");
            Raise(part!, "format");
            foreach (var button in part!["buttons"]?.AsArray() ?? [])
                Raise(button!, "type");
        }
        return node.ToJsonString();
    }

    private static void Raise(JsonNode node, string name)
    {
        if (node[name] is JsonValue value && value.TryGetValue<string>(out var text))
            node[name] = text.ToUpperInvariant();
    }

    [GeneratedRegex(@"\{\{\s*([A-Za-z0-9_]+)\s*\}\}")]
    private static partial Regex Variable();
}
