using System.Security.Cryptography;
using System.Text.Json.Nodes;

namespace Cosmo.Web.Sandbox;

/// <summary>A refusal in Meta's shape. Clients decide on the code and the details, never on the title or the HTTP status.</summary>
internal sealed record GraphError(
    int Http, int Code, string Message, string? Details = null, int? Subcode = null, string Type = "OAuthException")
{
    public static GraphError NoToken =>
        new(401, 190, "Invalid OAuth access token - Cannot parse access token");
    public static GraphError TokenExpired =>
        new(401, 190, "Error validating access token: Session has expired.", Subcode: 463);
    public static GraphError UnknownPath => new(400, 2500, "Unknown path components");
    public static GraphError UnknownObject(string id) =>
        new(400, 100, $"Unsupported request. Object with ID '{id}' does not exist, cannot be loaded due to missing permissions, or does not support this operation", Subcode: 33, Type: "GraphMethodException");
    public static GraphError Invalid(string details) => new(400, 100, "(#100) Invalid parameter", details);
    public static GraphError Missing(string details) => new(400, 131008, "(#131008) Required parameter is missing", details);
    public static GraphError Value(string details) => new(400, 131009, "(#131009) Parameter value is not valid", details);
    public static GraphError SelfSend =>
        new(400, 131021, "(#131021) Recipient cannot be sender", "Recipient phone number cannot be the same as the sender phone number.");
    public static GraphError Undeliverable => new(400, 131026, "Message undeliverable", "Message Undeliverable.");
    public static GraphError WindowClosed =>
        new(400, 131047, "(#131047) Re-engagement message", "More than 24 hours have passed since the recipient last replied to the sender number.");
    public static GraphError Throughput =>
        new(429, 130429, "(#130429) Rate limit hit", "Cloud API message throughput has been reached.", 2494055);
    public static GraphError PairRate =>
        new(400, 131056, "(#131056) (Business Account, Consumer Account) pair rate limit hit", "Too many messages sent from the sender phone number to the same recipient phone number in a short period of time.");
    public static GraphError SomethingWrong =>
        new(500, 131000, "(#131000) Something went wrong", "Message failed to send due to an unknown error.");
    public static GraphError TemplateCount(string part, int got, int expected) =>
        new(400, 132000, "(#132000) Number of parameters does not match the expected number of params", $"{part}: number of localizable_params ({got}) does not match the expected number of params ({expected})");
    public static GraphError TemplateUnknown(string name, string language) =>
        new(404, 132001, "(#132001) Template name does not exist in the translation", $"template name ({name}) does not exist in {language}");
    public static GraphError TemplateTooLong =>
        new(400, 132005, "(#132005) Translated text too long", "The hydrated body text has more than 1024 characters.");
    public static GraphError TemplateFormat(string details) =>
        new(400, 132012, "(#132012) Parameter format does not match format in the created template", details);
    public static GraphError TemplatePaused => new(400, 132015, "(#132015) Template is Paused", "Template is paused due to low quality.");
    public static GraphError TemplateDisabled => new(400, 132016, "(#132016) Template is Disabled", "Template has been paused too many times.");

    public JsonObject ToJson()
    {
        var error = new JsonObject { ["message"] = Message, ["type"] = Type, ["code"] = Code };
        if (Details is not null)
            error["error_data"] = new JsonObject { ["messaging_product"] = "whatsapp", ["details"] = Details };
        if (Subcode is { } subcode)
            error["error_subcode"] = subcode;
        error["fbtrace_id"] = "A" + Convert.ToHexString(RandomNumberGenerator.GetBytes(11));
        return new JsonObject { ["error"] = error };
    }
}
