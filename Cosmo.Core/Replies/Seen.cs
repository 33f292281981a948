using Cosmo.Core.Conversations;
using Cosmo.Core.Storage;
using Microsoft.EntityFrameworkCore;

namespace Cosmo.Core.Replies;

/// <summary>How much of a conversation somebody has seen.</summary>
/// <param name="Version">Messages up to this <see cref="Message.Position"/>.</param>
/// <param name="Edits">So many of the customer's changes to messages.</param>
/// <param name="Notes">So many of the notes that colleagues wrote; one's own are no news.</param>
public readonly record struct Seen(int Version, int Edits, int Notes = 0)
{
    /// <summary>All that is in it now, for a member.</summary>
    public static async Task<Seen> AllOfAsync(CosmoContext db, Conversation conversation, Guid memberId, CancellationToken cancel) =>
        new(conversation.Version, conversation.Edits, await NotesFor(db, conversation.Id, memberId).CountAsync(cancel));

    /// <summary>The notes that a member has not written: those of colleagues. What Cosmo notes is no news for an answer.</summary>
    internal static IQueryable<Note> NotesFor(CosmoContext db, Guid conversationId, Guid memberId) =>
        db.Set<Note>().AsNoTracking().Where(n => n.ConversationId == conversationId && n.MemberId != null && n.MemberId != memberId);

    /// <summary>What was seen before and now: nothing is forgotten because an older picture is looked at once more.</summary>
    public Seen And(Seen other) => new(Math.Max(Version, other.Version), Math.Max(Edits, other.Edits), Math.Max(Notes, other.Notes));
}
