using System.Text.Json;

namespace Cosmo.Core.Channels.WhatsApp;

/// <summary>Something about the business account: an alert, a violation, a deletion, a review.</summary>
/// <param name="Event">What happened, in Meta's word.</param>
/// <param name="Severity">CRITICAL, WARNING or INFORMATIONAL, on alerts.</param>
/// <param name="Description">Meta's explanation.</param>
public sealed record AccountNotice(string Field, string? AccountId, string Summary, string? Event, string? Severity, string? Description)
    : WhatsAppNotice(Field, AccountId, Summary)
{
    internal static AccountNotice Read(ItemJson part, JsonElement value)
    {
        // Older bodies carried the alert's members in the value itself.
        var alert = value.Member("alert_info").ValueKind is JsonValueKind.Object ? value.Member("alert_info") : value;
        var happened = value.Text("event") ?? value.Text("decision") ?? alert.Text("alert_type");
        var description = alert.Text("alert_description")
            ?? value.Member("ban_info").Text("waba_ban_state")
            ?? value.Member("violation_info").Text("violation_type");
        var summary = string.Join(": ", new[] { "Account", happened, description }.OfType<string>());
        return new(part.Field, part.EntryId, summary, happened, alert.Text("alert_severity"), description);
    }
}
