using System.Text.Json.Nodes;

namespace Cosmo.Web.Sandbox;

/// <summary>Builds the message object of a webhook for what a person sent.</summary>
internal static class UserMessage
{
    public static JsonObject Json(
        SandboxNumber number, SandboxPerson person, SandboxMessage message, JsonObject content, string? quotedSender)
    {
        var json = new JsonObject();
        if (Context(message, quotedSender) is { } context)
            json["context"] = context;
        // Whoever took a user name may have no phone number here: then only the user id says who it is.
        if (person.WaId is { } phone)
            json["from"] = phone;
        json["from_user_id"] = person.UserId;
        json["id"] = message.Id;
        json["timestamp"] = SandboxPayload.Seconds(message.At);
        json["type"] = message.Type;
        if (message.Type is "unsupported")
            json["errors"] = new JsonArray(Unsupported());
        json[message.Type] = content;
        return json;
    }

    private static JsonObject? Context(SandboxMessage message, string? quotedSender) => message switch
    {
        { Type: "reaction" } => null,
        { Forwarded: true } => new JsonObject { ["forwarded"] = true },   // Meta gives no id of the quoted message then
        { QuotedId: { } id } => new JsonObject { ["from"] = quotedSender, ["id"] = id },
        _ => null,
    };

    private static JsonObject Unsupported() => new()
    {
        ["code"] = 131051,
        ["title"] = "Message type unknown",
        ["message"] = "Message type unknown",
        ["error_data"] = new JsonObject { ["details"] = "Message type is currently not supported." },
    };
}
