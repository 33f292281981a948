using Cosmo.Core.Conversations;

namespace Cosmo.Core.Replies;

/// <summary>How much of a conversation somebody has seen.</summary>
/// <param name="Version">Messages up to this <see cref="Message.Position"/>.</param>
/// <param name="Edits">So many of the customer's changes to messages.</param>
public readonly record struct Seen(int Version, int Edits)
{
    /// <summary>All that is in it now.</summary>
    public static Seen AllOf(Conversation conversation) => new(conversation.Version, conversation.Edits);

    /// <summary>What was seen before and now: nothing is forgotten because an older picture is looked at once more.</summary>
    public Seen And(Seen other) => new(Math.Max(Version, other.Version), Math.Max(Edits, other.Edits));
}
