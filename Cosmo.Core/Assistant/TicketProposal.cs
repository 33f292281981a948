using System.Text.RegularExpressions;
using Cosmo.Core.Conversations;
using Cosmo.Core.Knowledge;
using Cosmo.Core.Storage;
using Cosmo.Core.Team;
using Cosmo.Core.Tickets;
using Microsoft.EntityFrameworkCore;

namespace Cosmo.Core.Assistant;

/// <summary>
/// Proposes an entry from what a member really said to a customer, without what belongs to that customer alone: their name,
/// numbers, addresses. A person reads it, changes it and publishes it.
/// </summary>
public sealed partial class TicketProposal(IDbContextFactory<CosmoContext> contexts)
{
    /// <summary>Stands where something personal was left out; whoever writes the entry sees that something is missing.</summary>
    public const string Left = "…";

    /// <summary>The entry that a closed ticket leads to; null where no member has answered in it, or it is still open.</summary>
    public async Task<KnowledgeText?> ReadAsync(Guid ticketId, CancellationToken cancel = default)
    {
        await using var db = await contexts.CreateDbContextAsync(cancel);
        return await db.Set<Ticket>().AsNoTracking().FirstOrDefaultAsync(t => t.Id == ticketId && t.State == TicketState.Closed, cancel) is { } ticket
            ? await OfAsync(db, ticket, cancel)
            : null;
    }

    /// <summary>The same inside a change that is under way, for a ticket that is closed or is being closed in it.</summary>
    public static async Task<KnowledgeText?> OfAsync(DbContext db, Ticket ticket, CancellationToken cancel)
    {
        var ticketId = ticket.Id;
        var contact = await (
            from c in db.Set<Conversation>()
            where c.Id == ticket.ConversationId
            join person in db.Set<Contact>() on c.ContactId equals person.Id
            select person.Name).FirstOrDefaultAsync(cancel) ?? "";
        var messages = await db.Set<Message>().AsNoTracking().Where(m => m.TicketId == ticketId && (m.Author == Author.Member || m.Author == Author.Customer)).Where(Message.Said)
            .OrderBy(m => m.At).ThenBy(m => m.Position).ToListAsync(cancel);
        var answers = messages.Where(m => m.Author is Author.Member && m.Text.Length > 0).ToList();
        if (answers.Count == 0)
            return null;
        var members = await db.Set<Member>().Select(m => m.Name).ToListAsync(cancel);
        // A question mark tells more than the first words, which often only greet or ask for a person.
        var asked = messages.Where(m => m.Author is Author.Customer && m.Text.IndexOfAny(['?', '؟', '？']) >= 0).Select(m => m.Text).FirstOrDefault() ?? ticket.Issue;
        var theirs = string.Join(' ', messages.Where(m => m.Author is Author.Customer).Select(m => m.Text).Append(ticket.Issue));
        var names = NameWords(members.Append(contact));
        return new(
            Cut(Clean(asked.ReplaceLineEndings(" "), names, theirs), KnowledgeEntry.LongestQuestion),
            Cut(string.Join("\n\n", answers.Select(m => Clean(m.Text, names, theirs))), KnowledgeEntry.LongestAnswer),
            answers[^1].Language ?? "en", "", Published: false, TeamOnly: false);
    }

    /// <summary>The words of people's names, to be left out of a proposal.</summary>
    internal static HashSet<string> NameWords(IEnumerable<string> names) =>
        names.SelectMany(n => n.Split(' ', StringSplitOptions.RemoveEmptyEntries)).Where(n => n.Length > 1).ToHashSet(StringComparer.OrdinalIgnoreCase);

    /// <summary>A text without names, addresses of mail, telephone and order numbers, and whatever numbers the customer named first.</summary>
    /// <param name="names">Words that are names of people.</param>
    /// <param name="theirs">What the customer wrote.</param>
    internal static string Clean(string text, IReadOnlySet<string> names, string theirs)
    {
        text = Mail().Replace(text, Left);
        text = Phone().Replace(text, m => m.Value.Count(char.IsDigit) >= 7 ? Left : m.Value);
        // Five digits are no price of a shop and no number of days; letters with digits are an order.
        text = Code().Replace(text, m => m.Value.Count(char.IsDigit) >= 5 || m.Value.StartsWith('#') || m.Value.Any(char.IsLetter) && m.Value.Count(char.IsDigit) >= 2 || Names(theirs, m.Value) ? Left : m.Value);
        return Word().Replace(text, m => names.Contains(m.Value) ? Left : m.Value).Trim();
    }

    private static bool Names(string theirs, string number) => Code().Matches(theirs).Any(m => m.Value == number);

    private static string Cut(string text, int most) => text.Length <= most ? text : text[..(char.IsHighSurrogate(text[most - 1]) ? most - 1 : most)];

    [GeneratedRegex(@"[\w.+-]+@[\w-]+(\.[\w-]+)+")]
    private static partial Regex Mail();

    [GeneratedRegex(@"\+?\d[\d\s().-]{5,}\d")]
    private static partial Regex Phone();

    [GeneratedRegex(@"#?(?:\p{L}+[-/])*[\p{L}\p{N}]*\p{Nd}[\p{L}\p{N}]*(?:[-/][\p{L}\p{N}]*\p{Nd}[\p{L}\p{N}]*)*")]
    private static partial Regex Code();

    [GeneratedRegex(@"[\p{L}\p{M}]+")]
    private static partial Regex Word();
}
