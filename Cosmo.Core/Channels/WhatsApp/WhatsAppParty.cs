using System.Text.Json;

namespace Cosmo.Core.Channels.WhatsApp;

/// <summary>Who stands at the other end of a message or status: since usernames came, a user id, a phone, or both.</summary>
internal readonly record struct WhatsAppParty(string? UserId, string? ParentUserId, string? Phone)
{
    /// <summary>What keeps this person's events in order: the user id, or else the phone.</summary>
    public string? Key => UserId ?? Phone;

    /// <summary>False where an id is longer than Meta makes them.</summary>
    public bool IsPlausible => UserId is null or { Length: <= WhatsAppLimits.UserId } && Phone is null or { Length: <= WhatsAppLimits.PhoneText };

    /// <summary>The customer who wrote a message. System messages may name the person only inside.</summary>
    public static WhatsAppParty OfSender(JsonElement message, JsonElement contact)
    {
        var system = message.Member("system");
        return new(
            message.Text("from_user_id") ?? contact.Text("user_id") ?? system.Text("previous_user_id") ?? system.Text("user_id"),
            message.Text("from_parent_user_id") ?? contact.Text("parent_user_id"),
            message.Text("from") ?? contact.Text("wa_id"));
    }

    /// <summary>The customer a colleague wrote to on the phone. Echoes of deletions were seen with from and to swapped.</summary>
    public static WhatsAppParty OfEcho(JsonElement message, JsonElement metadata, JsonElement contact)
    {
        var ours = metadata.Text("display_phone_number");
        var phone = message.Text("to") is { } to && to != ours ? to : message.Text("from") is { } from && from != ours ? from : null;
        return new(
            message.Text("to_user_id") ?? contact.Text("user_id"),
            message.Text("to_parent_user_id") ?? contact.Text("parent_user_id"),
            phone ?? contact.Text("wa_id"));
    }

    /// <summary>The customer one of our messages went to.</summary>
    public static WhatsAppParty OfRecipient(JsonElement status) => new(
        status.Text("recipient_participant_user_id") ?? status.Text("recipient_user_id"),
        status.Text("recipient_participant_parent_user_id") ?? status.Text("parent_recipient_user_id"),
        status.Text("recipient_participant_id") ?? status.Text("recipient_id"));

    /// <summary>
    /// The contact of the batch that is this person: by phone or by user id, never by position. A lone contact also counts
    /// when the two carry ids that cannot be compared. Undefined when there is none.
    /// </summary>
    public JsonElement ContactIn(JsonElement value)
    {
        var contacts = value.Items("contacts").Where(c => c.ValueKind is JsonValueKind.Object).Take(2000).ToList();
        foreach (var contact in contacts)
        {
            if ((UserId is not null && contact.Text("user_id") == UserId) || (Phone is not null && contact.Text("wa_id") == Phone))
                return contact;
        }

        if (contacts is not [var lone])
            return default;
        var comparable = (UserId is not null && lone.Text("user_id") is not null) || (Phone is not null && lone.Text("wa_id") is not null);
        return comparable ? default : lone;
    }
}
