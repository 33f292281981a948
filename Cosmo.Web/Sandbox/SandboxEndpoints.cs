using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Cosmo.Web.Sandbox;

/// <summary>The addresses of the Graph API that the stand-in serves.</summary>
public static partial class SandboxEndpoints
{
    private const long LargestMedia = 110L * 1024 * 1024;

    /// <summary>Serves the stand-in that the host registered with AddSandbox, or as a singleton of its own.</summary>
    /// <param name="endpoints">The host; any web application will do.</param>
    /// <param name="prefix">The path before the version; clients take it as part of the base address.</param>
    public static IEndpointConventionBuilder MapSandboxGraph(this IEndpointRouteBuilder endpoints, string prefix = "/sandbox/graph")
    {
        var graph = endpoints.ServiceProvider.GetRequiredService<SandboxGraph>();
        var cast = endpoints.ServiceProvider.GetService<ISandboxCast>();
        // Bearer tokens guard these addresses, not the host's sign-in.
        var group = endpoints.MapGroup(prefix).AllowAnonymous().DisableAntiforgery().ExcludeFromDescription();
        group.AddEndpointFilter(async (context, next) => CheckToken(context.HttpContext.Request, graph) is { } error
            ? Refuse(error) : await next(context));

        // Not a route constraint of the pattern: a slim host has none for regular expressions.
        var version = group.MapGroup("/{version}");
        version.AddEndpointFilter(async (context, next) => Version().IsMatch((string)context.HttpContext.GetRouteValue("version")!)
            ? await next(context) : Refuse(GraphError.UnknownPath));
        version.MapPost("/{id}/messages", (string id, HttpContext http) => SendAsync(id, http, graph, cast));
        version.MapPost("/{id}/media", (string id, HttpRequest request) => SandboxMediaEndpoints.UploadAsync(id, request, graph, cast))
            .WithMetadata(new Microsoft.AspNetCore.Mvc.RequestSizeLimitAttribute(LargestMedia));
        version.MapPost("/{id}/subscribed_apps", (string id) => Results.Json(new { success = true }));
        version.MapPost("/{id}/message_templates", (string id, HttpRequest request) =>
            SandboxTemplateEndpoints.CreateAsync(id, request, graph, cast));
        version.MapGet("/{id}/message_templates", (string id, HttpRequest request) => SandboxTemplateEndpoints.List(id, request, graph));
        version.MapGet("/{id}", (string id, HttpRequest request) => DescribeAsync(id, request, prefix, graph, cast));
        group.MapGet("/files/{id}", (string id) => SandboxMediaEndpoints.Download(id, graph));
        return group;
    }

    internal static IResult Refuse(GraphError error) => Results.Json(error.ToJson(), statusCode: error.Http);

    internal static async Task<JsonElement?> ReadAsync(HttpRequest request)
    {
        try
        {
            using var document = await JsonDocument.ParseAsync(request.Body, cancellationToken: request.HttpContext.RequestAborted);
            return document.RootElement.ValueKind is JsonValueKind.Object ? document.RootElement.Clone() : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>Asks the cast once more before a number is called unknown: the host may have added it since.</summary>
    internal static async Task<bool> KnowsAsync(string numberId, SandboxGraph graph, ISandboxCast? cast, CancellationToken cancel)
    {
        if (!graph.Knows(numberId) && cast is not null)
            graph.Introduce(await cast.ReadAsync(cancel));
        return graph.Knows(numberId);
    }

    private static async Task<IResult> SendAsync(string id, HttpContext http, SandboxGraph graph, ISandboxCast? cast)
    {
        if (!await KnowsAsync(id, graph, cast, http.RequestAborted))
            return Refuse(GraphError.UnknownObject(id));
        if (await ReadAsync(http.Request) is not { } send)
            return Refuse(GraphError.Invalid("The body is not a JSON object."));
        if (send.Text("status") is "read")
            return graph.MarkRead(id, send) is { } unread ? Refuse(unread) : Results.Json(new { success = true });
        if ((send.Text("to") ?? send.Text("recipient")) is { } address && !graph.KnowsRecipient(address) && cast is not null)
            graph.Introduce(await cast.ReadAsync(http.RequestAborted));

        var fault = graph.Faults.Take();
        if (fault is { } named)
            graph.Note(SandboxLogKind.Fault, named.ToString());
        switch (fault)
        {
            case SandboxFault.Throttled:
                return Refuse(GraphError.Throughput);
            case SandboxFault.ServerError:
                return Refuse(GraphError.SomethingWrong);
            case SandboxFault.Unavailable:
                return Results.StatusCode(StatusCodes.Status503ServiceUnavailable);
            case SandboxFault.Slow:
                await Task.Delay(graph.Faults.Slowness, graph.Clock, http.RequestAborted);
                break;
        }

        var (error, answer) = graph.Accept(id, send);
        if (fault is SandboxFault.NoAnswer)
            http.Abort();   // the message is out, and the sender cannot know
        return error is not null ? Refuse(error) : Results.Json(answer);
    }

    private static async Task<IResult> DescribeAsync(
        string id, HttpRequest request, string prefix, SandboxGraph graph, ISandboxCast? cast)
    {
        if (graph.FindMedia(id) is { } media)
            return SandboxMediaEndpoints.Describe(media, request, prefix);
        if (!await KnowsAsync(id, graph, cast, request.HttpContext.RequestAborted))
            return Refuse(GraphError.UnknownObject(id));

        var number = graph.Numbers().Single(known => known.PhoneNumberId == id);
        var all = new JsonObject
        {
            ["display_phone_number"] = number.DisplayNumber,
            ["verified_name"] = number.Name,
            ["quality_rating"] = "GREEN",
            ["throughput"] = new JsonObject { ["level"] = "STANDARD" },
            ["whatsapp_business_manager_messaging_limit"] = "TIER_250",
            ["status"] = "CONNECTED",
        };
        var fields = request.Query["fields"].ToString();
        var asked = fields.Length == 0 ? all.Select(field => field.Key) : fields.Split(',').Where(all.ContainsKey);
        var answer = new JsonObject();
        foreach (var field in asked)
            answer[field] = all[field]!.DeepClone();
        answer["id"] = id;
        return Results.Json(answer);
    }

    private static GraphError? CheckToken(HttpRequest request, SandboxGraph graph)
    {
        var header = request.Headers.Authorization.ToString();
        if (!header.StartsWith("Bearer ", StringComparison.Ordinal) || header.Length < 8)
            return GraphError.NoToken;
        if (graph.Options.AccessToken is { } token && header[7..] != token)
            return GraphError.NoToken;
        return graph.Faults.TokenExpired ? GraphError.TokenExpired : null;
    }

    [GeneratedRegex(@"^v\d+\.0$")]
    private static partial Regex Version();
}
