namespace Cosmo.Core.Conversations;

/// <summary>A message as a channel hands it in.</summary>
/// <param name="ProviderId">The provider's id of the message.</param>
/// <param name="At">The provider's time, already kept within reason by the channel.</param>
/// <param name="Text">What is shown and searched.</param>
public sealed record Inbound(string ProviderId, DateTimeOffset At, MessageKind Kind, string Text)
{
    public Author Author { get; init; } = Author.Customer;
    public string? QuotedProviderId { get; init; }
    public string? MediaId { get; init; }
    public string? MediaType { get; init; }
    public string? FileName { get; init; }
    public bool IsForwarded { get; init; }
    public string? Raw { get; init; }
}

/// <summary>Who sent something, as the channel knows it: at least one of user id and phone is there.</summary>
/// <param name="Phone">Digits only, with the country code.</param>
public sealed record Sender(Guid ChannelAccountId, string? UserId, string? Phone, string? Name, string? Username);

/// <summary>A message that is to leave.</summary>
/// <param name="Text">Word for word what the customer gets.</param>
public sealed record Outbound(Author Author, string Text, string? Language)
{
    public MessageKind Kind { get; init; } = MessageKind.Text;
    public Guid? MemberId { get; init; }
    public Guid? TicketId { get; init; }
    public Guid? DraftId { get; init; }
    public string? Meaning { get; init; }
    public string? Sources { get; init; }
    public string? QuotedProviderId { get; init; }

    /// <summary>It does not leave before; null for at once.</summary>
    public DateTimeOffset? HeldUntil { get; init; }
}
