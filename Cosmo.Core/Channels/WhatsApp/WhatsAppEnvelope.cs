using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace Cosmo.Core.Channels.WhatsApp;

/// <summary>Takes a webhook body apart: entry × changes × (messages, statuses, errors), or the whole value of any other field.</summary>
public static class WhatsAppEnvelope
{
    private const int LongestKey = 400;
    private static readonly JsonDocumentOptions s_strict = new() { AllowDuplicateProperties = false };

    /// <summary>
    /// The parts of a body, in order. Never throws: what is no JSON or no envelope is one unreadable part, and a broken
    /// part leaves the others whole. A body with nothing in it gives an empty list.
    /// </summary>
    public static IReadOnlyList<WebhookItem> Read(ReadOnlyMemory<byte> body)
    {
        var json = ValidText.OfJson(body);
        try
        {
            var (document, hasDoubles) = Parse(Nesting.Cut(json));
            using var open = document;
            var root = document.RootElement;
            if (root.Member("entry").ValueKind is JsonValueKind.Undefined)
                return [Unreadable(Encoding.UTF8.GetString(json.Span))];

            return [.. root.Items("entry").SelectMany(entry => OfEntry(entry, hasDoubles))];
        }
        catch (JsonException)
        {
            return [Unreadable(Encoding.UTF8.GetString(json.Span))];
        }
    }

    // Meta doubles no member. Whoever does is read all the same, but only they pay for it.
    private static (JsonDocument Document, bool HasDoubles) Parse(ReadOnlyMemory<byte> json)
    {
        try
        {
            return (JsonDocument.Parse(json, s_strict), false);
        }
        catch (JsonException)
        {
            return (JsonDocument.Parse(json), true);
        }
    }

    private static IEnumerable<WebhookItem> OfEntry(JsonElement entry, bool hasDoubles) =>
        entry.Member("changes").ValueKind is JsonValueKind.Undefined
            ? [Unreadable(entry.GetRawText())]
            : entry.Items("changes").SelectMany(change => OfChange(entry, change, hasDoubles));

    private static List<WebhookItem> OfChange(JsonElement entry, JsonElement change, bool hasDoubles)
    {
        var value = change.Member("value");
        var field = change.Text("field");
        if (field is null || value.ValueKind is not JsonValueKind.Object)
            return [Unreadable(change.GetRawText())];

        var part = new Part(entry, field, value.Member("metadata"), value, hasDoubles);
        List<WebhookItem> items = field switch
        {
            "messages" =>
            [
                .. value.Items("messages").Select(part.Message),
                .. value.Items("statuses").Select(part.Status),
                .. value.Items("errors").Select(part.Error),
            ],
            "smb_message_echoes" => [.. value.Items("message_echoes").Select(part.Echo)],
            _ => [],
        };
        return items.Count > 0 ? items : [part.Notice(change)];
    }

    private static WebhookItem Unreadable(string text) =>
        new(ItemKind.Unreadable, null, "unreadable", "unreadable", Key("u", Hash(text)), ItemJson.WriteUnreadable(text));

    private static string Key(params ReadOnlySpan<string?> parts)
    {
        var key = string.Join('|', parts);
        return key.Length <= LongestKey ? key : $"{parts[0]}|{Hash(key)}";
    }

    private static string Hash(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));

    private sealed record Part(JsonElement Entry, string Field, JsonElement Metadata, JsonElement Value, bool HasDoubles)
    {
        private string? Number => Metadata.Text("phone_number_id");

        public WebhookItem Message(JsonElement message)
        {
            var contact = WhatsAppParty.OfSender(message, default).ContactIn(Value);
            return OfPerson(message, contact, WhatsAppParty.OfSender(message, contact));
        }

        public WebhookItem Echo(JsonElement message)
        {
            var contact = WhatsAppParty.OfEcho(message, Metadata, default).ContactIn(Value);
            return OfPerson(message, contact, WhatsAppParty.OfEcho(message, Metadata, contact));
        }

        // Without an id it cannot be recognised when it comes again, without a person it has no place to go. Nor has
        // one with ids far longer than Meta's, for which there is no room in the database.
        private WebhookItem OfPerson(JsonElement message, JsonElement contact, WhatsAppParty person) =>
            message.Text("id") is { Length: <= WhatsAppLimits.MessageId } id && person is { Key: { } lane, IsPlausible: true }
                ? Item(ItemKind.Message, message, contact, lane, Key("m", Number, id))
                : Unreadable(message.GetRawText());

        public WebhookItem Status(JsonElement status)
        {
            if (status.Text("id") is not { Length: <= WhatsAppLimits.MessageId } id || status.Text("status") is not { } name)
                return Unreadable(status.GetRawText());

            var recipient = WhatsAppParty.OfRecipient(status);
            var key = Key("s", Number, id, name, recipient.Phone ?? recipient.UserId);
            return Item(ItemKind.Status, status, recipient.ContactIn(Value), id, key);
        }

        public WebhookItem Error(JsonElement error) => ByContent(ItemKind.ValueError, error);

        // Reasons of a rejection were seen beside the value as well as inside it, so the whole change is kept.
        public WebhookItem Notice(JsonElement change) => ByContent(ItemKind.Notice, change);

        private WebhookItem ByContent(ItemKind kind, JsonElement element)
        {
            var item = Item(kind, element, default, Field, "");
            return item with { DedupeKey = Key("n", Hash(item.Json)) };
        }

        private WebhookItem Item(ItemKind kind, JsonElement element, JsonElement contact, string lane, string key) =>
            new(kind, Number, Field, lane.Length <= LongestKey ? lane : Hash(lane), key, ItemJson.Write(Field, Entry, Metadata, contact, element, HasDoubles));
    }
}
