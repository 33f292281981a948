using Cosmo.Core.Work;

namespace Cosmo.Core.Conversations;

/// <summary>Something that only the team sees. A note has no road to a channel.</summary>
public sealed class Note
{
    /// <summary>Longest note, in characters.</summary>
    public const int LongestText = 4000;

    private Note() { }

    /// <summary>A note was written; whoever is named in it is told. Body: note.</summary>
    public static readonly WorkKind Written = WorkKind.Internal("note.written");

    public Guid Id { get; private init; } = Guid.CreateVersion7();
    public required Guid ConversationId { get; init; }
    public Guid? TicketId { get; init; }

    /// <summary>Who wrote it; null for what Cosmo itself noted.</summary>
    public Guid? MemberId { get; init; }
    public required string Text { get; init; }
    public required DateTimeOffset At { get; init; }

    public static Note Write(Guid conversationId, Guid? ticketId, Guid? memberId, string text, DateTimeOffset now) => new()
    {
        ConversationId = conversationId,
        TicketId = ticketId,
        MemberId = memberId,
        Text = Cut.To(text, LongestText),
        At = now,
    };

    /// <summary>Makes it due that whoever is named in it is told.</summary>
    public NewWork Tells() => new(Written, $"note:{Id}", Id.ToString());
}
