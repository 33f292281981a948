using Cosmo.Core.Channels;
using Cosmo.Core.Conversations;
using Cosmo.Core.Escalation;
using Cosmo.Core.Knowledge;
using Cosmo.Core.Storage;
using Microsoft.EntityFrameworkCore;

namespace Cosmo.Core.Inbox;

/// <summary>Reads one conversation.</summary>
public sealed class ThreadQueries(IDbContextFactory<CosmoContext> contexts)
{
    /// <summary>Messages that are shown at first, and how many more each time.</summary>
    public const int MessagesAtOnce = 50;

    private const int MostNotes = 200;

    /// <summary>Who it is with and where it stands; null when there is no such conversation.</summary>
    public async Task<ThreadHead?> HeadAsync(Guid conversationId, CancellationToken cancel = default)
    {
        await using var db = await contexts.CreateDbContextAsync(cancel);
        return await (
            from c in db.Set<Conversation>().AsNoTracking()
            join contact in db.Set<Contact>() on c.ContactId equals contact.Id
            join account in db.Set<ChannelAccount>() on c.ChannelAccountId equals account.Id
            where c.Id == conversationId
            select new ThreadHead(
                c.Id, contact.Id, contact.Name, contact.Phone, contact.Username, contact.RefusesMarketing, account.Kind, account.DisplayNumber,
                c.Language, new ServiceWindow(c.LastInboundAt, c.RefusedAt), c.Handler, c.Unread, c.Version, c.CreatedAt)).FirstOrDefaultAsync(cancel);
    }

    /// <summary>The newest messages and the notes among them.</summary>
    /// <param name="most">How many messages.</param>
    public async Task<ThreadPart> ReadAsync(Guid conversationId, int most, CancellationToken cancel = default)
    {
        await using var db = await contexts.CreateDbContextAsync(cancel);
        var messages = await db.Set<Message>().AsNoTracking().Where(m => m.ConversationId == conversationId)
            .OrderByDescending(m => m.At).ThenByDescending(m => m.Position).Take(most + 1)
            .Select(m => new ThreadMessage(
                m.Id, m.Position, m.Author, m.Kind, m.Text, m.At, m.Delivery, m.DeliveryError, m.Language, m.MemberId, m.Meaning, m.MediaType, m.FileName,
                m.IsForwarded, m.Reaction, m.EditedAt, m.IsRevoked, m.Sources, m.QuotedProviderId, m.DraftId, m.HeldUntil))
            .ToListAsync(cancel);
        var hasEarlier = messages.Count > most;
        messages = [.. messages.Take(most).Reverse()];
        var since = hasEarlier ? messages[0].At : DateTimeOffset.UnixEpoch;
        var notes = await db.Set<Note>().AsNoTracking().Where(n => n.ConversationId == conversationId && n.At >= since)
            .OrderByDescending(n => n.At).Take(MostNotes).Select(n => new ThreadNote(n.Id, n.MemberId, n.Text, n.At)).ToListAsync(cancel);

        var sources = await SourcesAsync(db, messages, cancel);
        var quotes = await QuotesAsync(db, conversationId, messages, cancel);
        var corrected = await CorrectedAsync(db, messages, cancel);
        return new(
            [.. messages.Select(m => m with
            {
                Cited = [.. Ids(m.Sources).Select(id => new ThreadSource(id, sources.GetValueOrDefault(id)))],
                Quote = m.QuotedProviderId is { } quoted ? quotes.GetValueOrDefault(quoted) : null,
                ShouldBeTicket = corrected.Contains(m.Id),
            })],
            [.. notes.AsEnumerable().Reverse()],
            hasEarlier);
    }

    private static async Task<Dictionary<Guid, string>> SourcesAsync(CosmoContext db, List<ThreadMessage> messages, CancellationToken cancel)
    {
        var ids = messages.SelectMany(m => Ids(m.Sources)).Distinct().ToList();
        return ids.Count == 0
            ? []
            : await db.Set<KnowledgeEntry>().AsNoTracking().Where(e => ids.Contains(e.Id)).ToDictionaryAsync(e => e.Id, e => e.Question, cancel);
    }

    private static async Task<HashSet<Guid>> CorrectedAsync(CosmoContext db, List<ThreadMessage> messages, CancellationToken cancel)
    {
        var ids = messages.Where(m => m.Sources is not null).Select(m => (Guid?)m.Id).ToList();
        return ids.Count == 0 ? [] : await db.Set<Correction>().Where(c => ids.Contains(c.MessageId)).Select(c => c.MessageId!.Value).ToHashSetAsync(cancel);
    }

    private static async Task<Dictionary<string, ThreadQuote>> QuotesAsync(CosmoContext db, Guid conversationId, List<ThreadMessage> messages, CancellationToken cancel)
    {
        var ids = messages.Select(m => m.QuotedProviderId).OfType<string>().Distinct().ToList();
        if (ids.Count == 0)
            return [];
        var account = await db.Set<Conversation>().Where(c => c.Id == conversationId).Select(c => c.ChannelAccountId).FirstAsync(cancel);
        return (await db.Set<Message>().AsNoTracking()
            .Where(m => m.ChannelAccountId == account && m.ConversationId == conversationId && ids.Contains(m.ProviderId!))
            .Select(m => new { m.ProviderId, m.Author, m.Kind, m.Text }).ToListAsync(cancel))
            .ToDictionary(m => m.ProviderId!, m => new ThreadQuote(m.Author, m.Kind, m.Text));
    }

    internal static IEnumerable<Guid> Ids(string? sources) =>
        (sources ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries).Select(s => Guid.TryParse(s, out var id) ? id : Guid.Empty).Where(id => id != Guid.Empty);
}
