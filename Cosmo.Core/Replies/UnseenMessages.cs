using Cosmo.Core.Conversations;
using Cosmo.Core.Storage;
using Microsoft.EntityFrameworkCore;

namespace Cosmo.Core.Replies;

/// <summary>What the member of a held draft has not seen yet.</summary>
internal static class UnseenMessages
{
    private const int Most = 20;

    /// <summary>Messages that are new since the draft was shown, and older ones that the customer changed since; in the thread's order, at most 20.</summary>
    public static async Task<List<Message>> ReadAsync(CosmoContext db, Draft draft, CancellationToken cancel)
    {
        var thread = db.Set<Message>().AsNoTracking().Where(m => m.ConversationId == draft.ConversationId);
        var version = await db.Set<Conversation>().Where(c => c.Id == draft.ConversationId).Select(c => c.Version).FirstOrDefaultAsync(cancel);
        var later = thread.Where(m => m.Position > draft.SeenVersion);
        // The version counts messages and changes. What is no message was a change, and the latest changes are the unseen ones.
        var changes = Math.Min(version - draft.SeenVersion - await later.CountAsync(cancel), Most);
        var changed = changes <= 0
            ? []
            : await thread.Where(m => m.Position <= draft.SeenVersion && m.Author == Author.Customer && m.EditedAt != null)
                .OrderByDescending(m => m.EditedAt).ThenByDescending(m => m.Position).Take(changes).ToListAsync(cancel);
        return [.. changed.OrderBy(m => m.Position), .. await later.OrderBy(m => m.Position).Take(Most - changed.Count).ToListAsync(cancel)];
    }
}
