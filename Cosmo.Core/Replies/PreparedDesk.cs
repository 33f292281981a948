using Cosmo.Core.Assistant;
using Cosmo.Core.Conversations;
using Cosmo.Core.Knowledge;
using Cosmo.Core.Live;
using Cosmo.Core.Storage;
using Cosmo.Core.Team;
using Cosmo.Core.Tickets;
using Cosmo.Core.Work;
using Microsoft.EntityFrameworkCore;

namespace Cosmo.Core.Replies;

/// <summary>An entry that a prepared answer stands on.</summary>
/// <param name="Question">What it is called; null where it is gone.</param>
public sealed record PreparedSource(Guid Id, string? Question);

/// <summary>What the assistant prepared, as a member sees it before they make a draft of it.</summary>
public sealed record PreparedView(Guid Id, string Text, string Language, string Engine, IReadOnlyList<PreparedSource> Sources);

/// <summary>
/// What the assistant prepared while it only drafts, on its way to being a member's draft: from there it takes the one road of all
/// answers. It is there for everybody who may answer the ticket, until one of them has.
/// </summary>
public sealed class PreparedDesk(Changes changes, IDbContextFactory<CosmoContext> contexts)
{
    /// <summary>What is prepared for a conversation and this member may use; null where nothing is, or where it was answered.</summary>
    public async Task<PreparedView?> WaitingAsync(Guid conversationId, Guid memberId, CancellationToken cancel = default)
    {
        await using var db = await contexts.CreateDbContextAsync(cancel);
        var ticket = await db.Set<Ticket>().AsNoTracking().FirstOrDefaultAsync(t => t.ConversationId == conversationId && t.State != TicketState.Closed, cancel);
        return ticket is not null && await FindAsync(db, ticket, memberId, cancel) is { } prepared
            ? new(prepared.Id, prepared.Text, prepared.Language, prepared.Engine, await SourcesAsync(db, prepared, cancel))
            : null;
    }

    /// <summary>Makes a draft of it in the member's name; shown and confirmed like any other.</summary>
    /// <param name="draftId">The new draft's id, chosen by the caller: the same id twice begins one draft.</param>
    public Task<Refusal?> BeginAsync(Guid draftId, Guid preparedId, Guid memberId, CancellationToken cancel = default) => changes.RunAsync(
        async change => await Members.RefuseAsync(change, memberId, cancel) is { } left ? left
            : await change.Db.Set<PreparedAnswer>().FindAsync([preparedId], cancel) is not { } prepared ? DraftRefusals.NotFound
            : await BeginAsync(change, draftId, prepared, memberId, DraftSource.Browser, cancel),
        cancel);

    /// <summary>The same, inside a change that is under way. A draft of the member that waits here stays: their own words come first.</summary>
    internal static async Task<Refusal?> BeginAsync(Change change, Guid draftId, PreparedAnswer prepared, Guid memberId, DraftSource source, CancellationToken cancel)
    {
        if (await TicketDesk.FindOpenAsync(change, prepared.ConversationId) is not { } ticket || ticket.Id != prepared.TicketId)
            return TicketRefusals.Closed;
        if (ticket.HolderId is { } holder && holder != memberId)
            return TicketRefusals.HeldByAnother;
        if (await FindAsync(change.Db, ticket, memberId, cancel) is not { } newest || newest.Id != prepared.Id)
            return DraftRefusals.NotWaiting;
        if (await change.Db.Set<Draft>().AnyAsync(d => d.ConversationId == prepared.ConversationId && d.MemberId == memberId
                && (d.State == DraftState.Open || d.State == DraftState.Held || d.State == DraftState.Stuck || d.State == DraftState.Composing), cancel)
            || await change.Db.Set<Conversation>().FindAsync([prepared.ConversationId], cancel) is not { } conversation)
            return null;
        change.Db.Add(Draft.Of(prepared, draftId, memberId, source, await Seen.AllOfAsync(change.Db, conversation, memberId, cancel), change.Now));
        // What is laid before somebody on the phone is nothing that they did.
        if (source is DraftSource.Browser)
            TicketDesk.Record(change, ticket, TicketStep.Drafted, memberId);
        change.Add(new(ReplyWork.Compose, $"draft:{draftId}", draftId.ToString()));
        change.Tell(Topic.Conversation(prepared.ConversationId));
        return null;
    }

    /// <summary>The newest answer that was prepared for a ticket, as long as nobody has answered since and the member may.</summary>
    internal static async Task<PreparedAnswer?> FindAsync(CosmoContext db, Ticket ticket, Guid memberId, CancellationToken cancel) =>
        ticket.IsOpen && (ticket.HolderId is null || ticket.HolderId == memberId)
        && await db.Set<PreparedAnswer>().AsNoTracking().Where(p => p.TicketId == ticket.Id).OrderByDescending(p => p.At).ThenByDescending(p => p.Id).FirstOrDefaultAsync(cancel) is { } newest
        && (ticket.AnsweredAt is not { } answered || answered < newest.At) ? newest : null;

    /// <summary>The entries that it stands on.</summary>
    internal static async Task<IReadOnlyList<PreparedSource>> SourcesAsync(CosmoContext db, PreparedAnswer prepared, CancellationToken cancel)
    {
        var ids = prepared.SourceIds;
        var names = await db.Set<KnowledgeEntry>().AsNoTracking().Where(e => ids.Contains(e.Id)).ToDictionaryAsync(e => e.Id, e => e.Question, cancel);
        return [.. ids.Select(id => new PreparedSource(id, names.GetValueOrDefault(id)))];
    }

    /// <summary>Of a member's drafts those that they may still do something about: what was laid before them is over once a colleague has the ticket.</summary>
    internal static IQueryable<Draft> Theirs(CosmoContext db, IQueryable<Draft> drafts) => drafts.Where(d =>
        d.PreparedId == null || db.Set<Ticket>().Any(t => t.Id == d.TicketId && t.State != TicketState.Closed && (t.HolderId == null || t.HolderId == d.MemberId)));
}
