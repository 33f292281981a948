using Cosmo.Core.Live;
using Cosmo.Core.Team;
using Cosmo.Core.Work;
using Microsoft.EntityFrameworkCore;

namespace Cosmo.Core.Knowledge.Import;

/// <summary>What a person decides about pieces that were read. AsExported: published where the export says so, else a draft.</summary>
public enum ImportDecision { Draft, Publish, AsExported, Leave }

/// <summary>Lets sources be read, and makes entries of what a person chooses. Nothing is published by reading.</summary>
public sealed class ImportDesk(Changes changes)
{
    public static readonly Refusal NotFound = new("import.not-found", "This source no longer exists.");
    public static readonly Refusal NoAddress = new("import.address", "This is no address of a web page.");
    public static readonly Refusal UnknownKind = new("import.unknown-kind", "This kind of file cannot be read.");
    public static readonly Refusal TooLarge = new("import.too-large", "A file may have at most 10 MB.");
    public static readonly Refusal Empty = new("import.empty", "The file is empty.");
    public static readonly Refusal StillReading = new("import.reading", "It is being read at the moment.");
    public static readonly Refusal FileAgain = new("import.file-again", "A file is read once. Choose it again.");

    /// <summary>Largest file, in bytes.</summary>
    public const int LargestFile = FileReader.LargestFile;

    /// <summary>Most pages of one site.</summary>
    public const int MostPages = 50;

    /// <summary>Endings of the names of files that can be read.</summary>
    public static IReadOnlyList<string> Kinds => FileReader.Kinds;

    /// <summary>Reads one page, or a site from this page on.</summary>
    /// <param name="wholeSite">Follows links to pages of the same host, up to <see cref="MostPages"/>.</param>
    /// <param name="language">ISO 639-1 code for pages that do not name theirs.</param>
    /// <param name="sourceId">Where the source's id is told.</param>
    public Task<Refusal?> AddAddressAsync(string address, bool wholeSite, string language, string category, Guid byMemberId, Action<Guid>? sourceId = null, CancellationToken cancel = default) => RunAsync(
        byMemberId,
        change =>
        {
            if (PageFetcher.Parse(address) is not { } uri)
                return Task.FromResult<Refusal?>(NoAddress);
            var source = KnowledgeSource.Add(wholeSite ? SourceKind.Site : SourceKind.Page, uri.AbsoluteUri, wholeSite ? MostPages : 1, language, Cut(category), byMemberId, change.Now);
            change.Db.Add(source);
            Start(change, source);
            sourceId?.Invoke(source.Id);
            return Task.FromResult<Refusal?>(null);
        },
        cancel);

    /// <summary>Reads a file.</summary>
    public Task<Refusal?> AddFileAsync(string name, byte[] bytes, string language, string category, Guid byMemberId, Action<Guid>? sourceId = null, CancellationToken cancel = default) => RunAsync(
        byMemberId,
        change =>
        {
            if (bytes.Length > LargestFile)
                return Task.FromResult<Refusal?>(TooLarge);
            if (bytes.Length == 0)
                return Task.FromResult<Refusal?>(Empty);
            if (!Kinds.Contains(Path.GetExtension(name).ToLowerInvariant()))
                return Task.FromResult<Refusal?>(UnknownKind);
            name = name.Length <= KnowledgeSource.LongestAddress ? name : name[^KnowledgeSource.LongestAddress..];
            var source = KnowledgeSource.Add(SourceKind.File, name.Replace("\0", "", StringComparison.Ordinal), 1, language, Cut(category), byMemberId, change.Now);
            change.Db.Add(source);
            change.Db.Add(new ImportFile { SourceId = source.Id, Bytes = bytes });
            change.Add(ImportWork.Of(source, null));
            sourceId?.Invoke(source.Id);
            return Task.FromResult<Refusal?>(null);
        },
        cancel);

    /// <summary>Reads a page or a site again, to see what has changed there since.</summary>
    public Task<Refusal?> ReadAgainAsync(Guid sourceId, Guid byMemberId, CancellationToken cancel = default) => RunAsync(
        byMemberId,
        async change =>
        {
            if (await change.Db.Set<KnowledgeSource>().FindAsync([sourceId], cancel) is not { } source)
                return NotFound;
            if (source.Kind is SourceKind.File)
                return FileAgain;
            if (source.State is SourceState.Reading)
                return StillReading;
            await change.Db.Set<ImportItem>().Where(i => i.SourceId == sourceId).ExecuteDeleteAsync(cancel);
            await change.Db.Set<ImportPage>().Where(p => p.SourceId == sourceId).ExecuteDeleteAsync(cancel);
            source.ReadAgain();
            Start(change, source);
            return null;
        },
        cancel);

    /// <summary>Makes drafts or published entries of the pieces, or leaves them.</summary>
    public Task<Refusal?> DecideAsync(Guid sourceId, IReadOnlyCollection<Guid> itemIds, ImportDecision decision, Guid byMemberId, CancellationToken cancel = default) => RunAsync(
        byMemberId,
        async change =>
        {
            if (await change.Db.Set<KnowledgeSource>().FindAsync([sourceId], cancel) is not { } source)
                return NotFound;
            var items = await change.Db.Set<ImportItem>().Where(i => i.SourceId == sourceId && i.Choice == ImportChoice.Waiting && itemIds.Contains(i.Id)).OrderBy(i => i.Position).ToListAsync(cancel);
            foreach (var item in items)
            {
                if (await ImportTaking.TakeAsync(change, source, item, decision, byMemberId, cancel) is { } refusal)
                    return refusal;
            }

            return null;
        },
        cancel);

    /// <summary>Forgets a source. Entries made of it stay.</summary>
    public Task<Refusal?> RemoveAsync(Guid sourceId, Guid byMemberId, CancellationToken cancel = default) => RunAsync(
        byMemberId,
        async change =>
        {
            if (await change.Db.Set<KnowledgeSource>().FindAsync([sourceId], cancel) is not { } source)
                return NotFound;
            change.Db.Remove(source);
            return null;
        },
        cancel);

    private static void Start(Change change, KnowledgeSource source)
    {
        var page = new ImportPage { SourceId = source.Id, Address = source.Address, Depth = 0 };
        change.Db.Add(page);
        change.Add(ImportWork.Of(source, page.Id));
    }

    private static string Cut(string category) => category.Trim() is { Length: > KnowledgeEntry.LongestCategory } longer ? longer[..KnowledgeEntry.LongestCategory] : category.Trim();

    private Task<Refusal?> RunAsync(Guid byMemberId, Func<Change, Task<Refusal?>> decide, CancellationToken cancel) => changes.RunAsync(
        async change =>
        {
            if (!await change.Db.Set<Member>().AnyAsync(m => m.Id == byMemberId && m.IsActive, cancel))
                return KnowledgeDesk.NotMember;
            change.Tell(Topic.Knowledge);
            return await decide(change);
        },
        cancel);
}
