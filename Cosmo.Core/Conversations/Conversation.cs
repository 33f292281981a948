namespace Cosmo.Core.Conversations;

/// <summary>Who answers a conversation now.</summary>
public enum Handler { Assistant, Team }

/// <summary>The thread of one contact with one channel account.</summary>
public sealed class Conversation
{
    /// <summary>How much of the last message the list shows, in characters.</summary>
    public const int PreviewLength = 140;

    private Conversation() { }

    public Guid Id { get; private init; } = Guid.CreateVersion7();
    public required Guid ContactId { get; init; }
    public required Guid ChannelAccountId { get; init; }
    public Handler Handler { get; private set; }

    /// <summary>ISO 639-1 code of the language the customer writes; null until a message was long enough to tell.</summary>
    public string? Language { get; private set; }

    /// <summary>Provider's time of the customer's last message; null when only we have written.</summary>
    public DateTimeOffset? LastInboundAt { get; private set; }

    /// <summary>When the provider refused free text although the customer had written less than a day before; null until then, and again once they write.</summary>
    public DateTimeOffset? RefusedAt { get; private set; }
    public DateTimeOffset LastMessageAt { get; private set; }
    public string Preview { get; private set; } = "";
    public Author PreviewAuthor { get; private set; }

    /// <summary>Customer messages that nobody of the team has looked at.</summary>
    public int Unread { get; private set; }

    /// <summary>Counts every message in or out: whoever decided on an older version looks again before sending.</summary>
    public int Version { get; private set; }

    /// <summary>Counts what the customer changed or took back. Whoever of the team prepares an answer looks again at that too.</summary>
    public int Edits { get; private set; }
    public DateTimeOffset CreatedAt { get; private init; }

    public ServiceWindow Window => new(LastInboundAt, RefusedAt);

    public static Conversation Start(Guid contactId, Guid channelAccountId, DateTimeOffset now) =>
        new() { ContactId = contactId, ChannelAccountId = channelAccountId, CreatedAt = now, LastMessageAt = now };

    /// <summary>A message came in. Only the customer's own messages open the window and count as unread.</summary>
    public Message Receive(Inbound inbound)
    {
        Version++;
        var message = Message.Incoming(this, inbound, inbound.At);
        if (inbound.Author is Author.Customer)
        {
            Unread++;
            HeardAt(inbound.At);
        }

        Show(message);
        return message;
    }

    /// <summary>
    /// The customer edited one of their messages or took it back. It is counted apart from the messages, because the assistant takes
    /// a message for the last one by <see cref="Version"/>.
    /// </summary>
    public void Changed() => Edits++;

    /// <summary>The customer did something at that time, by the provider's clock. Webhooks come in any order: the window never moves back.</summary>
    public void HeardAt(DateTimeOffset at)
    {
        if (LastInboundAt is null || at > LastInboundAt)
            (LastInboundAt, RefusedAt) = (at, null);
    }

    /// <summary>The provider says that the window is closed. What the customer wrote after the send that it refused has opened it again.</summary>
    /// <param name="sentAt">When the refused message was made.</param>
    public void Refuse(DateTimeOffset sentAt, DateTimeOffset now)
    {
        if (LastInboundAt < sentAt)
            RefusedAt = now;
    }

    /// <summary>A message is to leave. It is only queued here; the outbox sends it.</summary>
    public Message Say(Outbound outbound, DateTimeOffset now)
    {
        Version++;
        var message = Message.Outgoing(this, outbound, now);
        Show(message);
        return message;
    }

    /// <summary>The last message was taken back before it left: the list shows the one before it again.</summary>
    /// <param name="last">The newest message that still counts; null when there is none.</param>
    public void ShowAgain(Message? last)
    {
        (PreviewAuthor, Preview) = (last?.Author ?? PreviewAuthor, Cut.Shown(last?.Text ?? "", PreviewLength));
        LastMessageAt = last?.At ?? CreatedAt;
    }

    /// <summary>The assistant falls silent; from now on the team answers.</summary>
    public void HandOff() => Handler = Handler.Team;

    /// <summary>The assistant answers again.</summary>
    public void HandBack() => Handler = Handler.Assistant;

    public void Speak(string language) => Language = language;

    public void MarkSeen() => Unread = 0;

    public void MarkUnseen() => Unread = Math.Max(Unread, 1);

    private void Show(Message message)
    {
        if (message.At < LastMessageAt && Version > 1)
            return;   // an older message that arrived late changes the thread, not the list
        LastMessageAt = message.At;
        PreviewAuthor = message.Author;
        Preview = Cut.Shown(message.Text, PreviewLength);
    }
}
