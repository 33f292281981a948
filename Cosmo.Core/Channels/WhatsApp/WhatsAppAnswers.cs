using System.Text.Json;

namespace Cosmo.Core.Channels.WhatsApp;

/// <summary>How a number is doing, in Meta's words.</summary>
/// <param name="DisplayNumber">The number as people read it.</param>
/// <param name="VerifiedName">The name customers see.</param>
/// <param name="Quality">GREEN, YELLOW, RED or UNKNOWN.</param>
/// <param name="Throughput">STANDARD, HIGH or NOT_APPLICABLE.</param>
/// <param name="MessagingLimit">People per day outside the window, such as TIER_250.</param>
/// <param name="Status">CONNECTED, or what is in the way.</param>
public sealed record PhoneNumberHealth(
    string? DisplayNumber, string? VerifiedName, string? Quality, string? Throughput, string? MessagingLimit, string? Status)
{
    internal static PhoneNumberHealth? Read(JsonElement body) => new(
        body.Text("display_phone_number"),
        body.Text("verified_name"),
        body.Text("quality_rating"),
        body.Member("throughput").Text("level"),
        body.Text("whatsapp_business_manager_messaging_limit"),
        body.Text("status"));
}

/// <summary>Where a file lies.</summary>
/// <param name="Url">The address; only for allow-listed hosts, with the access token.</param>
/// <param name="MimeType">The file's type.</param>
/// <param name="Sha256">Its hash, as hex or base64.</param>
/// <param name="FileSize">Its size in bytes.</param>
public sealed record MediaAddress(string Url, string? MimeType, string? Sha256, long? FileSize)
{
    internal static MediaAddress? Read(JsonElement body) =>
        body.Text("url") is { } url ? new(url, body.Text("mime_type"), body.Text("sha256"), body.Whole("file_size")) : null;
}

/// <summary>A page of templates.</summary>
/// <param name="Templates">The templates.</param>
/// <param name="After">Where the next page begins. Null: this was the last.</param>
public sealed record TemplatePage(IReadOnlyList<TemplateInfo> Templates, string? After)
{
    internal static TemplatePage? Read(JsonElement body)
    {
        if (body.Member("data").ValueKind is not JsonValueKind.Array)
            return null;

        // The cursor is there on the last page too; only "next" says that more follows.
        var paging = body.Member("paging");
        var after = paging.Text("next") is null ? null : paging.Member("cursors").Text("after");
        return new([.. body.Items("data").Select(TemplateInfo.Read).OfType<TemplateInfo>()], after);
    }
}

/// <summary>A button of a template.</summary>
/// <param name="Type">QUICK_REPLY, URL, PHONE_NUMBER, COPY_CODE, REQUEST_CONTACT_INFO and more.</param>
/// <param name="Text">What stands on it.</param>
/// <param name="Url">Where it leads; ends with a variable where a value is needed.</param>
public sealed record TemplateButtonInfo(string Type, string? Text, string? Url);

/// <summary>A template as Meta has it.</summary>
/// <param name="Id">Its id at Meta.</param>
/// <param name="Name">Its name.</param>
/// <param name="Language">Its language, such as "en_US".</param>
/// <param name="Status">Only APPROVED can be sent.</param>
/// <param name="Category">MARKETING, UTILITY or AUTHENTICATION.</param>
/// <param name="IsNamed">True when its variables have names and not numbers.</param>
/// <param name="HeaderFormat">TEXT, IMAGE, VIDEO, DOCUMENT or LOCATION. Null: no header.</param>
/// <param name="HeaderText">The header's words.</param>
/// <param name="Body">The body's words, with variables in double braces.</param>
/// <param name="Footer">The footer's words.</param>
/// <param name="Buttons">Its buttons.</param>
/// <param name="Quality">GREEN, YELLOW, RED or UNKNOWN.</param>
/// <param name="RejectedReason">Why it was rejected. Null for none.</param>
public sealed record TemplateInfo(
    string Id, string Name, string? Language, string Status, string? Category, bool IsNamed,
    string? HeaderFormat, string? HeaderText, string? Body, string? Footer,
    IReadOnlyList<TemplateButtonInfo> Buttons, string? Quality, string? RejectedReason)
{
    internal static TemplateInfo? Read(JsonElement template)
    {
        if (template.Text("id") is not { } id || template.Text("name") is not { } name)
            return null;

        var parts = template.Items("components").ToLookup(c => Upper(c.Text("type")));
        var header = parts["HEADER"].FirstOrDefault();
        return new(
            id,
            name,
            TemplateNotice.NormalLanguage(template.Text("language")),
            Upper(template.Text("status")) ?? "UNKNOWN",
            Upper(template.Text("category")),
            Upper(template.Text("parameter_format")) == "NAMED",
            Upper(header.Text("format")),
            header.Text("text"),
            parts["BODY"].FirstOrDefault().Text("text"),
            parts["FOOTER"].FirstOrDefault().Text("text"),
            [.. parts["BUTTONS"].SelectMany(c => c.Items("buttons")).Select(b => new TemplateButtonInfo(Upper(b.Text("type")) ?? "UNKNOWN", b.Text("text"), b.Text("url")))],
            template.Member("quality_score").Text("score"),
            template.Text("rejected_reason") is { } reason and not "NONE" ? reason : null);
    }

    private static string? Upper(string? word) => word?.ToUpperInvariant();
}
