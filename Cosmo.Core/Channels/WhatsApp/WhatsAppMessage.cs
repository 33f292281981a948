using System.Text.Json;

namespace Cosmo.Core.Channels.WhatsApp;

/// <summary>Reads a message part of a webhook.</summary>
public static class WhatsAppMessage
{
    /// <summary>
    /// The message in the <see cref="WebhookItem.Json"/> of a <see cref="ItemKind.Message"/>. Never throws; null when the
    /// text holds no message. Times that cannot be true become <paramref name="receivedAt"/>.
    /// </summary>
    public static InboundMessage? Read(string itemJson, DateTimeOffset receivedAt)
    {
        if (ItemJson.Open(itemJson) is not { } part || part.Item.Text("id") is not { } id)
            return null;

        var isEcho = part.Field == "smb_message_echoes";
        var element = part.Item;
        var person = isEcho
            ? WhatsAppParty.OfEcho(element, part.Metadata, part.Contact)
            : WhatsAppParty.OfSender(element, part.Contact);
        var context = element.Member("context");
        var message = new InboundMessage
        {
            ProviderId = id,
            PhoneNumberId = part.Metadata.Text("phone_number_id"),
            UserId = person.UserId,
            ParentUserId = person.ParentUserId,
            Phone = person.Phone,
            Username = part.Contact.Member("profile").Text("username") is { Length: <= WhatsAppLimits.Username } username ? username : null,
            ProfileName = part.Contact.Member("profile").Text("name"),
            ProviderTime = ProviderClock.Read(element, receivedAt),
            ProviderTimestamp = element.Text("timestamp"),
            QuotedProviderId = context.Text("id") is { Length: <= WhatsAppLimits.MessageId } quoted ? quoted : null,
            Forwarded = context.Flag("forwarded") || context.Flag("frequently_forwarded"),
            ReferralHeadline = element.Member("referral").Text("headline"),
            GroupId = element.Text("group_id"),
            ErrorCode = WhatsAppStatus.ErrorIn(element.First("errors"))?.Code,
            Raw = element.GetRawText(),
        };

        message = WithContent(message, element);
        return isEcho ? message with { Kind = MessageKind.Echo, InnerKind = message.Kind } : message;
    }

    private static InboundMessage WithContent(InboundMessage message, JsonElement element)
    {
        var type = element.Text("type") ?? "";
        var content = element.Member(type);
        return type switch
        {
            "text" when content.Text("body") is { } body => message with { Kind = MessageKind.Text, Text = body },
            "image" => WithMedia(message, MessageKind.Image, content),
            "video" => WithMedia(message, MessageKind.Video, content),
            "audio" => WithMedia(message, content.Flag("voice") ? MessageKind.Voice : MessageKind.Audio, content),
            "document" => WithMedia(message, MessageKind.Document, content),
            "sticker" => WithMedia(message, MessageKind.Sticker, content),
            "location" => WithLocation(message, content),
            "contacts" => WithContacts(message, element),
            "interactive" => WithReply(message, content),
            "button" when (content.Text("text") ?? content.Text("payload")) is { } title => message with
            {
                Kind = MessageKind.TemplateButton,
                Text = title,
                ReplyId = content.Text("payload") ?? title,
            },
            "reaction" when content.Text("message_id") is { } target => message with
            {
                Kind = MessageKind.Reaction,
                TargetProviderId = target,
                Emoji = content.Text("emoji"),
            },
            "order" => message with { Kind = MessageKind.Order, Text = MessageWords.OfOrder(content) },
            "system" => message with
            {
                Kind = MessageKind.System,
                Text = content.Text("body"),
                SystemChange = ChangeIn(content),
            },
            "edit" when content.Text("original_message_id") is { } target => WithEdit(message, target, content.Member("message")),
            "revoke" when content.Text("original_message_id") is { } target => message with
            {
                Kind = MessageKind.Revoke,
                TargetProviderId = target,
            },
            "unsupported" => message with { Text = content.Text("type") ?? type },
            _ => message with { Text = type.Length > 0 ? type : "unknown" },
        };
    }

    private static InboundMessage WithMedia(InboundMessage message, MessageKind kind, JsonElement content) =>
        content.ValueKind is not JsonValueKind.Object
            ? message with { Text = kind.ToString().ToLowerInvariant() }
            : message with
            {
                Kind = kind,
                Text = content.Text("caption"),
                Media = new(
                    content.Text("id"),
                    content.Text("mime_type"),
                    content.Text("sha256"),
                    SafeFileName.Of(content.Text("filename")),
                    content.Flag("voice"),
                    content.Flag("animated"),
                    content.Text("url")),
            };

    private static InboundMessage WithLocation(InboundMessage message, JsonElement content) =>
        content.Real("latitude") is { } latitude && content.Real("longitude") is { } longitude
            ? message with
            {
                Kind = MessageKind.Location,
                Location = new(latitude, longitude),
                Text = MessageWords.OfLocation(content, latitude, longitude),
            }
            : message with { Text = "location" };

    private static InboundMessage WithContacts(InboundMessage message, JsonElement element) => message with
    {
        Kind = MessageKind.Contacts,
        Text = MessageWords.OfContacts(element),
        SharedPhone = SharedPhoneIn(element),
    };

    // Meta writes the origin at the message, third parties have seen it inside the contact.
    private static string? SharedPhoneIn(JsonElement element)
    {
        var asked = element.Text("origin") == "contact_request"
            ? element.First("contacts")
            : element.Items("contacts").FirstOrDefault(c => c.Text("origin") == "contact_request");
        var phone = asked.First("phones");
        var digits = string.Concat((phone.Text("wa_id") ?? phone.Text("phone") ?? "").Where(char.IsAsciiDigit));
        return digits.Length > 0 ? "+" + digits : null;
    }

    private static InboundMessage WithReply(InboundMessage message, JsonElement content)
    {
        var type = content.Text("type") ?? "interactive";
        var reply = content.Member(type);
        return type switch
        {
            "button_reply" when reply.Text("id") is { } id => message with
            {
                Kind = MessageKind.ButtonReply,
                ReplyId = id,
                Text = reply.Text("title") ?? id,
            },
            "list_reply" when reply.Text("id") is { } id => message with
            {
                Kind = MessageKind.ListReply,
                ReplyId = id,
                Text = reply.Text("title") ?? id,
            },
            "nfm_reply" => message with
            {
                Kind = MessageKind.FlowReply,
                Text = reply.Text("body") ?? reply.Text("name"),
                FlowResponse = reply.Text("response_json"),
            },
            _ => message with { Text = type },
        };
    }

    private static InboundMessage WithEdit(InboundMessage message, string target, JsonElement inner)
    {
        // An edit of an edit does not exist; reading only one level keeps hostile nesting out.
        var edited = inner.Text("type") is "edit" ? message : WithContent(message, inner);
        return edited with { Kind = MessageKind.Edit, InnerKind = edited.Kind, TargetProviderId = target };
    }

    private static SystemChange ChangeIn(JsonElement system) => new(
        system.Text("type") switch
        {
            "user_changed_number" or "customer_changed_number" => SystemChangeKind.PhoneChanged,
            "user_changed_user_id" => SystemChangeKind.UserIdChanged,
            "customer_identity_changed" => SystemChangeKind.IdentityChanged,
            _ => SystemChangeKind.Other,
        },
        system.Text("user_id"),
        system.Text("previous_user_id"),
        system.Text("wa_id") ?? system.Text("new_wa_id"));
}
