using Cosmo.Core.Assistant;
using Cosmo.Core.Conversations;
using Cosmo.Core.Storage;
using Microsoft.EntityFrameworkCore;

namespace Cosmo.Core.Replies;

/// <summary>A draft as its member sees it.</summary>
/// <param name="Revision">Which picture of the draft this is: whoever confirms says which one they saw.</param>
/// <param name="Unmatched">Null where everything could be said; empty where no approved template exists.</param>
public sealed record DraftView(
    Guid Id, DraftState State, DraftSource Source, string Words, string Text, string Language, string? Meaning, string? Template,
    IReadOnlyList<string> Findings, IReadOnlyList<string>? Unmatched, int Revision)
{
    /// <summary>What came in or was changed since the member last looked; only for a held draft.</summary>
    public IReadOnlyList<DraftNews> News { get; init; } = [];

    /// <summary>How far somebody has seen who has looked at <see cref="News"/>.</summary>
    public Seen NewsUntil { get; init; }

    /// <summary>What it stands on, where the assistant had prepared it; null for a member's own words.</summary>
    public IReadOnlyList<PreparedSource>? Prepared { get; init; }

    /// <summary>The open question whose answer it tells the customer; null for any other draft.</summary>
    public Guid? QuestionId { get; init; }

    /// <summary>The built-in engine stood in for a model that did not answer usably.</summary>
    public bool FellBack { get; init; }

    /// <summary>Stuck because it does not fit the approved template.</summary>
    public bool IsTooLongForTemplate { get; init; }

    /// <summary>Stuck at the template, and the customer has written since: it can leave as free text.</summary>
    public bool CanLeaveFreely { get; init; }
}

/// <summary>A message that the member of a held draft has not seen, or not in these words; or a note of a colleague.</summary>
public sealed record DraftNews(Author Author, Guid? MemberId, MessageKind Kind, string Text, DateTimeOffset At)
{
    /// <summary>The customer changed it after it was written.</summary>
    public bool IsEdited { get; init; }

    /// <summary>The customer took it back; its text is gone.</summary>
    public bool IsRevoked { get; init; }

    /// <summary>Ours, and the customer never got it: it was taken back, or failed.</summary>
    public bool IsUnsent { get; init; }

    /// <summary>A note: only the team reads it.</summary>
    public bool IsNote { get; init; }
}

/// <summary>Reads drafts for pages.</summary>
public sealed class DraftQueries(IDbContextFactory<CosmoContext> contexts, TimeProvider clock)
{
    /// <summary>The member's draft that waits in a conversation; null when none does.</summary>
    public async Task<DraftView?> WaitingAsync(Guid conversationId, Guid memberId, CancellationToken cancel = default)
    {
        await using var db = await contexts.CreateDbContextAsync(cancel);
        var draft = await PreparedDesk.Theirs(db, Waiting(db, conversationId)).Where(d => d.MemberId == memberId).OrderByDescending(d => d.CreatedAt).FirstOrDefaultAsync(cancel);
        if (draft is null)
            return null;
        var unseen = draft.State is DraftState.Held ? await UnseenMessages.ReadAsync(db, draft, cancel) : null;
        DraftNews[] news = unseen is null
            ? []
            :
            [
                .. unseen.Messages.Select(m => new DraftNews(m.Author, m.MemberId, m.Kind, m.Text, m.At) { IsEdited = m.EditedAt is not null, IsRevoked = m.IsRevoked, IsUnsent = !m.IsInbound && !m.IsSaid }),
                .. unseen.Notes.Select(n => new DraftNews(Author.Member, n.MemberId, MessageKind.Text, n.Text, n.At) { IsNote = true }),
            ];
        return new(draft.Id, draft.State, draft.Source, draft.Words, draft.Text, draft.Language, draft.Meaning, draft.Template,
            Lines(draft.Findings), draft.Unmatched is null ? null : Lines(draft.Unmatched), draft.Revision)
        {
            News = news,
            NewsUntil = unseen?.UpTo(unseen.Messages.Count, unseen.Notes.Count) ?? draft.Seen,
            Prepared = draft.PreparedId is { } id && await db.Set<PreparedAnswer>().AsNoTracking().FirstOrDefaultAsync(p => p.Id == id, cancel) is { } prepared
                ? await PreparedDesk.SourcesAsync(db, prepared, cancel) : null,
            IsTooLongForTemplate = draft.IsTooLongForTemplate,
            QuestionId = draft.QuestionId,
            FellBack = draft.FellBack,
            CanLeaveFreely = draft.IsStuckAtTemplate && await IsWindowOpenAsync(db, conversationId, cancel),
        };
    }

    /// <summary>What the member wrote for a draft, and the open question that it was about; null when there is none.</summary>
    public async Task<(string Words, Guid? QuestionId)?> SaidAsync(Guid draftId, CancellationToken cancel = default)
    {
        await using var db = await contexts.CreateDbContextAsync(cancel);
        var said = await db.Set<Draft>().Where(d => d.Id == draftId).Select(d => new { d.Words, d.QuestionId }).FirstOrDefaultAsync(cancel);
        return said is null ? null : (said.Words, said.QuestionId);
    }

    /// <summary>Colleagues whose drafts wait in the conversation: they are answering as well.</summary>
    public async Task<IReadOnlyList<Guid>> OthersAsync(Guid conversationId, Guid memberId, CancellationToken cancel = default)
    {
        await using var db = await contexts.CreateDbContextAsync(cancel);
        // What was only laid before somebody on their phone is nothing that they do.
        return await Waiting(db, conversationId).Where(d => d.MemberId != memberId && (d.PreparedId == null || d.Source == DraftSource.Browser)).Select(d => d.MemberId).Distinct().ToListAsync(cancel);
    }

    private async Task<bool> IsWindowOpenAsync(CosmoContext db, Guid conversationId, CancellationToken cancel) =>
        (await db.Set<Conversation>().Where(c => c.Id == conversationId).Select(c => new ServiceWindow(c.LastInboundAt, c.RefusedAt)).FirstOrDefaultAsync(cancel)).IsOpen(clock.GetUtcNow());

    private static IQueryable<Draft> Waiting(CosmoContext db, Guid conversationId) => db.Set<Draft>().AsNoTracking().Where(d =>
        d.ConversationId == conversationId
        && (d.State == DraftState.Composing || d.State == DraftState.Open || d.State == DraftState.Held || d.State == DraftState.Stuck));

    private static string[] Lines(string? text) => (text ?? "").Split('\n', StringSplitOptions.RemoveEmptyEntries);
}
