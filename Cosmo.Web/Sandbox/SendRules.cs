using System.Text.Json;

namespace Cosmo.Web.Sandbox;

/// <summary>Meta's limits on what a send may carry (Cloud API reference, "messages"), apart from templates.</summary>
internal static class SendRules
{
    private static readonly string[] Media = ["image", "video", "audio", "document", "sticker"];

    public static GraphError? Check(JsonElement send, Func<string, bool> mediaExists)
    {
        var type = send.Text("type") ?? "text";
        if (send.Text("messaging_product") != "whatsapp")
            return GraphError.Invalid("The parameter messaging_product is required.");
        if (send.Text("recipient_type") is { } kind && kind != "individual")
            return GraphError.Invalid("Param recipient_type must be individual.");
        if (send.Text("biz_opaque_callback_data") is { Length: > 512 })
            return GraphError.Invalid("Param biz_opaque_callback_data must be at most 512 characters long.");
        if (type is not ("text" or "interactive" or "template" or "reaction" or "location" or "contacts") && !Media.Contains(type))
            return GraphError.Invalid($"Param type must be one of the supported message types, got {type}.");
        if (send.Get(type) is not { } content)
            return GraphError.Missing($"Parameter {type} is mandatory for type {type}.");

        return type switch
        {
            "text" => Length(content.Text("body"), 4096, "text['body']"),
            "interactive" => Interactive(content),
            "reaction" when content.Text("message_id") is null => GraphError.Missing("Parameter message_id is mandatory for type reaction."),
            "contacts" when content.ValueKind is not JsonValueKind.Array => GraphError.Invalid("Param contacts must be an array."),
            _ when Media.Contains(type) => MediaContent(type, content, mediaExists),
            _ => null,
        };
    }

    private static GraphError? MediaContent(string type, JsonElement content, Func<string, bool> mediaExists)
    {
        if (content.Text("id") is not { } id)
            return content.Text("link") is null ? GraphError.Missing($"Either {type}['id'] or {type}['link'] is needed.") : null;
        if (!mediaExists(id))
            return GraphError.Invalid($"Param {type}['id'] is not a valid media ID: {id}");
        if (content.Text("caption") is { } caption)
            return type is "audio" or "sticker"
                ? GraphError.Invalid($"Param {type} does not take a caption.")
                : Length(caption, 1024, $"{type}['caption']");
        return null;
    }

    private static GraphError? Interactive(JsonElement content)
    {
        var type = content.Text("type");
        if (content.Get("header") is { } header && header.Text("type") is "text" && Outside(header.Text("text"), 60))
            return GraphError.Value("Header text length invalid. Min length: 1, Max length: 60");
        if (content.Get("footer") is { } footer && Outside(footer.Text("text"), 60))
            return GraphError.Value("Footer text length invalid. Min length: 1, Max length: 60");
        var longest = type is "list" ? 4096 : 1024;
        if (Outside(content.Get("body").Text("text"), longest))
            return GraphError.Value($"Body text length invalid. Min length: 1, Max length: {longest}");

        return type switch
        {
            "button" => Buttons(content.Get("action").Items("buttons")),
            "list" => List(content),
            "cta_url" or "request_contact_info" or "location_request_message" => null,
            _ => GraphError.Invalid($"Param interactive['type'] must be one of button, list, cta_url, got {type}."),
        };
    }

    private static GraphError? Buttons(IReadOnlyList<JsonElement> buttons)
    {
        if (buttons.Count is < 1 or > 3)
            return GraphError.Value("Invalid buttons count. Min allowed buttons: 1, Max allowed buttons: 3");
        if (buttons.Any(button => Outside(button.Get("reply").Text("title"), 20)))
            return GraphError.Value("Button title length invalid. Min length: 1, Max length: 20");
        if (buttons.Any(button => Outside(button.Get("reply").Text("id"), 256)))
            return GraphError.Value("Button id length invalid. Min length: 1, Max length: 256");
        if (Repeats(buttons.Select(button => button.Get("reply").Text("title"))) || Repeats(buttons.Select(button => button.Get("reply").Text("id"))))
            return GraphError.Value("Buttons must have unique titles and ids.");
        return null;
    }

    private static GraphError? List(JsonElement content)
    {
        var sections = content.Get("action").Items("sections");
        var rows = sections.SelectMany(section => section.Items("rows")).ToList();
        if (content.Get("header") is { } header && header.Text("type") is not "text")
            return GraphError.Value("A list takes a text header only.");
        if (Outside(content.Get("action").Text("button"), 20))
            return GraphError.Value("Button text length invalid. Min length: 1, Max length: 20");
        if (sections.Count is < 1 or > 10)
            return GraphError.Value("Invalid sections count. Min allowed sections: 1, Max allowed sections: 10");
        if (rows.Count is < 1 or > 10)
            return GraphError.Value("Total row count exceed max allowed count: 10");
        if (sections.Any(section => Outside(section.Text("title"), 24) && (sections.Count > 1 || section.Text("title") is not null)))
            return GraphError.Value("Section title length invalid. Min length: 1, Max length: 24");
        if (rows.Any(row => Outside(row.Text("title"), 24)))
            return GraphError.Value("Row title length invalid. Min length: 1, Max length: 24");
        if (rows.Any(row => Outside(row.Text("id"), 200)))
            return GraphError.Value("Row id length invalid. Min length: 1, Max length: 200");
        if (rows.Any(row => row.Text("description") is { Length: > 72 }))
            return GraphError.Value("Row description is too long. Max length: 72");
        return Repeats(rows.Select(row => row.Text("id"))) ? GraphError.Value("Row ids must be unique.") : null;
    }

    private static GraphError? Length(string? text, int most, string name) =>
        string.IsNullOrEmpty(text) ? GraphError.Invalid($"Param {name} is required.")
        : text.Length > most ? GraphError.Invalid($"Param {name} must be at most {most} characters long.")
        : null;

    private static bool Outside(string? text, int most) => string.IsNullOrEmpty(text) || text.Length > most;

    private static bool Repeats(IEnumerable<string?> texts) => texts.GroupBy(text => text).Any(group => group.Count() > 1);
}
