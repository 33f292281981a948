namespace Cosmo.Core.Channels.WhatsApp;

/// <summary>What a part of a webhook tells.</summary>
public enum ItemKind
{
    /// <summary>A message of a customer, or one a colleague wrote in the WhatsApp Business app (an echo).</summary>
    Message,
    /// <summary>How far one of our messages came.</summary>
    Status,
    /// <summary>An error Meta reports for the account and not for one message.</summary>
    ValueError,
    /// <summary>Every other field: templates, quality, account, preferences, and what Meta may add.</summary>
    Notice,
    /// <summary>Something that is none of these; kept for a person to look at.</summary>
    Unreadable,
}

/// <summary>One part of a webhook, complete in itself, so that it can be stored and handled apart from its batch.</summary>
/// <param name="Kind">What it tells.</param>
/// <param name="PhoneNumberId">Our number's id at Meta, by which it is routed. Null on account-wide notices.</param>
/// <param name="Field">The webhook field it came by, such as "messages".</param>
/// <param name="Lane">What must be handled in order: the sender's user id or else phone; the message id for a status.</param>
/// <param name="DedupeKey">Equal for repeated deliveries of the same fact, at most 400 characters.</param>
/// <param name="Json">The part with its metadata and the contact it belongs to. Valid Unicode without U+0000.</param>
public sealed record WebhookItem(ItemKind Kind, string? PhoneNumberId, string Field, string Lane, string DedupeKey, string Json);
