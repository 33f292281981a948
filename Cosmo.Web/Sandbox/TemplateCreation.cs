using System.Text.Json;
using System.Text.RegularExpressions;

namespace Cosmo.Web.Sandbox;

/// <summary>Meta's rules on creating a template (Business Management API, "message_templates").</summary>
internal static partial class TemplateCreation
{
    public static (GraphError? Error, SandboxTemplate? Template) Read(JsonElement request, string wabaId, string id)
    {
        var name = request.Text("name") ?? "";
        var language = request.Text("language") ?? "";
        var category = request.Text("category")?.ToUpperInvariant();
        var named = string.Equals(request.Text("parameter_format"), "named", StringComparison.OrdinalIgnoreCase);
        var components = request.Items("components");
        var body = Part(components, "BODY");

        if (!Name().IsMatch(name))
            return (GraphError.Invalid("Param name may have lowercase letters, digits and underscores only."), null);
        if (!Language().IsMatch(language))
            return (GraphError.Invalid("Param language must be a language code such as en_US."), null);
        if (category is not ("UTILITY" or "MARKETING" or "AUTHENTICATION"))
            return (GraphError.Invalid("Param category must be one of {UTILITY, MARKETING, AUTHENTICATION}."), null);
        if (CheckBody(body, named) is { } error)
            return (error, null);
        if (Part(components, "HEADER").Text("text") is { Length: > 60 } || Part(components, "FOOTER").Text("text") is { Length: > 60 })
            return (GraphError.Invalid("Header and footer have at most 60 characters."), null);

        var buttons = Part(components, "BUTTONS").Items("buttons");
        if (buttons.Count > 10 || buttons.Any(button => button.Text("text") is null or { Length: 0 or > 25 }))
            return (GraphError.Invalid("At most 10 buttons, each with a text of 1 to 25 characters."), null);

        return (null, new SandboxTemplate(id, wabaId, name, language, category, "PENDING",
            named ? "NAMED" : "POSITIONAL", SandboxTemplate.Normalise(request.Get("components")!.Value)));
    }

    private static GraphError? CheckBody(JsonElement? body, bool named)
    {
        if (body.Text("text") is not { Length: > 0 and <= 1024 } text)
            return GraphError.Invalid("The body needs 1 to 1024 characters.");
        var variables = SandboxTemplate.Variables(text);
        if (variables.Count == 0)
            return null;
        if (text.StartsWith("{{", StringComparison.Ordinal) || text.EndsWith("}}", StringComparison.Ordinal) || Adjacent().IsMatch(text))
            return GraphError.Invalid("Variables can't be at the start or end of the template, or next to each other.") with { Subcode = 2388299 };

        var examples = named
            ? body.Get("example").Items("body_text_named_params").Count
            : body.Get("example").Items("body_text") is [{ ValueKind: JsonValueKind.Array } first, ..] ? first.GetArrayLength() : 0;
        if (examples != variables.Count)
            return GraphError.Invalid("Each variable needs an example.") with { Subcode = 2388043 };
        return null;
    }

    private static JsonElement? Part(IReadOnlyList<JsonElement> components, string type)
    {
        foreach (var component in components)
        {
            if (string.Equals(component.Text("type"), type, StringComparison.OrdinalIgnoreCase))
                return component;
        }
        return null;
    }

    [GeneratedRegex("^[a-z0-9_]{1,512}$")]
    private static partial Regex Name();

    [GeneratedRegex("^[a-z]{2,3}(_[A-Za-z]{2,4})?$")]
    private static partial Regex Language();

    [GeneratedRegex(@"\}\}\s*\{\{")]
    private static partial Regex Adjacent();
}
