using System.Globalization;
using System.Text.Json.Nodes;

namespace Cosmo.Web.Sandbox;

/// <summary>Builds what Meta's webhooks carry.</summary>
internal static class SandboxPayload
{
    /// <summary>The whole body for a few updates, one entry for each business account.</summary>
    public static JsonObject Envelope(IEnumerable<HookEntry> hooks, DateTimeOffset now)
    {
        var entries = new JsonArray();
        foreach (var account in hooks.GroupBy(hook => hook.WabaId))
        {
            var changes = new JsonArray();
            foreach (var hook in account)
                changes.Add(new JsonObject { ["value"] = JsonNode.Parse(hook.Value), ["field"] = hook.Field });
            entries.Add(new JsonObject { ["id"] = account.Key, ["time"] = now.ToUnixTimeSeconds(), ["changes"] = changes });
        }
        return new JsonObject { ["object"] = "whatsapp_business_account", ["entry"] = entries };
    }

    public static JsonObject FromUser(SandboxNumber number, SandboxPerson person, JsonObject message)
    {
        var value = Value(number);
        value["contacts"] = new JsonArray(Contact(person));
        value["messages"] = new JsonArray(message);
        return value;
    }

    public static JsonObject Status(
        SandboxNumber number, SandboxPerson? person, SandboxMessage message, SandboxTick tick,
        DateTimeOffset at, string? category, GraphError? error)
    {
        var status = new JsonObject
        {
            ["id"] = message.Id,
            ["status"] = tick.ToString().ToLowerInvariant(),
            ["timestamp"] = Seconds(at),
        };
        if ((person is null ? message.PersonId : person.WaId) is { } phone)
            status["recipient_id"] = phone;
        if (person is not null)
            status["recipient_user_id"] = person.UserId;
        if (message.CallbackData is { } callback)
            status["biz_opaque_callback_data"] = callback;
        if (category is not null && tick is SandboxTick.Sent or SandboxTick.Delivered)
            status["pricing"] = new JsonObject
            {
                ["billable"] = true,
                ["pricing_model"] = "PMP",
                ["type"] = "regular",
                ["category"] = category,
            };
        if (error is not null)
            status["errors"] = new JsonArray(Error(error));

        var value = Value(number);
        if (person is not null && error is null)
            value["contacts"] = new JsonArray(Contact(person));
        value["statuses"] = new JsonArray(status);
        return value;
    }

    public static JsonObject TemplateStatus(SandboxTemplate template) => new()
    {
        ["event"] = template.Status,
        ["message_template_id"] = long.Parse(template.Id, CultureInfo.InvariantCulture),
        ["message_template_name"] = template.Name,
        // Meta writes a dash here and an underscore everywhere else.
        ["message_template_language"] = template.Language.Replace('_', '-'),
        ["reason"] = template.RejectedReason,
        ["message_template_category"] = template.Category,
    };

    public static string Seconds(DateTimeOffset at) => at.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);

    public static JsonObject Error(GraphError error) => new()
    {
        ["code"] = error.Code,
        ["title"] = error.Message,
        ["message"] = error.Message,
        ["error_data"] = new JsonObject { ["details"] = error.Details },
        ["href"] = "/documentation/business-messaging/whatsapp/support/error-codes",
    };

    private static JsonObject Value(SandboxNumber number) => new()
    {
        ["messaging_product"] = "whatsapp",
        ["metadata"] = new JsonObject
        {
            ["display_phone_number"] = SandboxDigits.Of(number.DisplayNumber),
            ["phone_number_id"] = number.PhoneNumberId,
        },
    };

    private static JsonObject Contact(SandboxPerson person)
    {
        var profile = new JsonObject { ["name"] = person.Name };
        if (person.Username is { } username)
            profile["username"] = username;
        var contact = new JsonObject { ["profile"] = profile };
        if (person.WaId is { } phone)
            contact["wa_id"] = phone;
        contact["user_id"] = person.UserId;
        return contact;
    }
}
