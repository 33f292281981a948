using Cosmo.Core.Storage;
using Microsoft.EntityFrameworkCore;

namespace Cosmo.Core.Knowledge.Import;

/// <summary>A source as the list shows it.</summary>
/// <param name="Waiting">Pieces that nobody has decided about.</param>
/// <param name="PagesRead">Pages read so far.</param>
/// <param name="PagesFailed">Pages that could not be read.</param>
public sealed record SourceRow(
    Guid Id, SourceKind Kind, string Address, SourceState State, string? Fault, DateTimeOffset AddedAt, DateTimeOffset? ReadAt, int PagesRead, int PagesFailed, int Waiting, int Entries);

/// <summary>A piece that was read, beside what is known.</summary>
/// <param name="Known">The entry that was made of it before; null for none.</param>
public sealed record ImportRow(Guid Id, ImportChange Change, ImportChoice Choice, bool IsExported, string? Hidden, KnowledgeText Text, KnowledgeText? Known);

/// <summary>Reads sources for pages.</summary>
public sealed class ImportQueries(IDbContextFactory<CosmoContext> contexts)
{
    /// <summary>Most pieces shown at once; those decided make room for others.</summary>
    public const int Most = 100;

    /// <summary>All sources, the newest first.</summary>
    public async Task<IReadOnlyList<SourceRow>> SourcesAsync(CancellationToken cancel = default)
    {
        await using var db = await contexts.CreateDbContextAsync(cancel);
        return await db.Set<KnowledgeSource>().AsNoTracking().OrderByDescending(s => s.AddedAt).ThenByDescending(s => s.Id).Take(Most).Select(s => new SourceRow(
            s.Id, s.Kind, s.Address, s.State, s.Fault, s.AddedAt, s.ReadAt,
            db.Set<ImportPage>().Count(p => p.SourceId == s.Id && (p.State == ImportPageState.Read || p.State == ImportPageState.ReadInPart)),
            db.Set<ImportPage>().Count(p => p.SourceId == s.Id && p.State == ImportPageState.Failed),
            db.Set<ImportItem>().Count(i => i.SourceId == s.Id && i.Choice == ImportChoice.Waiting && i.Change != ImportChange.Same),
            db.Set<KnowledgeEntry>().Count(e => e.SourceId == s.Id))).ToListAsync(cancel);
    }

    /// <summary>The pieces of a source that wait for a decision, in their order there; what is the same as last time is left out.</summary>
    public async Task<IReadOnlyList<ImportRow>> WaitingAsync(Guid sourceId, CancellationToken cancel = default)
    {
        await using var db = await contexts.CreateDbContextAsync(cancel);
        var items = await db.Set<ImportItem>().AsNoTracking()
            .Where(i => i.SourceId == sourceId && i.Choice == ImportChoice.Waiting && i.Change != ImportChange.Same)
            .OrderBy(i => i.Position).Take(Most).ToListAsync(cancel);
        var ids = items.Select(i => i.EntryId).OfType<Guid>().ToList();
        var known = await db.Set<KnowledgeEntry>().AsNoTracking().Where(e => ids.Contains(e.Id)).ToDictionaryAsync(e => e.Id, cancel);
        return [.. items.Select(i => new ImportRow(
            i.Id, i.Change, i.Choice, i.WasPublished is not null, i.Hidden, i.Text(i.WasPublished ?? false),
            i.EntryId is { } id && known.TryGetValue(id, out var entry) ? entry.Text : null))];
    }
}
