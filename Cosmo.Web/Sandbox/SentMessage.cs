using System.Text.Json;

namespace Cosmo.Web.Sandbox;

/// <summary>Turns the request of a send into what the phone shows.</summary>
internal static class SentMessage
{
    public static SandboxMessage Read(
        string id, string numberId, string personId, DateTimeOffset at, JsonElement send, FilledTemplate? filled)
    {
        var type = send.Text("type") ?? "text";
        var content = send.Get(type)!.Value;
        var plain = new SandboxMessage
        {
            Id = id,
            NumberId = numberId,
            PersonId = personId,
            FromBusiness = true,
            At = at,
            Type = type,
            QuotedId = send.Get("context").Text("message_id"),
            CallbackData = send.Text("biz_opaque_callback_data"),
            Raw = send.GetRawText(),
        };
        return type switch
        {
            "text" => plain with { Text = content.Text("body")! },
            "template" => plain with
            {
                Text = filled!.Body,
                Header = filled.Header,
                Footer = filled.Footer,
                Options = filled.Options,
                QuotedId = null,
            },
            "interactive" => Interactive(plain, content),
            "reaction" => plain with { Text = content.Text("emoji") ?? "", QuotedId = content.Text("message_id") },
            "location" => plain with { Text = $"{content.Text("name")} {content.Text("latitude")}, {content.Text("longitude")}".Trim() },
            "contacts" => plain with { Text = string.Join(", ", content.EnumerateArray().Select(card => card.Get("name").Text("formatted_name"))) },
            _ => plain with
            {
                Text = content.Text("caption") ?? "",
                MediaId = content.Text("id"),
                FileName = content.Text("filename") ?? content.Text("link"),
            },
        };
    }

    private static SandboxMessage Interactive(SandboxMessage plain, JsonElement content)
    {
        var action = content.Get("action");
        var buttons = action.Items("buttons").Select(button => new SandboxOption(
            button.Get("reply").Text("id")!, button.Get("reply").Text("title")!, SandboxOptionKind.Button));
        var rows = action.Items("sections").SelectMany(section => section.Items("rows").Select(row => new SandboxOption(
            row.Text("id")!, row.Text("title")!, SandboxOptionKind.Row, row.Text("description"), section.Text("title"))));
        var link = action.Get("parameters") is { } parameters && parameters.Text("display_text") is { } words
            ? new[] { new SandboxOption(parameters.Text("url") ?? "", words, SandboxOptionKind.Link) } : [];
        return plain with
        {
            Text = content.Get("body").Text("text") ?? "",
            Header = content.Get("header").Text("text"),
            Footer = content.Get("footer").Text("text"),
            ListLabel = action.Text("button"),
            Options = [.. buttons, .. rows, .. link],
        };
    }
}
