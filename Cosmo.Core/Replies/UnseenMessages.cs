using Cosmo.Core.Conversations;
using Cosmo.Core.Storage;
using Microsoft.EntityFrameworkCore;

namespace Cosmo.Core.Replies;

/// <summary>
/// What the member of a held draft has not seen yet: older messages that the customer changed, then new ones in the thread's order, then the
/// notes of colleagues.
/// </summary>
internal sealed class UnseenMessages
{
    private const int Most = 20;
    private readonly List<Message> _found;
    private readonly int _changed;
    private readonly Seen _before, _all;

    private UnseenMessages(List<Message> found, int changed, IReadOnlyList<Note> notes, Seen before, Seen all) =>
        (_found, _changed, Notes, _before, _all) = (found, changed, notes, before, all);

    /// <summary>At most 20 of the colleagues' notes, the oldest first.</summary>
    public IReadOnlyList<Note> Notes { get; }

    /// <summary>At most 20 of them; whoever has seen these is shown the others next.</summary>
    public IReadOnlyList<Message> Messages => _found.GetRange(0, Math.Min(_found.Count, Most));

    /// <summary>How far somebody has seen who was shown the first of the messages.</summary>
    /// <param name="count">How many of them.</param>
    /// <param name="notes">How many of the notes.</param>
    public Seen UpTo(int count, int notes)
    {
        var seen = count >= _found.Count ? _all
            : count < _changed ? _before with { Edits = _before.Edits + count }
            : new Seen(count == _changed ? _before.Version : _found[count - 1].Position, _all.Edits);
        return seen with { Notes = _before.Notes + notes };
    }

    /// <summary>Reads what came in or was changed since the draft was shown.</summary>
    public static async Task<UnseenMessages> ReadAsync(CosmoContext db, Draft draft, CancellationToken cancel)
    {
        const int looked = Most + 1;   // one more than is shown tells that there are more
        var thread = db.Set<Message>().AsNoTracking().Where(m => m.ConversationId == draft.ConversationId);
        var all = await db.Set<Conversation>().Where(c => c.Id == draft.ConversationId).Select(c => new Seen(c.Version, c.Edits, 0)).FirstOrDefaultAsync(cancel);
        var later = thread.Where(m => m.Position > draft.SeenVersion);
        // The latest changes are the unseen ones. A later message is shown anyway, in the words it has now.
        var edits = all.Edits - draft.SeenEdits - await later.CountAsync(m => m.Author == Author.Customer && m.EditedAt != null, cancel);
        var changed = edits <= 0
            ? []
            : await thread.Where(m => m.Position <= draft.SeenVersion && m.Author == Author.Customer && m.EditedAt != null)
                .OrderByDescending(m => m.EditedAt).ThenByDescending(m => m.Position).Take(edits)
                .OrderBy(m => m.EditedAt).ThenBy(m => m.Position).Take(looked).ToListAsync(cancel);
        var notes = await Seen.NotesFor(db, draft.ConversationId, draft.MemberId).OrderBy(n => n.At).ThenBy(n => n.Id).Skip(draft.SeenNotes).Take(Most).ToListAsync(cancel);
        return new([.. changed, .. await later.OrderBy(m => m.Position).Take(looked - changed.Count).ToListAsync(cancel)], changed.Count, notes, draft.Seen, all);
    }
}
