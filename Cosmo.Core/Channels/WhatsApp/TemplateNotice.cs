using System.Text.Json;

namespace Cosmo.Core.Channels.WhatsApp;

/// <summary>A template was decided on, paused, rated, moved to another category, or changed.</summary>
/// <param name="Name">The template's name.</param>
/// <param name="Language">Its language as the templates API writes it: "en_US".</param>
/// <param name="TemplateId">Its id at Meta.</param>
/// <param name="Event">What happened: APPROVED, REJECTED, PAUSED… ; QUALITY, CATEGORY or COMPONENTS for the other three fields.</param>
/// <param name="Reason">Why, in Meta's word, such as INVALID_FORMAT. Null for none.</param>
/// <param name="Advice">What Meta says was wrong and should be done.</param>
/// <param name="Category">The category it has now, upper case.</param>
/// <param name="Quality">The quality it has now: GREEN, YELLOW, RED or UNKNOWN.</param>
public sealed record TemplateNotice(
    string Field, string? AccountId, string Summary,
    string Name, string? Language, string? TemplateId, string Event, string? Reason, string? Advice, string? Category, string? Quality)
    : WhatsAppNotice(Field, AccountId, Summary)
{
    internal static TemplateNotice Read(ItemJson part, JsonElement value)
    {
        var name = value.Text("message_template_name") ?? "";
        var language = NormalLanguage(value.Text("message_template_language"));
        var category = value.Text("new_category") ?? value.Text("message_template_category");
        var quality = value.Text("new_quality_score");
        // Meta's own sample of a quality change came by the field of status changes, so the content decides.
        var happened = value.Text("event")
            ?? (quality is not null ? "QUALITY" : value.Text("new_category") is not null ? "CATEGORY" : "COMPONENTS");
        var rejection = value.Member("rejection_info").ValueKind is JsonValueKind.Object
            ? value.Member("rejection_info")
            : part.Item.Member("rejection_info");
        var advice = string.Join(" ", new[] { rejection.Text("reason"), rejection.Text("recommendation") }.OfType<string>());
        var now = happened switch
        {
            "QUALITY" => $"quality is now {quality}",
            "CATEGORY" => $"category is now {category}",
            "COMPONENTS" => "was changed",
            _ => happened,
        };

        return new(
            part.Field, part.EntryId, $"Template {name} ({language}): {now}", name, language,
            value.Text("message_template_id"), happened,
            value.Text("reason") is { } reason and not "NONE" ? reason : null,
            advice.Length > 0 ? advice : null, category, quality);
    }

    /// <summary>Webhooks write "en-US" where the templates API writes "en_US".</summary>
    public static string? NormalLanguage(string? language) => language?.Replace('-', '_');
}
