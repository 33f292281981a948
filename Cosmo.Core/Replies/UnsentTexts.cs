using Cosmo.Core.Storage;
using Cosmo.Core.Work;
using Microsoft.EntityFrameworkCore;

namespace Cosmo.Core.Replies;

/// <summary>Keeps what a member has typed and not yet sent, so that a closed browser loses nothing.</summary>
public sealed class UnsentTexts(IDbContextFactory<CosmoContext> contexts, Changes changes)
{
    /// <summary>What the member had typed here; null when nothing waits.</summary>
    public async Task<string?> FindAsync(Guid memberId, Guid conversationId, CancellationToken cancel = default)
    {
        await using var db = await contexts.CreateDbContextAsync(cancel);
        return await db.Set<UnsentText>().AsNoTracking().Where(u => u.MemberId == memberId && u.ConversationId == conversationId)
            .Select(u => u.Text).FirstOrDefaultAsync(cancel);
    }

    /// <summary>Keeps it; an empty text is forgotten. Longer texts than WhatsApp carries are cut.</summary>
    public Task KeepAsync(Guid memberId, Guid conversationId, string text, CancellationToken cancel = default) => changes.RunAsync(
        async change =>
        {
            var kept = Cut.To(text, DraftDesk.LongestText);
            var known = await change.Db.Set<UnsentText>().FindAsync([memberId, conversationId], cancel);
            if (string.IsNullOrWhiteSpace(kept))
            {
                if (known is not null)
                    change.Db.Remove(known);
            }
            else if (known is not null)
            {
                (known.Text, known.At) = (kept, change.Now);
            }
            else
            {
                change.Db.Add(new UnsentText { MemberId = memberId, ConversationId = conversationId, Text = kept, At = change.Now });
            }
        },
        cancel);
}
