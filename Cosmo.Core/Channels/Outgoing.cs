using Cosmo.Core.Conversations;

namespace Cosmo.Core.Channels;

/// <summary>
/// One message on its way out. Its id travels in <c>biz_opaque_callback_data</c> and comes back with every status, so
/// that we learn what became of a send whose answer never arrived.
/// </summary>
public sealed class Outgoing
{
    private const string SentAgain = "sent-again";
    private const string GivenUp = "given-up";

    private Outgoing() { }

    public Guid Id { get; private init; } = Guid.CreateVersion7();
    public required Guid ChannelAccountId { get; init; }

    /// <summary>The customer's message that it carries; null for what goes to a member.</summary>
    public Guid? MessageId { get; init; }

    /// <summary>The message of the team's thread that it carries; null for what goes to a customer.</summary>
    public Guid? TeamMessageId { get; init; }

    /// <summary>What is sent, as the channel's client reads it (JSON).</summary>
    public required string Payload { get; init; }
    public Delivery Delivery { get; private set; } = Delivery.Queued;
    public string? ProviderId { get; private set; }
    public string? Error { get; private set; }
    public string? ErrorDetail { get; private set; }
    public int Attempts { get; private set; }
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>When it was last handed to the provider.</summary>
    public DateTimeOffset? BegunAt { get; private set; }
    public DateTimeOffset? SentAt { get; private set; }
    public DateTimeOffset? DeliveredAt { get; private set; }
    public DateTimeOffset? ReadAt { get; private set; }

    public static Outgoing ForMessage(Guid channelAccountId, Guid messageId, Guid id, string payload, DateTimeOffset now) =>
        new() { Id = id, ChannelAccountId = channelAccountId, MessageId = messageId, Payload = payload, CreatedAt = now };

    public static Outgoing ForTeam(Guid channelAccountId, Guid teamMessageId, Guid id, string payload, DateTimeOffset now) =>
        new() { Id = id, ChannelAccountId = channelAccountId, TeamMessageId = teamMessageId, Payload = payload, CreatedAt = now };

    /// <summary>It is about to be handed to the provider. From here on only the provider knows whether it left.</summary>
    public void Begin(DateTimeOffset now) => (Delivery, Attempts, BegunAt) = (Delivery.Sending, Attempts + 1, now);

    /// <summary>Whoever confirmed it takes it back. Only what the provider certainly does not have can be.</summary>
    /// <returns>False when it has left, or may have.</returns>
    public bool Recall()
    {
        if (Delivery is not Delivery.Queued)
            return false;
        (Delivery, Error, ErrorDetail) = (Delivery.Recalled, null, null);
        return true;
    }

    /// <summary>The provider said for certain that it took nothing; it will be tried again.</summary>
    public void Retry(string error, string? detail)
    {
        if (Delivery is Delivery.Sending)
            (Delivery, Error, ErrorDetail) = (Delivery.Queued, error, Short(detail));
    }

    /// <summary>The provider took it.</summary>
    public void Accepted(string providerId, DateTimeOffset now)
    {
        ProviderId ??= providerId;
        SentAt ??= now;
        if (Delivery is Delivery.Queued or Delivery.Sending or Delivery.Uncertain)
            (Delivery, Error, ErrorDetail) = (Delivery.Sent, null, null);
    }

    /// <summary>
    /// A person sent the same words again: from now on that try says what became of the message. What the provider still tells
    /// about this one is kept here and goes no further.
    /// </summary>
    public void Supersede() => (Delivery, Error, ErrorDetail) = (Delivery.Failed, SentAgain, null);

    /// <summary>True once the same words were sent again.</summary>
    public bool IsSuperseded => Error == SentAgain;

    /// <summary>The provider refused it for good, or no longer tries.</summary>
    public void Fail(string error, string? detail, string? providerId = null)
    {
        ProviderId ??= providerId;
        if (IsSuperseded || Delivery is Delivery.Delivered or Delivery.Read)
            return;   // Meta: a failed status of a second device may follow a delivered one
        (Delivery, Error, ErrorDetail) = (Delivery.Failed, error, Short(detail));
    }

    /// <summary>It could not even be begun, again and again.</summary>
    public void GiveUp() => Fail(GivenUp, null);

    /// <summary>True where the provider certainly never had it: it waits, or was given up before it was begun.</summary>
    public bool HasNeverLeft => Delivery is Delivery.Queued || (Delivery is Delivery.Failed && Error == GivenUp);

    /// <summary>What was given up is to leave after all.</summary>
    public void Revive()
    {
        if (HasNeverLeft)
            (Delivery, Error, ErrorDetail) = (Delivery.Queued, null, null);
    }

    /// <summary>No answer came: it may have left, or not. Never sent again by itself.</summary>
    public void Lose(string reason)
    {
        if (Delivery is Delivery.Sending)
            (Delivery, Error) = (Delivery.Uncertain, reason);
    }

    /// <summary>
    /// A status came back. States only rise (sent, delivered, read), whatever order they arrive in; delivered and read
    /// overrule failed, because a second device may fail after the first received it.
    /// </summary>
    public void Progress(Delivery status, string? providerId, DateTimeOffset at)
    {
        ProviderId ??= providerId;
        SentAt = Earlier(SentAt, at);
        if (status is Delivery.Delivered or Delivery.Read)
            DeliveredAt = Earlier(DeliveredAt, at);
        if (status is Delivery.Read)
            ReadAt = Earlier(ReadAt, at);
        if (Rank(status) > Rank(Delivery))
            (Delivery, Error, ErrorDetail) = (status, IsSuperseded ? SentAgain : null, null);
    }

    // Read implies delivered, and may come first: the earliest word on each step is the truest. Meta counts in whole
    // seconds: the same second cut short is not earlier.
    private static DateTimeOffset Earlier(DateTimeOffset? known, DateTimeOffset at) =>
        known is { } earlier && earlier < at + TimeSpan.FromSeconds(1) ? earlier : at;

    private static int Rank(Delivery delivery) => delivery switch
    {
        Delivery.Sent => 1,
        Delivery.Failed => 1,
        Delivery.Delivered => 2,
        Delivery.Read => 3,
        _ => 0,
    };

    private static string? Short(string? detail) => detail is null ? null : Cut.To(detail, 500);
}
