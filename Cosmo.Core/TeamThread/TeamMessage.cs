using Cosmo.Core.Conversations;

namespace Cosmo.Core.TeamThread;

/// <summary>What a message in a member's thread is for.</summary>
public enum TeamMessageKind { Reply, Notification, FollowUp, Draft, Result, Question, Info }

/// <summary>One message between Cosmo and a member on the notification number.</summary>
public sealed class TeamMessage
{
    private TeamMessage() { }

    public Guid Id { get; private init; } = Guid.CreateVersion7();
    public required Guid MemberId { get; init; }
    public required Guid ChannelAccountId { get; init; }
    public required bool IsFromMember { get; init; }
    public required TeamMessageKind Kind { get; init; }
    public required string Text { get; init; }
    public string? ProviderId { get; private set; }

    /// <summary>The ticket it is about: quoting it binds a reply to that ticket.</summary>
    public Guid? TicketId { get; init; }
    public Guid? DraftId { get; init; }

    /// <summary>The picture of the draft that it shows, see <see cref="Replies.Draft.Revision"/>; null for what shows none.</summary>
    public int? DraftRevision { get; init; }
    public Delivery Delivery { get; private set; }
    public string? DeliveryError { get; private set; }
    public required DateTimeOffset At { get; init; }

    public static TeamMessage FromMember(Guid memberId, Guid channelAccountId, string text, string providerId, DateTimeOffset at) => new()
    {
        MemberId = memberId,
        ChannelAccountId = channelAccountId,
        IsFromMember = true,
        Kind = TeamMessageKind.Reply,
        Text = text,
        ProviderId = providerId,
        At = at,
    };

    public static TeamMessage ToMember(Guid memberId, Guid channelAccountId, TeamMessageKind kind, string text, Guid? ticketId, Guid? draftId, DateTimeOffset now, int? draftRevision = null) => new()
    {
        MemberId = memberId,
        ChannelAccountId = channelAccountId,
        IsFromMember = false,
        Kind = kind,
        Text = text,
        TicketId = ticketId,
        DraftId = draftId,
        DraftRevision = draftRevision,
        Delivery = Delivery.Queued,
        At = now,
    };

    /// <summary>Takes over what the outbox learnt about it.</summary>
    public void Report(Delivery delivery, string? providerId, string? error) =>
        (Delivery, ProviderId, DeliveryError) = (delivery, ProviderId ?? providerId, error);
}
