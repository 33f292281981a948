using System.Globalization;
using System.Text.Json.Nodes;

namespace Cosmo.Web.Sandbox;

internal static class SandboxTemplateEndpoints
{
    private static readonly string[] DefaultFields = ["name", "parameter_format", "components", "language", "status", "category", "id"];

    public static async Task<IResult> CreateAsync(string wabaId, HttpRequest request, SandboxGraph graph, ISandboxCast? cast)
    {
        if (cast is not null && !Knows(wabaId, graph))
            graph.Introduce(await cast.ReadAsync(request.HttpContext.RequestAborted));
        if (!Knows(wabaId, graph))
            return SandboxEndpoints.Refuse(GraphError.UnknownObject(wabaId));
        if (await SandboxEndpoints.ReadAsync(request) is not { } body)
            return SandboxEndpoints.Refuse(GraphError.Invalid("The body is not a JSON object."));

        var (error, template) = graph.CreateTemplate(wabaId, body);
        return error is not null
            ? SandboxEndpoints.Refuse(error)
            : Results.Json(new { id = template!.Id, status = template.Status, category = template.Category });
    }

    public static IResult List(string wabaId, HttpRequest request, SandboxGraph graph)
    {
        var query = request.Query;
        var limit = int.TryParse(query["limit"], CultureInfo.InvariantCulture, out var asked) ? Math.Clamp(asked, 1, 1000) : 25;
        var after = int.TryParse(query["after"], CultureInfo.InvariantCulture, out var start) ? Math.Max(0, start) : 0;
        var fields = query["fields"].ToString() is { Length: > 0 } list ? list.Split(',').Append("id").Distinct() : DefaultFields;
        var all = graph.Templates(wabaId).Where(template => Matches(query["name"], template.Name)
            && Matches(query["language"], template.Language) && Matches(query["status"], template.Status)).ToList();

        var page = all.Skip(after).Take(limit).Select(template => (JsonNode)Describe(template, fields)).ToArray();
        var end = (after + page.Length).ToString(CultureInfo.InvariantCulture);
        var paging = new JsonObject
        {
            ["cursors"] = new JsonObject { ["before"] = after.ToString(CultureInfo.InvariantCulture), ["after"] = end },
        };
        if (after + page.Length < all.Count)
            paging["next"] = $"{request.Scheme}://{request.Host}{request.PathBase}{request.Path}?limit={limit}&fields={string.Join(',', fields)}&after={end}";
        return Results.Json(new JsonObject { ["data"] = new JsonArray(page), ["paging"] = paging });
    }

    private static bool Knows(string wabaId, SandboxGraph graph) => graph.Numbers().Any(number => number.WabaId == wabaId);

    private static bool Matches(string? asked, string value) => string.IsNullOrEmpty(asked) || asked == value;

    private static JsonObject Describe(SandboxTemplate template, IEnumerable<string> fields)
    {
        var all = new JsonObject
        {
            ["name"] = template.Name,
            ["parameter_format"] = template.ParameterFormat,
            ["components"] = JsonNode.Parse(template.Components),
            ["language"] = template.Language,
            ["status"] = template.Status,
            ["category"] = template.Category,
            ["quality_score"] = new JsonObject { ["score"] = "UNKNOWN" },
            ["rejected_reason"] = template.RejectedReason,
            ["id"] = template.Id,
        };
        var chosen = new JsonObject();
        foreach (var field in fields.Where(all.ContainsKey))
            chosen[field] = all[field]!.DeepClone();
        return chosen;
    }
}
