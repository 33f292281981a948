using System.Text.Json.Serialization;

namespace Cosmo.Core.Channels.WhatsApp;

/// <summary>Who a message goes to: by phone where it is known, which keeps the phone visible to us, or else by user id.</summary>
/// <param name="Phone">The phone, with or without "+" and spaces.</param>
/// <param name="UserId">The user id, such as "US.13491208655302741918".</param>
public sealed record WhatsAppRecipient(string? Phone, string? UserId)
{
    /// <summary>
    /// The phone as Meta must get it, or null. Without the "+" Meta puts our own country code in front and the message
    /// reaches a stranger.
    /// </summary>
    [JsonIgnore]
    public string? To => Phone is { Length: > 0 } ? "+" + string.Concat(Phone.Where(char.IsAsciiDigit)) : null;

    /// <summary>The user id, only when there is no phone: of both, Meta would take the phone.</summary>
    [JsonIgnore]
    public string? Recipient => To is null ? UserId : null;

    /// <summary>What messages to this person have in common, for order and pace.</summary>
    [JsonIgnore]
    public string Key => To ?? UserId ?? "";

    /// <summary>Why Meta would not know whom this means. Null: it would.</summary>
    public Refusal? Validate()
    {
        if (To is { } to)
            return to.Length is > 5 and <= WhatsAppLimits.PhoneDigits + 1 && !to.StartsWith("+0", StringComparison.Ordinal)
                ? null
                : SendRefusals.BadPhone;
        return UserId is { Length: > 0 and <= WhatsAppLimits.UserId } id && id.Contains('.', StringComparison.Ordinal)
            && id.All(letter => char.IsAsciiLetterOrDigit(letter) || letter is '.')
            ? null
            : SendRefusals.NoRecipient;
    }
}
