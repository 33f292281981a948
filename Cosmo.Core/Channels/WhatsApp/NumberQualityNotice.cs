using System.Text.Json;

namespace Cosmo.Core.Channels.WhatsApp;

/// <summary>A number's quality or sending limit changed.</summary>
/// <param name="DisplayNumber">The number, digits without "+".</param>
/// <param name="Event">FLAGGED, UNFLAGGED, UPGRADE, DOWNGRADE, THROUGHPUT_UPGRADE…</param>
/// <param name="CurrentLimit">The limit it has now, such as TIER_UNLIMITED.</param>
public sealed record NumberQualityNotice(
    string Field, string? AccountId, string Summary, string? DisplayNumber, string? Event, string? CurrentLimit)
    : WhatsAppNotice(Field, AccountId, Summary)
{
    internal static NumberQualityNotice Read(ItemJson part, JsonElement value)
    {
        var (number, happened, limit) = (value.Text("display_phone_number"), value.Text("event"), value.Text("current_limit"));
        return new(part.Field, part.EntryId, $"Number {number}: {happened}, limit {limit ?? "unknown"}", number, happened, limit);
    }
}
