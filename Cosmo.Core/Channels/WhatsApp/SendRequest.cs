using System.Text.Json;

namespace Cosmo.Core.Channels.WhatsApp;

/// <summary>The body of POST /{phone number id}/messages, member by member as Meta names them.</summary>
internal sealed record SendRequest
{
    public string MessagingProduct { get; } = "whatsapp";
    public string RecipientType { get; } = "individual";
    public string? To { get; init; }
    public string? Recipient { get; init; }
    public required string Type { get; init; }
    public ContextPart? Context { get; init; }
    public TextPart? Text { get; init; }
    public MediaPart? Image { get; init; }
    public MediaPart? Video { get; init; }
    public MediaPart? Audio { get; init; }
    public MediaPart? Document { get; init; }
    public MediaPart? Sticker { get; init; }
    public ReactionPart? Reaction { get; init; }
    public InteractivePart? Interactive { get; init; }
    public TemplatePart? Template { get; init; }
    public string? BizOpaqueCallbackData { get; init; }

    /// <summary>The request's body in UTF-8.</summary>
    public static byte[] Bytes(WhatsAppSend send) => JsonSerializer.SerializeToUtf8Bytes(Of(send), WhatsAppJson.Default.SendRequest);

    private static SendRequest Of(WhatsAppSend send)
    {
        var request = send switch
        {
            TextSend s => new SendRequest { Type = "text", Text = new(s.Body, s.PreviewUrl ? true : null) },
            ReactionSend s => new SendRequest { Type = "reaction", Reaction = new(s.TargetProviderId, s.Emoji) },
            MediaSend s => OfMedia(s),
            ButtonsSend s => new SendRequest { Type = "interactive", Interactive = InteractivePart.Of(s) },
            ListSend s => new SendRequest { Type = "interactive", Interactive = InteractivePart.Of(s) },
            ContactRequestSend s => new SendRequest { Type = "interactive", Interactive = InteractivePart.Of(s) },
            TemplateSend s => new SendRequest { Type = "template", Template = TemplatePart.Of(s) },
            _ => throw new ArgumentOutOfRangeException(nameof(send), send.GetType().Name, "No request is known for this kind."),
        };
        return request with
        {
            To = send.To.To,
            Recipient = send.To.Recipient,
            BizOpaqueCallbackData = send.CallbackData,
            // Meta takes no quote on a reaction: it already points at its message.
            Context = send.QuotedProviderId is { } quoted && send is not ReactionSend ? new(quoted) : null,
        };
    }

    private static SendRequest OfMedia(MediaSend send)
    {
        var part = new MediaPart(send.MediaId, Blank(send.Caption), null, null);
        return send.Media switch
        {
            MediaKind.Image => new SendRequest { Type = "image", Image = part },
            MediaKind.Video => new SendRequest { Type = "video", Video = part },
            MediaKind.Audio => new SendRequest { Type = "audio", Audio = part with { Voice = send.Voice ? true : null } },
            MediaKind.Document => new SendRequest { Type = "document", Document = part with { Filename = Blank(send.FileName) } },
            MediaKind.Sticker => new SendRequest { Type = "sticker", Sticker = part },
            _ => throw new ArgumentOutOfRangeException(nameof(send), send.Media, "No request is known for this kind of file."),
        };
    }

    private static string? Blank(string? text) => string.IsNullOrEmpty(text) ? null : text;
}

/// <summary>The body of POST /{phone number id}/messages that marks as read.</summary>
internal sealed record ReadRequest(string MessageId, TypingPart? TypingIndicator)
{
    public string MessagingProduct { get; } = "whatsapp";
    public string Status { get; } = "read";
}

internal sealed record TypingPart(string Type);
