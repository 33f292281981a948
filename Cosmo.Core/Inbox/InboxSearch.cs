using System.Globalization;
using Cosmo.Core.Conversations;
using Cosmo.Core.Storage;
using Cosmo.Core.Tickets;
using Microsoft.EntityFrameworkCore;

namespace Cosmo.Core.Inbox;

/// <summary>Finds conversations by what a member typed: a ticket's number, a person, a phone number in any format, words of a message.</summary>
public sealed class InboxSearch(IDbContextFactory<CosmoContext> contexts, ITextSearch text)
{
    /// <summary>Most conversations found.</summary>
    public const int Most = 40;

    private const int MostPeople = 200;

    /// <summary>The conversations, best first: the ticket, then people, then messages, newest first. A found message is the line's preview.</summary>
    public async Task<IReadOnlyList<InboxRow>> FindAsync(string typed, CancellationToken cancel = default)
    {
        typed = typed.Trim();
        if (typed.Length == 0)
            return [];
        await using var db = await contexts.CreateDbContextAsync(cancel);
        var found = new List<Guid>();
        if (int.TryParse(typed.TrimStart('#'), NumberStyles.None, CultureInfo.InvariantCulture, out var number))
            found.AddRange(await db.Set<Ticket>().Where(t => t.Number == number).Select(t => t.ConversationId).ToListAsync(cancel));
        // With its # it is a ticket's number and nothing else.
        if (typed.StartsWith('#') && found.Count > 0)
            return await InboxQueries.RowsAsync(db, found, null, cancel);
        found.AddRange(await PeopleAsync(db, typed, cancel));
        var messages = await MessagesAsync(db, typed, cancel);
        found.AddRange(messages.Keys);

        var rows = await InboxQueries.RowsAsync(db, [.. found.Distinct().Take(Most)], null, cancel);
        return [.. rows.Select(r => messages.TryGetValue(r.Id, out var hit) ? r with { Preview = hit.Text, PreviewAuthor = hit.Author, At = hit.At } : r)];
    }

    private async Task<List<Guid>> PeopleAsync(CosmoContext db, string typed, CancellationToken cancel)
    {
        var digits = Digits(typed);
        var isNumber = digits.Length >= Contact.ShortestEnding && typed.All(c => char.IsAsciiDigit(c) || c is '+' or ' ' or '-' or '.' or '(' or ')' or '/');
        // Of a common name not everybody can be listed: among the newest, those who wrote last.
        var people = await text.ContactsAsync(isNumber ? digits : typed, MostPeople, cancel);
        return await db.Set<Conversation>().Where(c => people.Contains(c.ContactId))
            .OrderByDescending(c => c.LastMessageAt).Take(Most).Select(c => c.Id).ToListAsync(cancel);
    }

    private async Task<Dictionary<Guid, Hit>> MessagesAsync(CosmoContext db, string typed, CancellationToken cancel)
    {
        var ids = await text.MessagesAsync(typed, null, Most, cancel);
        var hits = await db.Set<Message>().AsNoTracking().Where(m => ids.Contains(m.Id))
            .Select(m => new { m.ConversationId, m.Text, m.Author, m.At }).ToListAsync(cancel);
        return hits.GroupBy(h => h.ConversationId).Select(g => g.MaxBy(h => h.At)!).OrderByDescending(h => h.At)
            .ToDictionary(h => h.ConversationId, h => new Hit(h.Text, h.Author, h.At));
    }

    // A number typed the international way starts with + or 00; kept numbers start with the country code.
    private static string Digits(string typed)
    {
        var digits = string.Concat(typed.Where(char.IsAsciiDigit));
        return digits.TrimStart('0');
    }

    private sealed record Hit(string Text, Author Author, DateTimeOffset At);
}
