using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Cosmo.Web.Sandbox;

namespace Cosmo.Tests.Channels;

/// <summary>Webhook bodies as Meta writes them, made for a test.</summary>
internal static class Webhook
{
    private static int s_messages;

    /// <summary>A customer's text.</summary>
    public static byte[] FromCustomer(SandboxPerson person, string phoneNumberId, string text, DateTimeOffset at, string? id = null) =>
        Of(phoneNumberId, Message(person, text, at, id ?? NewId()));

    /// <summary>Several parts of the field "messages" in one body.</summary>
    public static byte[] Of(string phoneNumberId, params JsonObject[] values) => Body([.. values.Select(value =>
    {
        value["messaging_product"] = "whatsapp";
        value["metadata"] = new JsonObject { ["display_phone_number"] = "34910000001", ["phone_number_id"] = phoneNumberId };
        return ("messages", value);
    })]);

    /// <summary>A body of changes, each with its field.</summary>
    public static byte[] Body(params (string Field, JsonObject Value)[] changes) => Encoding.UTF8.GetBytes(new JsonObject
    {
        ["object"] = "whatsapp_business_account",
        ["entry"] = new JsonArray(new JsonObject
        {
            ["id"] = DefaultSandboxCast.Business.WabaId,
            ["changes"] = new JsonArray([.. changes.Select(change => new JsonObject { ["field"] = change.Field, ["value"] = change.Value })]),
        }),
    }.ToJsonString());

    public static JsonObject Message(SandboxPerson person, string text, DateTimeOffset at, string id)
    {
        var contact = new JsonObject { ["profile"] = new JsonObject { ["name"] = person.Name }, ["user_id"] = person.UserId };
        var message = new JsonObject
        {
            ["from_user_id"] = person.UserId,
            ["id"] = id,
            ["timestamp"] = Seconds(at),
            ["type"] = "text",
            ["text"] = new JsonObject { ["body"] = text },
        };
        if (person.WaId is { } digits)
            (contact["wa_id"], message["from"]) = (digits, digits);
        return new JsonObject { ["contacts"] = new JsonArray(contact), ["messages"] = new JsonArray(message) };
    }

    public static JsonObject Status(string wamid, string status, DateTimeOffset at, string? callback, int? error = null)
    {
        var json = new JsonObject { ["id"] = wamid, ["status"] = status, ["timestamp"] = Seconds(at), ["recipient_id"] = "34600000001" };
        if (callback is not null)
            json["biz_opaque_callback_data"] = callback;
        if (error is { } code)
            json["errors"] = new JsonArray(new JsonObject { ["code"] = code, ["title"] = "It failed" });
        return new JsonObject { ["statuses"] = new JsonArray(json) };
    }

    /// <summary>The value of the header that proves a body.</summary>
    public static string Signature(byte[] body, string secret = GraphHost.Secret) =>
        "sha256=" + Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), body));

    public static string NewId() => string.Create(CultureInfo.InvariantCulture, $"wamid.TEST{Interlocked.Increment(ref s_messages):D12}");

    private static string Seconds(DateTimeOffset at) => at.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
}
