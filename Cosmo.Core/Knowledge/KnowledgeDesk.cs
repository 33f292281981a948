using Cosmo.Core.Live;
using Cosmo.Core.Storage;
using Cosmo.Core.Team;
using Cosmo.Core.Work;
using Microsoft.EntityFrameworkCore;

namespace Cosmo.Core.Knowledge;

/// <summary>Writes the knowledge that customers are answered from. Every change of an entry is kept as a version.</summary>
public sealed class KnowledgeDesk(Changes changes)
{
    public static readonly Refusal NotFound = new("knowledge.not-found", "This entry no longer exists.");
    public static readonly Refusal NotMember = new("knowledge.not-member", "Only members of the team can do this.");

    /// <summary>Adds an entry.</summary>
    /// <param name="entryId">Where the new entry's id is told.</param>
    public Task<Refusal?> AddAsync(KnowledgeText text, Guid byMemberId, Action<Guid>? entryId = null, CancellationToken cancel = default) => RunAsync(
        byMemberId,
        change =>
        {
            if (text.Check() is { } refusal)
                return Task.FromResult<Refusal?>(refusal);
            var entry = Add(change, text, VersionCause.Written, byMemberId);
            entryId?.Invoke(entry.Id);
            return Task.FromResult<Refusal?>(null);
        },
        cancel);

    /// <summary>Adds an entry inside a change that is under way; whether its text may be kept was asked before.</summary>
    public static KnowledgeEntry Add(Change change, KnowledgeText text, VersionCause cause, Guid byMemberId)
    {
        var entry = KnowledgeEntry.Write(text, change.Now);
        change.Db.Add(entry);
        change.Db.Add(KnowledgeVersion.Of(entry, cause, byMemberId, change.Now));
        change.Tell(Topic.Knowledge);
        return entry;
    }

    /// <summary>Changes an entry.</summary>
    /// <param name="seen">The revision that was on the screen: a later change of somebody else is not overwritten. Null: whatever it is.</param>
    public Task<Refusal?> EditAsync(Guid entryId, KnowledgeText text, Guid byMemberId, int? seen = null, CancellationToken cancel = default) => ChangeAsync(
        entryId,
        byMemberId,
        async (change, entry) =>
        {
            if (text.Check() is { } refusal)
                return refusal;
            if (seen is { } revision && revision != entry.Revision)
                return CosmoContext.ChangedMeanwhile;
            await EditAsync(change, entry, text, VersionCause.Edited, byMemberId, cancel);
            return null;
        },
        cancel);

    /// <summary>Changes an entry inside a change that is under way; whether its text may be kept was asked before.</summary>
    public static async Task EditAsync(Change change, KnowledgeEntry entry, KnowledgeText text, VersionCause cause, Guid byMemberId, CancellationToken cancel)
    {
        // What is older than the keeping of versions, or was changed by a mere switch, is kept before it changes.
        if (!await change.Db.Set<KnowledgeVersion>().AnyAsync(v => v.EntryId == entry.Id && v.Number == entry.Revision, cancel))
            change.Db.Add(KnowledgeVersion.Of(entry, VersionCause.Written, null, entry.UpdatedAt));
        entry.Edit(text, change.Now);
        change.Db.Add(KnowledgeVersion.Of(entry, cause, byMemberId, change.Now));
        change.Tell(Topic.Knowledge);
    }

    /// <summary>Lets customers be answered from an entry, or no longer.</summary>
    public Task<Refusal?> PublishAsync(Guid entryId, bool published, Guid byMemberId, CancellationToken cancel = default) => ChangeAsync(
        entryId,
        byMemberId,
        async (change, entry) =>
        {
            if (entry.IsPublished != published)
                await EditAsync(change, entry, entry.Text with { Published = published }, VersionCause.Edited, byMemberId, cancel);
            return null;
        },
        cancel);

    /// <summary>Brings an older version back as a new one; nothing of the history is lost.</summary>
    /// <param name="number">The version, see <see cref="KnowledgeVersion.Number"/>.</param>
    public Task<Refusal?> RestoreAsync(Guid entryId, int number, Guid byMemberId, CancellationToken cancel = default) => ChangeAsync(
        entryId,
        byMemberId,
        async (change, entry) =>
        {
            if (await change.Db.Set<KnowledgeVersion>().AsNoTracking().FirstOrDefaultAsync(v => v.EntryId == entryId && v.Number == number, cancel) is not { } version)
                return NotFound;
            // An old answer does not speak to customers by itself again.
            await EditAsync(change, entry, version.Text with { Published = entry.IsPublished && version.IsPublished, TeamOnly = entry.IsTeamOnly || version.IsTeamOnly }, VersionCause.Restored, byMemberId, cancel);
            return null;
        },
        cancel);

    /// <summary>Takes an entry away, with its history. Answers given from it stay as they were.</summary>
    public Task<Refusal?> DeleteAsync(Guid entryId, Guid byMemberId, CancellationToken cancel = default) => ChangeAsync(
        entryId,
        byMemberId,
        (change, entry) =>
        {
            change.Db.Remove(entry);
            return Task.FromResult<Refusal?>(null);
        },
        cancel);

    private Task<Refusal?> ChangeAsync(Guid entryId, Guid byMemberId, Func<Change, KnowledgeEntry, Task<Refusal?>> decide, CancellationToken cancel) => RunAsync(
        byMemberId,
        async change => await change.Db.Set<KnowledgeEntry>().FindAsync([entryId], cancel) is { } entry ? await decide(change, entry) : NotFound,
        cancel);

    private Task<Refusal?> RunAsync(Guid byMemberId, Func<Change, Task<Refusal?>> decide, CancellationToken cancel) => changes.RunAsync(
        async change =>
        {
            if (!await change.Db.Set<Member>().AnyAsync(m => m.Id == byMemberId && m.IsActive, cancel))
                return NotMember;
            change.Tell(Topic.Knowledge);
            return await decide(change);
        },
        cancel);
}
