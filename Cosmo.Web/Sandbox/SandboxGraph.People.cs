using System.Security.Cryptography;
using System.Text.Json.Nodes;

namespace Cosmo.Web.Sandbox;

/// <summary>People use their phones. Each method returns the id of the message that goes to the business.</summary>
public sealed partial class SandboxGraph
{
    /// <summary>A person writes text to a number, perhaps as a reply to a message, perhaps as a forwarded message.</summary>
    public string Say(string personId, string numberId, string text, string? quoting = null, bool forwarded = false) =>
        FromUser(personId, numberId, "text", new JsonObject { ["body"] = text },
            message => message with { Text = text, QuotedId = quoting, Forwarded = forwarded });

    /// <summary>A person presses a reply button, a list row, or the quick reply of a template.</summary>
    public string Press(string personId, string messageId, SandboxOption option)
    {
        var (type, content) = option.Kind switch
        {
            SandboxOptionKind.Button => ("interactive", Reply("button_reply", option)),
            SandboxOptionKind.Row => ("interactive", Reply("list_reply", option)),
            SandboxOptionKind.QuickReply => ("button", new JsonObject { ["payload"] = option.Id, ["text"] = option.Title }),
            _ => throw new ArgumentException("A link is opened, not sent back.", nameof(option)),
        };
        return FromUser(personId, Message(messageId).NumberId, type, content,
            message => message with { Text = option.Title, QuotedId = messageId });
    }

    /// <summary>A person sends a file; an image, audio or video by its mime type, else a document.</summary>
    public string SendFile(string personId, string numberId, byte[] bytes, string mimeType, string? caption = null, string? fileName = null)
    {
        var media = Store(bytes, mimeType, fileName);
        var type = mimeType.Split('/')[0] is "image" or "audio" or "video" ? mimeType.Split('/')[0] : "document";
        var content = new JsonObject
        {
            ["mime_type"] = mimeType,
            ["sha256"] = Convert.ToBase64String(SHA256.HashData(bytes)),
            ["id"] = media.Id,
        };
        if (caption is not null)
            content["caption"] = caption;
        if (type is "document" && fileName is not null)
            content["filename"] = fileName;
        if (type is "audio")
            content["voice"] = false;
        return FromUser(personId, numberId, type, content,
            message => message with { Text = caption ?? "", MediaId = media.Id, FileName = fileName });
    }

    /// <summary>A person reacts to a message; an empty emoji takes the reaction back.</summary>
    public string React(string personId, string messageId, string emoji) =>
        FromUser(personId, Message(messageId).NumberId, "reaction",
            new JsonObject { ["message_id"] = messageId, ["emoji"] = emoji },
            message => message with { Text = emoji, QuotedId = messageId });

    /// <summary>A person sends something that the Cloud API cannot carry, such as a poll.</summary>
    public string SendUnsupported(string personId, string numberId, string kind = "poll_creation") =>
        FromUser(personId, numberId, "unsupported", new JsonObject { ["type"] = kind }, message => message with { Text = kind });

    /// <summary>The person looks at the chat: what was delivered is read, and what comes is read at once.</summary>
    public void OpenChat(string personId, string numberId)
    {
        lock (_gate)
        {
            var (person, number) = (_memory.Persons[personId], _memory.Numbers[numberId]);
            _open.Add((numberId, personId));
            var unread = _memory.Chat(numberId, personId).Where(IsUnread).ToList();
            if (unread.Count == 0)
                return;
            Keep([.. unread.SelectMany<SandboxMessage, SandboxEntry>(message =>
                [new TickEntry(message.Id, SandboxTick.Read), StatusHook(number, person, message, SandboxTick.Read, null, null)])]);
        }
        Changed?.Invoke();
    }

    /// <summary>The person looks away.</summary>
    public void CloseChat(string personId, string numberId)
    {
        lock (_gate)
            _open.Remove((numberId, personId));
    }

    internal SandboxMedia Store(byte[] bytes, string mimeType, string? fileName)
    {
        var media = new SandboxMedia(NewNumericId(), mimeType, fileName, bytes);
        lock (_gate)
            Keep([new MediaEntry(media)]);
        return media;
    }

    private string FromUser(
        string personId, string numberId, string type, JsonObject content, Func<SandboxMessage, SandboxMessage> complete)
    {
        SandboxMessage message;
        lock (_gate)
        {
            var (person, number) = (_memory.Persons[personId], _memory.Numbers[numberId]);
            message = complete(new SandboxMessage
            {
                Id = NewMessageId(),
                NumberId = numberId,
                PersonId = personId,
                FromBusiness = false,
                At = Clock.GetUtcNow(),
                Type = type,
                Tick = SandboxTick.Delivered,
            });
            var json = UserMessage.Json(number, person, message, content, QuotedSender(number, person, message));
            message = message with { Raw = json.ToJsonString() };

            var entries = new List<SandboxEntry> { new MessageEntry(message) };
            if (type is "reaction")
                entries.Add(new ReactionEntry(message.QuotedId!, false, message.Text));
            entries.Add(Hook(number.WabaId, "messages", SandboxPayload.FromUser(number, person, json), type));
            Keep(entries);
        }
        Note(SandboxLogKind.Received, $"{type} ← {personId}");
        return message.Id;
    }

    private string? QuotedSender(SandboxNumber number, SandboxPerson person, SandboxMessage message) =>
        message.QuotedId is { } id && _memory.Messages.TryGetValue(id, out var quoted) && !quoted.FromBusiness
            ? person.WaId ?? person.UserId : SandboxDigits.Of(number.DisplayNumber);

    private static JsonObject Reply(string kind, SandboxOption option)
    {
        var reply = new JsonObject { ["id"] = option.Id, ["title"] = option.Title };
        if (option.Description is { } description)
            reply["description"] = description;
        return new JsonObject { ["type"] = kind, [kind] = reply };
    }
}
