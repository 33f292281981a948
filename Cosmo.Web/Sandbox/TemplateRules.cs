using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace Cosmo.Web.Sandbox;

/// <summary>What a template is made into for one recipient: the words, and what can be pressed below.</summary>
internal sealed record FilledTemplate(string? Header, string Body, string? Footer, IReadOnlyList<SandboxOption> Options);

/// <summary>Meta's rules on sending a template (Cloud API reference, "Templates" and error codes 132xxx).</summary>
internal static partial class TemplateRules
{
    /// <summary>Checks the parameters of a send and fills them in.</summary>
    public static (GraphError? Error, FilledTemplate? Filled) Fill(SandboxTemplate template, JsonElement send)
    {
        var components = send.Items("components");
        var (headerError, header) = FillPart(template, "header", template.Part("HEADER"), components);
        if (headerError is not null)
            return (headerError, null);
        var (bodyError, body) = FillPart(template, "body", template.Part("BODY"), components);
        if (bodyError is not null)
            return (bodyError, null);
        if (body is { Length: > 1024 })
            return (GraphError.TemplateTooLong, null);

        var options = new List<SandboxOption>();
        foreach (var (index, button) in template.Part("BUTTONS").Items("buttons").Index())
        {
            var (error, option) = FillButton(template, index, button, components);
            if (error is not null)
                return (error, null);
            options.Add(option!);
        }
        return (null, new FilledTemplate(header, body ?? "", template.Part("FOOTER").Text("text"), options));
    }

    private static (GraphError?, string?) FillPart(
        SandboxTemplate template, string name, JsonElement? part, IReadOnlyList<JsonElement> components)
    {
        var sent = components.Index().FirstOrDefault(component => component.Item.Text("type") == name);
        var parameters = sent.Item.Items("parameters");
        var format = part.Text("format") ?? "TEXT";
        if (format is "IMAGE" or "VIDEO" or "DOCUMENT")
            return parameters.Count == 1 && string.Equals(parameters[0].Text("type"), format, StringComparison.OrdinalIgnoreCase)
                ? (null, $"[{format.ToLowerInvariant()}]")
                : (GraphError.TemplateFormat($"{name}: Format mismatch, expected {format}, received {(parameters.Count == 0 ? "UNKNOWN" : parameters[0].Text("type")?.ToUpperInvariant())}"), null);

        var text = part.Text("text");
        var variables = SandboxTemplate.Variables(text);
        if (variables.Count != parameters.Count)
            return (GraphError.TemplateCount(name, parameters.Count, variables.Count), null);

        var values = new Dictionary<string, string>();
        foreach (var (place, parameter) in parameters.Index())
        {
            if (CheckText(parameter, $"template[components][{sent.Index}][parameters][{place}][text]") is { } error)
                return (error, null);
            var key = template.IsNamed ? parameter.Text("parameter_name") : (place + 1).ToString(CultureInfo.InvariantCulture);
            if (key is null || !variables.Contains(key) || (!template.IsNamed && parameter.Text("parameter_name") is not null))
                return (GraphError.TemplateFormat($"{name}: parameter names do not match a template with {template.ParameterFormat.ToLowerInvariant()} parameters"), null);
            values[key] = parameter.Text("text")!;
        }
        return (null, text is null ? null : SandboxTemplate.Fill(text, values));
    }

    private static (GraphError?, SandboxOption?) FillButton(
        SandboxTemplate template, int index, JsonElement button, IReadOnlyList<JsonElement> components)
    {
        var title = button.Text("text") ?? "";
        var sent = components.FirstOrDefault(component =>
            component.Text("type") == "button" && component.Text("index") == index.ToString(CultureInfo.InvariantCulture));
        var parameters = sent.Items("parameters");
        if (button.Text("type") == "QUICK_REPLY")
        {
            var payload = parameters.Count == 0 ? null : parameters[0].Text("payload");
            return (null, new SandboxOption(payload ?? title, title, SandboxOptionKind.QuickReply));
        }
        var variables = SandboxTemplate.Variables(button.Text("url"));
        if (variables.Count != parameters.Count && button.Text("type") == "URL")
            return (GraphError.TemplateCount($"button at index {index}", parameters.Count, variables.Count), null);

        var url = button.Text("url") ?? button.Text("phone_number") ?? "";
        if (variables.Count == 1)
        {
            if (CheckText(parameters[0], $"template[components][button][{index}][text]") is { } error)
                return (error, null);
            url = SandboxTemplate.Fill(url, new Dictionary<string, string> { [variables[0]] = parameters[0].Text("text")! });
        }
        return (null, new SandboxOption(url, title, SandboxOptionKind.Link));
    }

    private static GraphError? CheckText(JsonElement parameter, string place)
    {
        if (parameter.Text("type") is not "text")
            return GraphError.TemplateFormat($"Param {place} must be of type text");
        if (string.IsNullOrWhiteSpace(parameter.Text("text")))
            return GraphError.Missing("Parameter of type text is missing text value");
        return Forbidden().IsMatch(parameter.Text("text")!)
            ? GraphError.Invalid($"Param {place} cannot have new-line/tab characters or more than 4 consecutive spaces")
            : null;
    }

    [GeneratedRegex(@"[\n\r\t]| {5,}")]
    private static partial Regex Forbidden();
}
