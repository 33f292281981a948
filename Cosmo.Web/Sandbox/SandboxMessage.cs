namespace Cosmo.Web.Sandbox;

/// <summary>How far a message has come. Ordered: a later state is never taken back by an earlier one, except Failed.</summary>
public enum SandboxTick { Accepted, Sent, Delivered, Read, Failed }

/// <summary>What a person can press below a message.</summary>
public enum SandboxOptionKind { Button, Row, QuickReply, Link }

/// <summary>One thing to press.</summary>
/// <param name="Id">The id, or the payload of a quick reply, that goes back to the business.</param>
/// <param name="Title">What the person reads.</param>
/// <param name="Kind">Which reply it makes.</param>
/// <param name="Description">The second line of a list row.</param>
/// <param name="Section">The heading a list row stands under.</param>
public sealed record SandboxOption(
    string Id, string Title, SandboxOptionKind Kind, string? Description = null, string? Section = null);

/// <summary>A message between a number of the business and a person, in either direction.</summary>
public sealed record SandboxMessage
{
    /// <summary>Meta's message id (wamid).</summary>
    public required string Id { get; init; }
    public required string NumberId { get; init; }
    /// <summary>The person's user id; the address as it was sent where no such person exists.</summary>
    public required string PersonId { get; init; }
    public required bool FromBusiness { get; init; }
    public required DateTimeOffset At { get; init; }
    /// <summary>Meta's message type: text, interactive, template, image…</summary>
    public required string Type { get; init; }
    /// <summary>The words exactly as they were sent; of a template, with its parameters filled in.</summary>
    public string Text { get; init; } = "";
    public string? Header { get; init; }
    public string? Footer { get; init; }
    /// <summary>What can be pressed, in order.</summary>
    public IReadOnlyList<SandboxOption> Options { get; init; } = [];
    /// <summary>The label of the button that opens a list.</summary>
    public string? ListLabel { get; init; }
    public string? MediaId { get; init; }
    public string? FileName { get; init; }
    public string? QuotedId { get; init; }
    public bool Forwarded { get; init; }
    /// <summary>biz_opaque_callback_data of the send, unchanged.</summary>
    public string? CallbackData { get; init; }
    /// <summary>The request of the send as received, or the message object of the webhook, as JSON.</summary>
    public string Raw { get; init; } = "{}";
    public SandboxTick Tick { get; init; }
    public int? ErrorCode { get; init; }
    public string? UserReaction { get; init; }
    public string? BusinessReaction { get; init; }
}
