using Cosmo.Core.Channels;
using Cosmo.Core.Conversations;

namespace Cosmo.Core.Inbox;

/// <summary>Who the customer is and where the conversation stands.</summary>
public sealed record ThreadHead(
    Guid Id, Guid ContactId, string Name, string? Phone, string? Username, bool RefusesMarketing, ChannelKind Channel, string OurNumber,
    string? Language, ServiceWindow Window, Handler Handler, int Unread, int Version, DateTimeOffset FirstAt);

/// <summary>A knowledge entry that an answer was taken from.</summary>
/// <param name="Question">Null when the entry is gone.</param>
public sealed record ThreadSource(Guid Id, string? Question);

/// <summary>The message that another one answers.</summary>
public sealed record ThreadQuote(Author Author, MessageKind Kind, string Text);

/// <summary>One message of the thread.</summary>
public sealed record ThreadMessage(
    Guid Id, int Position, Author Author, MessageKind Kind, string Text, DateTimeOffset At, Delivery Delivery, string? DeliveryError, string? Language,
    Guid? MemberId, string? Meaning, string? MediaType, string? FileName, bool IsForwarded, string? Reaction, DateTimeOffset? EditedAt, bool IsRevoked,
    string? Sources, string? QuotedProviderId, Guid? DraftId = null, DateTimeOffset? HeldUntil = null)
{
    /// <summary>True for words that the other side has got, or may have, see <see cref="Message.Said"/>.</summary>
    public bool IsSaid => Message.WasSaid(IsRevoked, Delivery);

    public IReadOnlyList<ThreadSource> Cited { get; init; } = [];
    public ThreadQuote? Quote { get; init; }

    /// <summary>An answer of the assistant of which a member said that a person should have given it.</summary>
    public bool ShouldBeTicket { get; init; }
}

/// <summary>One note of the thread.</summary>
public sealed record ThreadNote(Guid Id, Guid? MemberId, string Text, DateTimeOffset At);

/// <summary>The newest part of a thread.</summary>
/// <param name="Messages">Oldest first.</param>
/// <param name="Notes">Those written since the oldest message shown.</param>
/// <param name="HasEarlier">There is more before.</param>
public sealed record ThreadPart(IReadOnlyList<ThreadMessage> Messages, IReadOnlyList<ThreadNote> Notes, bool HasEarlier);
