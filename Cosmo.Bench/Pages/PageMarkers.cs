using System.Text.Json;
using System.Text.RegularExpressions;

namespace Cosmo.Bench.Pages;

/// <summary>What a page says in comments about the components that a circuit brings to life.</summary>
/// <param name="Operations">The components, as the circuit is told to add them.</param>
/// <param name="State">What the server gave itself to take along, sealed; empty for none.</param>
internal sealed partial record PageMarkers(string Operations, string State)
{
    public static PageMarkers Read(string html)
    {
        var components = Component().Matches(html)
            .Select(m => JsonDocument.Parse(m.Groups["json"].Value).RootElement)
            // The comment behind a component has its name only.
            .Where(c => c.TryGetProperty("descriptor", out _))
            .OrderBy(c => c.GetProperty("sequence").GetInt32())
            .ToList();
        if (components.Count == 0)
            throw new InvalidOperationException("The page has no interactive components: is anybody signed in?\n" + html);
        var operations = components.Select((marker, i) => new { type = "add", ssrComponentId = i + 1, marker });
        return new(JsonSerializer.Serialize(new { batchId = 1, operations }), ServerState().Match(html).Groups["state"].Value);
    }

    [GeneratedRegex(@"<!--Blazor:(?<json>\{.*?\})-->")]
    private static partial Regex Component();

    [GeneratedRegex(@"<!--Blazor-Server-Component-State:(?<state>[a-zA-Z0-9+/=]+)-->")]
    private static partial Regex ServerState();
}
