using System.Text.Json;
using System.Text.Json.Serialization;

namespace Cosmo.Core.Channels.WhatsApp;

/// <summary>
/// A message that is to be sent. It can be stored as JSON with its kind and read back, so that what leaves is exactly what
/// was confirmed.
/// </summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "kind", IgnoreUnrecognizedTypeDiscriminators = false)]
[JsonDerivedType(typeof(TextSend), "text")]
[JsonDerivedType(typeof(ButtonsSend), "buttons")]
[JsonDerivedType(typeof(ListSend), "list")]
[JsonDerivedType(typeof(TemplateSend), "template")]
[JsonDerivedType(typeof(ReactionSend), "reaction")]
[JsonDerivedType(typeof(MediaSend), "media")]
[JsonDerivedType(typeof(ContactRequestSend), "contact_request")]
public abstract record WhatsAppSend
{
    /// <summary>Who it goes to.</summary>
    public required WhatsAppRecipient To { get; init; }
    /// <summary>Our outbox id. Meta hands it back with every status, which tells what became of a send without an answer.</summary>
    public string? CallbackData { get; init; }
    /// <summary>The message it answers, shown as a quote. Reactions ignore it; templates show no quote.</summary>
    public string? QuotedProviderId { get; init; }

    /// <summary>Why Meta would refuse it, as far as can be known before. Null: nothing known against it.</summary>
    public Refusal? Validate() =>
        To.Validate()
        ?? SendRefusals.CheckOptional(CallbackData, "callback data", WhatsAppLimits.CallbackData)
        ?? ValidateContent();

    /// <summary>The part of <see cref="Validate"/> that depends on the kind.</summary>
    protected abstract Refusal? ValidateContent();

    /// <summary>The form in which it is stored.</summary>
    public string ToJson() => JsonSerializer.Serialize(this, WhatsAppJson.Default.WhatsAppSend);

    /// <summary>Reads the stored form back. Throws <see cref="JsonException"/> when the text is not one.</summary>
    public static WhatsAppSend FromJson(string json) =>
        JsonSerializer.Deserialize(json, WhatsAppJson.Default.WhatsAppSend) ?? throw new JsonException("A stored message is null.");
}

/// <summary>Plain text.</summary>
/// <param name="Body">The words, 1 to 4096 characters.</param>
/// <param name="PreviewUrl">Whether WhatsApp shows a preview of the first address in it.</param>
public sealed record TextSend(string Body, bool PreviewUrl = false) : WhatsAppSend
{
    /// <inheritdoc />
    protected override Refusal? ValidateContent() => SendRefusals.Check(Body, "text", WhatsAppLimits.TextBody);
}

/// <summary>A reaction to a message of the customer. An empty emoji takes it away.</summary>
public sealed record ReactionSend(string TargetProviderId, string Emoji) : WhatsAppSend
{
    /// <inheritdoc />
    protected override Refusal? ValidateContent() =>
        string.IsNullOrEmpty(TargetProviderId) ? SendRefusals.Missing("message to react to")
        : new System.Globalization.StringInfo(Emoji).LengthInTextElements > 1 ? SendRefusals.OneEmoji
        : null;
}

/// <summary>What a file is sent as.</summary>
public enum MediaKind { Image, Video, Audio, Document, Sticker }

/// <summary>A file that was uploaded before.</summary>
/// <param name="Media">What it is sent as.</param>
/// <param name="MediaId">Its id from <see cref="WhatsAppClient.UploadMediaAsync"/>; lives 30 days.</param>
/// <param name="Caption">Words under it; not for audio and stickers.</param>
/// <param name="FileName">The name the customer sees on a document.</param>
/// <param name="Voice">Shows audio as a voice note; needs OGG with Opus, mono.</param>
public sealed record MediaSend(MediaKind Media, string MediaId, string? Caption = null, string? FileName = null, bool Voice = false) : WhatsAppSend
{
    /// <inheritdoc />
    protected override Refusal? ValidateContent()
    {
        if (string.IsNullOrEmpty(MediaId))
            return SendRefusals.Missing("file");
        if (Media is MediaKind.Audio or MediaKind.Sticker && !string.IsNullOrEmpty(Caption))
            return SendRefusals.NoCaption;
        return SendRefusals.CheckOptional(Caption, "caption", WhatsAppLimits.Caption);
    }
}

/// <summary>Asks the customer to share their phone number. WhatsApp words the button.</summary>
/// <param name="Body">The words above it, 1 to 1024 characters.</param>
public sealed record ContactRequestSend(string Body) : WhatsAppSend
{
    /// <inheritdoc />
    protected override Refusal? ValidateContent() => SendRefusals.Check(Body, "text", WhatsAppLimits.ButtonsBody);
}
