using Cosmo.Core.Conversations;
using Cosmo.Core.Live;
using Cosmo.Core.Team;
using Cosmo.Core.Tickets;
using Cosmo.Core.Work;
using Microsoft.EntityFrameworkCore;

namespace Cosmo.Core.Inbox;

/// <summary>Writes notes, which only the team sees.</summary>
public sealed class NoteDesk(Changes changes)
{
    public static readonly Refusal Empty = new("note.empty", "Write something first.");
    public static readonly Refusal TooLong = new("note.too-long", "A note has at most 4,000 characters.");

    /// <summary>Adds a note to a conversation and to its open ticket, if there is one.</summary>
    public Task<Refusal?> AddAsync(Guid conversationId, Guid memberId, string text, CancellationToken cancel = default) => changes.RunAsync(
        async change =>
        {
            if (await Members.RefuseAsync(change, memberId, cancel) is { } left)
                return left;
            if (string.IsNullOrWhiteSpace(text))
                return Empty;
            if (text.Length > Note.LongestText)
                return TooLong;
            if (!await change.Db.Set<Conversation>().AnyAsync(c => c.Id == conversationId, cancel))
                return ConversationDesk.NotFound;
            var ticket = await TicketDesk.FindOpenAsync(change, conversationId);
            var note = Note.Write(conversationId, ticket?.Id, memberId, text.Trim(), change.Now);
            change.Db.Add(note);
            change.Add(note.Tells());
            if (ticket is not null)
                TicketDesk.Record(change, ticket, TicketStep.Noted, memberId);
            change.Tell(Topic.Conversation(conversationId));
            return null;
        },
        cancel);
}
