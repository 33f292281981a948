using System.Text.Json;

namespace Cosmo.Core.Channels.WhatsApp;

/// <summary>How far a message of ours came. Each rank implies those before it, except failed.</summary>
public enum DeliveryStatus
{
    /// <summary>A word Meta added since.</summary>
    Unknown,
    Sent,
    Delivered,
    Read,
    /// <summary>A voice note was listened to.</summary>
    Played,
    /// <summary>It did not arrive. A later delivered or read overrules it: people have several devices.</summary>
    Failed,
}

/// <summary>An error as Meta words it.</summary>
public sealed record ProviderError(int Code, string? Title, string? Details);

/// <summary>A status of a message of ours. They come in any order, repeatedly, and even before the send has returned.</summary>
/// <param name="ProviderId">The message's id at WhatsApp (wamid).</param>
/// <param name="PhoneNumberId">Our number's id at Meta.</param>
/// <param name="Status">How far it came.</param>
/// <param name="At">When, by WhatsApp's clock; the time of receipt where that is impossible.</param>
/// <param name="RecipientUserId">The customer's user id.</param>
/// <param name="RecipientPhone">The customer's phone, digits without "+". In groups the participant's.</param>
/// <param name="GroupId">The group it went to, or null.</param>
/// <param name="CallbackData">What we sent along with the message: our outbox id.</param>
/// <param name="PricingCategory">How Meta bills it: "service", "utility", "marketing" and more to come.</param>
/// <param name="Error">Why it failed.</param>
public sealed record WhatsAppStatus(
    string ProviderId,
    string? PhoneNumberId,
    DeliveryStatus Status,
    DateTimeOffset At,
    string? RecipientUserId,
    string? RecipientPhone,
    string? GroupId,
    string? CallbackData,
    string? PricingCategory,
    ProviderError? Error)
{
    /// <summary>
    /// The status in the <see cref="WebhookItem.Json"/> of a <see cref="ItemKind.Status"/>. Never throws; null when the
    /// text holds no status. Times that cannot be true become <paramref name="receivedAt"/>.
    /// </summary>
    public static WhatsAppStatus? Read(string itemJson, DateTimeOffset receivedAt)
    {
        if (ItemJson.Open(itemJson) is not { } part || part.Item.Text("id") is not { } id)
            return null;

        var status = part.Item;
        var recipient = WhatsAppParty.OfRecipient(status);
        var isGroup = status.Text("recipient_type") == "group";
        return new(
            id,
            part.Metadata.Text("phone_number_id"),
            Word(status.Text("status")),
            ProviderClock.Read(status, receivedAt),
            recipient.UserId ?? part.Contact.Text("user_id"),
            isGroup ? status.Text("recipient_participant_id") : recipient.Phone,
            isGroup ? status.Text("recipient_id") : null,
            status.Text("biz_opaque_callback_data"),
            status.Member("pricing").Text("category"),
            ErrorIn(status.First("errors")));
    }

    /// <summary>The error in an element of an "errors" list, or null.</summary>
    internal static ProviderError? ErrorIn(JsonElement error) =>
        error.Whole("code") is { } code and >= int.MinValue and <= int.MaxValue
            ? new((int)code, error.Text("title") ?? error.Text("message"), error.Member("error_data").Text("details"))
            : null;

    private static DeliveryStatus Word(string? status) => status switch
    {
        "sent" => DeliveryStatus.Sent,
        "delivered" => DeliveryStatus.Delivered,
        "read" => DeliveryStatus.Read,
        "played" => DeliveryStatus.Played,
        "failed" => DeliveryStatus.Failed,
        _ => DeliveryStatus.Unknown,
    };
}
