using Cosmo.Core.Work;

namespace Cosmo.Core.Channels;

/// <summary>Work of the channels. What came from outside starts with <see cref="WorkSweeper.IncomingPrefix"/>.</summary>
public static class ChannelWork
{
    /// <summary>A message on the business number.</summary>
    public static readonly WorkKind CustomerMessage = WorkKind.Internal("in.message");

    /// <summary>A message on the notification number.</summary>
    public static readonly WorkKind TeamMessage = WorkKind.Internal("in.team");

    /// <summary>What became of something we sent.</summary>
    public static readonly WorkKind Status = WorkKind.Internal("in.status") with { MostAttempts = 12, FirstDelay = TimeSpan.FromSeconds(1) };

    /// <summary>Everything else that a provider tells.</summary>
    public static readonly WorkKind Notice = WorkKind.Internal("in.notice");

    /// <summary>Signed, but unreadable or for a number that is not ours: kept for a person to look at.</summary>
    public static readonly WorkKind Quarantine = WorkKind.Internal("in.quarantine");

    /// <summary>
    /// A message that is to leave. Body: the id of its <see cref="Outgoing"/>. How often it is tried is for the kind of
    /// refusal to say (<see cref="WhatsApp.RetryDelay"/>, at most 20 times); this only bounds what no answer explains.
    /// </summary>
    public static readonly WorkKind Send = WorkKind.External("send", mostAttempts: 30);

    /// <summary>The customer sees that their message was read. Body: message, and "typing" where somebody writes an answer.</summary>
    public static readonly WorkKind MarkRead = WorkKind.External("mark-read", mostAttempts: 2);

    /// <summary>A customer's message is stored and waits to be understood. Body: conversation, message.</summary>
    public static readonly WorkKind Understand = WorkKind.Internal("assist");

    /// <summary>The same where a model does it: it calls the outside world.</summary>
    public static readonly WorkKind UnderstandByModel = WorkKind.External("assist.model", mostAttempts: 3);

    /// <summary>Something that left for a member, or by a member's word, has moved. Body: outgoing id, state.</summary>
    public static readonly WorkKind Delivered = WorkKind.Internal("delivered");

    /// <summary>The customer's messages are worked on one after the other.</summary>
    public static string ConversationLane(Guid conversationId) => $"conversation:{conversationId}";
}
