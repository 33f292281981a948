using System.Text.Json;

namespace Cosmo.Core.Channels.WhatsApp;

/// <summary>One person's wish about marketing messages.</summary>
/// <param name="UserId">The customer's user id, if given.</param>
/// <param name="Phone">The customer's phone, digits without "+", if given.</param>
/// <param name="WantsMarketing">False: stopped. True: resumed. Null: a word we do not know.</param>
/// <param name="At">When they said so.</param>
public sealed record MarketingPreference(string? UserId, string? Phone, bool? WantsMarketing, DateTimeOffset At);

/// <summary>People stopped or resumed marketing messages.</summary>
public sealed record PreferenceNotice(string Field, string? AccountId, string Summary, IReadOnlyList<MarketingPreference> Preferences)
    : WhatsAppNotice(Field, AccountId, Summary)
{
    internal static PreferenceNotice Read(ItemJson part, JsonElement value, DateTimeOffset receivedAt)
    {
        var preferences = value.Items("user_preferences")
            .Where(p => p.Text("category") is null or "marketing_messages")
            .Select(p => new MarketingPreference(
                p.Text("user_id"),
                p.Text("wa_id"),
                p.Text("value") switch { "stop" => false, "resume" => true, _ => null },
                ProviderClock.Read(p, receivedAt)))
            .ToList();
        var stopped = preferences.Count(p => p.WantsMarketing is false);
        var resumed = preferences.Count(p => p.WantsMarketing is true);
        return new(part.Field, part.EntryId, $"Marketing messages: {stopped} stopped, {resumed} resumed", preferences);
    }
}
