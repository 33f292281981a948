using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Cosmo.Core.Channels.WhatsApp;

/// <summary>The stored form of one webhook part: what <see cref="WhatsAppEnvelope"/> writes and the readers open again.</summary>
internal readonly record struct ItemJson(string Field, string? EntryId, JsonElement Metadata, JsonElement Contact, JsonElement Item)
{
    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Opens a stored part. Null when the text is not one.</summary>
    public static ItemJson? Open(string json)
    {
        try
        {
            var root = JsonElement.Parse(ValidText.OfJson(Encoding.UTF8.GetBytes(json)).Span);
            return root.Member("item").ValueKind is JsonValueKind.Undefined
                ? null
                : new(root.Text("field") ?? "", root.Text("entry_id"), root.Member("metadata"), root.Member("contact"), root.Member("item"));
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>Writes a part. Of doubled members, where there are any, the last is kept.</summary>
    public static string Write(string field, JsonElement entry, JsonElement metadata, JsonElement contact, JsonElement item, bool hasDoubles)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer, Options))
        {
            writer.WriteStartObject();
            writer.WriteString("field", field);
            Member("entry_id", entry.Member("id"));
            Member("entry_time", entry.Member("time"));
            Member("metadata", metadata);
            Member("contact", contact);
            Member("item", item);
            writer.WriteEndObject();

            void Member(string name, JsonElement value)
            {
                if (value.ValueKind is JsonValueKind.Undefined)
                    return;
                writer.WritePropertyName(name);
                if (hasDoubles)
                    CopyLast(writer, value);
                else
                    value.WriteTo(writer);
            }
        }

        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    /// <summary>Writes a body that could not be taken apart.</summary>
    public static string WriteUnreadable(string body)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer, Options))
        {
            writer.WriteStartObject();
            writer.WriteString("field", "unreadable");
            writer.WriteString("item", ValidText.Of(body));
            writer.WriteEndObject();
        }

        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    private static void CopyLast(Utf8JsonWriter writer, JsonElement value)
    {
        if (value.ValueKind is not (JsonValueKind.Object or JsonValueKind.Array))
        {
            value.WriteTo(writer);
            return;
        }

        if (value.ValueKind is JsonValueKind.Array)
        {
            writer.WriteStartArray();
            foreach (var element in value.EnumerateArray())
                CopyLast(writer, element);
            writer.WriteEndArray();
            return;
        }

        var members = new Dictionary<string, JsonElement>(StringComparer.Ordinal);
        foreach (var member in value.EnumerateObject())
            members[member.Name] = member.Value;

        writer.WriteStartObject();
        foreach (var (name, member) in members)
        {
            writer.WritePropertyName(name);
            CopyLast(writer, member);
        }

        writer.WriteEndObject();
    }
}
