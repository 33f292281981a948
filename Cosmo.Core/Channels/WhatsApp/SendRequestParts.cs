using System.Globalization;

namespace Cosmo.Core.Channels.WhatsApp;

internal sealed record ContextPart(string MessageId);

internal sealed record TextPart(string Body, bool? PreviewUrl);

internal sealed record MediaPart(string Id, string? Caption, string? Filename, bool? Voice);

internal sealed record ReactionPart(string MessageId, string Emoji);

internal sealed record WordsPart(string Text);

internal sealed record HeaderPart(string Type, string? Text, MediaPart? Image);

internal sealed record InteractivePart(string Type, HeaderPart? Header, WordsPart Body, WordsPart? Footer, ActionPart Action)
{
    public static InteractivePart Of(ButtonsSend send) => new(
        "button",
        send.HeaderImageId is { } image ? new("image", null, new(image, null, null, null)) : TextHeader(send.HeaderText),
        new(send.Body),
        Words(send.Footer),
        new(null, null, [.. send.Buttons.Select(b => new ButtonPart("reply", new(b.Id, b.Title)))], null));

    public static InteractivePart Of(ListSend send) => new(
        "list",
        TextHeader(send.HeaderText),
        new(send.Body),
        Words(send.Footer),
        new(null, send.Button, null, send.Sections));

    public static InteractivePart Of(ContactRequestSend send) =>
        new("request_contact_info", null, new(send.Body), null, new("request_contact_info", null, null, null));

    private static HeaderPart? TextHeader(string? text) => string.IsNullOrEmpty(text) ? null : new("text", text, null);

    private static WordsPart? Words(string? text) => string.IsNullOrEmpty(text) ? null : new(text);
}

internal sealed record ActionPart(string? Name, string? Button, IReadOnlyList<ButtonPart>? Buttons, IReadOnlyList<ListSection>? Sections);

internal sealed record ButtonPart(string Type, ReplyButton Reply);

internal sealed record TemplatePart(string Name, LanguagePart Language, IReadOnlyList<ComponentPart>? Components)
{
    public static TemplatePart Of(TemplateSend send)
    {
        List<ComponentPart> components = [];
        if (send.HeaderMediaId is { } media)
            components.Add(new("header", null, null, [ParameterPart.OfMedia(send.HeaderMedia, media)]));
        else if (send.Header is { } header)
            components.Add(new("header", null, null, [ParameterPart.Of(header)]));
        if (send.Body.Count > 0)
            components.Add(new("body", null, null, [.. send.Body.Select(ParameterPart.Of)]));
        components.AddRange((send.Buttons ?? []).Select(Button));

        // A template without variables is refused when it carries an empty list.
        return new(send.Name, new(send.Language), components.Count > 0 ? components : null);
    }

    private static ComponentPart Button(TemplateButton button)
    {
        var index = button.Index.ToString(CultureInfo.InvariantCulture);
        return button.Kind switch
        {
            TemplateButtonKind.QuickReply => new("button", "quick_reply", index, [new("payload") { Payload = button.Value }]),
            TemplateButtonKind.Url => new("button", "url", index, [new("text") { Text = button.Value }]),
            TemplateButtonKind.CopyCode => new("button", "copy_code", index, [new("coupon_code") { CouponCode = button.Value }]),
            _ => throw new ArgumentOutOfRangeException(nameof(button), button.Kind, "No request is known for this kind of button."),
        };
    }
}

internal sealed record LanguagePart(string Code);

internal sealed record ComponentPart(string Type, string? SubType, string? Index, IReadOnlyList<ParameterPart> Parameters);

internal sealed record ParameterPart(string Type)
{
    public string? ParameterName { get; init; }
    public string? Text { get; init; }
    public string? Payload { get; init; }
    public string? CouponCode { get; init; }
    public MediaPart? Image { get; init; }
    public MediaPart? Video { get; init; }
    public MediaPart? Document { get; init; }

    public static ParameterPart Of(TemplateParameter value) => new("text") { Text = value.Text, ParameterName = value.Name };

    public static ParameterPart OfMedia(MediaKind kind, string id)
    {
        var media = new MediaPart(id, null, null, null);
        return kind switch
        {
            MediaKind.Video => new("video") { Video = media },
            MediaKind.Document => new("document") { Document = media },
            _ => new("image") { Image = media },
        };
    }
}
